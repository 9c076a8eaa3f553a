import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from channels.app import create_app
from channels.settings import read_settings
from tests.channels.web.page import Page
from tests.conftest import ROOT

LANGUAGES = {"en": "English", "fr": "Français", "nl": "Nederlands", "ar": "العربية"}


@pytest.fixture(scope="module")
def four_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site of a town that speaks four languages and has closed one service."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(ROOT / "config", folder / "config")
    town = folder / "config" / "town.toml"
    town.write_text(
        town.read_text("utf-8").replace('languages = ["en"]', 'languages = ["en", "fr", "nl", "ar"]'), "utf-8"
    )
    service = folder / "config" / "services" / "birth-certificate" / "service.yaml"
    service.write_text(service.read_text("utf-8").replace("state: open", "state: closed"), "utf-8")
    settings = read_settings({"NOWRONGDOOR_CONFIG": str(folder / "config")}, data=folder / "data", demo=True)
    app = create_app(replace(settings, database_url=f"sqlite:///{folder / 'town.db'}"))
    yield app.test_client()
    app.extensions["nowrongdoor"].core.close()


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("ar, nl;q=0.5", "ar"), ("nl-BE", "nl"), ("de, fr;q=0.2", "fr"), ("de", "en"), ("", "en")],
)
def test_the_bare_address_leads_to_a_language_that_the_browser_asks_for(wanted, given, four_languages):
    four_languages.delete_cookie("language")
    response = four_languages.get("/", headers={"Accept-Language": wanted})

    assert (response.status_code, response.location) == (303, f"/{given}/")


def test_a_language_that_was_chosen_is_remembered(four_languages):
    four_languages.get("/fr/", headers={"Accept-Language": "ar"})

    assert four_languages.get("/", headers={"Accept-Language": "ar"}).location == "/fr/"


@pytest.mark.parametrize(
    "address", ["/", "/?q=hole", "/parking-permit/", "/status?reference=K7QF-2M9X-3", "/privacy"]
)
def test_the_languages_stand_on_every_page_in_their_own_script_and_keep_the_page(address, four_languages):
    links = {words: href for href, words in Page(four_languages.get(f"/ar{address}").text).links}

    assert {links[name] for name in LANGUAGES.values()} == {f"/{code}{address}" for code in LANGUAGES}


@pytest.mark.parametrize("address", ["/ar/", "/ar/no-such-service/"])
def test_arabic_pages_run_from_right_to_left_error_pages_too(address, four_languages):
    assert '<html lang="ar" dir="rtl">' in four_languages.get(address).text


def test_the_language_can_be_changed_in_the_middle_of_a_journey(four_languages):
    page = Page(four_languages.get("/en/street-problem/").text)
    form = page.form("/begin")
    asked = four_languages.post(form.action, data=form.hidden).location

    in_arabic = Page(four_languages.get(asked).text).link("العربية")

    assert in_arabic == "/ar/street-problem/q/danger"
    assert four_languages.get(in_arabic).status_code == 200


def test_a_closed_service_says_so_and_cannot_be_begun(four_languages):
    start = Page(four_languages.get("/en/birth-certificate/").text)
    token = Page(four_languages.get("/en/parking-permit/").text).form("/begin").hidden

    assert "This service is closed" in start.words
    assert not start.forms
    assert four_languages.post("/en/birth-certificate/begin", data=token).location == "/en/birth-certificate/"


def test_the_front_page_names_every_service_with_its_doors_time_and_price(person):
    person.go("/en/")

    words = person.page.words
    for expected in (
        "Bruggepont: start anywhere, finish anywhere.",
        "Report a street problem",
        "Text FIX to 0460 00 00 00",
        "Kiosk",
        "2 minutes · Free",
        "Apply for a terrace licence",
    ):
        assert expected in words


@pytest.mark.parametrize("query", ["pothole", "Pothle", "POTHOLES", "fix", "rubish!"])
def test_the_search_finds_a_service_by_words_as_people_spell_them(query, person):
    person.go(f"/en/?q={query}")

    assert "1 service for" in person.page.words
    assert "Report a street problem" in person.page.words
    assert "Order a birth certificate" not in person.page.words


def test_a_search_that_finds_nothing_says_so_and_shows_all(person):
    person.go("/en/?q=<script>zzz")

    assert "Nothing found for “ <script>zzz ”" in person.page.words
    assert "<script>zzz" not in person.response.text
    assert "Order a birth certificate" in person.page.words


def test_a_start_page_tells_everything_before_it_is_begun(app, person):
    web = app.extensions["web"]
    person.go("/en/parking-permit/")
    with app.test_request_context("/en/"):
        needs = web.front_office.service("parking-permit", web.visitor()).needs

    for expected in (
        *needs,
        "private person",
        "5 minutes",
        "€",
        "Bring your identity card",
        "Text PARK to 0460",
        "kiosk in Town Hall",
        "deleted after 30 days",
        "Start now",
    ):
        assert expected in person.page.words


def test_looking_at_pages_begins_nothing_and_sets_no_draft(person):
    for address in ("/en/", "/en/street-problem/", "/en/privacy", "/en/accessibility", "/en/status"):
        assert person.go(address).status_code == 200

    with person.client.session_transaction() as session:
        assert "drafts" not in session


@pytest.mark.parametrize("address", ["/en/privacy", "/en/accessibility", "/en/catalogue"])
def test_the_statements_are_linked_from_every_page(address, person):
    assert address in {href for href, _ in person.go("/en/") and person.page.links}


def test_pages_are_not_kept_by_the_browser_and_tell_nobody_where_one_came_from(person):
    person.walk("street-problem", to="where")

    assert person.response.headers["Cache-Control"] == "no-store"
    assert person.response.headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in person.response.headers["Content-Security-Policy"]


def test_what_can_be_done_by_text_is_offered_by_text_also_where_a_link_is_needed_for_it(person):
    person.go("/en/")
    assert "Text FIX to" in person.page.words
    assert "Text BIRTH to" in person.page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_given_away_for_programs_is_told_to_people_with_its_terms(language, four_languages):
    page = Page(four_languages.get(f"/{language}/catalogue").text)
    links = {href for href, _ in page.links}

    assert {
        "/catalogue/services.jsonld",
        "/catalogue/services/parking-permit.jsonld",
        "/catalogue/catalogue.jsonld",
        "https://creativecommons.org/licenses/by/4.0/",
        "mailto:open-data@bruggepont.example",
    } <= links
    assert "[en]" not in page.words
    for address in links:
        if address.startswith("/catalogue"):
            assert four_languages.get(address).status_code == 200


def test_programs_find_the_way_from_the_pages_to_what_is_written_for_them(four_languages):
    for address, expected in {
        "/en/": {"describedby": "catalogue.jsonld", "alternate": "services.jsonld"},
        "/en/parking-permit/": {"alternate": "services/parking-permit.jsonld"},
    }.items():
        told = four_languages.get(address).headers.getlist("Link")
        assert told == [
            f'<http://localhost:8000/catalogue/{path}>; rel="{relation}"; type="application/ld+json"'
            for relation, path in expected.items()
        ]
