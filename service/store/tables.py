"""The tables. What is personal is sealed before it comes here; names of columns are the glossary's words.

A change here needs a migration in `migrations/versions`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import DateTime

NEVER = date(9999, 12, 31)
"""A deadline that never comes, which sorts after all others."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone in Python on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


installation = Table(
    "installation",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

definitions = Table(
    "definitions",
    metadata,
    Column("revision", String(64), primary_key=True),
    Column("service", String(60), nullable=False),
    Column("version", String(64), nullable=False),
    Column("folder", LargeBinary, nullable=False),
    Column("published_at", Moment, nullable=False),
    Index("ix_definitions_service_published_at", "service", "published_at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("service", String(60), nullable=False),
    Column("definition", String(64), ForeignKey("definitions.revision"), nullable=False),
    Column("language", String(12), nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("outcome", String(60), nullable=False, default=""),
    Column("journey", String(36), nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("line", String(120), nullable=True),
    Column("tries_path", String(200), nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("wrapped", LargeBinary, nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("hold", Integer, nullable=False, default=0, server_default="0"),
    Column("proven", String(120), nullable=False, default="", server_default=""),
    Column("away", String(60), nullable=False, default="", server_default=""),
    Column("rated", String(60), nullable=False, default="", server_default=""),
    Index("ix_drafts_line_state", "line", "state"),
    Index("ix_drafts_state_touched_at", "state", "touched_at"),
)

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("token", String(120), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("hold", Integer, nullable=False),
    Column("door", String(20), nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("path", String(200), nullable=False, server_default=""),
    Column("line", LargeBinary, nullable=False, server_default=""),
    Index("ix_hand_overs_draft", "draft"),
    Index("ix_hand_overs_ends_at", "ends_at"),
)

saved_codes = Table(
    "saved_codes",
    metadata,
    Column("token", String(120), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("proof", String(120), nullable=False),
    Column("contact", LargeBinary, nullable=False),
    Column("announced_at", Moment, nullable=True),
)

passcodes = Table(
    "passcodes",
    metadata,
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("token", String(120), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("scheme", String(20), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("purpose", String(20), nullable=False, server_default=""),
    Column("reference", String(9), nullable=False, server_default=""),
    Column("awaited", Boolean, nullable=False, server_default="1"),
    Column("rests", Integer, nullable=False, server_default="0"),
    Column("tried_at", Moment, nullable=True),
    Column("reason", String(20), nullable=False, server_default=""),
    Column("code", String(20), nullable=False, server_default=""),
    Index("ix_notices_state_due_at", "state", "due_at"),
    Index("ix_notices_draft", "draft"),
)

carried = Table(
    "carried",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("notice", String(36), ForeignKey("notices.id", ondelete="CASCADE"), nullable=True),
    Column("standing", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("charged", Integer, nullable=True),
    Column("at", Moment, nullable=False),
    Column("code", String(20), nullable=False, server_default=""),
    Index("ix_carried_notice", "notice"),
    Index("ix_carried_at", "at"),
)


awaited_replies = Table(
    "awaited_replies",
    metadata,
    Column("contact", String(120), primary_key=True),
    Column("path", String(20), nullable=False),
    Column("reference", String(9), ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("ix_awaited_replies_reference", "reference"),
    Index("ix_awaited_replies_ends_at", "ends_at"),
)

seats = Table(
    "seats",
    metadata,
    Column("calendar", String(60), primary_key=True),
    Column("start", Moment, primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("path", String(200), nullable=False),
    Column("held_until", Moment, nullable=True),
    Index("ix_seats_draft_path", "draft", "path", unique=True),
)
"""One row for each person who may come at a time: that no slot has more than it can take is the key's own doing."""

appointments = Table(
    "appointments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("path", String(200), nullable=False),
    Column("calendar", String(60), nullable=False),
    Column("start", Moment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attendance", String(10), nullable=False, server_default=""),
    Index("ix_appointments_draft_path", "draft", "path", unique=True),
    Index("ix_appointments_start", "start"),
)

answers = Table(
    "answers",
    metadata,
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("door", String(20), nullable=False),
    Column("provenance", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hold", Integer, nullable=False, default=0, server_default="0"),
)

files = Table(
    "files",
    metadata,
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("reference", String(9), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id"), nullable=False, unique=True),
    Column("service", String(60), nullable=False),
    Column("status", String(40), nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("due_on", Date, nullable=True),
    Column("language", String(12), nullable=False),
    Column("doors", JSON, nullable=False),
    Column("fee", JSON, nullable=False),
    Column("status_code", String(120), nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("lodged_key", String(120), nullable=True, unique=True),
    Column("proofs", JSON, nullable=False, default=list, server_default="[]"),
    Column("office", String(60), nullable=False, default="", server_default=""),
    Column("assigned", String(60), nullable=False, default="", server_default=""),
    Column("since", Moment, nullable=True),
    Column("leave_by", Date, nullable=True),
    Column("stopped_on", Date, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("due_next", Date, nullable=False, default=NEVER, server_default=NEVER.isoformat()),
    Column("version", Integer, nullable=False, default=0, server_default="0"),
    Column("unreached", Boolean, nullable=False, default=False, server_default="0"),
    Column("escalated_on", Date, nullable=True),
    Index("ix_cases_service_status_submitted_at", "service", "status", "submitted_at"),
    Index("ix_cases_ended_at_due_next", "ended_at", "due_next", "submitted_at", "reference"),
    Index(
        "ix_cases_service_ended_at_due_next", "service", "ended_at", "due_next", "submitted_at", "reference"
    ),
    Index(
        "ix_cases_assigned_ended_at_due_next", "assigned", "ended_at", "due_next", "submitted_at", "reference"
    ),
)

case_entries = Table(
    "case_entries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("reference", String(9), ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("officer", String(60), nullable=False),
    Column("deed", String(20), nullable=False),
    Column("about", String(60), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_case_entries_reference_id", "reference", "id"),
)

letters = Table(
    "letters",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("reference", String(9), ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("status", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_letters_reference_id", "reference", "id"),
)


assistances = Table(
    "assistances",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("officer", String(60), nullable=False),
    Column("office", String(60), nullable=False),
    Column("deed", String(20), nullable=False),
    Column("agreed", String(20), nullable=False),
    Column("arrived_on", Date, nullable=True),
    Index("ix_assistances_draft_id", "draft", "id"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("officer", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("undone_at", Moment, nullable=True),
    Index("ix_batches_ends_at", "ends_at"),
)

batched = Table(
    "batched",
    metadata,
    Column("batch", String(36), ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("reference", String(9), ForeignKey("cases.reference", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", String(40), nullable=False),
    Column("assigned", String(60), nullable=False),
    Column("since", Moment, nullable=True),
    Column("due_on", Date, nullable=True),
    Column("leave_by", Date, nullable=True),
    Column("stopped_on", Date, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("due_next", Date, nullable=False),
    Column("escalated_on", Date, nullable=True),
    Index("ix_batched_reference", "reference"),
)

officers = Table(
    "officers",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("shown", String(120), nullable=False),
    Column("password", String(200), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("office", String(60), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("left_at", Moment, nullable=True),
)

attendances = Table(
    "attendances",
    metadata,
    Column("token", String(120), primary_key=True),
    Column("officer", String(60), ForeignKey("officers.name", ondelete="CASCADE"), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_attendances_seen_at", "seen_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("officer", String(60), nullable=False),
    Column("office", String(60), nullable=False),
    Column("deed", String(40), nullable=False),
    Column("reference", String(9), nullable=False),
    Column("about", String(200), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_reference_sequence", "reference", "sequence"),
)

find_tokens = Table(
    "find_tokens",
    metadata,
    Column("reference", String(9), ForeignKey("cases.reference", ondelete="CASCADE"), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("token", String(120), primary_key=True),
    Index("ix_find_tokens_token", "token"),
)

lines = Table(
    "lines",
    metadata,
    Column("contact", String(120), primary_key=True),
    Column("address", String(80), primary_key=True),
    Column("language", String(12), nullable=False),
    Column("draft", String(36), nullable=True),
    Column("asked", LargeBinary, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("heard_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("key_id", String(40), nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("contact", String(120), nullable=False),
    Column("address", String(80), nullable=False),
    Column("door", String(20), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("word", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_consents_contact_sequence", "contact", "sequence"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("door", String(20), primary_key=True),
    Column("id", String(120), primary_key=True),
    Column("turn", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_deliveries_at", "at"),
)

events = Table(
    "events",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("journey", String(36), nullable=False),
    Column("service", String(60), nullable=False),
    Column("version", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("variant", String(40), nullable=False, default=""),
    Column("door", String(20), nullable=False),
    Column("language", String(12), nullable=False),
    Column("path", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("problem", String(40), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("segments", Integer, nullable=True),
    Column("direction", String(3), nullable=False, default=""),
    Column("outcome", String(60), nullable=False),
    Column("simulated", Boolean, nullable=False),
    Index("ix_events_journey", "journey"),
    Index("ix_events_at", "at"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("service", String(60), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("door", String(20), primary_key=True),
    Column("language", String(12), primary_key=True),
    Column("what", String(20), primary_key=True),
    Column("about", String(250), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Index("ix_tallies_what_month", "what", "month"),
)

published = Table(
    "published",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("service", String(60), primary_key=True),
    Column("door", String(20), primary_key=True),
    Column("language", String(12), primary_key=True),
    Column("what", String(40), primary_key=True),
    Column("number", BigInteger, nullable=True),
)

ratings = Table(
    "ratings",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("moment", String(10), primary_key=True),
    Column("answer", String(20), primary_key=True),
    Column("by", String(10), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("number", BigInteger, nullable=False),
)

outposts = Table(
    "outposts",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("added_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    Column("closed", Boolean, nullable=False),
    Column("beat", JSON, nullable=True),
    Column("beat_at", Moment, nullable=True),
    Column("told_until", Moment, nullable=True),
)

reserved_references = Table(
    "reserved_references",
    metadata,
    Column("reference", String(9), primary_key=True),
    Column("outpost", String(60), nullable=False),
    Index("ix_reserved_references_outpost", "outpost"),
)

parcels = Table(
    "parcels",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("draft", String(36), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("state", String(10), nullable=False),
    Column("reason", String(200), nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Index("ix_parcels_state_sequence", "state", "sequence"),
)
