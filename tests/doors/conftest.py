"""For the acceptance kit: the ways through each service, and what came of them where nothing is in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

import pytest
from flask import Flask

from channels.app import Site
from tests.doors import walked
from tests.doors.asking import Asking
from tests.doors.doors import belongs_to_the_long_half, is_shown_elsewhere
from tests.doors.walking import End, walk
from tests.doors.ways import Way, ways_of

ON = date(2026, 11, 23)


class Ways(Protocol):
    def __call__(self, service: str, language: str = "en") -> list[Way]:
        """The ways through a service, and what is answered on them in that language."""


Reference = Callable[[Way, str], End]


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(walked.__name__):
        config.pluginmanager.register(walked, walked.__name__)


def _named(item: pytest.Item) -> dict[str, object] | None:
    """What a test of the kit is named after; None for other tests."""
    spec = getattr(item, "callspec", None)
    return dict(spec.params) if spec is not None and item.path.parent.name == "doors" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if not is_shown_elsewhere(_named(item) or {})]
    for item in items:
        named = _named(item)
        if named is not None and belongs_to_the_long_half(named):
            item.add_marker(pytest.mark.long)


@pytest.fixture
def site(app: Flask) -> Site:
    opened: Site = app.extensions["nowrongdoor"]
    return opened


@pytest.fixture(scope="session")
def known() -> dict[tuple[str, int], End]:
    """What came of the ways so far, for all tests of this process."""
    return {}


@pytest.fixture
def reference(app: Flask, site: Site, known: dict[tuple[str, int], End]) -> Reference:
    """What comes of a way where the front office itself is asked: the measure for every door."""

    def of(way: Way, service: str) -> End:
        if (service, way.number) not in known:
            asking = Asking(app, way.sheet)
            summary = site.core.front_office.service(service, asking.visitor)
            end = walk(asking, way, summary, site.core)
            known[service, way.number] = End(end.case, end.words if end.case else asking.prompt.words)
        return known[service, way.number]

    return of


@pytest.fixture(scope="session")
def walked_before() -> dict[tuple[str, str, str], list[Way]]:
    """The ways through each service as it is written, for all tests of this process: they are the same each time."""
    return {}


@pytest.fixture
def ways(site: Site, walked_before: dict[tuple[str, str, str], list[Way]]) -> Ways:
    def of(service: str, language: str = "en") -> list[Way]:
        definition = site.core.front_office.shelf.current(service)
        assert definition is not None
        key = (service, definition.revision, language)
        if key not in walked_before:
            walked_before[key] = ways_of(site.core, service, ON, language=language)
        return walked_before[key]

    return of
