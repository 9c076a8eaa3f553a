"""Texts of the town's own, by the official client against a carrier of our own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from channels.settings import Settings, TwilioSettings
from channels.shared.twilio_carrier import text_carrier
from service.carriage import Attempt, Taken, Undeliverable
from service.messages import Notice, Prompt, Turn
from tests.carrier import ACCOUNT, TOKEN, StandIn, standing_in

NOTICE = Notice(
    "tel:+32470000001", "Report a street problem", "Ga hier verder: https://town.example/nl/c/x “é”", "nl"
)
LONG = replace(NOTICE, words=f"{'a' * 900}\n\n{'b' * 900}")


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with standing_in() as carrier:
        yield carrier


def settings(api: str) -> Settings:
    twilio = TwilioSettings(account=ACCOUNT, tokens=(TOKEN, "old"), number="+32460000000", api=api)
    return replace(
        Settings(Path("var"), Path("config"), False, "sqlite://", "https://town.example", "", twilio)
    )


def sent(twilio: StandIn, notice: Notice = NOTICE, attempt: Attempt | None = None) -> list[Taken]:
    carrier = text_carrier(settings(twilio.address), "/sms/status")
    return list(carrier(notice, attempt) if attempt else carrier(notice))


def again(**known: object) -> Attempt:
    return Attempt(since=datetime.now(UTC) - timedelta(minutes=5), **known)  # type: ignore[arg-type]  # as given


def test_a_text_goes_out_from_the_towns_number_and_what_becomes_of_it_is_asked_for(twilio):
    (taken,) = sent(twilio)
    (message,) = twilio.messages
    assert twilio.authorized == [True]
    assert message.form == {
        "To": "+32470000001",
        "From": "+32460000000",
        "Body": 'Ga hier verder: https://town.example/nl/c/x "é"',
        "StatusCallback": "https://town.example/sms/status",
    }
    assert taken == Taken(message.sid, parts=1, charged=1, more=False)


def test_what_soon_is_useless_is_not_brought_after_that(twilio):
    sent(twilio, attempt=Attempt(lives=timedelta(minutes=10)))
    sent(twilio, attempt=Attempt(lives=timedelta(days=3)))
    assert [each.form["ValidityPeriod"] for each in twilio.messages] == ["600", "36000"]


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        ("+15005550001", "wrong", "21211"),
        ("+15005550002", "unreachable", "21612"),
        ("+15005550003", "refused", "21408"),
        ("+15005550004", "stopped", "21610"),
        ("+15005550009", "wrong", "21614"),
    ],
)
def test_a_number_that_cannot_be_texted_says_why_and_is_not_named(twilio, to, reason, code):
    with pytest.raises(Undeliverable, match=code) as raised:
        sent(twilio, replace(NOTICE, contact=f"tel:{to}"))
    assert (raised.value.reason, raised.value.code) == (reason, code)
    assert to[1:] not in str(raised.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_carrier_that_is_busy_or_broken_is_asked_again(twilio, status):
    twilio.fails = status
    with pytest.raises(OSError, match=str(status)):
        sent(twilio)


def test_a_carrier_that_is_not_there_is_asked_again():
    with pytest.raises(OSError, match="9"):
        list(text_carrier(settings("http://127.0.0.1:9"), "/sms/status")(NOTICE))


def test_a_line_goes_on_from_the_number_that_its_person_texted_to(twilio):
    prompt = Prompt("ask:last", "ask", "last", "En het laatste?", hint="text")
    turn = Turn(prompt=prompt, language="nl")
    sent(twilio, replace(NOTICE, words="En het laatste?", turn=turn, address="tel:+32460000001"))
    (message,) = twilio.messages
    assert (message.sender, message.body) == ("+32460000001", "En het laatste?")


def test_a_message_that_was_taken_without_a_word_is_found_and_not_sent_twice(twilio):
    twilio.loses_answers = True
    with pytest.raises(OSError, match="Remote end closed"):
        sent(twilio)
    twilio.loses_answers = False
    (taken,) = sent(twilio, attempt=again())
    assert [each.sid for each in twilio.messages] == [taken.id]


def test_where_it_cannot_be_looked_up_nothing_is_sent(twilio):
    twilio.loses_answers = twilio.loses_lists = True
    for attempt in (None, again()):
        with pytest.raises(OSError, match="Remote end closed"):
            sent(twilio, attempt=attempt)
    assert len(twilio.messages) == 1


@pytest.mark.parametrize("status", [429, 500])
def test_a_look_up_that_fails_is_tried_again_later(twilio, status):
    twilio.fails = status
    with pytest.raises(OSError, match="Twilio"):
        sent(twilio, attempt=again())


def test_an_earlier_message_in_the_same_words_is_not_taken_for_it(twilio):
    (first,) = sent(twilio)
    (second,) = sent(twilio, attempt=again(is_known=lambda name: name == first.id))
    assert [first.id, second.id] == [each.sid for each in twilio.messages]
    twilio.messages[1].created_at -= timedelta(days=1)
    (third,) = sent(twilio, attempt=again(is_known=lambda name: name == first.id))
    assert third.id == twilio.messages[2].sid


def test_of_a_long_notice_only_what_is_missing_is_sent(twilio):
    whole = sent(twilio, LONG)
    assert [each.more for each in whole] == [True] * (len(whole) - 1) + [False]
    assert len(whole) > 1
    rest = sent(twilio, LONG, Attempt(taken=1))
    assert len(rest) == len(whole) - 1
    assert twilio.bodies == twilio.bodies[: len(whole)] + twilio.bodies[1 : len(whole)]
    assert all(len(body) <= 1600 for body in twilio.bodies)
