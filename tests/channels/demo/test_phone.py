"""The telephone at /phone and the carrier behind it, before a real town."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.app import create_app
from channels.demo import charges
from channels.demo.door import PHONES
from channels.demo.loopback import Loopback, with_loopback
from channels.demo.threads import LONGEST_THREAD, MOST_PICTURES, Picture, Threads
from channels.settings import Settings
from channels.shared.text import LONGEST
from service.messages import Prices, Tariff
from tests.conftest import MORNING


@pytest.fixture
def settings(app: Flask) -> Settings:
    settings: Settings = app.extensions["nowrongdoor"].settings
    return settings


@pytest.fixture
def newborn(settings: Settings, tmp_path: Path) -> Settings:
    """A town without a token, in a folder where there is none yet."""
    return replace(settings, data=tmp_path / "new", twilio=replace(settings.twilio, tokens=()))


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def text(
    browser: FlaskClient, words: str, phone: int = 1, button: str = "words", path: str = "/phone"
) -> str:
    """Send a text from the page as it is, without a script; the page afterwards."""
    page = browser.get(f"/phone?phone={phone}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "phone": str(phone), button: words}
    return browser.post(path, data=form, follow_redirects=True).text


def test_a_text_travels_to_the_town_and_its_answer_back(browser: FlaskClient) -> None:
    page = text(browser, "FIX")
    assert "Is anyone in danger right now?" in page
    assert "What is the problem?" in text(browser, "no")
    assert "3 parts out" in text(browser, "ok")
    assert '<time datetime="2026-11-23T09:00:00+00:00">10:00</time>' in page
    assert "Monday 23 November" in page


def test_a_keyword_is_one_touch(browser: FlaskClient) -> None:
    assert "Is anyone in danger right now?" in text(browser, "FIX", button="keyword")


def test_every_telephone_has_its_own_thread(browser: FlaskClient) -> None:
    text(browser, "FIX", phone=1)
    assert "Is anyone in danger" not in browser.get("/phone?phone=2").text
    assert "Is anyone in danger" in browser.get("/phone?phone=1").text


def test_emptying_the_screen_forgets_no_answer(browser: FlaskClient) -> None:
    text(browser, "FIX")
    assert "Is anyone in danger" not in text(browser, "", path="/phone/clear")
    assert "What is the problem?" in text(browser, "no")


def test_words_are_shown_as_words(browser: FlaskClient) -> None:
    page = text(browser, "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_towns_own_address_is_a_link_in_a_window_of_its_own(browser: FlaskClient) -> None:
    text(browser, "FIX")
    page = text(browser, "CONTINUE")
    link = r'<a dir="ltr" href="(/en/c/[\w-]{22})" target="_blank" rel="noopener">http://localhost:8000\1</a>'
    assert len(re.findall(link, page)) == 1


@pytest.mark.parametrize(
    "words",
    ["https://elsewhere.example/c/x", "http://localhost:8000.elsewhere.example/", "javascript:alert(1)"],
)
def test_nobody_elses_address_is_a_link(browser: FlaskClient, words: str) -> None:
    assert "<a dir" not in text(browser, words)


def test_what_follows_an_address_stays_words(browser: FlaskClient) -> None:
    page = text(browser, 'http://localhost:8000/"onclick=alert(1)<img src=x>')
    assert 'href="/" target="_blank"' in page
    assert "</a>&#34;onclick=alert(1)&lt;img src=x&gt;" in page


@pytest.mark.parametrize("phone", ["0", "5", "x", "", "-1"])
def test_an_unknown_telephone_is_the_first_one(browser: FlaskClient, phone: str) -> None:
    assert browser.get(f"/phone?phone={phone}").status_code == 200


def test_a_page_of_somebody_else_cannot_text(browser: FlaskClient) -> None:
    assert browser.post("/phone", data={"words": "FIX", "phone": "1"}).status_code in (400, 403)


def test_with_a_real_carrier_there_is_no_telephone(settings: Settings) -> None:
    live = replace(settings, twilio=replace(settings.twilio, account="AC1", tokens=("real",)))
    town = create_app(live)
    assert town.test_client().get("/phone").status_code == 404
    town.extensions["nowrongdoor"].core.close()


def test_the_loopback_token_is_made_once_and_only_its_owner_reads_it(newborn: Settings) -> None:
    first, again = with_loopback(newborn), with_loopback(newborn)
    assert first.twilio.tokens == again.twilio.tokens
    assert len(first.twilio.tokens[0]) == 32
    assert [oct(file.stat().st_mode & 0o777) for file in newborn.data.glob("loopback-token*")] == ["0o600"]


def test_a_token_that_was_given_is_the_one_that_counts(settings: Settings) -> None:
    given = replace(settings, twilio=replace(settings.twilio, tokens=("given",)))
    assert with_loopback(given).twilio.tokens == ("given",)


def test_only_with_a_real_account_is_the_real_carrier_asked_for_pictures(settings: Settings) -> None:
    rehearsed = replace(settings, twilio=replace(settings.twilio, api="https://api.twilio.com"))
    real = replace(rehearsed, twilio=replace(rehearsed.twilio, account="AC1"))
    assert with_loopback(rehearsed).twilio.api == "http://localhost:8000/phone/carrier"
    assert with_loopback(real).twilio.api == "https://api.twilio.com"


def test_a_carrier_with_another_token_is_turned_away(app: Flask, settings: Settings) -> None:
    stranger = replace(settings, twilio=replace(settings.twilio, tokens=("guessed",)))
    carried = Loopback(app.wsgi_app, stranger).carry("+32470000001", "FIX")
    assert carried.answers == ()
    assert carried.failure.startswith("403")


def test_what_does_not_arrive_is_shown_as_lost_and_says_why(
    app: Flask, browser: FlaskClient, settings: Settings
) -> None:
    changed = replace(settings.twilio, tokens=("of another carrier",))
    phones = app.view_functions["phone.text"].__self__  # type: ignore[attr-defined]
    phones._settings = replace(settings, twilio=changed)
    page = text(browser, "FIX")
    assert "bubble-lost" in page
    assert "webhook answered: 403 FORBIDDEN" in page
    assert "1 part out" in page


@pytest.mark.parametrize("words", ["x" * (LONGEST + 1), "\N{WAVING HAND SIGN}" * (LONGEST // 2 + 1)])
def test_what_no_carrier_takes_is_not_sent_and_costs_nothing(browser: FlaskClient, words: str) -> None:
    page = text(browser, words)
    assert "Not sent: longer than 1600 characters." in page
    assert "0 parts out" in page
    assert page.count('data-number="') == 1


@pytest.mark.parametrize("words", ["", "   "])
def test_nothing_is_not_sent(browser: FlaskClient, words: str) -> None:
    assert 'data-number="' not in text(browser, words)


def test_a_telephone_that_fills_its_frame_does_so_after_every_text(browser: FlaskClient) -> None:
    page = browser.get("/phone?phone=2&compact=1").text
    assert "<footer" not in page
    assert "Whose phone?" not in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "phone": "2", "compact": "1", "words": "FIX"}
    assert browser.post("/phone", data=form).location == "/phone?phone=2&compact=1"
    assert browser.post("/phone/clear", data=form).location == "/phone?phone=2&compact=1"


def test_without_prices_nobody_guesses_what_a_text_costs(app: Flask, browser: FlaskClient) -> None:
    phones = app.view_functions["phone.page"].__self__  # type: ignore[attr-defined]
    assert "€0.10" in text(browser, "FIX")
    phones._town = replace(phones._town, prices=None)
    page = browser.get("/phone").text
    assert "€" not in page
    assert "1 part out" in page


# --- threads ---------------------------------------------------------------------------------------------------


@pytest.fixture
def threads() -> Threads:
    return Threads(PHONES)


def test_a_telephone_forgets_its_oldest_texts_and_still_knows_what_they_cost(threads: Threads) -> None:
    for number in range(LONGEST_THREAD + 5):
        threads.add(PHONES[0], "person", str(number), MORNING)
    thread = threads.of(PHONES[0])
    assert len(thread.bubbles) == LONGEST_THREAD
    assert (thread.bubbles[0].words, thread.bubbles[-1].words) == ("5", str(LONGEST_THREAD + 4))
    assert thread.tally.from_person == LONGEST_THREAD + 5


def test_all_telephones_together_keep_few_pictures(threads: Threads) -> None:
    names = [threads.keep(Picture(b"x", "image/png")) for _ in range(MOST_PICTURES + 1)]
    assert [name for name in names if threads.picture(name) is None] == names[:1]


def test_emptying_a_screen_lets_its_pictures_go(threads: Threads) -> None:
    name = threads.keep(Picture(b"x", "image/png"))
    threads.add(PHONES[0], "person", "", MORNING, name)
    threads.clear(PHONES[0])
    assert threads.picture(name) is None
    assert threads.of(PHONES[0]).tally == Threads(PHONES).of(PHONES[0]).tally


def test_each_side_pays_for_what_it_sends_and_the_town_for_what_it_receives(threads: Threads) -> None:
    prices = Prices(
        Tariff(Decimal("0.09"), Decimal("0.01"), Decimal("0.10")), Tariff(Decimal(), Decimal(2), Decimal(5))
    )
    threads.add(PHONES[0], "person", "x" * 161, MORNING)
    threads.add(PHONES[0], "town", "y", MORNING)
    threads.add(PHONES[0], "person", "look", MORNING, "ME1")
    threads.add(PHONES[0], "person", "lost before it left", MORNING, failure="Not sent", charged=False)
    thread = threads.of(PHONES[0])
    assert [str(charges.of_bubble(each, prices)) for each in thread.bubbles] == ["0.20", "0.09", "5", "0"]
    assert charges.of_thread(thread.tally, prices) == charges.Charges(Decimal("5.20"), Decimal("2.11"))
