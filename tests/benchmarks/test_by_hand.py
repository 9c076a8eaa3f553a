"""The hand-written app does what it is compared for: both dialogues, and the same checks as ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from benchmarks.by_hand.app import create_app
from benchmarks.by_hand.questions import NotUnderstood, questions
from benchmarks.by_hand.store import reports
from benchmarks.dialogue import BY_HAND, STEPS, TEXTS
from benchmarks.inside import PORT, Inside, begun, phone, text_steps, web_steps
from benchmarks.people import TOKEN


@pytest.fixture
def by_hand(each_database_url: str) -> Iterator[Flask]:
    app = create_app(
        {
            "BY_HAND_DATABASE": each_database_url,
            "BY_HAND_URL": f"http://localhost:{PORT}",
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
    )
    yield app
    app.extensions["store"].engine.dispose()


def _submitted(app: Flask) -> int:
    with app.extensions["store"].engine.connect() as connection:
        query = select(func.count()).select_from(reports).where(reports.c.submitted_at.is_not(None))
        return int(connection.execute(query).scalar_one())


def test_it_takes_a_report_by_text(by_hand: Flask) -> None:
    assert len(list(text_steps(Inside(by_hand), 1))) == len(TEXTS)
    assert _submitted(by_hand) == 1


def test_it_takes_a_report_on_the_web(by_hand: Flask) -> None:
    assert len(list(web_steps(Inside(by_hand), BY_HAND.start))) == len(STEPS)
    assert _submitted(by_hand) == 1


def test_a_message_that_comes_twice_gets_the_same_reply_and_counts_once(by_hand: Flask) -> None:
    texting = phone(Inside(by_hand), 1)
    for words, _ in TEXTS[:-1]:
        texting.say("", *texting.prepared(words))
    last = texting.prepared("0", "SM1")
    assert texting.say("", *last) == texting.say("", *last)
    assert _submitted(by_hand) == 1


def test_it_refuses_a_forged_message(by_hand: Flask) -> None:
    forged = {"MessageSid": "SM1", "From": "+32470000001", "To": "+32460000000", "Body": "FIX"}
    answer = by_hand.test_client().post("/sms", data=forged, headers={"X-Twilio-Signature": "forged"})
    assert answer.status_code == 403


def test_it_refuses_a_page_that_is_not_its_own(by_hand: Flask) -> None:
    assert by_hand.test_client().post("/report/begin").status_code == 400


def test_danger_ends_in_words(by_hand: Flask) -> None:
    browser = begun(Inside(by_hand), BY_HAND.start)
    browser.send("begin", {})
    browser.send("danger", {"answer": "yes"})
    assert browser.path.endswith("/outcome")


@pytest.mark.parametrize(
    ("name", "entered", "value"),
    [
        ("danger", "NO", "no"),
        ("problem", "1", "pothole"),
        ("where", "abdijstraat 12", "Abdijstraat 12, 8990 Centrum"),
        ("mobile", "0470 12 34 56", "+32470123456"),
    ],
)
def test_it_understands_what_people_write(name: str, entered: str, value: str) -> None:
    assert questions()[name].understand(entered) == value


@pytest.mark.parametrize(("name", "entered"), [("danger", "maybe"), ("where", "Nowhere 1"), ("mobile", "12")])
def test_it_says_what_it_does_not_understand(name: str, entered: str) -> None:
    with pytest.raises(NotUnderstood):
        questions()[name].understand(entered)


def test_it_works_on_as_many_requests_at_once_as_ours(tmp_path: Path) -> None:
    from benchmarks.servers import by_hand as server
    from channels.serving import PLACES

    command = server(tmp_path).command
    assert command[command.index("--threads") + 1] == str(PLACES)
    assert command[command.index("--workers") + 1] == "1"
