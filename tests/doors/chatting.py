"""Somebody who writes to the town by WhatsApp."""

from __future__ import annotations

from channels.whatsapp.door import CAPABILITIES, NAME
from service.messages import Capabilities
from tests.doors.texting import Texting


class Chatting(Texting):
    """Somebody who writes by WhatsApp; the carrier tells their profile's name with every message."""

    name, network = NAME, "whatsapp:"
    picture = ""
    """Where the carrier keeps the picture that comes with the next message."""

    def carried(self) -> Capabilities:
        return CAPABILITIES

    def beside(self, words: str) -> dict[str, str]:
        profile = {"ProfileName": "Kerkstraat 12", "WaId": self._number.lstrip("+")}
        if not self.picture:
            return {**profile, "NumMedia": "0"}
        sent = {"NumMedia": "1", "MediaUrl0": self.picture, "MediaContentType0": "image/png"}
        self.picture = ""
        return {**profile, **sent}

    def says(self, words: str, picture: str = "") -> str:
        self.picture = picture
        self.say(words)
        return self.said()
