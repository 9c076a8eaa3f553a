"""How hub and outpost write to one another: pure translation between messages and bytes.

A request is lines of JSON: first the verb's own arguments, then a parcel on each further line. A reply is one JSON
value. Who may send what is the hub's.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service.messages import (
    Beat,
    HandOver,
    Orders,
    Parts,
    Problem,
    Prompt,
    Saved,
    Status,
    Turn,
    Visitor,
    Waiting,
)

KIND = "application/x-ndjson"
SIGNATURE = "X-Signature"
VERSION = "X-Bundle"

BEAT: TypeAdapter[Beat] = TypeAdapter(Beat)
ORDERS: TypeAdapter[Orders] = TypeAdapter(Orders)
OFFER: TypeAdapter[HandOver] = TypeAdapter(HandOver)
SAVED: TypeAdapter[Saved | Problem] = TypeAdapter(Saved | Problem)
SENT: TypeAdapter[str | Problem | None] = TypeAdapter(str | Problem | None)
WAITING: TypeAdapter[Waiting | None] = TypeAdapter(Waiting | None)
STATUS: TypeAdapter[Status | None] = TypeAdapter(Status | None)
TURN: TypeAdapter[Turn | None] = TypeAdapter(Turn | None)
PROMPT: TypeAdapter[Prompt | None] = TypeAdapter(Prompt | None)
PROBLEM: TypeAdapter[Problem] = TypeAdapter(Problem)
_PARTS: TypeAdapter[dict[str, str | list[str]]] = TypeAdapter(dict[str, str | list[str]])
REASONS: TypeAdapter[list[str]] = TypeAdapter(list[str])


class NotUnderstood(ValueError):
    """Not what an outpost of this release writes: answered 400."""


def request(arguments: Mapping[str, Any], parcels: Sequence[bytes] = ()) -> bytes:
    return b"\n".join([json.dumps(dict(arguments)).encode(), *parcels])


def read_request(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The arguments, and the parcels unread. Raises NotUnderstood."""
    first, *parcels = content.split(b"\n")
    try:
        arguments = json.loads(first)
    except (ValueError, RecursionError):
        raise NotUnderstood("not JSON") from None
    if not isinstance(arguments, dict):
        raise NotUnderstood("an object is wanted")
    return arguments, parcels


def text(arguments: Mapping[str, Any], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str):
        raise NotUnderstood(f"{name} is a text")
    return value


def number(arguments: Mapping[str, Any], name: str) -> int:
    value = arguments.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotUnderstood(f"{name} is a number")
    return value


def yes(arguments: Mapping[str, Any], name: str) -> bool:
    value = arguments.get(name)
    if not isinstance(value, bool):
        raise NotUnderstood(f"{name} is true or false")
    return value


def parts(arguments: Mapping[str, Any]) -> Parts:
    """What was entered: texts, and lists of them."""
    try:
        return dict(_PARTS.validate_python(arguments.get("parts"), strict=True))
    except ValidationError:
        raise NotUnderstood("parts is an object of texts and lists of texts") from None


def who(visitor: Visitor) -> dict[str, str]:
    """What the hub must know of a visitor; all else it knows of the door."""
    return {"language": visitor.language, "source": visitor.source}


def read_beat(arguments: Mapping[str, Any]) -> Beat:
    try:
        return BEAT.validate_python(arguments.get("beat"))
    except ValidationError:
        raise NotUnderstood("beat is of another release") from None


def folder(found: tuple[str, Mapping[str, bytes]] | None) -> bytes:
    """A definition's folder; its files may hold any bytes."""
    if found is None:
        return b"null"
    code, files = found
    written = {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
    return json.dumps({"code": code, "files": written}).encode()


def read_folder(content: bytes) -> tuple[str, dict[str, bytes]] | None:
    read = json.loads(content)
    if read is None:
        return None
    return read["code"], {name: base64.b64decode(each) for name, each in read["files"].items()}


def lent(found: bytes | Problem | None) -> bytes:
    """A parcel, or why there is none: `{"parcel": {...}}`, `{"problem": {...}}` or `null`."""
    if found is None:
        return b"null"
    if isinstance(found, Problem):
        return b'{"problem":' + PROBLEM.dump_json(found) + b"}"
    return b'{"parcel":' + found + b"}"


def read_lent(content: bytes) -> bytes | Problem | None:
    read = json.loads(content)
    if read is None:
        return None
    if "problem" in read:
        return PROBLEM.validate_python(read["problem"])
    return json.dumps(read["parcel"]).encode()
