"""The pages on which owners see how people get on in their services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from channels.demo.officers import PASSWORD
from service.assembly import Core
from service.store import tallies as rows
from tests.browser import PATIENCE, found_by_axe
from tests.channels.counter.conftest import AtTheCounter
from tests.serving import served

HERE = "/counter/evidence/parking-permit/"
OLD = "0" * 64
"""A version that was published elsewhere."""


def counted(core: Core, figures: Mapping[tuple[str, str, str, str], int], version: str = "") -> None:
    """Figures of the parking permit, by month, door, what and what about."""
    served_now = core.operations.shelf.current("parking-permit")
    assert served_now is not None
    of = version or served_now.version
    with core.operations.database.writing() as connection:
        rows.add(
            connection,
            {
                (month, "parking-permit", of, door, "en", what, about): number
                for (month, door, what, about), number in figures.items()
            },
        )


@pytest.fixture
def year(core: Core) -> None:
    """What people did under two versions."""
    old, new = "2026-09", "2026-11"
    counted(
        core,
        {
            (old, "web", "started", ""): 200,
            (old, "web", "finished", ""): 110,
            (old, "web", "given up", ""): 90,
            (old, "web", "asked", "plate"): 180,
            (old, "web", "stumbled", "plate"): 60,
            (old, "web", "refused", "plate|too-long"): 66,
            (old, "web", "asked", "colour"): 170,
        },
        OLD,
    )
    counted(
        core,
        {
            (new, "web", "started", ""): 150,
            (new, "web", "finished", ""): 120,
            (new, "web", "given up", ""): 30,
            (new, "web", "sent", ""): 131,
            (new, "web", "asked", "plate"): 140,
            (new, "web", "stumbled", "plate"): 7,
            (new, "web", "refused", "plate|too-long"): 4,
            (new, "sms", "started", ""): 40,
            (new, "sms", "asked", "plate"): 30,
            (new, "sms", "stumbled", "plate"): 12,
            (new, "sms", "left at", "plate"): 3,
            (new, "sms", "refused", "plate|signs"): 14,
        },
    )


@pytest.fixture
def owner(app: Flask) -> AtTheCounter:
    at = AtTheCounter(app.test_client())
    at.sign_in("lena.wouters")
    return at


def client_of(app: Flask, core: Core, roles: list[str], office: str) -> FlaskClient:
    """Somebody who is signed in in a browser of their own."""
    name = "-".join(["some", *roles])
    core.back_office.officers.add(name, "Some Body", PASSWORD, roles, office)
    at = AtTheCounter(app.test_client())
    at.sign_in(name)
    return at.client


def test_an_owner_finds_the_page_from_the_overview(owner: AtTheCounter, year: None) -> None:
    owner.go("/counter/overview")
    assert f'href="{HERE}"' in owner.response.text
    owner.go("/counter/evidence/")
    assert f'href="{HERE}"' in owner.response.text
    assert "September 2026 to November 2026" in owner.page.words
    assert "Nothing is counted yet." in owner.page.words


def test_it_is_told_where_people_stumble_and_why(owner: AtTheCounter, year: None) -> None:
    owner.go(HERE)
    words = owner.page.words
    assert owner.response.status_code == 200
    assert (
        "At “Number plate”, 79 of 350 people were refused at first; most often because it was too long."
        in words
    )
    assert "Web 67 of 320" in words
    assert "Text 12 of 30" in words
    assert "not everybody is asked" in words


def test_a_door_a_month_and_a_version_are_plain_links(owner: AtTheCounter, core: Core, year: None) -> None:
    owner.go(HERE)
    assert f'href="{HERE}?door=sms"' in owner.response.text
    owner.go(f"{HERE}?door=sms&first=2026-11&last=2026-11")
    assert (
        "At “Number plate”, 12 of 30 people by text message were refused at first; "
        "most often because there were signs that do not belong there." in owner.page.words
    )
    assert f'href="{HERE}?first=2026-11&amp;last=2026-11&amp;door=sms&amp;version=' in owner.response.text
    owner.go(f"{HERE}?version={OLD[:12]}")
    assert "60 of 180 people were refused at first" in owner.page.words
    owner.go(f"{HERE}?first=2026-09&last=2026-09")
    assert "Only one version of the service has figures in these months." in owner.page.words


def test_before_and_after_are_compared_with_how_sure_that_is(owner: AtTheCounter, year: None) -> None:
    owner.go(HERE)
    words = owner.page.words.replace("\u2066", "").replace("\u2069", "")
    assert "Better: " in words
    assert "−22.2" in words, "from 60 of 180 to 19 of 170"
    assert "−30.3 to −13.6" in words, "as reckoned by hand"
    assert "Different people came in different months, so another cause may lie behind a change." in words


def test_it_is_told_in_the_readers_language(owner: AtTheCounter, year: None) -> None:
    for language, told in (
        ("fr", "le plus souvent : c'était trop long"),
        ("nl", "meestal: het was te lang"),
        ("ar", "وغالباً: كان طويلاً جداً"),
    ):
        owner.go(f"/counter/language/{language}?to={HERE}")
        assert told in owner.page.words


def test_fewer_than_five_people_are_nowhere_told_apart(owner: AtTheCounter, core: Core) -> None:
    counted(core, {("2026-11", "web", what, "plate"): 4 for what in ("asked", "stumbled", "left at")})
    owner.go(HERE)
    assert "Fewer than five people used the service in these months" in owner.page.words
    assert "Number plate" not in owner.page.words


def test_nothing_yet_is_said_and_so_is_a_time_ahead(owner: AtTheCounter, year: None) -> None:
    for address in ("/counter/evidence/street-problem/", f"{HERE}?first=2030-01"):
        owner.go(address)
        assert owner.response.status_code == 200
        assert "Fewer than five people used the service in these months" in owner.page.words


def test_what_cannot_be_is_said_so(owner: AtTheCounter, year: None) -> None:
    for asked, code, words in (
        ("?first=2026-11&last=2026-09", 400, "The first month lies after the last one."),
        ("?first=last+week", 400, "A month is written with its year and two figures"),
        (f"?before={OLD[:12]}&after={OLD[:12]}", 400, "These are one and the same version."),
        ("?version=ffffffffffff", 404, "This service never had a version of that name."),
        ("?door=pigeon", 404, "Nobody came to this service by a door of that name."),
    ):
        owner.go(f"{HERE}{asked}")
        assert owner.response.status_code == code
        assert words in owner.page.words


def test_another_offices_service_is_told_as_one_that_there_is_not(app: Flask, core: Core) -> None:
    client = client_of(app, core, ["owner"], "public-works")
    answers = [client.get(f"/counter/evidence/{each}/") for each in ("parking-permit", "never-was")]
    assert [each.status_code for each in answers] == [404, 404]
    token = re.compile(r'name="csrf_token" value="[^"]*"')  # it tells the second in which it was made
    one, other = (token.sub("", each.text.replace("parking-permit", "never-was")) for each in answers)
    assert one == other
    assert "There is no such service, or it is another office" in one
    assert client.get("/counter/evidence/street-problem/").status_code == 200
    assert "parking-permit" not in client.get("/counter/evidence/").text


def test_who_owns_no_service_sees_none(app: Flask, core: Core) -> None:
    for role in ("clerk", "officer", "head", "operator", "auditor"):
        client = client_of(app, core, [role], "")
        for address in ("/counter/evidence/", HERE):
            assert client.get(address).status_code == 403


def test_nobody_sees_it_without_signing_in(app: Flask) -> None:
    for address in ("/counter/evidence/", HERE):
        response = app.test_client().get(address)
        assert response.status_code == 303
        assert response.location.startswith("/counter/sign-in")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_the_pages_are_sound_on_small_and_wide_screens(
    page: Page, app: Flask, owner: AtTheCounter, core: Core, year: None
) -> None:
    cookie = owner.client.get_cookie("session")
    assert cookie is not None
    with served(app) as address:
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        for language, width in (("en", 320), ("ar", 1280)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}/counter/language/{language}?to=/counter/evidence/")
            for at in ("/counter/evidence/", HERE):
                page.goto(f"{address}{at}")
                assert not found_by_axe(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        bar = page.locator(".counter-people").first.bounding_box()
        assert bar is not None
        assert bar["width"] > 100
