"""Texts that came and went, for the evidence: how many parts each was charged as, and that somebody stopped a line.

Never what was said, nor by whom: what belongs to no draft stands under a name that nothing else has.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from service.drafts import Draft
from service.hearing import Heard
from service.messages import Turn, Visitor
from service.store import events
from service.store.database import Connection
from service.store.records import EventKind, EventRecord

Write = Callable[[Connection], None]


def came_and_went(heard: Heard, draft: Draft | None, turn: Turn, at: datetime) -> Write | None:
    """Notes one text and what is said to it; None where nobody charges by the part."""
    weigh = heard.visitor.weigh
    if weigh is None:
        return None
    reply = heard.reply
    came = _event(heard.visitor, draft, "heard", at, reply.parts, "in", pictures=len(reply.media))
    parts = weigh(turn)
    records = (
        [came, _event(heard.visitor, draft, "said", at, parts, "out", came.journey)] if parts else [came]
    )
    return lambda connection: events.add(connection, records)


def stopped(visitor: Visitor, draft: Draft | None, at: datetime) -> Write:
    """Notes that somebody wants no messages any more: apart from whatever else they did."""
    about = _event(visitor, draft, "stopped", at, None, "", str(uuid.uuid4()))
    return lambda connection: events.add(connection, [about])


def _event(
    visitor: Visitor,
    draft: Draft | None,
    kind: EventKind,
    at: datetime,
    parts: int | None,
    direction: str,
    journey: str = "",
    pictures: int = 0,
) -> EventRecord:
    return EventRecord(
        journey=journey or (draft.record.journey if draft else str(uuid.uuid4())),
        service=draft.record.service if draft else "",
        version=draft.definition.version if draft else "",
        revision=draft.definition.revision if draft else "",
        door=visitor.door,
        language=visitor.language,
        kind=kind,
        at=at,
        attempt=pictures,
        simulated=draft.record.simulated if draft else False,
        segments=parts,
        direction=direction,
    )
