"""What each earlier release left behind opens with this one; a migration that fails leaves the old one running.

What they left behind is written down in `releases/`; `releases/make.py` says how it came there.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from service.assembly import open_core
from service.messages import Capabilities, Line, Reply, Visitor
from service.store.schema import NEWEST, stands_at
from tests.commands import a_free_port, run
from tests.conftest import ROOT, SettableClock
from tests.service.store.releases.make import KEY

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql.gz"))
FIRST_TEN = [f"{number:04}" for number in range(1, 11)]


def left_behind(release: Path, data: Path) -> str:
    """The data folder of an earlier release; gives the address of its database."""
    with closing(sqlite3.connect(data / "town.db")) as town:
        town.executescript(gzip.decompress(release.read_bytes()).decode())
    return f"sqlite:///{data / 'town.db'}"


def dumped(data: Path) -> str:
    with closing(sqlite3.connect(data / "town.db")) as town:
        return "\n".join(town.iterdump())


def migration_of(release: Path) -> str:
    return release.name.partition(".")[0]


def texting(contact: str) -> Visitor:
    return Visitor("sms", "en", Capabilities(photos=False, documents=False), Line(contact, "+32460000000"))


def test_there_is_data_of_every_release_since_the_first() -> None:
    assert [migration_of(each) for each in RELEASES][: len(FIRST_TEN)] == FIRST_TEN
    assert not [each.name for each in RELEASES if each.stat().st_size > 100_000]


@pytest.mark.parametrize("release", RELEASES, ids=migration_of)
def test_what_it_left_behind_is_read_and_gone_on_with(
    release: Path, data: Path, one_service: Path, clock: SettableClock, read_once: None
) -> None:
    address = left_behind(release, data)
    core = open_core(data, one_service, address, KEY, clock=clock)
    core.operations.publish()
    with core.operations.database.reading() as connection:
        assert stands_at(connection) == NEWEST
        (reference,) = connection.execute(text("SELECT reference FROM cases")).scalars()
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    case = core.back_office.show(reference)
    assert case is not None
    assert case["answers"]["description"] == "Canary"
    assert case["answers"]["where"]["street"] == "Academiestraat"
    on = core.front_office.hear(Reply("other", "the next"), texting("tel:+32470000002"))
    assert on.prompt is not None
    assert on.prompt.path == "description"
    assert isinstance(core.back_office.audit.verify(), tuple)
    core.close()


@pytest.mark.parametrize(
    "release", [each for each in RELEASES if migration_of(each) == "0009"], ids=migration_of
)
def test_a_migration_that_fails_in_the_middle_leaves_the_old_release_running(
    release: Path, data: Path
) -> None:
    """A table of its name stands in the way, when half of the next ones have been made and another was changed."""
    left_behind(release, data)
    with closing(sqlite3.connect(data / "town.db")) as town:
        town.execute("CREATE TABLE audit (mine INTEGER)")
        town.commit()
    before = dumped(data)
    served = run(
        "serve",
        "--port",
        str(a_free_port()),
        "--data",
        data,
        NOWRONGDOOR_SECRET_KEY=KEY,
        TWILIO_AUTH_TOKEN="token",
    )
    assert served.exit_code == 1
    assert f"The migration from 0009 to {NEWEST} failed" in served.output
    assert "the earlier release can still run" in served.output
    assert dumped(data) == before, "it finds what it left"
    with closing(sqlite3.connect(data / "town.db")) as town:
        town.execute("DROP TABLE audit")
        town.commit()
    core = open_core(data, ROOT / "config", f"sqlite:///{data / 'town.db'}", KEY)
    core.close()
