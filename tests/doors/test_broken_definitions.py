"""An owner breaks a definition: its last good version serves at every door, and the owner is told where and what."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from channels.app import Site, create_app
from service.messages import Capabilities, Visitor
from tests.conftest import ROOT, SettableClock
from tests.doors.conftest import ON
from tests.doors.doors import DOORS
from tests.doors.walking import walk
from tests.doors.ways import Way, ways_of

SERVICE = "street-problem"
ANYBODY = Visitor("web", "en", Capabilities())


def _with(old: str, new: str) -> Any:
    return lambda text: text.replace(old, new, 1).encode()


BREAKING = {
    "nothing in it": lambda text: b"",
    "not text": lambda text: b"\xff\xfe\x00\x01" * 100,
    "not yaml": lambda text: b"{[}" + text.encode(),
    "a list": lambda text: b"- 1\n- 2\n",
    "cut off": lambda text: text[: len(text) // 2].encode() + b"\n  - {code: [",
    "a key twice": lambda text: text.encode() + b"\ntitle: Again\n",
    "an unknown key": lambda text: text.encode() + b"\ncolour: red\n",
    "an unknown kind": _with("kind: choice", "kind: telepathy"),
    "an unknown code": _with("problem: pothole", "problm: pothole"),
    "a later branch": _with("kind: yes_no", "kind: yes_no\n    when: {where: {answered: true}}"),
    "no such office": _with("office: public-works", "office: nowhere"),
    "a pattern that is none": _with('"[A-Z][0-9]{4}"', '"[A-Z"'),
    "aliases without end": lambda text: b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b,*b]\n" + text.encode(),
    "a tag": lambda text: b"!!python/object/apply:os.system [id]\n",
    "very deep": lambda text: b"[" * 5000,
}


@pytest.fixture
def own(app: Flask, tmp_path: Path, clock: SettableClock) -> Iterator[Flask]:
    """The site on a configuration of its own, which this test may break."""
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    site: Site = app.extensions["nowrongdoor"]
    made = create_app(replace(site.settings, config=config), clock)
    yield made
    made.extensions["nowrongdoor"].core.close()


@pytest.mark.parametrize("how", BREAKING)
def test_the_last_good_version_serves_at_every_door(own: Flask, how: str) -> None:
    site: Site = own.extensions["nowrongdoor"]
    way = _a_way(site)
    before = site.core.front_office.service(SERVICE, ANYBODY)
    file = site.settings.config / "services" / SERVICE / "service.yaml"
    file.write_bytes(BREAKING[how](file.read_text("utf-8")))
    errors = [finding for finding in site.core.operations.publish() if finding.severity == "error"]
    assert errors, "the owner is told"
    assert all(SERVICE in str(finding) for finding in errors)
    assert site.core.front_office.service(SERVICE, ANYBODY) == before
    for number, door in enumerate(DOORS):
        driver = DOORS[door](own, way.sheet, number)
        assert walk(driver, way, before, site.core).case is not None
        driver.leave()


def test_a_new_folder_that_is_broken_is_not_offered_and_hurts_no_other(own: Flask) -> None:
    site: Site = own.extensions["nowrongdoor"]
    served = list(site.core.operations.served())
    for number, (how, broken) in enumerate(BREAKING.items()):
        folder = site.settings.config / "services" / f"new-{number}"
        folder.mkdir()
        good = (ROOT / "config" / "services" / SERVICE / "service.yaml").read_text("utf-8")
        (folder / "service.yaml").write_bytes(broken(good.replace(SERVICE, folder.name)))
        assert any(each.severity == "error" for each in site.core.operations.publish()), how
    assert list(site.core.operations.served()) == served


def _a_way(site: Site) -> Way:
    ways = ways_of(site.core, SERVICE, ON)
    given = (way for way in ways if not way.outcome and way.sheet.get("mobile"))
    return next(given)
