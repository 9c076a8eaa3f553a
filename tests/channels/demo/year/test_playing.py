"""A town that was played: people of all sorts by all doors, and officers who see to what they want."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from channels.demo.year import playing
from channels.demo.year.pieces import Piece, read
from channels.demo.year.playing import NEWEST, NotPlayable, lately, wanted_of
from channels.demo.year.seasons import is_away
from service.amounts import MEDIANS, amounts
from service.assembly import Core, open_core
from service.office_messages import CaseLine
from service.store import events as log
from service.store import tallies as rows
from service.store.database import open_database
from service.store.definitions import installed
from service.tallies import Cell
from tests.channels.demo.year.conftest import PEOPLE, SPAN, UNTIL, opened, played, settings_of
from tests.conftest import ROOT
from tests.documented_sql import medians, period, tallied

A_WHILE = timedelta(days=10)
MANY = 700
"""People in a year: some twenty in ten days."""


def figures(core: Core) -> Counter[tuple[str, ...]]:
    """How many events of each kind there were, by service, version, door, language and month."""
    columns = "kind, service, version, door, language, path, problem, outcome, substr(at, 1, 7)"
    with core.operations.database.reading() as connection:
        return Counter(tuple(row) for row in connection.execute(text(f"select {columns} from events")))  # noqa: S608 - columns from above


def lines(core: Core) -> list[CaseLine]:
    head = next(each for each in core.back_office.officers.all() if not each.office)
    found: list[CaseLine] = []
    for view in ("open", "ended"):
        page, more = 0, True
        while more:
            page += 1
            queue = core.back_office.queue(head, view, "en", page)  # type: ignore[arg-type]  # one of its views
            found, more = found + list(queue.lines), queue.more
    return found


def reckoned_again(core: Core, database_url: str) -> dict[Cell, int]:
    """Every figure, after the documented SQL has given the same of every month: of a copy of the log, on any engine."""
    core.evidence.rebuild()
    with core.operations.database.reading() as connection:
        last, until = installed(connection)["figures stand at"].split(" ")
        told = [event for _, event in rows.everything(connection, int(last))]
        found = {Cell(*key): number for key, number in rows.sums(connection, Cell._fields).items()}
    copy = open_database(database_url)
    with copy.writing() as connection:
        log.add_unknown(connection, told, UNTIL)
    with copy.reading() as connection:
        for month in sorted({cell.month for cell in found}):
            given = period(month, core.town.timezone, datetime.fromisoformat(until))
            counted = {cell: number for cell, number in found.items() if cell.month == month}
            assert tallied(connection, given) == counted
            middles = {key: value for key, value in amounts(counted).items() if key[1] in MEDIANS.values()}
            assert medians(connection, given) == middles
    copy.close()
    return found


def test_a_played_town_has_cases_in_all_states_by_all_doors_in_all_languages(year: Path) -> None:
    core = opened(year)
    found = lines(core)
    counted = figures(core)
    begun = Counter(key[3] for key in counted.elements() if key[0] == "begun")
    assert set(begun) == {"web", "sms", "whatsapp", "kiosk", "counter"}
    assert {key[4] for key in counted if key[0] == "begun"} == {"en", "fr", "nl", "ar"}
    assert any(line.ended for line in found)
    assert any(key[0] == "came" for key in counted), "people come to their appointments"
    assert len({line.status for line in found}) >= 4
    assert isinstance(core.back_office.audit.verify(), tuple)
    core.close()


def test_people_begin_are_refused_give_up_and_finish_in_every_month(year: Path) -> None:
    core = opened(year)
    counted = figures(core)
    sent = sum(number for key, number in counted.items() if key[0] == "submitted")
    begun = sum(number for key, number in counted.items() if key[0] == "begun")
    assert 0.4 * begun < sent < 0.9 * begun
    assert sum(number for key, number in counted.items() if key[0] == "refused") > 0.1 * begun
    assert len({key[-1] for key in counted if key[0] == "begun"}) >= 6
    core.close()


def test_everything_that_is_played_is_simulated(year: Path) -> None:
    core = opened(year)
    with core.operations.database.reading() as connection:
        assert connection.execute(text("select count(*) from events where not simulated")).scalar() == 0
        assert connection.execute(text("select count(*) from drafts where not simulated")).scalar() == 0
    core.close()


def test_its_log_reckoned_by_sql_is_what_is_counted(year: Path, database_url: str) -> None:
    core = opened(year)
    compared = reckoned_again(core, database_url)
    assert {cell.month for cell in compared} >= {f"2026-{month:02}" for month in range(5, 12)}
    assert {"sent", "finished", "refused", "given up", "decided", "parts out"} <= {
        cell.what for cell in compared
    }
    core.close()


def test_a_year_that_was_played_is_not_played_again(year: Path) -> None:
    before = opened(year)
    counted = figures(before)
    before.close()
    assert played(year, SPAN, PEOPLE).people == 0
    after = opened(year)
    assert figures(after) == counted
    after.close()


def test_what_people_stumble_over_was_published_before_what_is_served(year: Path) -> None:
    core = opened(year)
    versions = {key[2] for key in figures(core) if key[1] == "street-problem" and key[0] == "begun"}
    served = core.front_office.shelf.current("street-problem")
    assert served is not None
    assert served.version in versions
    assert len(versions) == 2
    core.close()


def test_the_same_seed_gives_the_same_figures(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    towns = []
    for name in ("one", "other"):
        played(tmp_path / name, A_WHILE, MANY)
        towns.append(opened(tmp_path / name))
    one, other = (figures(core) for core in towns)
    assert one == other
    assert sum(one.values()) > 80
    said = caplog.text + " ".join(" ".join(key) for key in one)
    assert "+3247000" not in said  # nor anything else that somebody has told of themselves
    assert "people.example" not in said
    for core in towns:
        core.close()


def test_a_play_that_is_stopped_leaves_a_town_that_opens_and_is_played_on_later(tmp_path: Path) -> None:
    nights = 0

    def told(at: object, people: int) -> None:
        nonlocal nights
        nights += 1
        with pytest.raises(NotPlayable, match="just now"):
            played(tmp_path, A_WHILE, MANY)
        if nights == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        played(tmp_path, A_WHILE, MANY, told=told)
    core = opened(tmp_path)
    cases = lines(core)
    assert core.rehearsal is not None
    (piece,) = read(core.rehearsal.played())
    assert timedelta(days=5) < piece.ends - piece.begins < timedelta(days=8)
    before = figures(core)
    core.close()
    assert played(tmp_path, A_WHILE, MANY).people > 0
    core = opened(tmp_path)
    assert core.rehearsal is not None
    assert read(core.rehearsal.played()) == (Piece(UNTIL - A_WHILE, UNTIL),)
    begun = Counter({key: number for key, number in before.items() if key[0] == "begun"})
    assert begun <= figures(core)
    left_open = {line.reference: line.status for line in cases if not line.ended}
    moved = [line for line in lines(core) if left_open.get(line.reference, line.status) != line.status]
    assert moved, "nobody has seen to the cases that were open"

    core.rehearsal.note_played([])
    with pytest.raises(NotPlayable, match="not played"):
        wanted_of(core, A_WHILE, UNTIL)
    core.close()


def test_a_demo_plays_its_newest_days_first(tmp_path: Path) -> None:
    core = opened(tmp_path)
    newest, before = lately(core, UNTIL)
    assert newest == Piece(UNTIL - NEWEST, UNTIL)
    assert before == Piece(UNTIL - playing.LATELY, UNTIL - NEWEST)
    assert core.rehearsal is not None
    core.rehearsal.note_played([[newest.begins.isoformat(), newest.ends.isoformat()]])
    assert lately(core, UNTIL + timedelta(days=9)) == (before,), (
        "what was begun is played to its end, and no more"
    )
    core.close()


def test_a_town_for_real_is_not_played(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    core = open_core(tmp_path, ROOT / "config", settings.database_url, clock=lambda: UNTIL)
    with pytest.raises(NotPlayable, match="real use"):
        wanted_of(core, A_WHILE, UNTIL)
    core.close()


@pytest.mark.long
def test_a_larger_year_has_all_that_a_year_has(tmp_path: Path, database_url: str) -> None:
    played(tmp_path, timedelta(days=365), 1500)
    core = opened(tmp_path)
    counted = figures(core)

    def number(kind: str, **wanted: object) -> int:
        names = ("kind", "service", "version", "door", "language", "path", "problem", "outcome", "month")
        return sum(
            found
            for key, found in counted.items()
            if key[0] == kind and all(key[names.index(name)] == value for name, value in wanted.items())
        )

    doors = {"web", "sms", "whatsapp", "kiosk", "counter"}
    for service in core.operations.served():
        assert number("begun", service=service) > 20, service
        for door in doors:
            assert number("begun", service=service, door=door) > 0, (service, door)
    for kind in (
        "refused", "skipped", "deferred", "offered", "taken over", "saved", "withdrawn", "supplied", "followed up",
        "rearranged", "moved", "escalated", "notified",
    ):  # fmt: skip
        assert number(kind) > 0, kind

    with core.operations.database.reading() as connection:
        rescued = connection.execute(
            text(
                "select count(distinct o.journey) from events o join events s on s.journey = o.journey"
                " where o.kind = 'offered' and s.kind = 'submitted' and s.door <> o.door"
            )
        ).scalar_one()
        offered = connection.execute(
            text("select count(distinct journey) from events where kind = 'offered'")
        ).scalar_one()
        came = connection.execute(
            text("select distinct substr(at, 1, 10) from events where kind = 'begun' and door = 'kiosk'")
        ).scalars()
        away = [day for day in came if is_away("kiosk", date.fromisoformat(day))]
    assert 0.15 * offered < rescued < offered
    assert not away, "somebody came to a kiosk that waits for a part"

    served = core.front_office.shelf.current("street-problem")
    assert served is not None
    asked, refused = Counter[bool](), Counter[bool]()
    for key, found in counted.items():
        if key[1] == "street-problem" and key[5] == "where":
            asked[key[2] == served.version] += found * (key[0] == "asked")
            refused[key[2] == served.version] += found * (key[0] == "refused")
    before, after = refused[False] / asked[False], refused[True] / asked[True]
    assert before > 0.4, "people stumble"
    assert after < before / 3, "until it is mended"
    for each in (1, 2):
        assert number("begun", door="sms", month="2026-03") > 1.2 * number(
            "begun", door="sms", month=f"2026-0{each}"
        )
    assert len(reckoned_again(core, database_url)) > 5_000
    core.close()
