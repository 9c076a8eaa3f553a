"""Figures of rehearsed ways: what counts as a message, a part, a screen and a touch, and what it costs."""

from __future__ import annotations

from decimal import Decimal

from channels.reach.measuring import Effort, effort, measured, too_long
from channels.shared.segments import Limits
from service.messages import (
    Capabilities,
    Course,
    Exchange,
    Option,
    Prices,
    Prompt,
    Tariff,
    Turn,
    Upload,
    Visitor,
)

TEXT = Capabilities(private=False)
KIOSK = Capabilities(public_screen=True)
WEB = Capabilities(pages=True)
LIMITS = Limits(2, 3)
PRICES = Prices(
    text_part=Tariff(town_sends=Decimal("0.09"), town_receives=Decimal("0.01"), person_sends=Decimal("0.10")),
    picture=Tariff(town_receives=Decimal("0.02"), person_sends=Decimal("0.35")),
)
WHICH = Prompt(
    "which", "ask", "which", "Which?", options=(Option("a", "One"), Option("b", "Other")), hint="choice"
)
NAME = Prompt("name", "ask", "name", "Your name?")
CHECK = Prompt("check", "check", words="Check")
DONE = Prompt("done", "done", words="Thank you.")
CASE = Course(
    (
        Exchange("FIX", Turn(prompt=WHICH)),
        Exchange("2", Turn(prompt=NAME), {"answer": "b"}, WHICH),
        Exchange("Ann", Turn(prompt=CHECK), {"answer": "Ann"}, NAME),
        Exchange("0", Turn(prompt=DONE), answered=CHECK),
    ),
    "case",
)


def test_by_text_every_message_and_every_part_counts_and_has_its_price() -> None:
    assert effort(CASE, TEXT, LIMITS, PRICES) == Effort(
        messages_in=4,
        messages_out=4,
        parts_in=4,
        parts_out=4,
        town=Decimal("0.40"),
        person=Decimal("0.40"),
    )


def test_a_picture_is_a_message_of_its_own_price() -> None:
    photo = Exchange(
        "", Turn(prompt=DONE), {"answer": Upload(b"x")}, Prompt("photo", "ask", "photo", "A photo?")
    )
    assert effort(Course((photo,), "case"), TEXT, LIMITS, PRICES).person == Decimal("0.35")


def test_at_a_screen_each_finger_counts() -> None:
    # language, tile and start; option and on; A, n, n and on; send
    assert effort(CASE, KIOSK, LIMITS, PRICES).touches == 3 + 2 + 4 + 1
    assert effort(CASE, KIOSK, LIMITS, PRICES).screens == 3 + 3 + 1


def test_on_pages_nothing_but_pages_is_counted() -> None:
    assert effort(CASE, WEB, LIMITS, PRICES) == Effort(screens=7)


def stopped(path: str) -> Course:
    prompt = Prompt(f"way-out:{path}", "say", path, "We do not ask this here.")
    return Course((Exchange("FIX", Turn(prompt=prompt)),), "stopped", path)


def test_a_service_reaches_its_end_on_all_ways_on_some_or_on_none() -> None:
    visitor = Visitor("sms", "en", TEXT)
    extents = [
        measured("s", "S", visitor, ways, LIMITS, PRICES).extent
        for ways in ([CASE], [CASE, stopped("plan")], [stopped("plan")])
    ]
    assert extents == ["whole", "partly", "none"]


def test_where_it_stops_is_named_with_what_is_said_there() -> None:
    found = measured("s", "S", Visitor("sms", "en", TEXT), [stopped("plan")], LIMITS, None)
    assert [(each.path, each.words) for each in found.stops] == [("plan", "We do not ask this here.")]
    assert found.shortest is None


def test_ways_to_a_case_are_measured_where_there_are_any() -> None:
    refused = Course(
        (Exchange("FIX", Turn(prompt=Prompt("o", "say", words="No.", outcome="no"))),), "outcome", "no"
    )
    found = measured("s", "S", Visitor("sms", "en", TEXT), [refused, CASE], LIMITS, PRICES)
    assert found.shortest == found.longest == effort(CASE, TEXT, LIMITS, PRICES)
    alone = measured("s", "S", Visitor("sms", "en", TEXT), [refused], LIMITS, PRICES)
    assert alone.shortest is not None
    assert alone.shortest.messages_in == 1


def test_a_question_that_one_message_cannot_hold_is_named_and_one_that_fits_is_not() -> None:
    long = Prompt("plan", "ask", "plan", "Which plan? " * 30)
    ways = [
        Course((Exchange("FIX", Turn(prompt=long)), Exchange("a", Turn(prompt=NAME), answered=long)), "case")
    ]
    found = too_long(ways, "en", LIMITS)
    assert list(found) == ["plan"]
    assert "3 parts (GSM-7), and one message may have 2" in found["plan"]
    assert "`short`" in found["plan"]
