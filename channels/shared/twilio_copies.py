"""Deletes what Twilio keeps of messages, once the town has no more use for it: its copies are personal data too.

https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource: a message is deleted with its
words and numbers; the files that came with it are resources of their own.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from channels.settings import Settings
from channels.shared.twilio_carrier import client_of

if TYPE_CHECKING:
    from twilio.rest.api.v2010.account.message import MessageInstance

MOST = 1_000
"""Messages of one direction that are deleted in one go: the next go takes the rest."""
SETTLED = frozenset({"delivered", "undelivered", "failed", "canceled", "received", "read", "sent"})
"""Twilio deletes no message that it is still about to bring."""


def forget_copies(settings: Settings, before: datetime) -> int:
    """Delete Twilio's copies of all messages from and to the town's number before a moment; how many they were.

    Raises OSError where Twilio does not answer.
    """
    from twilio.base.exceptions import TwilioException

    client, number = client_of(settings), settings.twilio.number
    ways: list[dict[str, Any]] = [
        {way: f"{network}{number}"} for way in ("to", "from_") for network in ("", "whatsapp:")
    ]
    gone = 0
    try:
        for way in ways:
            for message in client.messages.list(date_sent_before=before, limit=MOST, **way):
                if str(message.status) in SETTLED:
                    _delete(message)
                    gone += 1
    except TwilioException as error:
        raise OSError(f"Twilio does not delete its copies: {type(error).__name__}") from None
    return gone


def _delete(message: MessageInstance) -> None:
    if str(message.num_media or "0") != "0":
        for media in message.media.list():
            media.delete()
    message.delete()
