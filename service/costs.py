"""What a case costs the town at each door, from what the town declares in `[costs]`. Pure; nothing is rounded here.

A door costs so much a month whatever happens there, and for each case the minutes of who works on it. Messages are
reckoned from the carrier's prices and the parts that were counted. What people pay for their messages is apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from service.messages import Prices
from service.tallies import PARTS_IN, PARTS_OUT, PICTURES_IN, SENT
from service.town import Costs, DoorCosts

COST = "cost"
PAID = "paid"
"""By people, for messages."""


Counted = Callable[[str, str], Decimal | None]
"""What was counted, at a door (empty: at all); None where nobody may know."""


def cost(
    costs: Costs, prices: Prices | None, door: str, counted: Counted, doors: Sequence[str]
) -> Decimal | None:
    """What the town paid in a month at a door, or at all of its `doors`; None where what it takes is withheld.

    Cases of doors that are withheld are known together only: each is reckoned with the mean of their minutes.
    """
    sent = counted(SENT, door)
    if sent is None:
        return None
    places = [door] if door else sorted({*doors, *costs.doors})
    declared = {place: costs.doors.get(place, DoorCosts()) for place in places}
    known = {place: found for place in places if (found := counted(SENT, place)) is not None}
    rest = [declared[place].minutes for place in places if place not in known and place in doors]
    minutes = sum((found * declared[place].minutes for place, found in known.items()), Decimal())
    if rest:
        minutes += max(sent - sum(known.values()), Decimal()) * sum(rest) / len(rest)
    months = sum((each.month for each in declared.values()), Decimal())
    return months + minutes / 60 * costs.hour + _of_messages(prices, door, counted)


def paid(prices: Prices | None, door: str, counted: Counted) -> Decimal | None:
    """What people paid for their messages."""
    parts, pictures = counted(PARTS_IN, door), counted(PICTURES_IN, door) or Decimal()
    if prices is None or parts is None:
        return None
    return parts * prices.text_part.person_sends + pictures * prices.picture.person_sends


def _of_messages(prices: Prices | None, door: str, counted: Counted) -> Decimal:
    """What the carrier charges for; the few messages of a door that are withheld cost nothing that matters."""
    if prices is None:
        return Decimal()
    charged = {
        PARTS_IN: prices.text_part.town_receives,
        PARTS_OUT: prices.text_part.town_sends,
        PICTURES_IN: prices.picture.town_receives,
    }
    return sum(((counted(what, door) or 0) * price for what, price in charged.items()), Decimal())
