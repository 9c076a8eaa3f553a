"""Carries notices as text messages, by Twilio's Messages resource. What is said in them comes from the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from channels.settings import Settings
from channels.shared.text import texts_of
from channels.shared.twilio_wire import limits_of
from service.messages import Carrier, Notice, Undeliverable

if TYPE_CHECKING:
    from twilio.rest import Client

PATIENCE = 10.0
"""Seconds in which Twilio has to answer; the worker waits as long."""
TOO_MANY_REQUESTS = 429


def text_carrier(settings: Settings, status: str) -> Carrier:
    """Texts from the town's number. `status` is the path at which Twilio says what became of a message.

    A request that was wrong stays wrong (https://www.twilio.com/docs/api/errors): a number that does not exist, or
    that has stopped our messages. All else may work later.
    """
    client: list[Client] = []

    def carry(notice: Notice) -> None:
        from twilio.base.exceptions import TwilioRestException

        if not client:
            client.append(_client(settings))
        try:
            for text in texts_of(notice, limits_of(settings.twilio)):
                client[0].messages.create(
                    to=notice.contact.removeprefix("tel:"),
                    from_=notice.address.removeprefix("tel:") or settings.twilio.number,
                    body=text,
                    status_callback=f"{settings.public_url}{status}",
                )
        except TwilioRestException as error:
            wrong = 400 <= error.status < 500 and error.status != TOO_MANY_REQUESTS
            if wrong:
                raise Undeliverable(f"Twilio {error.status}, code {error.code}") from None
            raise OSError(f"Twilio {error.status}, code {error.code}") from None

    return carry


def _client(settings: Settings) -> Client:
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    api = urlsplit(settings.twilio.api)

    class ToApi(TwilioHttpClient):
        """Twilio's own client, asking where the settings say that Twilio is."""

        def request(self, method: str, url: str, *given: Any, **named: Any) -> Any:  # type: ignore[override]  # what else it is given is passed on as it is
            there = urlsplit(url)._replace(scheme=api.scheme, netloc=api.netloc).geturl()
            return super().request(method, there, *given, **named)

    return Client(settings.twilio.account, settings.twilio.tokens[0], http_client=ToApi(timeout=PATIENCE))
