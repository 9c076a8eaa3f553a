"""The open data of the demo town, and shapes that say what it must be."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from channels.app import create_app
from channels.settings import read_settings
from tests.conftest import ROOT, SettableClock

with warnings.catch_warnings():  # what they call of one another is theirs to renew
    warnings.simplefilter("ignore")
    import pyshacl
    import rdflib

SITE = "https://town.example"
SHAPES = Path(__file__).parent / "shapes.ttl"
Opening = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory, read_once: None) -> Iterator[Opening]:
    """Opens a site with a configuration, for a demo or for real."""
    opened = []

    def open_site(config: Path | None = None, *, demo: bool = True) -> FlaskClient:
        data = tmp_path_factory.mktemp("open-data")
        environment = {"NOWRONGDOOR_PUBLIC_URL": SITE, "TWILIO_AUTH_TOKEN": "invented"} | (
            {"NOWRONGDOOR_CONFIG": str(config)} if config else {}
        )
        settings = replace(
            read_settings(environment, data=data, demo=demo), database_url=f"sqlite:///{data / 'town.db'}"
        )
        app = create_app(settings, SettableClock())
        opened.append(app)
        return app.test_client()

    yield open_site
    for app in opened:
        app.extensions["nowrongdoor"].core.close()


@pytest.fixture(scope="module")
def site(opening: Opening) -> FlaskClient:
    """The demo town's."""
    return opening()


@pytest.fixture(scope="module")
def changed(opening: Opening, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A town for real with a draft, a closed service, one that is not translated, and no terms for its data."""
    config = tmp_path_factory.mktemp("changed") / "config"
    shutil.copytree(ROOT / "config", config)
    for folder in (config / "services").iterdir():
        if folder.name not in ("street-problem", "parking-permit", "birth-certificate"):
            shutil.rmtree(folder)
    becomes(config, "street-problem", "state: open", "state: draft")
    becomes(config, "parking-permit", "state: open", "state: {is: closed, say: Not in winter.}")
    (config / "services" / "birth-certificate" / "fr.po").unlink()
    town = (config / "town.toml").read_text("utf-8")
    begin, end = town.index("[open_data]"), town.index("[offices.public-works]")
    (config / "town.toml").write_text(town[:begin] + town[end:], "utf-8")
    return opening(config, demo=False)


def becomes(config: Path, service: str, old: str, new: str) -> None:
    file = config / "services" / service / "service.yaml"
    written = file.read_text("utf-8")
    assert old in written
    file.write_text(written.replace(old, new), "utf-8")


def fetched(site: FlaskClient, address: str) -> dict[str, Any]:
    response = site.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/ld+json"), response.text
    document: dict[str, Any] = json.loads(response.text)
    return document


def nodes(document: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """The things of a kind that a document tells of, by the end of their names."""
    return {
        each["@id"].removeprefix(f"{SITE}/catalogue/"): each
        for each in document["@graph"]
        if kind in ([each["@type"]] if isinstance(each["@type"], str) else each["@type"])
    }


def complaints(document: dict[str, Any]) -> list[str]:
    """What the shapes find in a document, in their words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        assert len(graph) > len(document["@graph"])
        shapes = rdflib.Graph().parse(SHAPES)
        sound, found, _ = pyshacl.validate(graph, shacl_graph=shapes)
        said = sorted(str(each) for each in found.objects(None, rdflib.SH.resultMessage))
    assert sound == (not said)
    return said
