"""Delivery: carries the notices that are due, and sees to what becomes of them.

What may succeed is tried again, later each time; what a carrier may have taken already is looked up before it is sent
once more. Where a notice does not arrive it turns to another of its person's contacts, or the officer of the case is
told and the operator finds it among the undelivered. How carriers are asked is theirs (`carriage`).
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import SystemRandom

from service.carriage import (
    RANK,
    Attempt,
    Carrier,
    Reason,
    Report,
    Taken,
    Traffic,
    Undeliverable,
    Undelivered,
)
from service.case_history import TOWN, mark
from service.contacts import PHONE
from service.drafts import Drafts
from service.lines import Lines, storable
from service.messages import Notice
from service.notices import Notices, read_notice
from service.store import awaited_replies, cases, consents, drafts, events
from service.store import notices as rows
from service.store.database import Connection
from service.store.records import (
    AwaitedReplyRecord,
    CarriedRecord,
    ConsentRecord,
    DraftRecord,
    EventKind,
    EventRecord,
    NoticeRecord,
)
from service.vault import DataKey, Sealed

AT_ONCE = 40
"""Notices that a worker takes in hand together, and whose fate it writes down together."""
HANDS = 10
"""How many it carries at the same time: all are tried before it counts as gone, though each may take ten seconds."""
CARRYING = timedelta(minutes=2)
"""After that a worker counts as gone, and its notices are taken in hand by another."""
AGAIN = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120))
"""After how long a notice is tried again; the try after the last of them is the last."""
JITTER = 0.1
"""Up to so much longer, as a share: what failed together is not all tried again at the same moment."""
WORDS_KEPT = timedelta(days=7)
"""So long the words of what did not arrive can still be sent again."""
REPLIED_WITHIN = timedelta(days=14)
"""So long a yes or no answers what a notice asked, where nothing else was said meanwhile."""
KEPT = timedelta(days=30)
"""That a notice was sent, and what became of it."""
MOST_SHOWN = 200
LONGEST_ID = 80

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Became:
    """What came of a try to carry a notice."""

    state: str
    reason: Reason | None = None
    code: str = ""
    again_at: datetime | None = None
    counts: bool = True
    """Whether it was a try at all."""
    taken: tuple[Taken, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True)
class Claimed:
    """A notice in hand, with the draft that it is about."""

    record: NoticeRecord
    draft: DraftRecord
    key: DataKey


@dataclass(frozen=True)
class Delivery:
    notices: Notices
    drafts: Drafts
    lines: Lines

    # --- carrying ---------------------------------------------------------------------------------------------

    def deliver(self, carriers: Mapping[str, Carrier]) -> int:
        """Carry what is due; how many were taken in hand. One that could not be carried is due again later."""
        now = self._now()
        with self.notices.database.reading() as connection:  # nobody waits for a writer with nothing to write
            if not rows.is_due(connection, sorted(carriers), now):
                return 0
        with self.notices.database.writing() as connection:
            found = rows.claim(connection, sorted(carriers), now, now + CARRYING, AT_ONCE)
            about = {name: drafts.get(connection, name) for name in {each.draft for each in found}}
        in_hand = [
            Claimed(record, draft, self.drafts.vault.unwrap(draft.wrapped, draft.key_id))
            for record in found
            if (draft := about[record.draft]) is not None
        ]
        became = self._together(in_hand, carriers)
        with self.notices.database.writing() as connection:
            for claimed, each in zip(in_hand, became, strict=True):
                self._settle(connection, claimed, each)
        return len(found)

    def _together(self, in_hand: Sequence[Claimed], carriers: Mapping[str, Carrier]) -> list[Became]:
        """Try them at once: a carrier that is slow with one must not keep the others waiting.

        What is about the same draft goes one after the other: nobody reads the second message before the first.
        """

        def tried(some: Sequence[Claimed]) -> list[tuple[str, Became]]:
            return [
                (each.record.id, self._useless(each) or self._tried(each, carriers[each.record.scheme]))
                for each in some
            ]

        by_draft: defaultdict[str, list[Claimed]] = defaultdict(list)
        for each in in_hand:
            by_draft[each.record.draft].append(each)
        if len(by_draft) == 1:
            return [became for _, became in tried(in_hand)]
        with ThreadPoolExecutor(HANDS) as hands:
            # Each in the surroundings of the caller, who has said in which words carriers speak.
            running = [hands.submit(copy_context().run, tried, some) for some in by_draft.values()]
            became = dict(pair for each in running for pair in each.result())
        return [became[each.record.id] for each in in_hand]

    def _useless(self, claimed: Claimed) -> Became | None:
        """Why it is not carried, or not now."""
        record, now = claimed.record, self._now()
        if record.rests and claimed.draft.state != "open":
            return Became("needless")
        rested_at = claimed.draft.touched_at + timedelta(seconds=record.rests)
        if record.rests and rested_at > now:
            return Became("waiting", again_at=rested_at, counts=False)
        if record.ends_at <= now:
            return Became("late")
        return None

    def _tried(self, claimed: Claimed, carrier: Carrier) -> Became:
        record = claimed.record
        try:
            notice = read_notice(record, claimed.key)
        except Sealed:
            log.exception("notice %s cannot be opened", record.id)
            return Became("failed", "sealed")
        wakes_at = self._now() if record.awaited else self.notices.waking(notice.contact, self._now())
        if wakes_at > self._now():
            return Became("waiting", again_at=wakes_at, counts=False)
        if self._is_unwanted(notice.contact):
            return Became("failed", "stopped", notice=notice)
        return self._carried(claimed, self._asking(notice), carrier)

    def _carried(self, claimed: Claimed, notice: Notice, carrier: Carrier) -> Became:
        record, taken = claimed.record, list[Taken]()
        try:
            for each in carrier(notice, self._attempt(record)):
                if each.more and each.id:
                    self._note_at_once(record, each)
                taken.append(each)
        except Undeliverable as reason:
            log.warning("notice %s cannot be delivered: %s", record.id, reason)
            return Became("failed", reason.reason, reason.code, taken=tuple(taken), notice=notice)
        except Exception as error:
            if isinstance(error, OSError):
                log.warning("notice %s could not be carried: %s", record.id, type(error).__name__)
            else:  # a fault of ours in one notice holds up no other
                log.exception("notice %s could not be carried", record.id)
            if record.tries > len(AGAIN):
                return Became("failed", "silent", taken=tuple(taken), notice=notice)
            wait = AGAIN[record.tries - 1] * (1 + SystemRandom().random() * JITTER)
            return Became("waiting", again_at=self._now() + wait, taken=tuple(taken))
        return Became("sent", taken=tuple(taken), notice=notice)

    def _attempt(self, record: NoticeRecord) -> Attempt:
        lives = record.ends_at - self._now()
        if record.tries == 1:
            return Attempt(record.id, is_known=self._is_known, lives=lives)
        with self.notices.database.reading() as connection:
            taken = len(rows.messages_of(connection, record.id))
        return Attempt(record.id, taken, record.tried_at, self._is_known, lives)

    def _is_known(self, message: str) -> bool:
        with self.notices.database.reading() as connection:
            return rows.is_known(connection, storable(message, LONGEST_ID))

    def _asking(self, notice: Notice) -> Notice:
        """With the question that it asks; without, where nobody replies, or is in the middle of something else."""
        if notice.asks is None:
            return notice
        if not notice.contact.startswith(f"{PHONE}:"):
            return replace(notice, asks=None)
        if not notice.asks.words:
            return notice
        address, busy = self.lines.heard_last(notice.contact)
        if busy:
            return replace(notice, asks=None)
        return replace(notice, words=f"{notice.words} {notice.asks.words}", address=address)

    def _is_unwanted(self, contact: str) -> bool:
        """Whether somebody has stopped our messages: then none is sent, whoever wanted it."""
        with self.notices.database.reading() as connection:
            said = consents.last(connection, self.notices.vault.hashes("contact", contact))
        return said is not None and said.withdrawn

    # --- what became of it ------------------------------------------------------------------------------------

    def _note_at_once(self, record: NoticeRecord, taken: Taken) -> None:
        with self.notices.database.writing() as connection:
            self._note(connection, record, taken)

    def _note(self, connection: Connection, record: NoticeRecord, taken: Taken) -> None:
        name = storable(taken.id, LONGEST_ID)
        row = CarriedRecord(name, record.id, "taken", RANK["taken"], taken.parts, taken.charged, self._now())
        rows.note(connection, row)

    def _settle(self, connection: Connection, claimed: Claimed, became: Became) -> None:
        record = claimed.record
        for each in became.taken:
            if each.id:
                self._note(connection, record, each)
        if became.taken:
            parts = sum(each.parts for each in became.taken) if record.scheme == "tel" else None
            events.add(connection, [replace(self._event(claimed, "notified"), segments=parts)])
        if became.state == "waiting":
            assert became.again_at is not None
            tries = record.tries if became.counts else record.tries - 1
            rows.postpone(connection, record.id, became.again_at, tries)
        elif became.state == "sent":
            self._sent(connection, claimed, became)
        elif became.state == "failed":
            assert became.reason is not None
            self._lost(connection, claimed, became.notice, became.reason, became.code)
        else:
            rows.settle(connection, record.id, became.state)
            if became.state == "late" and record.reference:
                self._unreached(connection, record.reference, "silent")

    def _sent(self, connection: Connection, claimed: Claimed, became: Became) -> None:
        """A carrier has it. Its words are kept where the carrier will tell what became of it."""
        record, told_later = claimed.record, any(each.id for each in became.taken)
        rows.settle(connection, record.id, "sent", keep=told_later)
        if not told_later:
            self._reached(connection, record)
        else:
            self._judge(connection, record.id)
        asks = became.notice.asks if became.notice is not None else None
        if became.notice is not None and asks is not None:
            contact = self.notices.vault.hashed("contact", became.notice.contact)
            until = asks.until or self._now() + REPLIED_WITHIN
            awaited_replies.put(connection, AwaitedReplyRecord(contact, asks.path, asks.subject, until))

    def report(self, report: Report) -> None:
        """What a carrier tells of a message that it took: as often as it likes, in whatever order.

        What it tells before we have noted the message down is kept for it.
        """
        name, rank = storable(report.id, LONGEST_ID), RANK[report.standing]
        with self.notices.database.writing() as connection:
            told = CarriedRecord(name, None, _standing(report), rank, 1, None, self._now(), report.code[:20])
            row = rows.report(connection, told)
            if row is None:
                return
            if row.notice is None:
                log.info("a carrier tells of a message that is not known (yet)")
                return
            self._judge(connection, row.notice)

    def _judge(self, connection: Connection, notice: str) -> None:
        """Whether all messages of a notice have arrived by now, or one is lost."""
        record = rows.get(connection, notice, lock=True)
        if record is None or record.state != "sent":
            return
        messages = rows.messages_of(connection, notice)
        lost = next((each for each in messages if each.standing not in RANK), None)
        if lost is not None:
            draft = drafts.get(connection, record.draft)
            assert draft is not None  # its notices go with it
            claimed = Claimed(record, draft, self.drafts.vault.unwrap(draft.wrapped, draft.key_id))
            self._lost(connection, claimed, self._words_of(claimed), _reason(lost.standing), lost.code)
        elif all(each.standing == "arrived" for each in messages):
            rows.settle(connection, notice, "arrived")
            self._reached(connection, record)

    def _words_of(self, claimed: Claimed) -> Notice | None:
        """What it says; None where its words are forgotten."""
        if not claimed.record.sealed:
            return None
        try:
            return read_notice(claimed.record, claimed.key)
        except Sealed:
            return None

    def _lost(
        self, connection: Connection, claimed: Claimed, notice: Notice | None, reason: Reason, code: str
    ) -> None:
        """It did not arrive: it turns to another contact, or the officer and the operator learn of it."""
        record = claimed.record
        if reason == "stopped" and notice is not None:
            self._stopped(connection, claimed, notice.contact, code)
        others = [each for each in notice.others if self._can_reach(each)] if notice is not None else []
        if notice is not None and others and record.ends_at > self._now():
            turned = replace(notice, contact=others[0], others=tuple(others[1:]), address="")
            rows.add(connection, self.notices.turned(record, claimed.key, turned))
            rows.settle(connection, record.id, "turned", reason=reason, code=code)
            return
        keep = notice is not None and reason != "sealed"
        rows.settle(connection, record.id, "failed", keep=keep, reason=reason, code=code)
        if record.reference:
            self._unreached(connection, record.reference, reason)

    def _can_reach(self, contact: str) -> bool:
        return contact.partition(":")[0] in self.notices.carried and not self._is_unwanted(contact)

    def _stopped(self, connection: Connection, claimed: Claimed, contact: str, code: str) -> None:
        """The carrier knows that they stopped our messages; so do we from now on, and the evidence, once.

        At none of our doors: they told the carrier, who does not say by which number of ours.
        """
        said = consents.last(connection, self.notices.vault.hashes("contact", contact))
        if said is None or not said.withdrawn:
            name = self.notices.vault.hashed("contact", contact)
            word = f"carrier {code}".strip()
            consents.add(connection, ConsentRecord(name, "", "", True, word, self._now()))
            apart = replace(
                self._event(claimed, "stopped"), journey=str(uuid.uuid4()), door="", path="", direction=""
            )
            events.add(connection, [apart])

    def _reached(self, connection: Connection, record: NoticeRecord) -> None:
        if record.reference:
            cases.set_reached(connection, record.reference, reached=True)

    def _unreached(self, connection: Connection, reference: str, reason: Reason) -> None:
        if cases.set_reached(connection, reference, reached=False):
            mark(connection, reference, self._now(), TOWN, "unreached", reason)

    def _event(self, claimed: Claimed, kind: EventKind) -> EventRecord:
        """For the evidence: what became of telling somebody something."""
        draft = claimed.draft
        return EventRecord(
            journey=draft.journey,
            service=draft.service,
            version=self.drafts.shelf.at(draft.definition).version,
            revision=draft.definition,
            door=claimed.record.scheme,
            language=draft.language,
            kind=kind,
            at=self._now(),
            path=claimed.record.purpose,
            direction="out",
            simulated=draft.simulated,
        )

    # --- for the operator -------------------------------------------------------------------------------------

    def undelivered(self, language: str) -> list[Undelivered]:
        """What reached nobody and was not settled otherwise, the latest first."""
        with self.notices.database.reading() as connection:
            found = rows.undelivered(connection, MOST_SHOWN)
        return [
            Undelivered(
                id=record.id,
                title=self.drafts.shelf.at(revision).text("title", language),
                scheme=record.scheme,
                reason=record.reason,  # type: ignore[arg-type]  # only ever a Reason is stored
                code=record.code,
                tried_at=record.tried_at or record.due_at,
                again=bool(record.sealed) and record.ends_at > self._now(),
            )
            for record, _service, revision in found
        ]

    def send_again(self, notice: str) -> bool:
        """Try one more time what reached nobody; False where that is worth nothing any more."""
        with self.notices.database.writing() as connection:
            record = rows.get(connection, notice)
            if record is None or record.ends_at <= self._now():
                return False
            return rows.again(connection, notice, self._now())

    def give_up(self, notice: str) -> bool:
        """Nobody need look at it any more; False where it was none of those."""
        with self.notices.database.writing() as connection:
            return rows.give_up(connection, notice)

    def traffic(self) -> Traffic:
        with self.notices.database.reading() as connection:
            counted, oldest = rows.counts(connection), rows.oldest_due(connection, self._now())
            parts, charged = rows.counted(connection)
        waits = self._now() - oldest if oldest is not None else timedelta(0)
        return Traffic(counted.get("waiting", 0), waits, counted.get("failed", 0), parts, charged)

    def forget(self) -> None:
        """What nobody needs to know any more."""
        with self.notices.database.writing(of_reserve=True) as connection:
            rows.forget_words(connection, self._now() - WORDS_KEPT)
            rows.forget(connection, self._now() - KEPT)
            awaited_replies.forget_ended(connection, self._now())

    def _now(self) -> datetime:
        return self.notices.clock()


def _standing(report: Report) -> str:
    """How a row says how far a message has come: where it is lost, by the reason."""
    return report.reason if report.standing == "lost" else report.standing


def _reason(standing: str) -> Reason:
    known: Mapping[str, Reason] = {each: each for each in ("stopped", "wrong", "unreachable", "refused")}
    return known.get(standing, "unreachable")
