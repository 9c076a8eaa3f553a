"""The webhook, driven as the carrier drives it: signed forms in, TwiML out, a real town behind it."""

import logging
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import update
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from channels.app import Site, create_app
from channels.settings import TwilioSettings
from channels.shared.segments import count
from channels.shared.twilio_carrier import text_carrier
from channels.shared.twilio_door import Misconfigured, webhook
from service.messages import Capabilities, Visitor
from service.store.database import Database
from service.store.tables import lines
from tests.carrier import ACCOUNT, TOKEN, standing_in
from tests.postgresql import name_in, server_of


@dataclass
class Texting:
    """Somebody who texts the town."""

    town: Flask
    number: str = "+32470000001"

    def post(self, words: str, sid: str = "", path: str = "/sms", **fields: str) -> TestResponse:
        form = {
            "MessageSid": sid or f"SM{secrets.token_hex(16)}",
            "From": self.number,
            "To": "+32460000000",
            "Body": words,
            "NumMedia": "0",
            **fields,
        }
        settings = _site(self.town).settings
        signature = RequestValidator(settings.twilio.tokens[0]).compute_signature(
            settings.public_url + path, form
        )
        return self.town.test_client().post(path, data=form, headers={"X-Twilio-Signature": signature})

    def says(self, words: str, **fields: str) -> str:
        """The answers to a text, as one text."""
        answer = self.post(words, **fields)
        assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
        messages = ElementTree.fromstring(answer.get_data())  # noqa: S314 - the town's own words
        said = [message.text or "" for message in messages]
        assert all(0 < count(each).parts <= 3 and len(each) <= 1600 for each in said)
        return "\n".join(said)


@pytest.fixture
def phone(app: Flask) -> Texting:
    return Texting(app)


def _site(town: Flask) -> Site:
    site: Site = town.extensions["nowrongdoor"]
    return site


def test_a_street_problem_is_reported_from_keyword_to_reference(app: Flask, phone: Texting) -> None:
    assert "Is anyone in danger right now?" in phone.says("FIX")
    assert "2 A street light" in phone.says("no")
    assert "lamp post?" in phone.says("2")
    assert "Where is it?" in phone.says("b1234")
    assert "2 Where" not in phone.says("Kerkstraat 12")
    asked = phone.says("skip")
    while "Reply 0 to send" not in asked:
        asked = phone.says("skip")
    receipt = phone.says("0")
    reference = re.search(r"Reference: (\S+)", receipt)
    assert reference is not None
    case = _site(app).core.back_office.show(reference[1])
    assert case is not None
    assert case["answers"]["problem"] == "light"
    assert case["answers"]["lamp"] == "B1234"
    assert case["doors"] == ["sms"]
    code = re.search(r"Status code: (\d{6})", receipt)
    assert code is not None
    assert reference[1] in phone.says(f"STATUS {reference[1]} {code[1]}")


def test_the_first_answer_names_the_town_its_price_and_how_to_stop(phone: Texting) -> None:
    first = phone.says("FIX")
    assert "Bruggepont" in first
    assert "rate" in first
    assert "STOP" in first


def test_a_photo_is_not_asked_for_where_the_number_carries_none(phone: Texting) -> None:
    said = [
        phone.says(words) for words in ("FIX", "no", "2", "b1234", "Kerkstraat 12", "skip", "skip", "skip")
    ]
    assert not any("photo" in each for each in said)


def test_where_it_carries_pictures_a_photo_is_asked_for(app: Flask) -> None:
    settings = _site(app).settings
    town = create_app(replace(settings, twilio=replace(settings.twilio, carries_media=True)))
    phone = Texting(town)
    said = [phone.says(words) for words in ("FIX", "no", "2", "b1234", "Kerkstraat 12", "skip")]
    _site(town).core.close()
    assert any("photo" in each for each in said)


