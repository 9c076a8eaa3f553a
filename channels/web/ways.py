"""The doors of a service as its pages name them: where it can be done, by which number or address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from service.messages import DoorAddress, ServiceSummary


@dataclass(frozen=True)
class Way:
    door: str
    short: str
    """For a list of services: "Text FIX to 0460 00 00 00"."""
    words: str
    """A sentence, for the page of one service."""
    url: str = ""


def ways(service: ServiceSummary, addresses: Sequence[DoorAddress], number: str) -> list[Way]:
    """Every door of the town for a service, in the town's order."""
    return [_way(service, address, number) for address in addresses]


def _way(service: ServiceSummary, address: DoorAddress, number: str) -> Way:
    words = address.words[:1].upper() + address.words[1:]
    if address.door == "sms" and number and service.keywords:
        # No-break spaces: a number is read in one piece.
        short = _(
            "Text %(word)s to %(number)s", word=service.keywords[0], number=number.replace(" ", "\u00a0")
        )
        return Way(
            address.door, short, _("%(how)s. You pay for your texts as usual.", how=short), address.url
        )
    return Way(address.door, address.label, f"{words}.", address.url)
