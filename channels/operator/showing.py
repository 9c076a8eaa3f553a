"""Kiosks as an operator reads them: as lines for a terminal, and as JSON for programs. Reads nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from service.messages import Enrolled


def condition(kiosk: Enrolled) -> str:
    """The one word that matters most."""
    if kiosk.revoked:
        return "revoked"
    if kiosk.beat_at is None:
        return "late, never heard" if kiosk.late else "not heard yet"
    if kiosk.late:
        return "late"
    return "out of order" if kiosk.closed else "well"


def troubles(kiosk: Enrolled) -> list[str]:
    """What an operator should see to, as it was when the kiosk was heard last."""
    beat = kiosk.beat
    if beat is None or kiosk.revoked:
        return []
    found = []
    if beat.refused:
        found.append(f"{beat.refused} refused by the hub, kept there")
    if beat.waiting:
        found.append(f"{beat.waiting} on their way")
    if beat.references < 50:
        found.append(f"only {beat.references} references in hand")
    if beat.paper in PAPER:
        found.append(PAPER[beat.paper])
    return found


PAPER = {"near_end": "paper nearly out", "out": "no paper", "gone": "printer gone"}


def as_lines(kiosks: Sequence[Enrolled], now: datetime) -> list[str]:
    if not kiosks:
        return ["No kiosk is enrolled: nowrongdoor kiosk add NAME"]
    width = max(len(each.name) for each in kiosks)
    return [_line(each, now, width) for each in kiosks]


def _line(kiosk: Enrolled, now: datetime, width: int) -> str:
    heard = f"heard {ago(now, kiosk.beat_at)} ago" if kiosk.beat_at else ""
    parts = [condition(kiosk), heard, *troubles(kiosk)]
    return f"{kiosk.name:<{width}}  {' · '.join(each for each in parts if each)}"


def ago(now: datetime, then: datetime) -> str:
    """`40 s`, `5 min`, `3 h`, `2 days`."""
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 90:
        return f"{seconds} s"
    if seconds < 90 * 60:
        return f"{seconds // 60} min"
    if seconds < 48 * 3600:
        return f"{seconds // 3600} h"
    return f"{seconds // 86400} days"


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
        "troubles": troubles(kiosk),
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
