"""What there is to say of a kiosk: its condition, what to see to, and both as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from service.messages import Enrolled

Condition = Literal["well", "closed", "late", "new", "revoked"]
FEW_REFERENCES = 50

CONDITIONS: dict[Condition, str] = {
    "well": "well",
    "closed": "out of order",
    "late": "late",
    "new": "not heard yet",
    "revoked": "revoked",
}
TROUBLES = {
    "refused": "{count} refused by the hub, kept there",
    "waiting": "{count} on their way",
    "references": "only {count} references in hand",
    "near_end": "paper nearly out",
    "out": "no paper",
    "gone": "printer gone",
}


@dataclass(frozen=True)
class Trouble:
    """Something that an operator should see to; a key of TROUBLES."""

    kind: str
    count: int = 0

    def __str__(self) -> str:
        return TROUBLES[self.kind].format(count=self.count)


def condition(kiosk: Enrolled) -> Condition:
    """The one word that matters most."""
    if kiosk.revoked:
        return "revoked"
    if kiosk.late:
        return "late"
    if kiosk.beat_at is None:
        return "new"
    return "closed" if kiosk.closed else "well"


def troubles(kiosk: Enrolled) -> list[Trouble]:
    """As it was when the kiosk was heard last."""
    beat = kiosk.beat
    if beat is None or kiosk.revoked:
        return []
    found = []
    if beat.refused:
        found.append(Trouble("refused", beat.refused))
    if beat.waiting:
        found.append(Trouble("waiting", beat.waiting))
    if beat.references < FEW_REFERENCES:
        found.append(Trouble("references", beat.references))
    if beat.paper in ("near_end", "out", "gone"):
        found.append(Trouble(beat.paper))
    return found


def as_lines(kiosks: Sequence[Enrolled], now: datetime) -> list[str]:
    if not kiosks:
        return ["No kiosk is enrolled: nowrongdoor kiosk add NAME"]
    width = max(len(each.name) for each in kiosks)
    return [_line(each, now, width) for each in kiosks]


def _line(kiosk: Enrolled, now: datetime, width: int) -> str:
    heard = f"heard {ago(now, kiosk.beat_at)} ago" if kiosk.beat_at and not kiosk.revoked else ""
    parts = [CONDITIONS[condition(kiosk)], heard, *map(str, troubles(kiosk))]
    return f"{kiosk.name:<{width}}  {' · '.join(each for each in parts if each)}"


def ago(now: datetime, then: datetime) -> str:
    """`40 s`, `5 min`, `3 h`, `2 d`: signs that need no translation."""
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 90:
        return f"{seconds} s"
    if seconds < 90 * 60:
        return f"{seconds // 60} min"
    if seconds < 48 * 3600:
        return f"{seconds // 3600} h"
    return f"{seconds // 86400} d"


def as_json(kiosk: Enrolled) -> dict[str, Any]:
    beat = kiosk.beat
    return {
        "name": kiosk.name,
        "condition": condition(kiosk),
        "late": kiosk.late,
        "closed": kiosk.closed,
        "revoked": kiosk.revoked,
        "enrolled_at": kiosk.added_at.isoformat(),
        "heard_at": kiosk.beat_at.isoformat() if kiosk.beat_at else None,
        "troubles": [str(each) for each in troubles(kiosk)],
        "beat": None
        if beat is None
        else {
            "release": beat.release,
            "bundle": beat.bundle,
            "up_seconds": beat.up_seconds,
            "waiting": beat.waiting,
            "refused": beat.refused,
            "references": beat.references,
            "paper": beat.paper,
            "last_case_at": beat.last_case_at.isoformat() if beat.last_case_at else None,
        },
    }
