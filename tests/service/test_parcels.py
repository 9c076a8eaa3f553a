"""A parcel brings a draft whole from one store to another; taking it in twice is taking it in once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from service.assembly import Core, open_core
from service.messages import Capabilities, Turn, Visitor
from service.parcels import NotTaken, Parcel, packed, unpacked
from service.store import tables
from tests.conftest import ROOT, SettableClock
from tests.service.conftest import answered

HALL = Visitor("hall", "nl", Capabilities(photos=True, public_screen=True))
WEB = Visitor("web", "en", Capabilities(pages=True))


@pytest.fixture
def other(tmp_path: Path, clock: SettableClock) -> Iterator[Core]:
    """Another store with keys of its own, that serves the same definitions."""
    folder = tmp_path / "other"
    core = open_core(folder, ROOT / "config", f"sqlite:///{folder / 'town.db'}", demo=True, clock=clock)
    core.operations.publish()
    yield core
    core.close()


def parcel_of(core: Core, turn: Turn) -> Parcel:
    draft = core.hub.drafts.get(str(turn.draft).partition(":")[0])
    assert draft is not None
    with core.operations.database.reading() as connection:
        return core.hub.parcels.pack(connection, draft)


def take(core: Core, parcel: Parcel) -> None:
    taking = core.hub.parcels.taking(unpacked(packed(parcel)))
    with core.operations.database.writing() as connection:
        taking(connection)


def rows_of(core: Core) -> dict[str, list[Any]]:
    """All that a store holds of drafts, but for what each store makes by itself."""
    looks = {
        "answers": select(tables.answers).order_by(tables.answers.c.path),
        "events": select(tables.events).order_by(tables.events.c.id),
        "cases": select(tables.cases),
    }
    own = {"value", "sequence", "received_at", "receipt", "status_code", "proofs"}
    with core.operations.database.reading() as connection:
        return {
            name: [
                {column: each for column, each in row.items() if column not in own}
                for row in connection.execute(look).mappings()
            ]
            for name, look in looks.items()
        }


def street_problem(core: Core, *entered: str) -> Turn:
    turn = core.front_office.begin("street-problem", HALL)
    return answered(core, turn, HALL, *entered)


def test_everything_arrives_with_where_and_when_it_was_given(town: Core, other: Core) -> None:
    turn = street_problem(town, "no", "other", "Canary")
    take(other, parcel_of(town, turn))
    arrived = rows_of(other)
    stated = [each for each in arrived["events"] if each["kind"] == "carried"]
    assert [each["attempt"] for each in stated] == [3], "how many answers were packed"
    arrived["events"] = [each for each in arrived["events"] if each not in stated]
    assert arrived == rows_of(town)
    assert (
        other.front_office.ask(str(turn.draft), HALL).prompt
        == town.front_office.ask(str(turn.draft), HALL).prompt
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_in_whatever_order_and_however_often_parcels_come_the_newest_stays(
    town: Core, other: Core, order: list[int]
) -> None:
    turn = town.front_office.begin("street-problem", HALL)
    parcels = [parcel_of(town, turn)]
    for each in ("no", "other", "Canary", "Abdijstraat 1"):
        turn = answered(town, turn, HALL, each)
        parcels.append(parcel_of(town, turn))
    for place in order:
        take(other, parcels[place])
    assert replace(parcel_of(other, turn), events=()) == replace(parcels[max(order)], events=())


def test_nothing_is_sealed_with_a_key_of_the_other_store(town: Core, other: Core) -> None:
    turn = street_problem(town, "no", "other", "Canary")
    take(other, parcel_of(town, turn))
    ours, theirs = (each.hub.drafts.get(str(turn.draft)) for each in (town, other))
    assert ours is not None
    assert theirs is not None
    assert ours.key.raw != theirs.key.raw
    assert {path: each.value for path, each in theirs.answers.items()} == {
        path: each.value for path, each in ours.answers.items()
    }


def test_a_parcel_that_is_older_than_what_is_here_changes_nothing(town: Core, other: Core) -> None:
    turn = street_problem(town, "no", "other")
    early = parcel_of(town, turn)
    take(other, parcel_of(town, answered(town, turn, HALL, "Canary")))
    before = rows_of(other)
    take(other, early)
    assert rows_of(other) == before


def test_where_both_stores_have_gone_on_neither_is_overwritten(town: Core, other: Core) -> None:
    turn = street_problem(town, "no", "other")
    take(other, parcel_of(town, turn))
    offer = other.front_office.hand_over(str(turn.draft), HALL)
    assert offer is not None
    taken = other.front_office.take_over(offer.code, WEB)
    assert taken is not None
    before = rows_of(other)
    on = answered(town, turn, HALL, "Canary")
    with pytest.raises(NotTaken, match="another door"):
        take(other, parcel_of(town, on))
    assert rows_of(other) == before


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        (lambda written: written | {"extra": 1}, "not a parcel"),
        (lambda written: {**written, "version": "many"}, "not a parcel"),
        (lambda written: {**written, "revision": "f" * 64}, "not known here"),
        (lambda written: {**written, "service": "parking-permit"}, "another service"),
        (lambda written: {**written, "state": "submitted"}, "without a receipt"),
        (
            lambda written: {
                **written,
                "answers": [{**each, "value": {"x": 1}} for each in written["answers"]],
            },
            "the answer to danger",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_and_says_why(town: Core, other: Core, forged: Any, why: str) -> None:
    turn = street_problem(town, "no", "other", "Canary")
    written = forged(json.loads(packed(parcel_of(town, turn))))
    before = rows_of(other)
    with pytest.raises(NotTaken, match=why) as refused:
        other.hub.parcels.taking(unpacked(json.dumps(written).encode()))
    assert "Canary" not in str(refused.value), "the operator's log is no place for answers"
    assert rows_of(other) == before


def test_a_case_that_leaves_a_question_open_is_refused(town: Core, other: Core) -> None:
    turn = street_problem(town, "no", "other", "Canary", "Abdijstraat 1")
    for _ in ("photo", "mobile"):
        assert turn.prompt is not None
        turn = town.front_office.skip(str(turn.draft), turn.prompt.path, HALL)
    done = town.front_office.submit(str(turn.draft), turn.version, HALL)
    written = json.loads(packed(parcel_of(town, done)))
    written["answers"] = [each for each in written["answers"] if each["path"] != "where"]
    with pytest.raises(NotTaken, match="without an answer"):
        other.hub.parcels.taking(unpacked(json.dumps(written).encode()))


def test_bytes_that_are_no_parcel_are_refused(town: Core) -> None:
    for content in (b"", b"null", b"[]", b"\xff\xfe", b'{"draft": 1}', b"[" * 100_000):
        with pytest.raises(NotTaken):
            unpacked(content)
