"""What a case costs the town at each door, from what the town declares in `[costs]`. Pure; nothing is rounded here.

A door costs so much a month whatever happens there, and for each case the minutes of who works on it. Messages are
reckoned from the carrier's prices and the parts that were counted. What people pay for their messages is apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from service.messages import Prices
from service.tallies import PARTS_IN, PARTS_OUT, PICTURES_IN, SENT
from service.town import Costs, DoorCosts

COST = "cost"
PAID = "paid"
"""By people, for messages."""


Share = Callable[[str, str], Decimal | None]
"""Of what was counted at a door (empty: all doors), in the selection at hand; None where nobody may know."""


def cost(costs: Costs, prices: Prices | None, door: str, here: Share, everywhere: Share) -> Decimal | None:
    """What the town paid in a month at a door, or at all.

    What a door costs by the month falls on a selection (`here`: of one service, say) as the cases sent there do.
    None where what it takes to know is withheld.
    """
    amounts = [
        _at(costs, prices, each, here, everywhere) for each in ([door] if door else costs.doors) if each
    ]
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal()) if len(known) == len(amounts) else None


def paid(prices: Prices | None, door: str, here: Share) -> Decimal | None:
    """What people paid for their messages."""
    if prices is None:
        return Decimal()
    parts, pictures = here(PARTS_IN, door), here(PICTURES_IN, door)
    if parts is None or pictures is None:
        return None
    return parts * prices.text_part.person_sends + pictures * prices.picture.person_sends


def _at(costs: Costs, prices: Prices | None, door: str, here: Share, everywhere: Share) -> Decimal | None:
    declared = costs.doors.get(door, DoorCosts())
    sent = here(SENT, door)
    if sent is None:
        return None
    total = sent * declared.minutes / 60 * costs.hour
    if declared.month:
        all_sent = everywhere(SENT, door)
        if all_sent is None:
            return None
        total += declared.month * (sent / all_sent if all_sent else 0)
    for what, price in _of_messages(prices):
        parts = here(what, door)
        if parts is None:
            return None
        total += parts * price
    return total


def _of_messages(prices: Prices | None) -> Iterator[tuple[str, Decimal]]:
    if prices is not None:
        yield PARTS_IN, prices.text_part.town_receives
        yield PARTS_OUT, prices.text_part.town_sends
        yield PICTURES_IN, prices.picture.town_receives
