"""Many cases moved at once: what they allow, who is told what, those that were overtaken, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from service.assembly import Core
from service.back_office import NotAllowed, NotDone, Words
from service.messages import Receipt
from service.office_messages import Filters
from tests.service.conftest import Post, deliver
from tests.service.test_back_office import WEB, core, moved, opened, somebody, submitted, told

__all__ = ["core"]


def seen(core: Core, *receipts: Receipt) -> dict[str, int]:
    chosen = core.back_office.chosen(somebody(core, "an"), [each.reference for each in receipts], "en")
    return {each.line.reference: each.version for each in chosen.cases}


def status(core: Core, receipt: Receipt) -> str:
    shown = core.back_office.show(receipt.reference)
    assert shown is not None
    return str(shown["status"])


def test_only_what_all_their_states_allow_can_be_done_to_all(core: Core) -> None:
    one, two = submitted(core), submitted(core)
    chosen = core.back_office.chosen(somebody(core, "an"), [one.reference, two.reference], "en")
    assert chosen.moves == (("planned", "Plan it"), ("waiting", "Ask for more"))
    moved(core, "an", two, "planned")
    chosen = core.back_office.chosen(somebody(core, "an"), [one.reference, two.reference], "en")
    assert chosen.moves == ()
    with pytest.raises(NotAllowed):
        core.back_office.move_all(somebody(core, "an"), seen(core, one, two), "planned")
    assert status(core, one) == "received"


def test_before_it_is_done_it_is_said_who_reads_what(core: Core) -> None:
    one, two, silent = submitted(core), submitted(core, "A lamp"), submitted(core, mobile="")
    references = [one.reference, two.reference, silent.reference]
    telling = core.back_office.telling_all(somebody(core, "an"), references, "waiting", "en")
    (group,) = telling.told
    assert (group.number, group.language, group.example) == (2, "en", "We wait for you, about A hole.")
    assert (telling.untold, telling.reason) == (1, True)
    assert core.back_office.telling_all(somebody(core, "an"), references, "planned", "en").untold == 3


def test_their_owners_are_told_after_a_minute_and_not_before(core: Core, clock: Any) -> None:
    one, two = submitted(core), submitted(core)
    words = Words("Which one?", "en")
    done = core.back_office.move_all(somebody(core, "an"), seen(core, one, two), "waiting", words)
    assert (done.moved, done.overtaken) == (2, ())
    assert status(core, one) == status(core, two) == "waiting"
    post = Post()
    deliver(core, post)
    assert post.carried == []
    clock.pass_(timedelta(minutes=1))
    deliver(core, post)
    assert len(post.carried) == 2
    with pytest.raises(NotDone, match="undo"):
        core.back_office.undo(somebody(core, "an"), done.batch)


def test_undo_puts_all_back_and_tells_nobody(core: Core, clock: Any) -> None:
    one, two = submitted(core), submitted(core)
    before = [core.back_office.show(each.reference) for each in (one, two)]
    due = [line.due for line in core.back_office.queue(somebody(core, "an"), "open", "en").lines]
    done = core.back_office.move_all(
        somebody(core, "an"), seen(core, one, two), "waiting", Words("Which one?", "en")
    )
    undone = core.back_office.undo(somebody(core, "an"), done.batch)
    assert (undone.back, undone.kept) == (2, ())
    assert [core.back_office.show(each.reference) for each in (one, two)] == before
    assert [line.due for line in core.back_office.queue(somebody(core, "an"), "open", "en").lines] == due
    assert "Which one?" not in told(core, one)
    post = Post()
    clock.pass_(timedelta(minutes=2))
    deliver(core, post)
    assert post.carried == []
    deeds = [each.deed for each in core.back_office.audit.of_reference(one.reference)]
    assert deeds[:2] == ["took back", "moved"]
    with pytest.raises(NotDone):
        core.back_office.undo(somebody(core, "an"), done.batch)


def test_what_somebody_else_has_changed_is_told_apart_and_left_alone(core: Core) -> None:
    one, two, three = submitted(core), submitted(core), submitted(core)
    chosen = seen(core, one, two, three)
    moved(core, "bo", two, "waiting", "Which one?")
    done = core.back_office.move_all(somebody(core, "an"), chosen, "waiting", Words("x", "en"))
    assert (done.moved, done.overtaken) == (2, (two.reference,))
    moved(core, "bo", three, "received")
    undone = core.back_office.undo(somebody(core, "an"), done.batch)
    assert (undone.back, undone.kept) == (1, (three.reference,))


def test_nobody_takes_back_what_another_did(core: Core) -> None:
    one = submitted(core)
    done = core.back_office.move_all(somebody(core, "an"), seen(core, one), "planned")
    with pytest.raises(NotDone):
        core.back_office.undo(somebody(core, "carla"), done.batch)
    assert status(core, one) == "planned"


def test_where_a_reason_is_wanted_none_moves_without(core: Core) -> None:
    one = submitted(core)
    with pytest.raises(NotDone, match="reason"):
        core.back_office.move_all(somebody(core, "an"), seen(core, one), "waiting")
    with pytest.raises(NotDone, match="nothing"):
        core.back_office.move_all(somebody(core, "an"), {}, "planned")
    assert status(core, one) == "received"


def test_a_queue_shows_what_fits_and_says_how_many(core: Core, clock: Any) -> None:
    one, two = submitted(core), submitted(core)
    moved(core, "an", two, "planned")
    an = somebody(core, "an")

    def found(**wanted: Any) -> list[str]:
        queue = core.back_office.queue(an, "open", "en", filters=Filters(**wanted))
        assert queue.found == len(queue.lines)
        return sorted(line.reference for line in queue.lines)

    assert found(status="planned") == [two.reference]
    assert found(service="trial") == sorted([one.reference, two.reference])
    assert found(service="nowhere") == found(language="fr") == found(status="%") == []
    assert found(reference=one.reference[:6].lower()) == [one.reference]
    assert found(overdue=True) == []
    clock.pass_(timedelta(days=4))
    assert one.reference in found(overdue=True)
    choices = core.back_office.filter_choices(an, "en")
    assert [code for code, _title in choices.services] == ["trial"]
    assert ("planned", "Planned") in choices.states


def test_an_owner_sees_numbers_of_their_services_and_nobody_else_does(core: Core, clock: Any) -> None:
    one, two = submitted(core), submitted(core)
    core.back_office.officers.add("olga", "Olga Owner", "a long enough one", ["owner"], "public-works")
    core.back_office.officers.add("otto", "Otto Other", "a long enough one", ["owner"], "mobility")
    moved(core, "an", one, "planned")
    clock.pass_(timedelta(days=3))
    moved(core, "an", one, "done")
    (service,) = core.back_office.overview(somebody(core, "olga"), "en")
    assert dict(service.states) == {"Done": 1, "New": 1}
    assert (service.ended, service.days) == (1, 3)
    assert core.back_office.overview(somebody(core, "otto"), "en") == []
    with pytest.raises(NotAllowed):
        core.back_office.overview(somebody(core, "an"), "en")
    assert opened(core, somebody(core, "an"), two).line.status == "received"
    assert WEB.helper is None
