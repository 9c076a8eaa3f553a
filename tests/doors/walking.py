"""Walking one way at one door, and what must have come of it there."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from service.assembly import Core
from service.definitions.definition import Definition
from service.messages import Capabilities, ServiceSummary, Visitor
from service.store.tables import seats
from tests.doors.driver import Driver, as_shown, on_one_line
from tests.doors.entries import Stop
from tests.doors.ways import Way

REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]\b")
OWN = ("reference", "submitted_at", "doors")
"""What differs from case to case by nature."""


@dataclass(frozen=True)
class End:
    """What came of a way: a case, or the words in which it ended."""

    case: dict[str, Any] | None
    words: str


def empty_diary(core: Core) -> None:
    """Everybody finds the same times free, however many have come before."""
    with core.operations.database.writing() as connection:
        connection.execute(seats.delete())


def walk(driver: Driver, way: Way, service: ServiceSummary, core: Core) -> End:
    """Go the whole way at one door, looking at each step whether the door asks what is to be asked."""
    empty_diary(core)
    driver.begin(service)
    definition = core.front_office.shelf.current(service.code)
    assert definition is not None
    if certainly_private(definition, driver.capabilities):
        return End(None, driver.said())
    for stop in way.stops:
        if stop.question.known_from in driver.knows:
            continue
        if stop.cannot_be_asked(driver.capabilities):
            if stop.is_dispensable:
                continue
            if not driver.capabilities.links:
                return End(None, driver.said())
            driver.answer_behind_link(stop.path)
            continue
        assert_asked(driver, stop)
        driver.skip(stop.path) if stop.entry is None else driver.answer(stop.path)
    if way.outcome:
        return End(None, driver.said())
    correct_what_the_line_knew(driver, way)
    driver.submit()
    found = REFERENCE.search(driver.said())
    assert found, f"{driver.name}: no reference in\n{driver.said()}"
    end = End(core.back_office.show(found[0]), driver.said())
    call_off(core, found[0], driver.said())
    return end


def call_off(core: Core, reference: str, said: str) -> None:
    """The time of an appointment is free again, so that the same one can be chosen at the next door."""
    code, visitor = re.search(r"(?<!\d)\d{6}(?!\d)", said), Visitor("web", "en", Capabilities(pages=True))
    if code is None:
        return
    status = core.front_office.track(reference, code[0], visitor)
    if status is not None and status.appointment is not None:
        assert core.front_office.cancel_appointment(reference, code[0], visitor) is not None


def assert_asked(driver: Driver, stop: Stop) -> None:
    shown = on_one_line(driver.said())
    if driver.asked_already(stop.path):
        return
    assert any(on_one_line(words) in shown for words in stop.words), (
        f"{driver.name} should ask for {stop.path}, “{stop.words[0]}”, and shows:\n{as_shown(driver.said())}"
    )


def correct_what_the_line_knew(driver: Driver, way: Way) -> None:
    """The line gave an answer by itself that this person does not want to give."""
    for stop in way.stops:
        if stop.question.known_from in driver.knows and stop.entry is None:
            driver.change(stop.path, stop.label, 0)
            driver.skip(stop.path)


def certainly_private(definition: Definition, can: Capabilities, language: str = "en") -> Stop | None:
    """A private question on every way: a door without links says so before it asks anything."""
    if can.links:
        return None
    for block in definition.blocks:
        for asked in block.asked:
            section = next((each for each in definition.model.sections if each.code == block.code), None)
            always = asked.question.when is None and (
                section is None or (section.when is None and not section.repeat)
            )
            texts = (definition.text(asked.place_of(name), language) for name in ("ask", "short"))
            words = tuple(filter(None, texts))
            stop = Stop(asked.code, asked.question, words, None)
            if always and not stop.is_dispensable and stop.cannot_be_asked(can):
                return stop
    return None


def expected(
    reference: End, way: Way, definition: Definition, can: Capabilities, language: str = "en"
) -> End:
    """What a door with these capabilities must make of a way, given what came of it where everything can be asked.

    Nothing may differ but what the definition itself says of a door that cannot carry a question.
    """
    private = certainly_private(definition, can, language)
    for stop in way.stops:
        if stop.cannot_be_asked(can) and not stop.is_dispensable and not can.links:
            private = private or stop
    if private is not None:
        return End(None, private.label)
    if reference.case is None:
        return reference
    case = copy.deepcopy(reference.case)
    for stop in way.stops:
        if stop.cannot_be_asked(can) and stop.is_dispensable:
            _put(case["answers"], stop, {"pending": True} if stop.question.later else None, way)
    return End(case, "")


def _put(answers: dict[str, Any], stop: Stop, value: Any, way: Way) -> None:
    if "/" not in stop.path:
        answers[stop.path] = value
        return
    section, item, code = stop.path.split("/")
    items = list(
        dict.fromkeys(each.path.split("/")[1] for each in way.stops if each.path.startswith(f"{section}/"))
    )
    answers[section][items.index(item)][code] = value


def assert_same(door: str, came: End, wanted: End) -> None:
    if wanted.case is None:
        assert came.case is None, f"{door} made a case of a way that ends in words"
        assert on_one_line(wanted.words) in on_one_line(came.words), (
            f"{door} should say “{wanted.words}”, and says:\n{came.words}"
        )
        return
    assert came.case is not None, f"{door} ended in words:\n{came.words}"
    assert without_own(came.case) == without_own(wanted.case)


def without_own(case: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in case.items() if name not in OWN}
