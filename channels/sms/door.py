"""The text door: what text messages carry, at the carrier's webhook."""

from __future__ import annotations

from channels.settings import TwilioSettings
from channels.shared.twilio_door import SILENT, STARTING, STOPPING, UNCONFIRMED, Network
from channels.shared.twilio_wire import limits_of
from service.messages import Capabilities

NAME = "sms"


def capabilities(twilio: TwilioSettings) -> Capabilities:
    """Carriers keep copies of texts, so the line is not private."""
    return Capabilities(
        photos=twilio.carries_media,
        documents=False,
        private=False,
        slow=True,
        links=True,
        reserved=STOPPING | STARTING | SILENT,
        stopping=STOPPING,
        starting=STARTING,
        silent=SILENT,
        unconfirmed=UNCONFIRMED,
        stop_word="STOP",
        start_word="START",
    )


def network(twilio: TwilioSettings) -> Network:
    return Network(NAME, "tel", capabilities(twilio), limits_of(twilio))
