"""What messages on a simulated line cost whom, from the prices that the town wrote down. No rounding happens here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from channels.demo.threads import Bubble, Tally
from service.messages import Prices


@dataclass(frozen=True)
class Charges:
    person: Decimal
    town: Decimal


def of_bubble(bubble: Bubble, prices: Prices) -> Decimal:
    """What its sender pays."""
    if not bubble.charged:
        return Decimal()
    if bubble.picture:
        return prices.picture.person_sends
    tariff = prices.text_part
    return bubble.parts * (tariff.person_sends if bubble.side == "person" else tariff.town_sends)


def of_thread(tally: Tally, prices: Prices) -> Charges:
    """What each side pays for all of it: the town also pays for what it receives."""
    words, pictures = prices.text_part, prices.picture
    return Charges(
        person=tally.from_person * words.person_sends + tally.pictures * pictures.person_sends,
        town=tally.from_town * words.town_sends
        + tally.from_person * words.town_receives
        + tally.pictures * pictures.town_receives,
    )
