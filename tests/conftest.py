"""What tests in every room share: a clock that stands still, data folders, databases of both engines, a town.

Tests see neither the operator's environment (`NOWRONGDOOR_*` and `TWILIO_*` are taken out before anything is
collected) nor the network. With NOWRONGDOOR_TEST_POSTGRESQL=1 every database is a PostgreSQL one; otherwise a file,
except in tests that ask for `each_database_url` and so run on both.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests.memory import place_for

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

    from service.assembly import Core
    from service.definitions.folder import Folder
    from service.messages import Visitor
    from tests.postgresql import Server

ROOT = Path(__file__).resolve().parent.parent
ON_POSTGRESQL = "NOWRONGDOOR_TEST_POSTGRESQL"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Bruggepont."""
NEAR = ("127.", "::1", "localhost", "0.0.0.0", "::")  # noqa: S104 - where tests may listen


ROOM = 2**31
"""Bytes for the folders of all tests that run at once, and of those that failed."""


def pytest_configure() -> None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place_for(ROOM)))  # for the workers too
    for name in [name for name in os.environ if name.startswith(("NOWRONGDOOR_", "TWILIO_"))]:
        if name != ON_POSTGRESQL:
            del os.environ[name]
    # No test is timed: how long an example takes says more about the machine than about the code.
    settings.register_profile(
        "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")
    sys.addaudithook(_stay_near)


def _stay_near(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if not host.startswith(NEAR):
            raise RuntimeError(f"tests use no network, and this one asked for {host}")


@dataclass
class SettableClock:
    """`clock()` is the moment, as the core reads it; it stands still until a test lets time pass."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, duration: timedelta) -> None:
        self.now += duration


@pytest.fixture
def clock() -> SettableClock:
    """Stands at ten o'clock on Monday 23 November 2026; `clock.pass_(timedelta(days=1))` moves it."""
    return SettableClock()


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: nobody looks for garbage among them again and again."""
    gc.collect()
    gc.freeze()


# --- databases ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL, started when the first test wants it; `fresh()` makes a database."""
    from tests.postgresql import started

    with started() as server:
        yield server


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """A database with nothing but the tables, made once: others are copies of it."""
    from service.store.database import open_database
    from service.store.schema import prepare

    address = f"sqlite:///{tmp_path_factory.mktemp('tables') / 'town.db'}"
    if os.environ.get(ON_POSTGRESQL):
        address = request.getfixturevalue("postgresql").fresh()
    database = open_database(address)
    prepare(database)
    database.close()
    return address


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path, tables: str) -> Iterator[str]:
    """The address of a database of this test's own, with tables and nothing in them."""
    yield from _database_url(_engine(), request, tmp_path, tables)


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own, in which not even the tables are made."""
    yield from _database_url(_engine(), request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As `empty_database_url`; the test runs once on each engine."""
    yield from _database_url(request.param, request, tmp_path)


def _engine() -> str:
    return "postgresql" if os.environ.get(ON_POSTGRESQL) else "sqlite"


