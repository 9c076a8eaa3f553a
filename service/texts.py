"""Texts that came and went, for the evidence: how many parts each was charged as, and that somebody stopped a line.

Never what was said, nor by whom: what belongs to no draft stands under a name that nothing else has.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from service.drafts import Draft, Drafts
from service.hearing import Heard
from service.messages import Turn, Visitor
from service.store import events
from service.store.database import Connection
from service.store.records import EventKind, EventRecord

Write = Callable[[Connection], None]


def came_and_went(heard: Heard, draft: Draft | None, turn: Turn, drafts: Drafts) -> Write | None:
    """Notes one text and what is said to it, about a draft or none; None where nobody charges by the part."""
    weigh = heard.visitor.weigh
    if weigh is None:
        return None
    reply = heard.reply
    about = draft.record.journey if draft else str(uuid.uuid4())
    came = replace(
        _event(heard.visitor, draft, "heard", about, drafts),
        segments=reply.parts,
        direction="in",
        attempt=len(reply.media),
    )
    parts = weigh(turn)
    said = replace(_event(heard.visitor, draft, "said", about, drafts), segments=parts, direction="out")
    records = [came, said] if parts else [came]
    return lambda connection: events.add(connection, records)


def stopped(visitor: Visitor, draft: Draft | None, drafts: Drafts) -> Write:
    """Notes that somebody wants no messages any more: apart from whatever else they did."""
    about = _event(visitor, draft, "stopped", str(uuid.uuid4()), drafts)
    return lambda connection: events.add(connection, [about])


def _event(
    visitor: Visitor, draft: Draft | None, kind: EventKind, journey: str, drafts: Drafts
) -> EventRecord:
    return EventRecord(
        journey=journey,
        service=draft.record.service if draft else "",
        version=draft.definition.version if draft else "",
        revision=draft.definition.revision if draft else "",
        door=visitor.door,
        language=visitor.language,
        kind=kind,
        at=drafts.clock(),
        simulated=draft.record.simulated if draft else drafts.rehearsal,
    )
