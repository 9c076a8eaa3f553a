"""Twilio's wire format: is a webhook genuine, what does it say, and how do we answer. No dialogue lives here.

A text message arrives as a form (https://www.twilio.com/docs/messaging/guides/webhook-request):

    MessageSid=SM…32 hex  AccountSid=AC…  From=+32470123456  To=+32460000000  Body=FIX  NumSegments=1
    NumMedia=1  MediaUrl0=https://api.twilio.com/…/Media/ME…  MediaContentType0=image/jpeg

and more, announced or not. The answer is TwiML: `<Response><Message>…</Message></Response>`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from channels.settings import Settings, TwilioSettings
from channels.shared.segments import Limits
from service.carriage import Reason, Report, Standing
from service.messages import Line, Reply, Upload

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers, MultiDict

MOST_MEDIA = 10
"""Files in one message, as Twilio says."""
LARGEST_MEDIA = 10 * 1024 * 1024
"""Bytes; Twilio's own limit is half of it."""
PATIENCE = 8.0
"""Seconds for fetching one file: Twilio waits 15 for our answer."""
MOST_HOPS = 3
"""Redirects on the way to a file: Twilio keeps them at another host."""

STANDINGS: dict[str, Standing] = {
    "accepted": "taken",
    "scheduled": "taken",
    "queued": "taken",
    "sending": "taken",
    "sent": "on its way",
    "delivered": "arrived",
    "read": "arrived",
    "undelivered": "lost",
    "failed": "lost",
    "canceled": "lost",
}
REASONS: dict[int, Reason] = {
    21211: "wrong",  # not a telephone number
    21214: "wrong",
    21217: "wrong",
    21610: "stopped",  # its owner has texted STOP
    21612: "unreachable",  # no way leads there from our number
    21614: "wrong",  # not a mobile number
    30003: "unreachable",  # switched off, or without a network
    30004: "stopped",  # its owner or their network takes none of ours
    30005: "wrong",  # nobody has that number
    30006: "wrong",  # a number at which no texts arrive
    30008: "unreachable",
    63016: "unreachable",  # WhatsApp: nobody has written from there within a day
}
"""All else is between the carrier and the town: an account, a region that is switched off, a filter."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MediaUnavailable(OSError):
    """A file that came with a message could not be fetched, or is too large."""


def is_genuine(
    environ: Mapping[str, str], form: MultiDict[str, str], headers: Headers, settings: Settings
) -> bool:
    """Whether Twilio signed this request, with any of our tokens or the shared key that it names."""
    from twilio.request_validator import (
        SIGNATURE_HEADER,
        SIGNATURE_SETTINGS_HEADER,
        RequestValidator,
        get_signature_algorithm,
    )

    signature = headers.get(SIGNATURE_HEADER)
    if not signature:
        return False
    named = headers.get(SIGNATURE_SETTINGS_HEADER, "")
    algorithm = get_signature_algorithm(named)
    fields = _Fields(form.lists())
    return any(
        RequestValidator(secret).validate(url, fields, signature, algorithm)
        for secret in _secrets(named, settings.twilio)
        for url in _addresses(environ, settings)
    )


class _Fields(dict[str, list[str]]):
    """A form as the validator asks for it first: any other way it tries by an exception for every field."""

    def getall(self, name: str) -> list[str]:
        return self[name]


def _secrets(named: str, twilio: TwilioSettings) -> list[str]:
    """`named` is such as `key=<id>,algorithm=HMAC_SHA256`; without it one of the account's tokens signed."""
    ids = (part.strip().removeprefix("key=") for part in named.split(","))
    return [*(twilio.keys[name] for name in ids if name in twilio.keys), *twilio.tokens]


