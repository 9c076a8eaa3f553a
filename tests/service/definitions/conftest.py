"""A service without a fault, and a way to put faults into it and see what is found, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from service.definitions.folder import Folder
from service.definitions.loading import load

MARK = "‸"
"""Stands before what a finding is about; it is taken out before the file is read."""

FAULTLESS = """\
service: trial
title: Hire a hall
summary: For one day or more.
keywords: [HALL]
office: halls
takes: 2 minutes
identity: none
find_by: [where]
questions:
  - {code: event, ask: What for?, kind: choice, options: [{value: party, label: A party}, {value: sale, label: A sale}]}
  - {code: guests, ask: How many guests?, kind: number, min: 1, max: 500}
  - {code: start, ask: From when?, kind: date}
  - {code: finish, ask: Until when?, kind: date}
  - {code: music, ask: With music?, kind: yes_no, when: {event: party}}
  - {code: extras, ask: What else?, kind: choices, optional: true, options: [{value: bar, label: A bar}]}
  - code: hall
    ask: Which hall?
    kind: choice
    options: {from: halls.csv, value: hall, label: name, where: {use: {answer: event}}}
  - {code: where, ask: Where do you live?, kind: place}
  - {code: mobile, ask: Your number?, kind: phone, known_from: line}
  - {code: account, ask: Your account?, kind: iban, sensitive: true}
  - {code: paper, ask: Your insurance?, kind: document, later: true}
  - {code: note, ask: "Anything else for {guests} guests?", kind: text, optional: true}
sections:
  - code: helpers
    repeat: {each: helper, max: 3, more: Another helper?}
    questions:
      - {code: helper, ask: Who?, kind: name}
      - {code: born, ask: When born?, kind: date}
      - {code: hours, ask: How many hours?, kind: number, when: {grown_up: {at_least: 18}}}
  - code: end
    questions:
      - {code: deposit, ask: Which deposit?, kind: money, min: 0}
facts:
  days: {days_between: [start, finish]}
  grown_up: {years_since: born}
  young: {count: {of: helpers, where: {grown_up: {less_than: 18}}}}
  work: {sum: hours}
  seats: {look_up: {table: seats.csv, match: {up_to_guests: guests}, take: seats}}
remarks:
  - {when: {young: {at_least: 1}}, say: Somebody of age must be there.}
checks:
  - {at: finish, require: {finish: {not_before: {answer: start}}}, say: The end must follow the start.}
outcomes:
  - {code: too-long, when: {days: {more_than: 30}}, say: "At most 30 days, not {days}."}
fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}
receipt: We have {seats} seats for you.
"""

TABLES = {
    "halls.csv": "hall,use,name\nblue,party,The blue hall\nred,sale,The red hall\n",
    "seats.csv": "up_to_guests,seats\n100,120\n500,600\n",
    "fees.csv": "event,amount\nparty,10.00\nsale,25\n",
}


@dataclass(frozen=True)
class Town:
    offices: tuple[str, ...] = ("halls", "public-works")
    languages: tuple[str, ...] = ("en", "fr", "nl")


@dataclass(frozen=True)
class Found:
    """What was found: `said` is `12:7: error: ...` for each, without the file's name."""

    said: list[str]
    marked: list[str]
    """The places that were marked, as `12:7`."""


def marked(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and where they stood."""
    places = []
    for number, line in enumerate(text.split("\n"), 1):
        for before in range(line.count(MARK)):
            column = [i for i, sign in enumerate(line) if sign == MARK][before] - before + 1
            places.append(f"{number}:{column}")
    return text.replace(MARK, ""), places


Change = Callable[..., Found]


@pytest.fixture
def change() -> Change:
    """Put something else where something stands in the faultless service (or in one of its tables)."""

    def changed(old: str, new: str, file: str = "service.yaml") -> Found:
        files = {"service.yaml": FAULTLESS, **TABLES}
        assert old in files[file]
        text, places = marked(files[file].replace(old, new, 1))
        return found_in({**files, file: text}, file, places)

    return changed


def found_in(files: dict[str, str], file: str, places: list[str]) -> Found:
    folder = Folder("trial", {name: text.encode() for name, text in files.items()})
    findings = load(folder, Town(), reserved=["STOP", "Start"]).findings
    here = folder.named(file)
    said = [str(each).removeprefix(f"{here}:") for each in findings]
    return Found(said, places)