def _database_url(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, template: str = ""
) -> Iterator[str]:
    if engine == "sqlite":
        file = tmp_path / "data" / "town.db"
        if template:
            file.parent.mkdir(exist_ok=True)
            shutil.copy(template.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    from tests.postgresql import name_in

    server: Server = request.getfixturevalue("postgresql")
    address = server.fresh(*([name_in(template)] if template else []))
    yield address
    server.drop(address)


# --- a town ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Born:
    """A data folder and a database in which the repository's services are published."""

    data: Path
    database_url: str


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder of this test's own."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def one_service(tmp_path: Path) -> Path:
    """The configuration of the town with a single service, which is the quickest to look at."""
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    for folder in (config / "services").iterdir():
        if folder.name != "street-problem":
            shutil.rmtree(folder)
    return config


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Folders, registers and catalogues are read once a session: reading the same bytes gives the same every time."""
    from service import assembly, wording
    from service.translating import gathering

    def tried(loaded: Any, on: Any, registers: Any, most: int) -> Any:
        """By whatever it depends on; who has which slot changes, so that services with slots are tried each time."""
        if loaded.definition is None or loaded.definition.slots:
            return None
        return loaded.definition.revision, loaded.findings, id(registers["streets"]), on, most

    def loaded(folder: Folder, town: Any, *more: Any) -> Any:
        return folder.code, folder.revision, folder.shown_as, folder.findings, repr(town), *more

    def written(file: Path) -> Any:
        holds_words = file.suffix in (".py", ".html")
        return (file.suffix, "templates" in file.parts, file.read_bytes()) if holds_words else None

    with pytest.MonkeyPatch.context() as patch:
        for room, name, known_by in (
            (assembly, "load", loaded),
            (assembly, "tried", tried),
            (assembly, "load_streets", Path.read_bytes),
            (wording, "compiled", lambda file, language: (file.read_bytes(), language)),
            (gathering, "_in_file", written),
        ):
            patch.setattr(room, name, _once(getattr(room, name), known_by))
        yield


def _once(make: Callable[..., Any], known_by: Callable[..., Any]) -> Callable[..., Any]:
    """The same function; what it made is known by a key, where there is one."""
    known: dict[Any, Any] = {}

    def made(*given: Any) -> Any:
        key = known_by(*given)
        if key is None:
            return make(*given)
        if key not in known:
            found = make(*given)
            known[key] = tuple(found) if isinstance(found, Iterator) else found
        return known[key]

    return made


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Officers are signed in by the hundred here; that a password is hashed slowly is what one test is about."""
    from argon2 import PasswordHasher

    from service import assembly
    from service.officers import Officers

    with pytest.MonkeyPatch.context() as patch:
        quick = partial(Officers, hasher=PasswordHasher(time_cost=1, memory_cost=64))
        patch.setattr(assembly, "Officers", quick)
        yield


@pytest.fixture(scope="session")
def born(
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    read_once: None,
    quick_passwords: None,
) -> Born:
    """The demo town as it is after its first start, made once; tests get copies (`town`, `app`)."""
    data = tmp_path_factory.mktemp("born")
    address = f"sqlite:///{data / 'town.db'}"
    if os.environ.get(ON_POSTGRESQL):
        address = request.getfixturevalue("postgresql").fresh()
    made = Born(data, address)
    core = opened(made)
    errors = [str(finding) for finding in core.operations.publish() if finding.severity == "error"]
    core.close()
    assert not errors, "\n".join(errors)
    return made


def opened(born: Born, clock: SettableClock | None = None) -> Core:
    from service.assembly import open_core

    clock = clock or SettableClock()
    return open_core(born.data, ROOT / "config", born.database_url, demo=True, clock=clock)


def copy_of(born: Born, data: Path, request: pytest.FixtureRequest) -> Iterator[Born]:
    """The same in another folder and database, until the generator goes on."""
    shutil.copytree(born.data, data, dirs_exist_ok=True)
    if born.database_url.startswith("sqlite"):
        yield Born(data, f"sqlite:///{data / 'town.db'}")
        return
    from tests.postgresql import name_in

    server: Server = request.getfixturevalue("postgresql")
    address = server.fresh(name_in(born.database_url))
    yield Born(data, address)
    server.drop(address)


@pytest.fixture
def copied(born: Born, data: Path, request: pytest.FixtureRequest) -> Iterator[Born]:
    """A copy of the demo town's data of this test's own."""
    yield from copy_of(born, data, request)


@pytest.fixture
def town(copied: Born, clock: SettableClock) -> Iterator[Core]:
    """The demo town with all its services published, at the core's facades; `clock` is its clock."""
    core = opened(copied, clock)
    core.operations.publish()
    yield core
    core.close()


@pytest.fixture
def app(copied: Born, clock: SettableClock) -> Iterator[Flask]:
    """The whole site with every door, in demo mode, on `clock`."""
    from channels.app import create_app
    from channels.settings import Settings, TwilioSettings

    settings = Settings(
        data=copied.data,
        config=ROOT / "config",
        demo=True,
        database_url=copied.database_url,
        public_url="http://localhost:8000",
        secret_key="",
        twilio=TwilioSettings(number="+32460000000"),
    )
    site = create_app(settings, clock)
    yield site
    site.extensions["nowrongdoor"].core.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started when the first test wants it; tests open contexts of their own."""
    from tests.browser import started

    with started() as browser:
        yield browser


@pytest.fixture
def visitor() -> Callable[..., Visitor]:
    """Makes visitors: `visitor()` sits before pages, `visitor("tel:+32470000001")` texts on an open line.

    Whatever a Visitor holds may be named: `visitor(door="kiosk", capabilities=Capabilities(...))`.
    """
    from service.messages import Capabilities, Line, Visitor

    stopping, starting, silent = frozenset({"stop"}), frozenset({"start"}), frozenset({"help"})
    open_line = Capabilities(
        photos=False,
        documents=False,
        private=False,
        reserved=stopping | starting | silent,
        stopping=stopping,
        starting=starting,
        silent=silent,
        stop_word="STOP",
        start_word="START",
    )

    def made(contact: str = "", **named: Any) -> Visitor:
        line = Line(contact, "+32460000000") if contact else None
        usual = {
            "door": "sms" if contact else "web",
            "language": "en",
            "capabilities": open_line if contact else Capabilities(pages=True),
            "line": line,
        }
        return Visitor(**{**usual, **named})

    return made
