"""The published figures as a program finds them that knows CSV on the Web, and nothing of us."""

from __future__ import annotations

import json
import socket
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from csvw import CSVW
from flask import Flask

from channels.app import create_app
from channels.opendata.figures import COLUMNS
from channels.settings import Settings, TwilioSettings
from service.assembly import Core
from tests.conftest import ROOT, Born, SettableClock
from tests.serving import served


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def app(copied: Born, clock: SettableClock, port: int) -> Iterator[Flask]:
    settings = Settings(
        data=copied.data,
        config=ROOT / "config",
        demo=True,
        database_url=copied.database_url,
        public_url=f"http://localhost:{port}",
        secret_key="",
        twilio=TwilioSettings(number="+32460000000"),
    )
    site = create_app(settings, clock)
    yield site
    site.extensions["nowrongdoor"].core.close()


@pytest.fixture
def site(app: Flask, figured: Core, port: int) -> Iterator[str]:
    with served(app, "localhost", port) as address:
        yield address


@pytest.fixture
def kept(app: Flask, figured: Core, tmp_path: Path) -> Path:
    """The file with its metadata beside it, as somebody keeps it."""
    file = tmp_path / "figures.csv"
    file.write_bytes(app.test_client().get("/catalogue/figures.csv").data)
    described = app.test_client().get("/catalogue/figures.csv-metadata.json").json
    Path(f"{file}-metadata.json").write_text(json.dumps(described | {"url": file.name}))
    return file


def complaints(file: Path) -> list[str]:
    """What the library warns of; of what is there twice it makes an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        try:
            found = CSVW(str(file), validate=True)
            return [] if found.is_valid else [str(each.message) for each in found.warnings]
        except ValueError as error:
            return [str(error)]


def test_a_harvester_finds_what_the_columns_mean_and_that_every_cell_is_so(site: str) -> None:
    found = CSVW(f"{site}/catalogue/figures.csv", validate=True)
    assert found.is_valid, [str(each.message) for each in found.warnings]
    (table,) = found.tables
    assert [column.name for column in table.tableSchema.columns] == list(COLUMNS)
    assert not found.no_metadata
    rows = list(table.iterdicts(strict=True))
    assert len(rows) > 400
    assert {type(row["number"]) for row in rows} == {int, NoneType}
    assert {row["service"] for row in rows} == {None, "street-problem", "parking-permit"}
    assert found.to_json()["tables"][0]["dc:license"].startswith("https://creativecommons.org/")


def test_a_service_is_named_as_where_it_is_described(site: str, app: Flask) -> None:
    rows = CSVW(f"{site}/catalogue/figures.csv").to_json(minimal=True)
    named = {row["service"] for row in rows if "service" in row}
    assert named == {f"{site}/catalogue/services/{code}" for code in ("street-problem", "parking-permit")}
    described = app.test_client().get("/catalogue/services.jsonld").get_json(force=True)
    assert named <= {each["@id"] for each in described["@graph"]}


def test_the_same_check_finds_what_is_wrong(kept: Path) -> None:
    assert complaints(kept) == []
    right = kept.read_bytes()
    for wrong in (
        right + right.splitlines(keepends=True)[-1],
        right.replace(b",115", b",-115"),
        right.replace(b",115", b",many"),
        right.replace(b"2026-09,", b"September,"),
        right.replace(b",answers lost,", b",,"),
    ):
        assert wrong != right
        kept.write_bytes(wrong)
        assert complaints(kept), wrong[:300]


def test_words_of_other_vocabularies_are_said_as_the_standard_wants(kept: Path) -> None:
    """What the library lets pass: "JSON-LD Dialect" in https://www.w3.org/TR/tabular-metadata/."""
    described = json.loads(Path(f"{kept}-metadata.json").read_text())
    foreign = [value for each in (described, *described["tableSchema"]["columns"]) for value in said_of(each)]
    assert len(foreign) == 9
    assert [wrong for each in (*foreign, *described["notes"]) for wrong in ill_formed(each)] == []
    assert list(ill_formed({"en": "a map by language"})) == ["en"]


def said_of(described: Mapping[str, Any]) -> list[Any]:
    return [value for key, value in described.items() if ":" in key]


def ill_formed(value: Any) -> Iterator[str]:
    """Keys that mean nothing there."""
    if isinstance(value, list):
        for each in value:
            yield from ill_formed(each)
    elif isinstance(value, dict):
        if "@value" in value:
            yield from value.keys() - {"@value", "@language", "@type"}
            return
        for key, inner in value.items():
            if key not in ("@id", "@type") and ":" not in key:
                yield key
            yield from ill_formed(inner)
