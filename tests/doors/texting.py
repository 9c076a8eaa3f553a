"""Somebody who texts the town: signed as the carrier signs, read as a telephone shows it."""

from __future__ import annotations

import secrets
from xml.etree import ElementTree

from flask import Flask
from twilio.request_validator import RequestValidator

from channels.serving import delivering
from channels.shared.text import texts_of
from channels.shared.twilio_wire import limits_of
from channels.shared.words import speaker
from channels.sms.door import NAME, capabilities
from service.carriage import FIRST_TRY, Attempt, Taken
from service.messages import Capabilities, Notice, ServiceSummary
from tests.doors.driver import Sheet, Wordy, link_in, number_of
from tests.doors.web import Browsing


class Texting(Wordy):
    name, knows = NAME, frozenset({"line"})
    network = ""
    """How the carrier names the network before a number; nothing for text messages."""

    def __init__(self, app: Flask, sheet: Sheet, number: str = "+32470000001", manner: int = 0) -> None:
        super().__init__(sheet, manner)
        self._app, self._settings = app, app.extensions["nowrongdoor"].settings
        self.capabilities = self.carried()
        self._client, self._number, self.messages = app.test_client(), number, list[str]()

    def carried(self) -> Capabilities:
        return capabilities(self._settings.twilio)

    def begin(self, service: ServiceSummary) -> None:
        if self.language != "en":
            self.say(f"language {self.language}")
        if service.keywords and (self._manner % 2 or self.language != "en"):
            self.say(service.keywords[0])
        else:
            self.say("menu")
            self.say(number_of(service.title, self.said()))

    def said(self) -> str:
        return "\n".join(self.messages)

    def answer_behind_link(self, path: str) -> None:
        page = Browsing(self._app, self.sheet)
        page.open(link_in(self.said()))
        page.answer_single(path)
        self.messages = []
        core = self._app.extensions["nowrongdoor"].core
        carriers = {"tel": self._rings, "whatsapp": self._rings}
        delivering(core.operations, carriers, speaker(core.catalogues, core.town.language))()
        if not self.messages:
            self.say("?")

    def _rings(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        """The town goes on by itself."""
        assert notice.contact.endswith(self._number), notice.contact
        self.messages += texts_of(notice, limits_of(self._settings.twilio))
        return (Taken(),)

    def leave(self) -> None:
        self.say("menu")

    def beside(self, words: str) -> dict[str, str]:
        """What else the carrier tells of a message."""
        return {"NumMedia": "0"}

    def say(self, words: str, sid: str = "") -> None:
        sid = sid or f"SM{secrets.token_hex(16)}"
        sender, receiver = f"{self.network}{self._number}", f"{self.network}+32460000000"
        form = {"MessageSid": sid, "From": sender, "To": receiver, "Body": words, **self.beside(words)}
        url = f"{self._settings.public_url}/sms"
        signature = RequestValidator(self._settings.twilio.tokens[0]).compute_signature(url, form)
        answer = self._client.post("/sms", data=form, headers={"X-Twilio-Signature": signature})
        assert (answer.status_code, answer.mimetype) == (200, "text/xml"), answer.text[:400]
        said = ElementTree.fromstring(answer.get_data())  # noqa: S314 - the town's own words
        self.messages = [message.text or "" for message in said]
