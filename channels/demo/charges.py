"""What the bubbles and threads of a simulated line cost."""

from __future__ import annotations

from decimal import Decimal

from channels.demo.threads import Bubble, Tally
from channels.shared.charges import Charges, charged
from service.messages import Prices


def of_bubble(bubble: Bubble, prices: Prices) -> Decimal:
    """What its sender pays."""
    if not bubble.charged:
        return Decimal()
    if bubble.picture:
        return prices.picture.person_sends
    tariff = prices.text_part
    return bubble.parts * (tariff.person_sends if bubble.side == "person" else tariff.town_sends)


def of_thread(tally: Tally, prices: Prices) -> Charges:
    """What each side pays for all of it."""
    return charged(tally.from_person, tally.from_town, tally.pictures, prices)