def test_the_same_delivery_again_is_answered_the_same_and_changes_nothing(phone: Texting) -> None:
    phone.says("FIX")
    first = phone.post("no", sid="SM1").get_data()
    again = phone.post("no", sid="SM1").get_data()
    assert first == again
    assert "lamp post?" in phone.says("2")


def test_one_message_delivered_twenty_times_at_once_is_one_message(phone: Texting) -> None:
    phone.says("FIX")
    with ThreadPoolExecutor(20) as carriers:
        answers = set(carriers.map(lambda _: phone.post("no", sid="SM2").get_data(), range(20)))
    assert len(answers) == 1
    assert b"What is the problem?" in answers.pop()
    assert "How big is the hole?" in phone.says("1")


@pytest.mark.parametrize("signature", [None, "", "forged"])
@pytest.mark.parametrize("path", ["/sms", "/sms/status"])
def test_an_unsigned_message_is_refused_and_changes_nothing(
    app: Flask, phone: Texting, caplog: pytest.LogCaptureFixture, signature: str | None, path: str
) -> None:
    phone.says("FIX")
    form = {"MessageSid": "SM3", "From": phone.number, "To": "+32460000000", "Body": "yes", "NumMedia": "0"}
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    with caplog.at_level(logging.WARNING):
        answer = app.test_client().post(path, data=form, headers=headers)
    assert answer.status_code == 403
    assert "signature" in caplog.text
    assert phone.number not in caplog.text
    assert "What is the problem?" in phone.says("no")


@pytest.mark.parametrize("path", ["/sms", "/sms/status"])
def test_the_webhook_is_for_posting(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 405


def test_when_the_town_itself_fails_the_person_gets_an_apology(
    app: Flask, phone: Texting, caplog: pytest.LogCaptureFixture
) -> None:
    phone.says("FIX")
    with _site(app).core.operations.database.writing() as connection:
        connection.execute(update(lines).values(asked=b"damaged"))
    said = phone.says("my secret words")
    incident = re.search(r"Incident ([0-9a-f]{8})", said)
    assert incident is not None
    assert incident[1] in caplog.text
    assert "Traceback" in caplog.text
    assert "my secret words" not in caplog.text
    assert phone.number not in caplog.text


@contextmanager
def _away(database: Database) -> Iterator[None]:
    """Nobody can open the database, as when its disk or its server is gone; afterwards it is back, whole."""
    database.close()
    if database.url.get_backend_name() == "sqlite":
        file = Path(database.url.database or "")
        file.rename(file.with_suffix(".away"))
        file.mkdir()
        yield
        file.rmdir()
        file.with_suffix(".away").rename(file)
    else:
        address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        name, server = name_in(address), server_of(address)
        server.run(f"ALTER DATABASE {name} RENAME TO {name}_away")
        yield
        server.run(f"ALTER DATABASE {name}_away RENAME TO {name}")


def test_when_the_store_is_away_the_person_is_told_to_come_back(
    app: Flask, phone: Texting, caplog: pytest.LogCaptureFixture
) -> None:
    phone.says("FIX")
    with _away(_site(app).core.operations.database):
        said = phone.says("my secret words")
    assert "Please send it again in a minute" in said
    assert "Traceback" in caplog.text
    assert "my secret words" not in caplog.text
    assert phone.number not in caplog.text
    assert "112" in phone.says("YES")


@pytest.mark.parametrize("words", ["STOP", "stop", "UNSUBSCRIBE", "HELP", "info"])
def test_what_the_carrier_answers_itself_we_leave_to_it(phone: Texting, words: str) -> None:
    phone.says("FIX")
    assert phone.says(words) == ""


@pytest.mark.parametrize("words", ["ARRÊT", "afmelden", "توقف", "إلغاء"])
def test_a_stopping_word_that_the_carrier_does_not_know_is_confirmed_once(phone: Texting, words: str) -> None:
    phone.says("FIX")
    assert "START" in phone.says(words)
    assert phone.says(words) == ""
    assert phone.says("no") == ""
    assert "Is anyone in danger right now?" in phone.says("START")


def test_who_stopped_hears_nothing_until_starting_again(phone: Texting) -> None:
    phone.says("FIX")
    phone.says("STOP")
    assert phone.says("no") == ""
    assert "Is anyone in danger right now?" in phone.says("START")


def test_yes_is_an_answer_although_the_carrier_knows_the_word(phone: Texting) -> None:
    phone.says("FIX")
    assert "112" in phone.says("YES")


def test_a_picture_that_is_not_wanted_is_not_fetched(phone: Texting) -> None:
    phone.says("FIX")
    said = phone.says("", NumMedia="1", MediaUrl0="https://api.twilio.com/x", MediaContentType0="image/png")
    assert "picture" in said
    assert "Is anyone in danger right now?" in said


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "\x00",
        "\u202eevil",
        "\U0001f6a7" * 400,
        "x" * 1600,
        "<b>&amp;",
        "أريد الإبلاغ",
        "9" * 400,
        "%s {x}",
    ],
    ids=[
        "nothing",
        "space",
        "null",
        "override",
        "emoji",
        "long",
        "markup",
        "arabic",
        "digits",
        "placeholders",
    ],
)
@pytest.mark.parametrize("before", [(), ("FIX",), ("FIX", "no", "2")], ids=["at-first", "yes-no", "text"])
def test_whatever_is_texted_there_is_a_polite_answer(
    phone: Texting, before: tuple[str, ...], words: str
) -> None:
    for each in before:
        phone.says(each)
    said = phone.says(words)
    assert said
    assert "Incident" not in said


