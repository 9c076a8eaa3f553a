"""Carries notices as text messages, by Twilio's Messages resource. What is said in them comes from the core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from channels.settings import Settings
from channels.shared.segments import count
from channels.shared.text import texts_of
from channels.shared.twilio_wire import limits_of, reason_of
from service.carriage import FIRST_TRY, Attempt, Carrier, Taken, Undeliverable
from service.messages import Notice

if TYPE_CHECKING:
    from twilio.rest import Client
    from twilio.rest.api.v2010.account.message import MessageInstance

PATIENCE = 10.0
"""Seconds in which Twilio has to answer; the worker waits as long."""
TOO_MANY_REQUESTS = 429
LONGEST_VALIDITY = 36_000
"""Seconds for which Twilio tries to bring a message to a telephone, at most (`ValidityPeriod`)."""
CLOCKS_DIFFER = timedelta(minutes=1)
LOOKED_THROUGH = 50
"""The latest messages to one number, among which one whose fate is not known must be."""


def text_carrier(settings: Settings, status: str) -> Carrier:
    """Texts from the town's number. `status` is the path at which Twilio says what became of a message.

    A request that was wrong stays wrong (https://www.twilio.com/docs/api/errors): a number that does not exist, or
    that has stopped our messages. All else may work later.
    """
    client: list[Client] = []

    def carry(notice: Notice, attempt: Attempt = FIRST_TRY) -> Iterator[Taken]:
        from twilio.base.exceptions import TwilioException, TwilioRestException

        if not client:
            client.append(client_of(settings))
        try:
            texts = texts_of(notice, limits_of(settings.twilio))
            for number, text in enumerate(texts[attempt.taken :], attempt.taken + 1):
                found = _found(client[0], settings, notice, text, attempt) if attempt.since else None
                message = found or _created(client[0], settings, notice, text, attempt)
                charged = str(message.num_segments or "")
                yield Taken(
                    message.sid or "",
                    count(text).parts,
                    int(charged) if charged.isdecimal() and int(charged) else None,
                    more=number < len(texts),
                )
        except TwilioRestException as error:
            wrong = 400 <= error.status < 500 and error.status != TOO_MANY_REQUESTS
            words = f"Twilio {error.status}, code {error.code}"
            if wrong:
                raise Undeliverable(reason_of(error.code), words, str(error.code)) from None
            raise OSError(words) from None
        except TwilioException as error:  # a list that does not come, which the client tells otherwise
            raise OSError(f"Twilio: {type(error).__name__}") from None

    def _created(
        client: Client, settings: Settings, notice: Notice, text: str, attempt: Attempt
    ) -> MessageInstance:
        lives: dict[str, Any] = {}
        if attempt.lives is not None:
            lives["validity_period"] = min(max(int(attempt.lives.total_seconds()), 1), LONGEST_VALIDITY)
        return client.messages.create(
            to=notice.contact.removeprefix("tel:"),
            from_=_sender(settings, notice),
            body=text,
            status_callback=f"{settings.public_url}{status}",
            **lives,
        )

    return carry


def _sender(settings: Settings, notice: Notice) -> str:
    return notice.address.removeprefix("tel:") or settings.twilio.number


def _found(
    client: Client, settings: Settings, notice: Notice, text: str, attempt: Attempt
) -> MessageInstance | None:
    """The message that an earlier try has left with Twilio, though we never heard so."""
    assert attempt.since is not None
    since = attempt.since - CLOCKS_DIFFER
    listed = client.messages.list(
        to=notice.contact.removeprefix("tel:"), from_=_sender(settings, notice), limit=LOOKED_THROUGH
    )
    for message in listed:
        recent = message.date_created is None or message.date_created >= since
        same = (message.body or "").endswith(text)  # a trial account puts words of its own before ours
        if recent and same and message.sid and not attempt.is_known(message.sid):
            return message
    return None


def client_of(settings: Settings) -> Client:
    """Twilio's own client for the town's account."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    api = urlsplit(settings.twilio.api)

    class ToApi(TwilioHttpClient):
        """Twilio's own client, asking where the settings say that Twilio is."""

        def request(self, method: str, url: str, *given: Any, **named: Any) -> Any:  # type: ignore[override]  # what else it is given is passed on as it is
            there = urlsplit(url)._replace(scheme=api.scheme, netloc=api.netloc).geturl()
            return super().request(method, there, *given, **named)

    return Client(settings.twilio.account, settings.twilio.tokens[0], http_client=ToApi(timeout=PATIENCE))
