"""A full disk turns the town read-only: nothing is taken in, all can be read, and it mends itself."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.assembly import Core, open_core
from service.front_office import BUSY, NoRoom
from service.messages import Visitor
from tests.conftest import ROOT, Born, SettableClock

EVERYTHING = 2**60


@pytest.fixture
def opened(copied: Born, clock: SettableClock) -> Iterator[Callable[[int], Core]]:
    made: list[Core] = []

    def open_with(least_free: int) -> Core:
        address = f"sqlite:///{copied.data / 'town.db'}"
        core = open_core(copied.data, ROOT / "config", address, demo=True, least_free=least_free, clock=clock)
        core.operations.publish()
        made.append(core)
        return core

    if not copied.database_url.startswith("sqlite"):
        pytest.skip("a PostgreSQL watches its own disk")
    yield open_with
    for core in made:
        core.close()


@contextmanager
def no_file_may_grow() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_with_only_the_reserve_left_everything_can_be_read_and_nothing_is_taken_in(
    opened: Callable[[int], Core], visitor: Callable[..., Visitor]
) -> None:
    before, pages = opened(0), visitor()
    turn = before.front_office.begin("street-problem", pages)
    core = opened(EVERYTHING)
    with pytest.raises(NoRoom):
        core.front_office.begin("street-problem", pages)
    with pytest.raises(BUSY):
        core.front_office.answer(turn.draft or "", "danger", {"answer": "no"}, turn.version, pages)
    assert core.front_office.review(turn.draft or "", pages).version == turn.version
    (reason,) = core.operations.not_ready()
    assert "the town is read-only until there is more" in reason


def test_what_deletes_may_use_the_reserve(
    opened: Callable[[int], Core], visitor: Callable[..., Visitor], clock: SettableClock
) -> None:
    opened(0).front_office.begin("street-problem", visitor())
    clock.pass_(timedelta(days=400))
    assert opened(EVERYTHING).operations.tidy() == 1


def test_who_is_signed_in_sees_the_queues_and_signs_out_but_opens_no_case_unnoted(
    opened: Callable[[int], Core],
) -> None:
    before = opened(0)
    quick = before.back_office.officers
    quick.add("an", "An Peeters", "a long enough one", ["head"], "")
    token = replace(before.back_office, officers=quick).sign_in("an", "a long enough one", "10.0.0.1")
    assert token is not None
    office = opened(EVERYTHING).back_office
    officer = office.officer(token)
    assert officer is not None
    assert office.counts(officer).open == 0
    with pytest.raises(NoRoom):
        office.find(officer, "anything", "en")
    office.sign_out(token)
    assert office.officer(token) is None


def test_a_disk_that_is_full_all_the_same_is_found_out_by_the_first_write_and_forgotten_by_the_next(
    opened: Callable[[int], Core], visitor: Callable[..., Visitor]
) -> None:
    core, pages = opened(0), visitor()
    turn = core.front_office.begin("street-problem", pages)
    with no_file_may_grow():
        with pytest.raises(NoRoom) as refused:
            core.front_office.answer(turn.draft or "", "danger", {"answer": "no"}, turn.version, pages)
        assert refused.value.orig is not None
        assert getattr(refused.value.orig, "errno", 0) == errno.ENOSPC
        assert os.strerror(errno.ENOSPC) in str(refused.value)
        core.operations.try_to_write()
        assert any("finds no room to write" in each for each in core.operations.not_ready())
        assert core.front_office.ask(turn.draft or "", pages).version == turn.version
    core.operations.try_to_write()
    assert core.operations.not_ready() == []
    after = core.front_office.answer(turn.draft or "", "danger", {"answer": "no"}, turn.version, pages)
    assert after.version > turn.version


def test_a_database_that_is_broken_otherwise_is_not_taken_for_a_full_one(
    opened: Callable[[int], Core], copied: Born
) -> None:
    core = opened(0)
    with core.operations.database.writing() as held:
        assert held is not None
        assert not core.operations.read_only()
    assert Path(copied.data / "town.db").exists()
    assert not core.operations.database.found_no_room()