def _addresses(environ: Mapping[str, str], settings: Settings) -> list[str]:
    """The address that Twilio called: the configured one with the request target as it stood on the wire.

    Flask's `request.url` is decoded and believes proxies, so that genuine signatures fail. A demo town may be
    called by either name of this computer.
    """
    target = environ.get("REQUEST_URI") or environ.get("RAW_URI") or _target(environ)
    if not target.startswith("/"):
        target = target[target.find("/", target.find("//") + 2) :]
    bases = [settings.public_url]
    if settings.demo and "//localhost" in settings.public_url:
        bases.append(settings.public_url.replace("//localhost", "//127.0.0.1"))
    return [base + target for base in bases]


def _target(environ: Mapping[str, str]) -> str:
    path = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), encoding="latin-1")
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def read(form: MultiDict[str, str], twilio: TwilioSettings) -> tuple[Line, Reply] | None:
    """Who said what on which line; None where the form is no message."""
    sender, receiver = form.get("From", ""), form.get("To", "")
    delivery = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or ""
    if not (sender and receiver and delivery):
        return None
    announced = form.get("NumMedia", "")
    number = min(int(announced[:4]), MOST_MEDIA) if announced.isdecimal() else 0
    media = tuple(
        partial(fetch, url, form.get(f"MediaContentType{index}", ""), twilio)
        for index in range(number)
        if (url := form.get(f"MediaUrl{index}", ""))
    )
    return Line(_contact(sender), _contact(receiver)), Reply(form.get("Body", ""), delivery, media)


def _contact(number: str) -> str:
    """Twilio writes a bare number for text messages, and names every other network: `whatsapp:+32…`."""
    return number if ":" in number else f"tel:{number}"


def read_report(form: MultiDict[str, str]) -> Report | None:
    """What became of a message of ours; None for a status that says nothing of it.

    https://www.twilio.com/docs/messaging/guides/track-outbound-message-status: callbacks come in any order, and more
    than once.
    """
    name = form.get("MessageSid") or form.get("SmsSid") or ""
    standing = STANDINGS.get(form.get("MessageStatus") or form.get("SmsStatus") or "")
    if not name or standing is None:
        return None
    code = form.get("ErrorCode", "")
    return Report(name, standing, reason_of(int(code)) if code.isdecimal() else "unreachable", code)


def reason_of(code: int | None) -> Reason:
    """What one of Twilio's error codes means for a message (https://www.twilio.com/docs/api/errors)."""
    return REASONS.get(code or 0, "refused")


def fetch(url: str, claimed_type: str, twilio: TwilioSettings) -> Upload:
    """Download a file that came with a message. Raises OSError where that does not work out.

    Our token goes to Twilio alone; the host to which Twilio sends us on must do without it.
    """
    import requests

    if not url.startswith(f"{twilio.api}/"):
        raise MediaUnavailable("the file is not at Twilio")
    until = time.monotonic() + PATIENCE
    auth = (twilio.account, twilio.tokens[0]) if twilio.tokens else None
    for _hop in range(MOST_HOPS):
        with requests.get(url, auth=auth, timeout=(3, 5), stream=True, allow_redirects=False) as answer:
            if not answer.is_redirect:
                answer.raise_for_status()
                return Upload(_bounded(answer.iter_content(65536), until), claimed_type)
            url, auth = urljoin(url, answer.headers["Location"]), None
        if urlsplit(url).scheme != urlsplit(twilio.api).scheme:
            raise MediaUnavailable("the file is not behind https")
    raise MediaUnavailable("the file is always somewhere else")


def _bounded(chunks: Iterable[bytes], until: float) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > LARGEST_MEDIA:
            raise MediaUnavailable("the file is too large")
        if time.monotonic() > until:
            raise MediaUnavailable("the file takes too long")
    return bytes(content)


def limits_of(twilio: TwilioSettings) -> Limits:
    """What one text of ours may cost."""
    return Limits(twilio.segment_limit, twilio.segment_limit_unicode)


def twiml(messages: Iterable[str]) -> str:
    """The answer that sends these messages; none of them is how to say nothing."""
    from twilio.twiml.messaging_response import MessagingResponse

    response = MessagingResponse()
    for message in messages:
        response.message(_NO_XML.sub("", message))
    return str(response)
