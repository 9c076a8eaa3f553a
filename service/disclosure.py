"""What may be published of counts, so that nobody can be found in it. Pure.

Counts of fewer than ten are withheld, nothing at all included; all others are rounded to the nearest five. A whole that
is published beside its parts gives away what the withheld parts come to together; so others are withheld with them,
one at least, until they come to twenty or more together. Then a withheld part may be anything from 0 to 9, as far as
anybody can reckon who knows these rules: another has room for the rest.

Which others are withheld must not depend on how large they are: "the smallest first" would tell that it is no larger
than those that are shown, and so pin down the one beside it. They are taken in an order that everybody knows before.

A month is only ever split in one way at a time, by service or by door or by language. Splits by two at once would have
to be solved together; none is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FEWEST = 10
TO_THE_NEAREST = 5
TOGETHER = 20
"""What is withheld beside a published whole comes to so many at least."""


def rounded(count: int) -> int | None:
    """A count by itself; None is withheld."""
    if count < FEWEST:
        return None
    return (count + TO_THE_NEAREST // 2) // TO_THE_NEAREST * TO_THE_NEAREST


def protected(parts: Mapping[str, int], order: Sequence[str] = ()) -> Mapping[str, int | None]:
    """The parts of a whole, each as it may be published beside it. Zero is a part like all others.

    `order`: of the names, those first that are withheld first for others; the rest follow by name.
    """
    few = {name for name, count in parts.items() if count < FEWEST}
    withheld = set(few)
    if few:
        for name in (*order, *sorted(parts.keys() - set(order))):
            if withheld > few and sum(parts[each] for each in withheld) >= TOGETHER:
                break
            if name in parts:
                withheld.add(name)
    return {name: None if name in withheld else rounded(count) for name, count in parts.items()}
