"""The leader's report: two pages of paper, of what was published, in every language."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from channels.shared import pdf
from service.assembly import Core
from service.store import events
from tests.channels.figured import journey
from tests.conftest import SettableClock

LANGUAGES = ("en", "fr", "nl", "ar")
TITLES = {
    "en": "What our doors do for people",
    "fr": "Ce que nos portes font pour les gens",
    "nl": "Wat onze deuren voor mensen doen",
    "ar": "ماذا تفعل أبوابنا من أجل الناس",
}


@pytest.fixture
def get(app: Flask, figured: Core):
    client = app.test_client()
    return lambda path, **more: client.get(path, **more)


def pages(answer) -> list[str]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.data)).pages]


@pytest.mark.parametrize("period", ["2026-10", "2026"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_two_pages_in_every_language(get, language, period):
    answer = get(f"/{language}/performance/report.pdf?period={period}")
    assert len(pages(answer)) == 2
    document = PdfReader(BytesIO(answer.data))
    assert document.trailer["/Root"]["/Lang"] == language
    assert document.metadata.title.startswith(TITLES[language])
    assert answer.headers["Content-Disposition"] == f'inline; filename="Bruggepont-{period}-{language}.pdf"'


def test_it_compares_with_target_and_the_month_before_and_says_what_is_simulated(get):
    first, second = pages(get("/en/performance/report.pdf?period=2026-10"))
    assert "Simulated" in first
    assert re.search(r"Completed\s*68%\s*Target 80%: not reached\s*September 2026: 82%", first), first
    assert "“Completed” changed most: 82% in September 2026, 68% in October 2026. That is worse." in first
    assert "A case counts once" in second
    assert "/catalogue" in second


def test_every_indicator_stands_there_as_the_page_has_it(get, figured):
    _first, second = pages(get("/en/performance/report.pdf?period=2026-10"))
    for each in figured.evidence.indicators:
        assert each.title["en"] in second
    page = re.sub(r"<[^>]+>|\s+", " ", get("/en/performance?period=2026-10").get_data(as_text=True))
    for value in ("68%", "95"):
        assert value in second
        assert value in page


def test_what_is_too_small_to_be_shown_is_not_on_paper_either(get):
    _first, second = pages(get("/en/performance/report.pdf?period=2026-10"))
    assert "–: too few to be shown" in second
    assert "– " in second.split("How this is reckoned")[0]


def test_the_page_links_it_for_its_period_and_not_for_a_part_of_the_town(get):
    assert 'href="/en/performance/report.pdf?period=2026-10"' in get(
        "/en/performance?period=2026-10"
    ).get_data(as_text=True)
    assert "report.pdf" not in get("/en/performance?door=web").get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("period=nonsense", 400, "This is no period."),
        ("period=2031-01", 404, "Nothing is published of January 2031 yet"),
        ("period=2020", 404, "There are no figures of 2020"),
        ("door=web", 400, "The report is of the whole town"),
        ("door=letterbox", 404, "There are no figures of a door of this name."),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(get, query, status, words):
    answer = get(f"/en/performance/report.pdf?{query}")
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert words in answer.get_data(as_text=True)
    assert get(f"/xx/performance/report.pdf?{query}").status_code == 404


def test_a_town_that_has_published_nothing_has_no_report(app: Flask):
    answer = app.test_client().get("/en/performance/report.pdf")
    assert answer.status_code == 404
    assert "Nothing is published yet." in answer.get_data(as_text=True)


def test_where_nothing_can_be_drawn_that_is_said_and_the_page_stays(get, monkeypatch):
    def no_pango() -> None:
        raise pdf.NotDrawn("reports need Pango")

    monkeypatch.setattr(pdf, "_library", no_pango)
    answer = get("/en/performance/report.pdf")
    assert answer.status_code == 503
    assert "The page has all of it." in answer.get_data(as_text=True)
    assert get("/en/performance").status_code == 200


def test_it_is_drawn_once_until_more_is_published(
    app: Flask, figured: Core, clock: SettableClock, monkeypatch
):
    drawn: list[str] = []
    real = pdf._library

    def counting():
        drawn.append("once")
        return real()

    monkeypatch.setattr(pdf, "_library", counting)
    client = app.test_client()
    first = client.get("/en/performance/report.pdf?period=2026-10")
    asking = [
        threading.Thread(target=lambda: app.test_client().get("/en/performance/report.pdf?period=2026-10"))
        for _ in range(4)
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert len(drawn) == 1
    again = client.get(
        "/en/performance/report.pdf?period=2026-10", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    with figured.operations.database.writing() as connection:
        events.add(connection, journey(11, 0, finished=True))
    clock.pass_(timedelta(days=16))
    figured.evidence.catch_up()
    client.get("/en/performance/report.pdf?period=2026-10")
    assert len(drawn) == 2
