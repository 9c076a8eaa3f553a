"""The page of figures, as anybody gets it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.assembly import Core
from service.store import events
from tests.channels.figured import journey

LANGUAGES = ("en", "fr", "nl", "ar")


@pytest.fixture
def get(app: Flask, figured: Core):
    client = app.test_client()
    return lambda path, **more: client.get(path, **more)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.get_data(as_text=True)))


def test_the_address_alone_leads_to_the_readers_language(get):
    answer = get("/performance?period=2026-10", headers={"Accept-Language": "fr"})
    assert answer.status_code == 303
    assert answer.location == "/fr/performance?period=2026-10"


def test_what_matters_stands_first_with_target_and_what_changed(get):
    shown = words(get("/en/performance"))
    assert "Cases sent 210" in shown
    assert "Completed 75% Target 80%: not reached" in shown
    assert "“Completed” changed most: 82% in September 2026, 68% in October 2026. That is worse." in shown
    assert "Simulated" in shown
    assert shown.index("Completed 75%") < shown.index("By door")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_every_language_and_in_no_other(get, language):
    answer = get(f"/{language}/performance")
    assert answer.status_code == 200
    shown = answer.get_data(as_text=True)
    assert f'lang="{language}"' in shown
    assert "[en]" not in shown
    assert ('dir="rtl"' in shown) == (language == "ar")


def test_nothing_is_remembered_and_nothing_but_a_sheet_is_loaded(get):
    answer = get("/en/performance")
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = get("/en/performance", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_it_is_light(get):
    answer = get("/en/performance", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 14 * 1024, "what a phone gets in its first round trip"


def test_one_door_one_month(get):
    shown = words(get("/en/performance?period=2026-10&door=sms"))
    assert "October 2026 · Text message" in shown
    assert "By door" not in shown


def test_every_link_of_the_filters_leads_somewhere(get):
    links = set(re.findall(r'href="(/en/performance[^"#]*)"', get("/en/performance").get_data(as_text=True)))
    assert len(links) > 15
    for link in links:
        assert get(link.replace("&amp;", "&")).status_code == 200, link


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("period=2027-05", 404, "Nothing is published of May 2027 yet: the last month is October 2026."),
        ("period=2020", 404, "There are no figures of 2020: the first month is September 2026."),
        ("period=2026-10..2026-03", 400, "This is no period."),
        ("period=soon", 400, "This is no period."),
        ("period=0000-05", 400, "This is no period."),
        ("service=alchemy", 404, "no figures of a service of this name"),
        ("door=whatsapp", 404, "no figures of a door of this name"),
        ("language=la", 404, "no figures in a language of this name"),
        ("service=parking-permit&door=web", 400, "Only one service, door or language"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence_with_the_way_back(get, query, status, said):
    answer = get(f"/en/performance?{query}")
    assert answer.status_code == status
    assert said in words(answer)
    assert 'href="/en/performance"' in answer.get_data(as_text=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["period", "service", "door", "language", "x"]), st.text(max_size=20)))
def test_whatever_is_asked_for_is_answered(get, query):
    assert get("/ar/performance", query_string=query).status_code in (200, 400, 404)


def test_an_empty_town_says_when_the_first_figures_come(app: Flask):
    answer = app.test_client().get("/nl/performance")
    assert answer.status_code == 200
    assert "8 december 2026" in words(answer)


@pytest.mark.parametrize(
    ("query", "status"),
    [("period=soon", 400), ("period=2026-10", 404), ("door=web", 404), ("service=x&door=y", 400)],
)
def test_an_empty_town_answers_nonsense_as_a_full_one_does(app: Flask, query, status):
    answer = app.test_client().get(f"/en/performance?{query}")
    assert answer.status_code == status
    assert 'href="/en/performance"' in answer.get_data(as_text=True)


def test_a_headline_says_what_it_was_in_the_period_before(get):
    assert "Completed 68% Target 80%: not reached September 2026: 82%" in words(
        get("/en/performance?period=2026-10")
    )
    assert "September 2026: 82%" not in words(get("/en/performance?period=2026-09"))


def test_a_town_with_few_cases_shows_none_and_says_why(app: Flask):
    core = app.extensions["nowrongdoor"].core
    with core.operations.database.writing() as connection:
        events.add(connection, journey(10, 1, finished=True))
    core.evidence.rebuild()
    core.evidence.catch_up()
    shown = words(app.test_client().get("/en/performance"))
    assert "Cases sent too few to be shown" in shown


def test_definitions_say_how_each_figure_is_reckoned_and_what_doors_cost(get):
    shown = words(get("/en/performance/definitions"))
    assert "100 × finished / meant for them" in shown
    assert "€42.00" in shown
    assert "A case counts once" in shown


def test_an_unknown_language_is_not_found(get):
    assert get("/xx/performance").status_code == 404


def test_the_web_leads_there(get):
    assert 'href="/fr/performance"' in get("/fr/").get_data(as_text=True)
