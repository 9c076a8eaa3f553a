"""The WhatsApp door: what its messages carry, at the carrier's webhook (`whatsapp:` addresses).

A profile's name comes with every message and is never taken for an answer: nothing here reads it. We only ever reply,
so the 24 hours in which one may write freely (https://www.twilio.com/docs/api/errors/63016) are always open.
"""

from __future__ import annotations

from channels.shared.segments import Limits
from channels.shared.twilio_door import STARTING, STOPPING, Network
from service.messages import Capabilities

NAME = "whatsapp"

ANY_LENGTH = Limits(basic=1000, unicode=1000)
"""Messages are not charged by parts; what the carrier takes at once bounds them (`text.LONGEST`)."""

CAPABILITIES = Capabilities(
    private=False,
    slow=True,
    links=True,
    reserved=STOPPING | STARTING,
    stopping=STOPPING,
    starting=STARTING,
    unconfirmed=STOPPING,
    stop_word="STOP",
    start_word="START",
)
"""Pictures and papers travel; the carrier keeps copies. It answers no word by itself here, so HELP is ours too."""

NETWORK = Network(NAME, "whatsapp", CAPABILITIES, ANY_LENGTH)