def test_a_genuine_webhook_that_is_no_message_is_answered_with_silence(phone: Texting) -> None:
    assert phone.says("FIX", From="") == ""


@pytest.mark.parametrize("state", ["queued", "delivered", "sent", "invented", ""])
def test_what_became_of_our_messages_is_accepted_in_any_order(phone: Texting, state: str) -> None:
    answer = phone.post("", path="/sms/status", sid="SMunknown", MessageStatus=state)
    assert (answer.status_code, answer.get_data()) == (204, b"")


def test_the_report_of_a_message_of_ours_reaches_the_outbox(app: Flask, phone: Texting) -> None:
    site = _site(app)
    visitor = Visitor("web", "en", Capabilities(pages=True))
    turn = site.core.front_office.begin("street-problem", visitor)
    assert turn.draft is not None
    site.core.front_office.hand_over(turn.draft, visitor, "0470 00 00 09")
    with standing_in() as twilio:
        settings = replace(site.settings.twilio, account=ACCOUNT, tokens=(TOKEN,), api=twilio.address)
        carrier = text_carrier(replace(site.settings, twilio=settings), "/sms/status")
        site.core.operations.deliver({"tel": carrier})
        (message,) = twilio.messages
        assert message.callback == f"{site.settings.public_url}/sms/status"
        for status in ("sent", "undelivered", "sent", "undelivered"):
            form = twilio.reports(message, status, 30003 if status == "undelivered" else 0)
            answer = phone.post("", path="/sms/status", **form)
            assert answer.status_code == 204
    (found,) = site.core.operations.undelivered("en")
    assert (found.reason, found.code) == ("unreachable", "30003")


def test_a_forged_report_changes_nothing(app: Flask) -> None:
    answer = app.test_client().post("/sms/status", data={"MessageSid": "SM1", "MessageStatus": "failed"})
    assert answer.status_code == 403


def test_without_a_token_the_door_does_not_open(app: Flask) -> None:
    site = _site(app)
    with pytest.raises(Misconfigured, match="TWILIO_AUTH_TOKEN"):
        webhook("sms", site.core.front_office, replace(site.settings, twilio=TwilioSettings()), (), print)


def test_nobody_else_reads_what_was_answered_on_this_line(app: Flask, phone: Texting) -> None:
    phone.says("FIX")
    phone.says("no")
    stranger = Texting(app, "+32470000002")
    assert "What is the problem?" not in stranger.says("2")
    assert "lamp post?" in phone.says("2")
