"""What messages cost whom, from the prices that the town wrote down. No rounding happens here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from service.messages import Prices


@dataclass(frozen=True)
class Charges:
    person: Decimal
    town: Decimal


def charged(from_person: int, from_town: int, pictures: int, prices: Prices) -> Charges:
    """For parts of messages each way, and pictures from the person: the town also pays for what it receives."""
    words, picture = prices.text_part, prices.picture
    return Charges(
        person=from_person * words.person_sends + pictures * picture.person_sends,
        town=from_town * words.town_sends
        + from_person * words.town_receives
        + pictures * picture.town_receives,
    )
