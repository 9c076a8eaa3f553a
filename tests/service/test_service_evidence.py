"""How people get on in a service, as its owner reads it: what people did through the real offices, in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.assembly import Core
from service.back_office import NotAllowed, NothingSuch, NotMeant, Wanted
from service.messages import Capabilities, Officer, Parts, Turn, Visitor
from service.service_evidence import Funnel
from tests.conftest import SettableClock
from tests.service.conftest import Offering

WEB = Visitor("web", "en", Capabilities(pages=True))
TEXT = Visitor("sms", "nl", Capabilities())
FIRST = """
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: plate, ask: What is your number plate?, short: Number plate, kind: plate}
  - {code: cost, ask: How much was it?, kind: money, max: 100}
  - {code: receipt, ask: "Do you have a receipt for {cost}?", kind: yes_no, when: {cost: {at_least: 50}}}
sections:
  - code: people
    repeat: {each: person, min: 0, max: 3, more: Is anyone with you?}
    title: With you
    questions: [{code: who, ask: Who?, kind: name}]
checks:
  - {at: cost, require: {not: {cost: 13}}, say: We do not pay 13.}
"""
SECOND = FIRST.replace("  - {code: what, ask: What is it about?, kind: text}\n", "").replace(
    "questions:\n", "questions:\n  - {code: day, ask: On which day?, kind: date, optional: true}\n", 1
)


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(FIRST)
    officers = core.back_office.officers
    for name, role, office in (
        ("lena", "owner", ""),
        ("own", "owner", "public-works"),
        ("dirk", "owner", "mobility"),
        ("an", "officer", ""),
        ("op", "operator", ""),
    ):
        officers.add(name, name, "a long enough one", [role], office)
    return core


def somebody(core: Core, name: str) -> Officer:
    return next(each for each in core.back_office.officers.all() if each.name == name)


def given(core: Core, turn: Turn, visitor: Visitor, *entered: str) -> Turn:
    """After each answer in turn, taken or not."""
    for each in entered:
        assert turn.draft is not None
        assert turn.prompt is not None
        parts: Parts = {"answer": each}
        turn = core.front_office.answer(turn.draft, turn.prompt.path, parts, turn.version, visitor)
    return turn


def gone(core: Core, *entered: str, visitor: Visitor = WEB, sent: bool = False) -> Turn:
    turn = given(core, core.front_office.begin("trial", visitor), visitor, *entered)
    if sent:
        assert turn.draft is not None
        turn = core.front_office.submit(turn.draft, turn.version, visitor)
        assert turn.prompt is not None
        assert turn.prompt.receipt is not None, turn.prompt
    return turn


def read(core: Core, clock: SettableClock, language: str = "en", **wanted: str) -> Funnel:
    clock.pass_(timedelta(minutes=1))
    core.evidence.catch_up()
    return core.back_office.funnel(somebody(core, "lena"), "trial", Wanted(**wanted), language)


def test_what_people_did_is_told_question_by_question_in_the_words_of_the_definition(
    core: Core, clock: SettableClock
) -> None:
    for _ in range(6):
        gone(core, "A bill", "!", "1-ABC-123", "13", "20", "no", sent=True)
    for _ in range(5):
        gone(core, "A bill", "!", "!!")
    clock.pass_(timedelta(days=8))
    funnel = read(core, clock)
    assert [each.label for each in funnel.steps] == [
        "What is it about?",
        "Number plate",
        "How much was it?",
        "Do you have a receipt for …?",
        "Is anyone with you?",
        "Who?",
        "Check your answers",
    ]
    steps = {each.path: each for each in funnel.steps}
    assert [steps[each].met for each in ("what", "plate", "cost", "people/more")] == [11, 11, 6, 6]
    assert (steps["plate"].refused.count, steps["plate"].left.count) == (11, 5)
    assert [(each.words, each.count) for each in steps["plate"].reasons] == [
        ("there were signs that do not belong there", 16)
    ]
    assert [each.words for each in steps["cost"].reasons] == ["“We do not pay 13”"]
    assert [each.path for each in funnel.steps if each.some] == ["receipt"]
    assert [each.path for each in funnel.steps if each.repeated] == ["people/more", "people/who"]
    assert (steps["receipt"].met, steps["people/more"].section) == (None, "With you")
    assert funnel.way.completed.count == 6
    plate, cost = funnel.stumbles
    because = "most often because there were signs that do not belong there."
    assert plate.words == (
        f"At “Number plate”, 11 of 11 people were refused at first; {because}",
        "At “Number plate”, 5 of 11 people gave up.",
    )
    because = "most often because “We do not pay 13”."
    assert cost.words == (f"At “How much was it?”, 6 of 6 people were refused at first; {because}",)


def test_a_door_is_told_by_itself_and_what_people_brought_along_counts_where_they_came(
    core: Core, clock: SettableClock
) -> None:
    for _ in range(5):
        turn = gone(core, "Een rekening", "!", visitor=TEXT)
        assert turn.draft is not None
        offer = core.front_office.hand_over(turn.draft, TEXT)
        assert offer is not None
        turn = core.front_office.take_over(offer.code, WEB)
        given(core, turn, WEB, "1-ABC-123")
    text, web = read(core, clock, door="sms"), read(core, clock, door="web")
    plate = {each.path: each for each in text.steps}["plate"]
    assert (plate.met, plate.refused.count, plate.went_on.count) == (5, 5, 5)
    assert {each.path: each.met for each in web.steps}["plate"] == 5
    assert (text.way.went, web.way.came, web.way.started) == (5, 5, None)
    (stumble,) = text.stumbles
    assert stumble.words[0].startswith("At “Number plate”, 5 of 5 people by text message were refused")


def test_fewer_than_five_people_stumble_unseen(core: Core, clock: SettableClock) -> None:
    for _ in range(4):
        gone(core, "A bill", "!")
    funnel = read(core, clock)
    assert funnel.empty
    assert not funnel.stumbles
    assert {each.met for each in funnel.steps} == {None}


def test_two_versions_are_compared_question_by_question(
    core: Core, clock: SettableClock, offering: Offering
) -> None:
    for _ in range(30):
        gone(core, "A bill", "!")
    clock.pass_(timedelta(days=40))
    offering(SECOND)
    for _ in range(30):
        turn = core.front_office.begin("trial", WEB)
        assert turn.draft is not None
        given(core, core.front_office.skip(turn.draft, "day", WEB), WEB, "1-ABC-123", "20")
    clock.pass_(timedelta(days=8))
    funnel = read(core, clock)
    compared = funnel.comparison
    assert compared is not None
    assert compared.before.words == "version of 23 November 2026"
    assert compared.after.words == "version of 2 January 2027"
    assert (compared.added, compared.removed) == (("On which day?",), ("What is it about?",))
    plate = next(each for each in compared.refused if each.label == "Number plate")
    assert plate.change.verdict == "better"
    assert plate.words.startswith("Better: ")
    assert plate.words.endswith(" points fewer.")
    cost = next(each for each in compared.refused if each.label == "How much was it?")
    assert cost.words == "Fewer than 5 people met it under one of the versions: nothing can be said."
    assert [each.path for each in funnel.steps if each.gone] == ["what"]
    assert [each.words for each in funnel.versions] == [compared.after.words, compared.before.words]
    turned = read(core, clock, before=compared.after.code, after=compared.before.code)
    assert turned.comparison == compared, "the earlier one is before"
    assert read(core, clock, first="2027-01", last="2027-01").comparison is None
    only = read(core, clock, version=compared.before.code)
    assert {each.path: each.met for each in only.steps}["plate"] == 30
    assert not [each for each in only.steps if each.gone or each.path == "day"]


def test_two_versions_of_one_day_are_told_apart(core: Core, clock: SettableClock, offering: Offering) -> None:
    offering(SECOND)
    for _ in range(5):
        gone(core, "")
    funnel = read(core, clock)
    assert funnel.versions[0].words == f"version of 23 November 2026 ({funnel.versions[0].code})"


def test_what_cannot_be_meant_is_not_guessed_at_and_what_never_was_is_not_shown_as_nothing(
    core: Core,
) -> None:
    def why(**wanted: str) -> str:
        with pytest.raises((NotMeant, NothingSuch)) as raised:
            core.back_office.funnel(somebody(core, "lena"), "trial", Wanted(**wanted), "en")
        error = raised.value
        return error.why if isinstance(error, NotMeant) else error.what

    assert why(first="2026-13") == why(last="yesterday") == why(first="0000-01") == "month"
    assert why(first="2026-11", last="2026-10") == "upside-down"
    assert why(door="pigeon") == "door"
    assert why(version="f" * 12) == why(before="0") == "version"


def test_one_version_is_not_compared_with_itself(core: Core, clock: SettableClock) -> None:
    (version,) = read(core, clock).versions
    with pytest.raises(NotMeant):
        read(core, clock, before=version.code, after=version.code)


def test_a_town_where_nothing_happened_yet_has_a_funnel_of_nobody(core: Core, clock: SettableClock) -> None:
    funnel = read(core, clock)
    assert funnel.empty
    assert (funnel.months, funnel.doors, funnel.comparison) == ((), (), None)
    assert len(funnel.versions) == 1
    assert read(core, clock, first="2030-01", last="2030-02").empty
    (watched,) = core.back_office.watched(somebody(core, "lena"), "en")
    assert (watched.service, watched.started, watched.first) == ("trial", None, "")
    gone(core, "A bill")
    for wanted, months in (
        ({"first": "2030-01"}, ("2030-01", "2030-01")),
        ({"last": "2020-01"}, ("2020-01", "2020-01")),
    ):
        before = read(core, clock, **wanted)
        assert (before.wanted.first, before.wanted.last) == months
        assert before.empty


def test_only_owners_of_its_office_see_a_service(core: Core, clock: SettableClock) -> None:
    office = core.back_office
    for name in ("lena", "own"):
        assert office.funnel(somebody(core, name), "trial", Wanted(), "en").service == "trial"
        assert [each.service for each in office.watched(somebody(core, name), "en")] == ["trial"]
    assert office.watched(somebody(core, "dirk"), "en") == []
    for name, service in (("dirk", "trial"), ("lena", "never-was")):
        with pytest.raises(NothingSuch) as raised:
            office.funnel(somebody(core, name), service, Wanted(), "en")
        assert raised.value.what == "service"
    for name in ("an", "op"):
        with pytest.raises(NotAllowed):
            office.watched(somebody(core, name), "en")
        with pytest.raises(NotAllowed):
            office.funnel(somebody(core, name), "trial", Wanted(), "en")
