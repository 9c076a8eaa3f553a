"""The five questions in their words, what counts as an answer to each, and which one is next."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers

STREETS = Path(__file__).resolve().parents[2] / "config" / "registers" / "streets.csv"
OUTCOME = "Call 112 now. We cannot help fast enough by this way."
RECEIPT = "We will look at it within five working days."


class NotUnderstood(ValueError):
    """Words that are no answer; what it says is for the person."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    name: str
    words: str
    understand: Callable[[str], str]
    help: str = ""
    options: tuple[Option, ...] = ()
    optional: bool = False
    input_type: str = "text"

    def shown(self, value: str) -> str:
        if not value:
            return "Not given"
        return next((option.label for option in self.options if option.value == value), value)


def questions(streets: Path = STREETS) -> dict[str, Question]:
    """By name, in the order in which they are asked."""
    asked = (
        _choice(
            "danger",
            "Is anyone in danger right now?",
            (Option("yes", "Yes", ("y",)), Option("no", "No", ("n",))),
            help="For example a bare electric wire, an open manhole, or a wall about to fall.",
        ),
        _choice(
            "problem",
            "What is the problem?",
            (
                Option("pothole", "A hole in the road", ("hole", "pavement")),
                Option("light", "A street light that does not work", ("lamp", "street light", "lamp post")),
                Option("rubbish", "Dumped rubbish", ("trash", "waste", "litter")),
                Option("graffiti", "Graffiti", ("paint", "tag")),
                Option("other", "Something else", ("else", "another problem")),
            ),
        ),
        _choice(
            "size",
            "How big is the hole?",
            (
                Option("small", "Smaller than a hand", ("little",)),
                Option("large", "Bigger than a hand", ("big",)),
                Option("deep", "So deep that a wheel sinks in", ("very big",)),
            ),
        ),
        Question(
            "where",
            "Where is it?",
            _place(_names(streets)),
            help="A street, with the nearest house number if you can.",
        ),
        Question(
            "mobile",
            "On which mobile number may we tell you when it is fixed?",
            _mobile,
            optional=True,
            input_type="tel",
        ),
    )
    return {question.name: question for question in asked}


def next_question(asked: Mapping[str, Question], report: Mapping[str, Any]) -> Question | None:
    """The first one without an answer; only holes have a size."""
    for name, question in asked.items():
        if name == "size" and report["problem"] != "pothole":
            continue
        if report[name] is None:
            return question
    return None


def question_before(
    asked: Mapping[str, Question], report: Mapping[str, Any], name: str = ""
) -> Question | None:
    """The one before `name`, or the last of all."""
    before = None
    for question in asked.values():
        if question.name == name:
            break
        if question.name != "size" or report["problem"] == "pothole":
            before = question
    return before


def _choice(name: str, words: str, options: tuple[Option, ...], help: str = "") -> Question:  # noqa: A002 - its name in a form
    meant = {
        word.casefold(): option.value
        for number, option in enumerate(options, 1)
        for word in (str(number), option.value, option.label, *option.also)
    }

    def understand(entered: str) -> str:
        value = meant.get(" ".join(entered.casefold().split()))
        if value is None:
            raise NotUnderstood("Choose one of the options.")
        return value

    return Question(name, words, understand, help, options)


def _names(streets: Path) -> dict[str, str]:
    with streets.open(encoding="utf-8", newline="") as file:
        return {
            name.casefold(): f"{row['name_nl']}|{row['postcode']} {row['district']}"
            for row in csv.DictReader(file)
            for name in (row["name_nl"], row["name_fr"])
            if name
        }


def _place(names: Mapping[str, str]) -> Callable[[str], str]:
    def understand(entered: str) -> str:
        words = " ".join(entered.split())
        found = re.fullmatch(r"(?P<street>.+?),?(?: (?P<number>\d{1,4}[A-Za-z]?))?", words)
        known = names.get(found["street"].casefold()) if found else None
        if found is None or known is None:
            raise NotUnderstood("We do not know this street. Write its name, with a house number.")
        street, _, town = known.partition("|")
        return f"{street} {found['number']}, {town}" if found["number"] else f"{street}, {town}"

    return understand


def _mobile(entered: str) -> str:
    try:
        number = phonenumbers.parse(entered, "BE")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise NotUnderstood("Write a mobile number, for example 0470 12 34 56.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
