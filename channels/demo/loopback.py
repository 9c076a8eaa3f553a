"""The carrier that is not there: takes a message to the town's webhook, signed and worded as Twilio does.

Nothing is faked on the town's side: the whole webhook is walked through, its signature check included, and a
picture is fetched by the door itself, from the address at which this carrier keeps it.
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
from channels.shared.text import LONGEST

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ACCOUNT = "AC00000000000000000000000000000000"
KEEPS = "/phone/carrier"
"""Where, on the town's own site, this carrier has what the real one has at api.twilio.com."""
MEDIA = "/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}"


def with_loopback(settings: Settings) -> Settings:
    """The settings of a demo town: without a carrier's token one is made, and kept in its data folder.

    Without a carrier's account nothing is asked of the real carrier either.
    """
    twilio = settings.twilio
    if not twilio.tokens:
        twilio = replace(twilio, tokens=(_kept_token(settings.data),))
    if not twilio.account:
        twilio = replace(twilio, api=f"{settings.public_url}{KEEPS}")
    return replace(settings, twilio=twilio)


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
    """What came of a message: the answers, or what the webhook said instead of any."""

    answers: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True)
class Attached:
    """A picture that this carrier keeps, by name, until the town has fetched it."""

    media: str
    type: str


@dataclass(frozen=True)
class Loopback:
    """Carries messages from any number to the town's."""

    town: WSGIApplication
    settings: Settings

    def carry(self, sender: str, words: str, attached: Attached | None = None) -> Carried:
        from twilio.request_validator import SIGNATURE_HEADER, RequestValidator
        from werkzeug.test import Client

        form = self._form(sender, words, attached)
        url = f"{self.settings.public_url}/sms"
        signature = RequestValidator(self.settings.twilio.tokens[0]).compute_signature(url, form)
        # In a context of its own: the telephone's page is being served meanwhile, and shares nothing with it.
        answer = Context().run(Client(self.town).post, url, data=form, headers={SIGNATURE_HEADER: signature})
        if answer.status_code != 200 or answer.mimetype != "text/xml":
            return Carried(failure=answer.status)
        response = ElementTree.fromstring(answer.get_data())  # noqa: S314 - the town's own words
        return Carried(tuple("".join(message.itertext()) for message in response.iter("Message")))

    def takes(self, words: str) -> bool:
        """Whether a carrier takes it at all, from whichever side: it counts 16-bit units."""
        return len(words.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST

    def _form(self, sender: str, words: str, attached: Attached | None) -> dict[str, str]:
        sid = f"{'MM' if attached else 'SM'}{secrets.token_hex(16)}"
        form = {
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
        return form if attached is None else form | self._media(form["AccountSid"], sid, attached)

    def _media(self, account: str, message: str, attached: Attached) -> dict[str, str]:
        path = MEDIA.format(account=account, message=message, media=attached.media)
        return {
            "NumMedia": "1",
            "MediaUrl0": f"{self.settings.twilio.api}{path}",
            "MediaContentType0": attached.type,
        }
