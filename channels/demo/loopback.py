"""The carrier that is not there: takes a text to the town's webhook, signed and worded as Twilio does.

Nothing is faked on the town's side: the whole webhook is walked through, its signature check included.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from channels.settings import Settings
from channels.shared.segments import count

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ACCOUNT = "AC00000000000000000000000000000000"


def with_loopback(settings: Settings) -> Settings:
    """The settings of a demo town without a carrier's token: one is made, and kept in its data folder."""
    if settings.twilio.tokens:
        return settings
    return replace(settings, twilio=replace(settings.twilio, tokens=(_kept_token(settings.data),)))


def _kept_token(folder: Path) -> str:
    """Several processes may start at once: the first one's token is everybody's."""
    file = folder / "loopback-token"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"loopback-token.{secrets.token_hex(4)}"
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(16))
    with suppress(FileExistsError):
        file.hardlink_to(fresh)
    fresh.unlink()
    return file.read_text()


@dataclass(frozen=True)
class Carried:
    """What came of a text: the answers, or what the webhook said instead of any."""

    answers: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True)
class Loopback:
    """Carries texts from any number to the town's."""

    town: WSGIApplication
    settings: Settings

    def carry(self, sender: str, words: str) -> Carried:
        from twilio.request_validator import SIGNATURE_HEADER, RequestValidator
        from werkzeug.test import Client

        form = self._form(sender, words)
        url = f"{self.settings.public_url}/sms"
        signature = RequestValidator(self.settings.twilio.tokens[0]).compute_signature(url, form)
        # In a context of its own: the telephone's page is being served meanwhile, and shares nothing with it.
        answer = Context().run(Client(self.town).post, url, data=form, headers={SIGNATURE_HEADER: signature})
        if answer.status_code != 200 or answer.mimetype != "text/xml":
            return Carried(failure=answer.status)
        response = ElementTree.fromstring(answer.get_data())  # noqa: S314 - the town's own words
        return Carried(tuple("".join(message.itertext()) for message in response.iter("Message")))

    def _form(self, sender: str, words: str) -> dict[str, str]:
        sid = f"SM{secrets.token_hex(16)}"
        return {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": self.settings.twilio.account or ACCOUNT,
            "ApiVersion": "2010-04-01",
            "SmsStatus": "received",
            "From": sender,
            "To": self.settings.twilio.number,
            "Body": words,
            "NumMedia": "0",
            "NumSegments": str(count(words).parts),
        }
