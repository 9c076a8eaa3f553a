"""The rows of check answers as pages show them: under the heading of their section, or of one item of a repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from service.messages import Row


@dataclass(frozen=True)
class Section:
    """Rows of check answers under one heading: those of a section, or of one item of a repeat."""

    title: str
    rows: tuple[Row, ...]
    item: bool


def sections(rows: Iterable[Row]) -> Iterator[Section]:
    """The rows in their order. What is asked at the end of an item ("Anyone else?") stays with the item."""

    def item(row: Row) -> str:
        return row.path.rpartition("/")[0] if row.path.count("/") == 2 else ""

    for (_title, _item), grouped in groupby(rows, lambda row: (not item(row) and row.section, item(row))):
        group = tuple(grouped)
        yield Section(group[0].section, group, bool(_item))
