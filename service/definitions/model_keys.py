"""Between the file and the model: where in the file a location of the validator is, and which keys may stand there."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from service.definitions.findings import Place
from service.definitions.model import Service


def keys_at(content: Any, place: Place) -> frozenset[str]:
    """The keys that may stand in the mapping at a place."""
    fields = [each.model_fields.items() for each in _models(content, place)]
    return frozenset(declared.alias or name for items in fields for name, declared in items)


def required_at(content: Any, place: Place) -> bool:
    """Whether the key at a place must be there."""
    for model in _models(content, place[:-1]):
        for name, declared in model.model_fields.items():
            if place[-1] == (declared.alias or name):
                return declared.is_required()
    return True


def _models(content: Any, place: Place) -> list[type[BaseModel]]:
    candidates: list[Any] = [Service]
    for step in place:
        kind = content.get("kind") if isinstance(content, dict) else None
        candidates = [
            inner for each in candidates if _is_of_kind(each, kind) for inner in _inside(each, step)
        ]
        content = _under(content, step)
    kind = content.get("kind") if isinstance(content, dict) else None
    return [each for each in candidates if _is_model(each) and _is_of_kind(each, kind)]


def _under(content: Any, step: int | str) -> Any:
    if isinstance(content, list):
        return content[step] if isinstance(step, int) else None
    return content.get(step) if isinstance(content, dict) else None


def _is_model(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


def _is_of_kind(candidate: Any, kind: Any) -> bool:
    if not _is_model(candidate):
        return True
    declared = candidate.model_fields.get("kind")
    return declared is None or kind in get_args(declared.annotation)


def _inside(annotation: Any, step: int | str) -> Iterator[Any]:
    """What may stand under a key or an index: models, lists and mappings, without the unions around them."""
    if _is_model(annotation):
        for name, declared in annotation.model_fields.items():
            if step == (declared.alias or name):
                yield from _members(declared.annotation)
    elif get_origin(annotation) is list and isinstance(step, int):
        yield from _members(get_args(annotation)[0])
    elif get_origin(annotation) is dict:
        yield from _members(get_args(annotation)[1])


def _members(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from _members(each)
    elif origin is list or origin is dict or (origin is not Literal and isinstance(annotation, type)):
        yield annotation


def place_of(loc: tuple[int | str, ...], content: Any, missing: bool = False) -> Place:
    """The place in the file: the validator's location without the names of union members in between."""
    place: list[int | str] = []
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(content, dict) and content.get("kind") == step and not last:
            continue
        if leads_on(content, step):
            content = content[step]
            place.append(step)
        elif last and missing:
            place.append(step)
    return tuple(place)


def leads_on(content: Any, step: int | str) -> bool:
    if isinstance(content, list):
        return isinstance(step, int) and step < len(content)
    return isinstance(content, dict) and step in content


def reached(content: Any, place: Place) -> Any:
    for step in place:
        if not leads_on(content, step):
            return None
        content = content[step]
    return content
