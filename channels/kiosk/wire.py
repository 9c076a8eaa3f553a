"""What the kiosk's screen is sent, and what it sends: pure translation between messages and JSON.

Turn     {"said": [], "version": 3, "language": "en", "prompt": {"kind": "ask", "path": "lamp", ...}}
answer   {"path": "lamp", "seen": 3, "parts": {"answer": "B1234"}}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from werkzeug.datastructures import FileStorage

from channels.kiosk.receipt import PaperLine
from service.messages import (
    HandOver,
    Option,
    Part,
    Parts,
    Problem,
    Prompt,
    Recognised,
    ServiceSummary,
    Status,
    Turn,
    Upload,
    Waiting,
)

_ICONS = {
    "street-problem": "lamp",
    "parking-permit": "car",
    "birth-certificate": "baby",
    "change-of-address": "house",
    "heating-allowance": "heating",
    "terrace-licence": "terrace",
    "identity-card": "person",
}
"""Pictures of `icons.svg`. A service that is not named here gets the plain document."""


_OF_STATUS = ("reference", "title", "words", "submitted_on", "follow_up", "withdrawable")

MOST_COPIES = 3
"""Of one receipt; the screen offers no more either."""


class NotUnderstood(ValueError):
    """The request is not what the screen sends. Nobody typed this: it is answered 400."""


def service_json(service: ServiceSummary) -> dict[str, Any]:
    return {
        "code": service.code,
        "title": service.title,
        "summary": service.summary,
        "icon": _ICONS.get(service.code, "document"),
        "needs": service.needs,
        "takes": service.takes,
        "price": service.price,
        "identity": service.identity,
        "open": service.state == "open",
        "closed": service.closed,
        "office": service.office.name,
        "promise": service.promise,
        "keeps": service.keeps,
    }


def turn_json(turn: Turn) -> dict[str, Any]:
    return {
        "said": turn.said,
        "version": turn.version,
        "language": turn.language,
        "prompt": _prompt_json(turn.prompt) if turn.prompt else None,
    }


def receipt_json(lines: Sequence[PaperLine], qr: str) -> dict[str, Any]:
    """Added to a `done` turn: the picture of the paper."""
    return {"lines": [asdict(line) for line in lines], "qr": qr}


def offer_json(offer: HandOver, qr: str, number: str) -> dict[str, Any]:
    """How to go on elsewhere. The link itself is in the picture only: nobody types it off a screen."""
    return {
        "code": offer.code,
        "code_lasts": offer.code_lasts,
        "link_lasts": offer.link_lasts,
        "qr": qr,
        "number": number,
    }


def rating_json(asked: Prompt | None) -> dict[str, Any] | None:
    """A question about how it went."""
    return {"words": asked.words, "options": _options_json(asked.options)} if asked else None


def waiting_json(waiting: Waiting | None) -> dict[str, Any]:
    return {"waiting": asdict(waiting) if waiting else None}


def recognised_json(found: Recognised | None, language: str) -> dict[str, Any]:
    """What was scanned; an empty kind for what is none of ours."""
    told = asdict(found) if found else {"kind": "", "words": ""}
    return {"scanned": told | {"language": language}}


def status_json(status: Status, said: Sequence[str], qr: str) -> dict[str, Any]:
    """Where a case stands, and what may be done about it where others look on: no paper, and no answer.

    Of a letter only that it is there: it is read where nobody looks on, too, and `qr` is the way to it.
    """
    told = {name: getattr(status, name) for name in _OF_STATUS}
    letters = [f"{letter.title}, {letter.day}" for letter in status.letters]
    appointment = asdict(status.appointment) if status.appointment else None
    more = {
        "said": said,
        "appointment": appointment,
        "letters": letters,
        "qr": qr if letters else "",
        "how": rating_json(status.satisfaction),
    }
    return {"status": told | more}


def _prompt_json(prompt: Prompt) -> dict[str, Any]:
    return {
        "kind": prompt.kind,
        "path": prompt.path,
        "words": prompt.words,
        "help": prompt.help,
        "section": prompt.section,
        "title": prompt.title,
        "hint": prompt.hint,
        "parts": [_part_json(part) for part in prompt.parts],
        "options": _options_json(prompt.options),
        "skippable": prompt.optional or prompt.later,
        "sensitive": prompt.sensitive,
        "problem": _problem_json(prompt.problem) if prompt.problem else None,
        "progress": asdict(prompt.progress) if prompt.progress else None,
        "rows": [asdict(row) for row in prompt.rows],
        "fees": [asdict(fee) for fee in prompt.fees],
        "due": prompt.due,
        "provable": prompt.provable,
        "notes": prompt.notes,
        "receipt": asdict(prompt.receipt) if prompt.receipt else None,
        "outcome": prompt.outcome,
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "label": part.label,
        "hint": part.hint,
        "width": part.width,
        "value": part.value,
        "optional": part.optional,
        "suffix": part.suffix,
    }


def _options_json(options: Sequence[Option]) -> list[dict[str, str]]:
    return [
        {"value": option.value, "label": option.label, "help": option.help}
        | ({"group": option.group, "short": option.short} if option.group else {})
        for option in options
    ]


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {"words": problem.words, "part": problem.part, "options": _options_json(problem.options)}


def read_text(body: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise NotUnderstood(f"{name} is a text")
    return value


def read_version(body: Mapping[str, Any]) -> int:
    value = body.get("seen")
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotUnderstood("seen is a number")
    return value


def read_copy(body: Mapping[str, Any]) -> int:
    """The how-manieth copy of a receipt. Asked for again, the same one is not printed again."""
    value = body.get("copy", 1)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_COPIES:
        raise NotUnderstood("copy is a small number")
    return value


def read_parts(body: Mapping[str, Any], files: Mapping[str, FileStorage]) -> Parts:
    """What was entered; files come beside the JSON, each under the name of its part."""
    written = body.get("parts", {})
    if not isinstance(written, dict) or not all(_is_entered(value) for value in written.values()):
        raise NotUnderstood("parts is an object of texts and lists of texts")
    return {**written, **{name: _upload(file) for name, file in files.items()}}


def _is_entered(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )


def _upload(file: FileStorage) -> Upload:
    return Upload(content=file.read(), claimed_type=file.mimetype, name=file.filename or "")
