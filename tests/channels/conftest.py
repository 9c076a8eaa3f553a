"""A town with two published months, for the rooms that show what is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from service.assembly import Core
from tests.channels.figured import figures_in
from tests.conftest import Born, copy_of, opened


@pytest.fixture(scope="session")
def born_figured(
    born: Born, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Born]:
    """The demo town with two published months, made once; tests that ask for `figured` get copies."""
    for made in copy_of(born, tmp_path_factory.mktemp("figured"), request):
        core = opened(made)
        figures_in(core)
        core.close()
        yield made


@pytest.fixture
def copied(born: Born, data: Path, request: pytest.FixtureRequest) -> Iterator[Born]:
    """As everywhere; with two published months where the test asks for `figured`."""
    figured = "figured" in request.fixturenames
    yield from copy_of(request.getfixturevalue("born_figured") if figured else born, data, request)


@pytest.fixture
def figured(app: Flask) -> Core:
    """The core of `app`, which has two published months then."""
    found: Core = app.extensions["nowrongdoor"].core
    return found
