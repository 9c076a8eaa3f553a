from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from service.clock import Clock
from service.throttle import MOST_KEYS, Throttle, TooManyTries

if TYPE_CHECKING:
    from tests.conftest import SettableClock


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock)


def fail(throttle: Throttle, name: str, times: int) -> None:
    for _ in range(times):
        throttle.ask(name)


def test_the_sixth_try_after_five_failures_is_refused(throttle: Throttle) -> None:
    fail(throttle, "K7QF2M9X3", 5)
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")


def test_a_try_that_was_right_costs_nothing(throttle: Throttle) -> None:
    fail(throttle, "K7QF2M9X3", 4)
    for _ in range(20):
        throttle.ask("K7QF2M9X3")
        throttle.right("K7QF2M9X3")
    throttle.ask("K7QF2M9X3")
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")


def test_tries_that_are_still_being_judged_count(throttle: Throttle) -> None:
    """Many guesses at the same moment are no way around the bound."""
    for _ in range(5):
        throttle.ask("K7QF2M9X3")
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")


def test_failures_of_one_name_do_not_close_another(throttle: Throttle) -> None:
    fail(throttle, "K7QF2M9X3", 5)
    throttle.ask("00000000A")


def test_a_name_is_free_again_when_the_window_has_passed(throttle: Throttle, clock: SettableClock) -> None:
    fail(throttle, "K7QF2M9X3", 5)
    clock.pass_(timedelta(minutes=15) - timedelta(microseconds=1))
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")
    clock.pass_(timedelta(microseconds=1))
    throttle.ask("K7QF2M9X3")


def test_each_failure_leaves_the_window_by_itself(throttle: Throttle, clock: SettableClock) -> None:
    """So that in any fifteen minutes, wherever they begin, there are never more than five."""
    for _ in range(5):
        fail(throttle, "K7QF2M9X3", 1)
        clock.pass_(timedelta(minutes=2))
    clock.pass_(timedelta(minutes=5))
    fail(throttle, "K7QF2M9X3", 1)
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")


def test_being_refused_does_not_make_the_wait_longer(throttle: Throttle, clock: SettableClock) -> None:
    fail(throttle, "K7QF2M9X3", 5)
    clock.pass_(timedelta(minutes=14))
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")
    clock.pass_(timedelta(minutes=1))
    throttle.ask("K7QF2M9X3")


def test_guessing_many_names_fills_no_memory_and_forgets_the_oldest_first(throttle: Throttle) -> None:
    fail(throttle, "first", 5)
    fail(throttle, "second", 5)
    for number in range(MOST_KEYS - 1):
        throttle.ask(str(number))
    with pytest.raises(TooManyTries):
        throttle.ask("second")
    throttle.ask("first")


def test_failures_in_many_threads_are_all_counted(clock: SettableClock) -> None:
    throttle = Throttle(clock, tries=8 * 200)
    threads = [
        threading.Thread(target=lambda: [throttle.ask("K7QF2M9X3") for _ in range(200)]) for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with pytest.raises(TooManyTries):
        throttle.ask("K7QF2M9X3")
