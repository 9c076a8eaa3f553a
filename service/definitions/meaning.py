"""What a service means, whatever its words: the hash that changes only when answers could come out differently."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from service.definitions.definition import fields_of
from service.definitions.facts import Table
from service.definitions.model import Service


def version_of(model: Service, tables: Mapping[str, Table]) -> str:
    meaning = {"service": _meaning(model), "tables": _without_labels(model, tables)}
    written = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _meaning(value: Any) -> Any:
    """A value as JSON without texts for people, and without what only says what would hold anyway."""
    if isinstance(value, BaseModel):
        return {
            name: _meaning(getattr(value, name))
            for name, translatable in fields_of(type(value)).items()
            if not translatable
            and getattr(value, name) != type(value).model_fields[name].get_default(call_default_factory=True)
        }
    if isinstance(value, Mapping):
        return {key: _meaning(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_meaning(member) for member in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _without_labels(model: Service, tables: Mapping[str, Table]) -> dict[str, list[dict[str, str]]]:
    labels = dict(label_columns(model))
    return {
        name: [
            {column: cell for column, cell in row.items() if not _is_label(column, labels.get(name))}
            for row in rows
        ]
        for name, rows in tables.items()
    }


def label_columns(model: Service) -> list[tuple[str, str]]:
    """The columns that hold labels of options, by table."""
    questions = [
        *model.questions,
        *(question for section in model.sections for question in section.questions),
    ]
    lists = [getattr(question, "options", None) for question in questions]
    tables = [each for each in lists if each is not None and hasattr(each, "from_")]
    return [(each.from_, each.label) for each in tables if each.label != each.value]


def _is_label(column: str, label: str | None) -> bool:
    return label is not None and re.fullmatch(f"{re.escape(label)}(_[a-z]{{2,3}})?", column) is not None
