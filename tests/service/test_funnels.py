"""Numbers of questions and doors, who of them may be told, and what two versions tell together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.funnels import (
    FEWEST,
    Figures,
    HandOver,
    Line,
    Part,
    fewer_is_better,
    merged,
    more_is_better,
    part,
    shown,
    told,
)

SOME = Figures(
    {
        ("sms", "started", ""): 40,
        ("web", "started", ""): 60,
        ("sms", "handed over", "web"): 9,
        ("web", "sent", ""): 50,
        ("sms", "asked", "plate"): 30,
        ("web", "asked", "plate"): 55,
        ("sms", "went on", "plate|web"): 8,
        ("sms", "stumbled", "plate"): 12,
        ("web", "stumbled", "plate"): 3,
        ("sms", "refused", "plate|too-long"): 9,
        ("sms", "refused", "plate|signs"): 9,
        ("web", "refused", "plate|empty"): 4,
        ("sms", "left at", "plate"): 6,
        ("kiosk", "stumbled", "name"): 2,
    }
)


def line(started: int = 0, told: int = 0, given_up: int = 0, finished: int = 0) -> Line:
    return Line(started, 0, 0, told, given_up, finished, finished)


def test_a_question_that_people_brought_along_was_met_where_they_came() -> None:
    assert SOME.at("plate", "web").met == 55 + 8
    assert SOME.at("plate", "sms").met == 30
    assert SOME.at("plate").met == 85, "everybody once"
    assert SOME.at("plate", "sms").went_on == SOME.at("plate").went_on == 8
    assert SOME.at("plate", "web").went_on == 0


def test_who_was_refused_has_met_it_though_it_was_asked_before() -> None:
    assert SOME.at("name").met == 2


def test_reasons_come_by_how_often_they_were() -> None:
    assert SOME.at("plate").reasons == (("signs", 9), ("too-long", 9), ("empty", 4))
    assert SOME.at("plate", "web").reasons == (("empty", 4),)


def test_hand_overs_are_told_at_both_doors() -> None:
    assert (SOME.line("sms").went, SOME.line("web").came) == (9, 9)
    assert (SOME.line("sms").came, SOME.line("web").went) == (0, 0)
    assert SOME.line().went == SOME.line().came == 9
    assert SOME.line().started == 100


def test_from_door_to_door_at_least_five_people_are_told_and_how_many_of_them_arrived() -> None:
    figures = Figures(
        {
            ("web", "handed over", "sms"): 12,
            ("web", "arrived", "sms"): 9,
            ("sms", "handed over", "web"): 7,
            ("sms", "arrived", "web"): 3,
            ("kiosk", "handed over", "web"): 4,
            ("kiosk", "arrived", "web"): 4,
        }
    )
    assert figures.hand_overs() == [
        HandOver("web", "sms", Part(9, 12)),
        HandOver("sms", "web", Part(None, 7)),
    ]


def test_what_there_is_is_told_by_name() -> None:
    assert SOME.doors() == ["kiosk", "sms", "web"]
    assert SOME.paths() == ["name", "plate"]


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_fewer_than_five_are_never_told_and_have_no_share(count: int, of: int) -> None:
    some = part(count, of)
    assert told(count) == (count if count >= FEWEST else None)
    assert (some.count, some.of) == (told(count), told(of))
    if count < FEWEST or of < FEWEST:
        assert some.rate is None
    else:
        assert some.rate == count / of


def test_what_a_door_was_to_fewer_than_five_is_not_told_apart() -> None:
    way = shown(Line(100, 4, 5, 0, 3, 60, 61))
    assert (way.started, way.came, way.went, way.told, way.given_up) == (100, None, 5, None, None)
    assert way.completed == Part(61, 100)


def test_the_first_order_holds_and_what_only_others_have_stands_after_what_it_followed() -> None:
    assert merged([["a", "b", "d"], ["a", "c", "d", "e"], ["z", "a"]]) == ["z", "a", "c", "b", "d", "e"]
    assert merged([]) == []
    assert merged([["a"], []]) == ["a"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4))
def test_every_question_stands_in_the_order_once(orders: list[list[str]]) -> None:
    order = merged(orders)
    assert sorted(order) == sorted({each for one in orders for each in one})
    if orders:
        assert [each for each in order if each in orders[0]] == orders[0]


# --- before and after -----------------------------------------------------------------------------------------------


def test_many_fewer_are_better_and_many_more_are_worse() -> None:
    assert fewer_is_better((31, 120), (10, 130)).verdict == "better"
    assert fewer_is_better((10, 130), (31, 120)).verdict == "worse"
    before, after = line(started=200, given_up=80, finished=120), line(started=200, given_up=30, finished=170)
    assert more_is_better(before, after).verdict == "better"
    assert more_is_better(after, before).verdict == "worse"


def test_a_small_difference_among_few_tells_nothing_yet() -> None:
    change = fewer_is_better((8, 20), (6, 20))
    assert change.verdict == "untold"
    assert change.interval is not None
    assert change.interval.low < 0 < change.interval.high
    assert change.difference == pytest.approx(-0.1)


@pytest.mark.parametrize(("before", "after"), [((3, 4), (30, 100)), ((30, 100), (0, 4)), ((0, 0), (9, 50))])
def test_nothing_is_said_of_fewer_than_five(before: tuple[int, int], after: tuple[int, int]) -> None:
    change = fewer_is_better(before, after)
    assert (change.verdict, change.interval, change.difference) == ("few", None, None)


@given(st.integers(0, FEWEST - 1), st.integers(0, FEWEST - 1))
def test_an_interval_does_not_give_away_a_number_that_is_not_told(one: int, other: int) -> None:
    """Whichever it is, the same is shown."""
    assert fewer_is_better((31, 120), (one, 130)) == fewer_is_better((31, 120), (other, 130))
    assert fewer_is_better((31, 120), (one, 130)).verdict == "better"


def test_who_was_told_what_to_do_instead_is_no_failure() -> None:
    change = more_is_better(line(started=120, told=20, finished=80), line(started=90, told=40, finished=45))
    assert (change.before, change.after) == (Part(80, 100), Part(45, 50))


def test_who_is_still_under_way_may_send_it_or_not() -> None:
    """A version of last week looks worse than it is, until its people have sent it or fallen silent."""
    before = line(started=200, given_up=80, finished=120)
    soon = line(started=200, given_up=10, finished=70)
    later = line(started=200, given_up=130, finished=70)
    assert soon.under_way == 120
    assert more_is_better(before, soon).verdict == "untold"
    assert more_is_better(before, later).verdict == "worse"


@given(*[st.integers(0, 300)] * 6)
def test_whatever_was_counted_there_is_a_verdict(s: int, t: int, g: int, f: int, m: int, n: int) -> None:
    """Across the ends of months the parts may be more than the whole."""
    change = more_is_better(line(s, t, g, f), line(m, n, f, g))
    assert change.verdict in ("better", "worse", "untold", "few")
    if change.interval is not None:
        assert -1 <= change.interval.low <= change.interval.high <= 1
