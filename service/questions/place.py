"""A place in the town: a street, and a house number where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import fold, on_one_line

if TYPE_CHECKING:
    from service.registers.streets import Street, StreetRegister

LONGEST = 200
TRIES = 3
"""From so many on, a place that the town does not know is taken in the person's own words."""
STORED_IN = "nl"
"""The language of the street's name in the stored value."""


class PlaceQuestion(Question):
    """Found in the street register; stored under the Dutch name, so that every language gives the same case.

    A place that cannot be found is asked for twice more in other words, then taken as written and marked
    unverified. A town without a register takes every place so.
    """

    hint: ClassVar[HintName] = "place"
    proves: ClassVar[bool] = True

    kind: Literal["place"]
    number: Literal["optional", "required"] = "optional"
    own: bool = False
    """It is where the person who answers lives, so that a browser may fill it in."""

    def autofill(self) -> str:
        return "street-address" if self.own else ""

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)[:LONGEST].strip()
        if not any(c.isalpha() for c in entered):
            words = asking.say(
                "Nothing was entered that names a street. Please write the street and the number, such as {example}.",
                example=self.example(asking),
            )
            return Problem("empty", words)
        streets = _register(asking)
        found = streets.find(entered) if streets else ()
        if len(found) > 1:
            options = tuple(
                Option(each, each)
                for each in (_shown(one.street, one.number, asking.language) for one in found)
            )
            words = asking.say(
                "{given} could be in several streets. Which do you mean?", given=self.quoted(entered, asking)
            )
            return Problem("which-street", words, options=options)
        problem = (
            self._number_problem(found[0].street, found[0].number, asking)
            if found
            else self._unknown(entered, asking)
        )
        if problem is None:
            return _verified(found[0].street, found[0].number)
        return _in_words(entered) if streets is None or asking.attempt >= TRIES else problem

    def certainly(self, words: str, asking: Asking) -> Value | None:
        streets = _register(asking)
        found = streets.exactly(words) if streets else None
        alone = found is not None and found.number is None and self.number == "required"
        return _verified(found.street, found.number) if found and not alone else None

    def _number_problem(self, street: Street, number: str | None, asking: Asking) -> Problem | None:
        name = street.name(asking.language)
        if number is None and self.number == "required":
            example = self.example(asking) if self.sensitive else f"{name} {street.lowest}"
            words = asking.say("Please add the number of the house, such as {example}.", example=example)
            return Problem("missing-number", words)
        if number is not None and not street.has_number(number):
            words = asking.say(
                "{given} does not exist: the numbers there run from {lowest} to {highest}.",
                given=self.quoted(f"{name} {number}", asking),
                lowest=street.lowest,
                highest=street.highest,
            )
            return Problem("no-such-number", words)
        return None

    def _unknown(self, entered: str, asking: Asking) -> Problem:
        given, example = self.quoted(entered, asking), self.example(asking)
        if asking.attempt < 2:
            words = asking.say(
                "{given} is no street that we know. Please write the street and the number, such as {example}.",
                given=given,
                example=example,
            )
        else:
            words = asking.say(
                "We still cannot find {given}. Please write the full name of the street, such as {example}."
                " If we cannot find it then, we will pass it on as you wrote it.",
                given=given,
                example=example,
            )
        return Problem("unknown-street", words)

    def proof(self, value: Value) -> str:
        """The postcode, where the register knows the street."""
        return str(value["postcode"] or "")

    def check(self, value: Value, asking: Asking) -> Problem | None:
        written = value.get("street") if isinstance(value, dict) else None
        if (
            isinstance(written, str)
            and written
            and value == _in_words(on_one_line({"answer": written})[:LONGEST])
        ):
            return None
        street = _street_of(value, asking) if isinstance(value, dict) else None
        number = value.get("number") if isinstance(value, dict) else None
        if street is None or not isinstance(number, str | None) or value != _verified(street, number):
            words = asking.say(
                "That is no place that we know. Please write the street and the number, such as {example}.",
                example=self.example(asking),
            )
            return Problem("unknown-street", words)
        return self._number_problem(street, number, asking)

    def show(self, value: Value, asking: Asking) -> str:
        street = _street_of(value, asking) if value["verified"] else None
        return _shown(street, value["number"], asking.language) if street else _as_stored(value)

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        """Where the street's name was not written as the register has it, in the person's language or in ours."""
        street = _street_of(value, asking) if value["verified"] else None
        if street is None:
            return ""
        names = (street.name(asking.language), street.name(STORED_IN))
        return "" if any(fold(name) in fold(words) for name in names) else self.show(value, asking)

    def example(self, asking: Asking) -> str:
        street = next(iter(_register(asking) or ()), None)
        return f"{street.name(asking.language)} {street.lowest}" if street else "Kerkstraat 12"


def _register(asking: Asking) -> StreetRegister | None:
    return asking.registers.get("streets")


def _verified(street: Street, number: str | None) -> dict[str, Value]:
    return {
        "street": street.name(STORED_IN),
        "number": number,
        "postcode": street.postcode,
        "lat": street.lat,
        "lon": street.lon,
        "verified": True,
    }


def _in_words(entered: str) -> dict[str, Value]:
    return {"street": entered, "number": None, "postcode": None, "lat": None, "lon": None, "verified": False}


def _street_of(value: dict[str, Value], asking: Asking) -> Street | None:
    streets, name, postcode = _register(asking), value.get("street"), value.get("postcode")
    if streets is None or not isinstance(name, str) or not isinstance(postcode, str):
        return None
    return streets.named(name, postcode, STORED_IN)


def _shown(street: Street, number: str | None, language: str) -> str:
    """As a letter is addressed; the district tells streets of the same name apart."""
    house = f"{street.name(language)} {number}" if number else street.name(language)
    return f"{house}, {street.postcode} {street.district}"


def _as_stored(value: dict[str, Value]) -> str:
    """A place in words, or one in a street that has left the register since."""
    house = " ".join(each for each in (value["street"], value["number"]) if each)
    return f"{house}, {value['postcode']}" if value["postcode"] else house
