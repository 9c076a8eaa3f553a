"""What Twilio keeps of the town's messages is deleted there, by the official client against a stand-in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from channels.settings import Settings, TwilioSettings
from channels.shared.twilio_copies import forget_copies
from tests.carrier import ACCOUNT, TOKEN, Message, StandIn, standing_in

TOWN, AN = "+32460000000", "+32470000001"
NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=9)


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with standing_in() as carrier:
        yield carrier


def settings(api: str) -> Settings:
    twilio = TwilioSettings(account=ACCOUNT, tokens=(TOKEN,), number=TOWN, api=api)
    return replace(
        Settings(Path("var"), Path("config"), False, "sqlite://", "https://town.example", "", twilio)
    )


def kept(name: str, to: str, sender: str, at: datetime, status: str = "delivered", *files: str) -> Message:
    return Message(name, to, sender, "words", "", at, {}, list(files), status)


def test_what_is_old_goes_with_its_pictures_and_what_is_new_or_not_ours_stays(twilio):
    twilio.messages = [
        kept("SM1", AN, TOWN, OLD),
        kept("SM2", TOWN, AN, OLD, "received", "ME1", "ME2"),
        kept("SM3", f"whatsapp:{TOWN}", f"whatsapp:{AN}", OLD, "received"),
        kept("SM4", AN, TOWN, NOW),
        kept("SM5", AN, "+32460000099", OLD),
        kept("SM6", AN, TOWN, OLD, "queued"),
    ]
    assert forget_copies(settings(twilio.address), NOW - timedelta(days=7)) == 3
    assert [each.sid for each in twilio.messages] == ["SM4", "SM5", "SM6"]
    assert forget_copies(settings(twilio.address), NOW - timedelta(days=7)) == 0


def test_a_carrier_that_does_not_delete_is_asked_again_later(twilio):
    twilio.messages, twilio.fails = [kept("SM1", AN, TOWN, OLD)], 503
    with pytest.raises(OSError, match="copies"):
        forget_copies(settings(twilio.address), NOW)
    assert len(twilio.messages) == 1
