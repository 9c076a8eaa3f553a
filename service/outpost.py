"""The front office of an outpost: the same verbs on a store of its own, and what needs the hub asked of the hub.

An outpost serves people whether or not it reaches the hub. What they begin there lives there; what is done, left or
handed over goes to the hub as a parcel. At each moment one store holds a draft: here `away` says that the hub does.
How a parcel looks is `parcels`; how it is carried over the net is the site's (`HubLink`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from service.cases import Decided
from service.changes import anew
from service.drafts import Draft, Drafts
from service.front_office import FrontOffice
from service.messages import (
    Beat,
    HandOver,
    HubAway,
    Orders,
    Parts,
    Problem,
    Prompt,
    Saved,
    Status,
    Turn,
    Visitor,
    Waiting,
)
from service.numbers import IN_HAND, NoneLeft
from service.parcels import Parcels, packed, unpacked
from service.store import cases as case_rows
from service.store import definitions as installation
from service.store import drafts as draft_rows
from service.store import events, reserved_references
from service.store import parcels as rows
from service.store.database import Connection, Database

CLOSED = "closed"
"""The name under which an outpost's store remembers its orders."""
HUB = "hub"
"""The name under which a draft is `away` here."""
AT_ONCE = 50
"""Parcels that are sent together."""
MOST_BYTES = 8 * 1024 * 1024
"""Of all parcels that are sent together, unless one alone is larger."""
LEFT_ALONE = timedelta(minutes=60)
"""After so long nobody is there any more, even where the screen could not say so: no door's session lives longer."""
SILENT = timedelta(seconds=20)
"""So long a hub that did not answer is not waited for in the middle of a person's turn."""

log = logging.getLogger(__name__)


class HubLink(Protocol):
    """The hub as an outpost reaches it. Every verb raises HubAway; those with a visitor also TooManyTries."""

    def take_in(self, parcels: Sequence[bytes], *, hurry: bool = False) -> list[str]:
        """For each why it was refused, empty where it was taken. In a hurry somebody stands there and waits."""

    def offer(self, parcel: bytes, visitor: Visitor, contact: str | None) -> HandOver: ...

    def save(self, parcel: bytes, second: str, contact: str, visitor: Visitor) -> Saved | Problem: ...

    def send_receipt(self, draft: str, contact: str, visitor: Visitor) -> str | Problem | None: ...

    def how_it_went(self, draft: str, visitor: Visitor) -> Prompt | None: ...

    def say_how_it_went(self, draft: str, answer: str, visitor: Visitor) -> None: ...

    def say_how_it_was_decided(self, reference: str, proof: str, answer: str, visitor: Visitor) -> None: ...

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None: ...

    def lend(self, given: str, second: str | None, visitor: Visitor) -> bytes | Problem | None: ...

    def lend_back(self, draft: str) -> bytes | None: ...

    def lent(self, draft: str, hold: int, language: str, arrived: int | None) -> bool:
        """`arrived`: with how many answers it is here."""

    def definition(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """The folder of a revision: its service's code and its files."""

    def track(self, reference: str, proof: str, visitor: Visitor) -> Status | None: ...

    def ask_status(self, reference: str, proof: str, visitor: Visitor) -> Status | None: ...
    def follow_up(self, reference: str, proof: str, well: bool, visitor: Visitor) -> Turn | None: ...

    def withdraw(self, reference: str, proof: str, visitor: Visitor) -> Turn | None: ...

    def other_times(self, reference: str, proof: str, visitor: Visitor) -> Prompt | None: ...

    def move_appointment(self, reference: str, proof: str, parts: Parts, visitor: Visitor) -> Turn | None: ...

    def cancel_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None: ...

    def confirm_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None: ...

    def promised(self) -> list[str]: ...

    def beat(self, beat: Beat) -> Orders: ...


@dataclass(frozen=True)
class Outbox:
    """What is on its way to the hub, and the references that come back from it."""

    database: Database
    drafts: Drafts
    parcels: Parcels
    link: HubLink
    _one: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    """One sends at a time: order is kept, and no reference comes back while its case is on its way."""
    _silent: list[datetime] = field(default_factory=list, init=False, repr=False)
    """When the hub did not answer last."""
    _last_case: list[datetime] = field(default_factory=list, init=False, repr=False)

    def pass_on(self, *, hurry: bool = False) -> int:
        """Send what waits, a batch, in its order; how many were settled. Raises HubAway, and nothing is lost.

        In a hurry nobody waits for a hub that was silent a moment ago, nor for another who is sending.
        """
        if not self._one.acquire(blocking=not hurry):
            return 0
        try:
            if hurry and self._silent and self._silent[-1] + SILENT > self.drafts.clock():
                raise HubAway
            return self._sent(hurry=hurry)
        except HubAway:
            self._silent[:] = [self.drafts.clock()]
            raise
        finally:
            self._one.release()

    def _sent(self, *, hurry: bool) -> int:
        batch = self._batch()
        if not batch:
            return 0
        reasons = self.link.take_in([content for _, _, content in batch], hurry=hurry)
        self._silent.clear()
        now = self.drafts.clock()
        with self.database.writing(of_reserve=True) as connection:
            for (sequence, draft, _content), reason in zip(batch, reasons, strict=True):
                if reason:
                    log.error("the hub refused parcel %s: %s", sequence, reason)
                became: rows.ParcelState = "refused" if reason else "taken"
                settled = rows.settle(connection, sequence, became, now, reason[:200])
                if settled and draft.record.away and not reason:  # nobody has come back to it meanwhile
                    forget(connection, draft)
        return len(batch)

    def _batch(self) -> list[tuple[int, Draft, bytes]]:
        """The next parcels with their places in the queue, as large together as may be sent at once."""
        batch: list[tuple[int, Draft, bytes]] = []
        with self.database.reading() as connection:
            for record in rows.next_ones(connection, AT_ONCE):
                draft = self.drafts.read(connection, record.draft)
                if draft is None:
                    continue
                content = packed(self.parcels.pack(connection, draft))
                if batch and sum(len(each) for _, _, each in batch) + len(content) > MOST_BYTES:
                    break
                batch.append((record.sequence, draft, content))
        return batch

    def try_again(self) -> int:
        """What the hub refused is sent once more: it, or this program, may be another release now. How many."""
        with self.database.writing() as connection:
            return rows.try_again(connection)

    def refill(self) -> int:
        """Have the references in hand that the hub has promised; how many that are. Raises HubAway."""
        with self._one:
            promised = self.link.promised()
            with self.database.writing() as connection:
                reserved_references.reserve(connection, IN_HAND, promised)
                return reserved_references.count(connection, IN_HAND)

    def obey(self, *, closed: bool) -> None:
        """Whether the operator wants nobody served here: kept, for when the hub cannot be asked after a start."""
        with self.database.writing() as connection:
            installation.renew_installation(connection, CLOSED, "yes" if closed else "no")

    def is_closed(self) -> bool:
        with self.database.reading() as connection:
            return installation.installed(connection).get(CLOSED) == "yes"

    def is_idle(self) -> bool:
        """Whether nobody is in the middle of anything."""
        with self.database.reading() as connection:
            return not rows.is_any_here(connection)

    def beat(self, release: str, bundle: str, up_seconds: int, paper: str = "") -> Beat:
        """How this outpost is now."""
        waiting, refused, references = self.counts()
        last = self._last_case[-1] if self._last_case else None
        return Beat(release, bundle, up_seconds, waiting, refused, references, paper, last)

    def note_case(self) -> None:
        self._last_case[:] = [self.drafts.clock()]

    def counts(self) -> tuple[int, int, int]:
        """Parcels that wait, parcels that were refused, references in hand."""
        with self.database.reading() as connection:
            counted = rows.counts(connection)
            left = reserved_references.count(connection, IN_HAND)
        return counted.get("waiting", 0) + counted.get("arriving", 0), counted.get("refused", 0), left


@dataclass(frozen=True)
class OutpostOffice(FrontOffice):
    """The verbs of a citizen at an outpost. What needs the hub raises HubAway where it cannot be reached."""

    outbox: Outbox
    _arriving: dict[str, tuple[str, int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Drafts that are stored here though it is not sure that the hub knows, by the code that was given for them."""

    @property
    def link(self) -> HubLink:
        return self.outbox.link

    # --- what comes of a draft ------------------------------------------------------------------------------

    def submit(self, draft: str, seen: int, visitor: Visitor) -> Turn:
        """Make the draft a case, and tell the hub. Its reference is good either way; the receipt says which."""
        try:
            turn = self._decide(draft, visitor, lambda found: self._queued(found, seen, visitor))
        except NoneLeft:
            say = self.interview.prompts.wording(visitor.language).say
            words = say(
                "We cannot take another request here until the connection is back. Nothing is lost: please try "
                "again in a while, or ask at the desk."
            )
            return replace(self.ask(draft, visitor), said=(words,))
        if turn.prompt is not None and turn.prompt.kind == "done":
            self.outbox.note_case()
            with suppress(HubAway):
                self.outbox.pass_on(hurry=True)
        return self._marked(turn, visitor)

    def _queued(self, draft: Draft, seen: int, visitor: Visitor) -> Decided:
        decided = self.interview.submit(draft, seen, visitor)
        write = decided.write
        if write is None or decided.after is None or decided.after.record.state != "submitted":
            return decided

        def written(connection: Connection) -> None:
            write(connection)
            rows.queue(connection, draft.id, "waiting", self.drafts.clock())

        return replace(decided, write=written)

    def ask(self, draft: str, visitor: Visitor, path: str = "") -> Turn:
        return self._marked(super().ask(draft, visitor, path), visitor)

    def review(self, draft: str, visitor: Visitor) -> Turn:
        return self._marked(super().review(draft, visitor), visitor)

    def back(self, draft: str, visitor: Visitor, path: str = "") -> Turn:
        return self._marked(super().back(draft, visitor, path), visitor)

    def _marked(self, turn: Turn, visitor: Visitor) -> Turn:
        """A receipt with the honest word that the hub does not know of it yet, as long as that is so."""
        prompt = turn.prompt
        if prompt is None or prompt.receipt is None or turn.draft is None:
            return turn
        with self.database.reading() as connection:
            parcel = rows.of_draft(connection, turn.draft.partition(":")[0])
        if parcel is None or parcel.state == "taken":
            return turn
        say = self.interview.prompts.wording(visitor.language).say
        words = say(
            "The connection is away just now. Your reference is good and will not change; your request goes on by "
            "itself as soon as the connection is back. Until then its status cannot be looked up."
        )
        notes = (words, *prompt.receipt.notes)
        receipt = replace(prompt.receipt, notes=notes)
        marked: Prompt = replace(prompt, words=say("It is on its way"), receipt=receipt, notes=notes)
        return replace(turn, prompt=marked)

    def let_go(self, draft: str) -> None:
        """Its person has left: what is not done goes to the hub, and what the hub has is forgotten here."""
        found = self.drafts.get(draft.partition(":")[0])
        if found is None:
            return
        with self.database.writing(of_reserve=True) as connection:
            self._let_go(connection, found)

    def _let_go(self, connection: Connection, draft: Draft) -> None:
        parcel = rows.of_draft(connection, draft.id)
        if parcel is None and not draft.record.away:
            rows.queue(connection, draft.id, "waiting", self.drafts.clock())
        elif parcel is None or parcel.state == "taken":
            forget(connection, draft)
            return
        if parcel is None or parcel.state == "waiting":
            draft_rows.set_away(connection, draft.id, HUB)

    def tidy(self) -> None:
        """Whatever nobody has touched for longer than a session lives, as if its person had left."""
        before = self.drafts.clock() - LEFT_ALONE
        with self.database.writing(of_reserve=True) as connection:
            taken = rows.settled_before(connection, "taken", before, AT_ONCE)
            for name in (*taken, *rows.left_lying(connection, before, AT_ONCE)):
                draft = self.drafts.read(connection, name)
                if draft is not None:
                    self._let_go(connection, draft)

    # --- between here and the hub ------------------------------------------------------------------------------

    def hand_over(self, draft: str, visitor: Visitor, contact: str | None = None) -> HandOver | None:
        found, here = self._held(draft)
        if not here or found.record.state != "open":
            return None
        offer = self.link.offer(self._packed(found), visitor, contact)
        self._give(found)
        return offer

    def save(self, draft: str, second: str, contact: str, visitor: Visitor) -> Saved | Problem | None:
        found, here = self._held(draft)
        if not here or found.record.state != "open":
            return None
        saved = self.link.save(self._packed(found), second, contact, visitor)
        if isinstance(saved, Saved):
            self._give(found)
        return saved

    def send_receipt(self, draft: str, contact: str, visitor: Visitor) -> str | Problem | None:
        """The hub sends it, as soon as it has the case."""
        found, here = self._held(draft)
        if not here or found.record.state != "submitted":
            return None
        while self.outbox.pass_on():
            pass
        return self.link.send_receipt(found.id, contact, visitor)

    def how_it_went(self, draft: str, visitor: Visitor) -> Prompt | None:
        """Counted at the hub, so asked once that has the case, and only while it can be reached."""
        found, here = self._held(draft)
        with self.database.reading() as connection:
            parcel = rows.of_draft(connection, found.id)
        if here and found.record.state == "submitted" and (parcel is None or parcel.state == "taken"):
            with suppress(HubAway):
                return self.link.how_it_went(found.id, visitor)
        return None

    def say_how_it_went(self, draft: str, answer: str, visitor: Visitor) -> None:
        """Where the hub has gone away in between, the answer is lost: that is no trouble of whoever gave it."""
        found, here = self._held(draft)
        if here:
            with suppress(HubAway):
                self.link.say_how_it_went(found.id, answer, visitor)

    def say_how_it_was_decided(self, reference: str, proof: str, answer: str, visitor: Visitor) -> None:
        self.link.say_how_it_was_decided(reference, proof, answer, visitor)

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None:
        return self.link.waiting(given, visitor)

    def take_over(self, given: str, visitor: Visitor) -> Turn | None:
        taken = self._fetched(given, None, visitor)
        return taken if isinstance(taken, Turn) else None

    def open_saved(self, given: str, second: str, visitor: Visitor) -> Turn | Problem | None:
        return self._fetched(given, second, visitor)

    def bring_back(self, draft: str, visitor: Visitor) -> Turn:
        found, here = self._held(draft)
        if here:
            return self.interview.standing(found, visitor)
        parcel = self.link.lend_back(found.id)
        brought = self._taken_in(parcel, visitor.language) if parcel is not None else None
        if brought is not None:
            return self.interview.standing(brought, visitor)
        return self.hand_overs.left(replace(found, record=replace(found.record, away=HUB)), visitor, draft)

    def track(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        return self.link.track(reference, proof, visitor)

    def ask_status(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        return self.link.ask_status(reference, proof, visitor)

    def follow_up(self, reference: str, proof: str, well: bool, visitor: Visitor) -> Turn | None:
        return self.link.follow_up(reference, proof, well, visitor)

    def withdraw(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return self.link.withdraw(reference, proof, visitor)

    def other_times(self, reference: str, proof: str, visitor: Visitor) -> Prompt | None:
        return self.link.other_times(reference, proof, visitor)

    def move_appointment(self, reference: str, proof: str, parts: Parts, visitor: Visitor) -> Turn | None:
        return self.link.move_appointment(reference, proof, parts, visitor)

    def cancel_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return self.link.cancel_appointment(reference, proof, visitor)

    def confirm_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return self.link.confirm_appointment(reference, proof, visitor)

    def _fetched(self, given: str, second: str | None, visitor: Visitor) -> Turn | Problem | None:
        """What is behind a code, here from now on."""
        name = self.drafts.vault.hashed("arriving", f"{given.strip()}|{second or ''}")
        arrived = self._arriving.get(name)
        if arrived is None:
            lent = self.link.lend(given, second, visitor)
            if not isinstance(lent, bytes):
                return lent
            arrived = self._stored(lent)
            if len(self._arriving) >= AT_ONCE:
                self._arriving.clear()
            self._arriving[name] = arrived
        taken = self._settled(*arrived, visitor.language)
        del self._arriving[name]
        return self.interview.standing(taken, visitor) if taken is not None else None

    def _taken_in(self, parcel: bytes, language: str) -> Draft | None:
        return self._settled(*self._stored(parcel), language)

    def _stored(self, content: bytes) -> tuple[str, int]:
        """A parcel from the hub, on the disk but not yet ours: its draft, and the hold under which it comes."""
        parcel = unpacked(content)
        self._learn(parcel.revision)

        def stored() -> None:
            take = self.outbox.parcels.taking(parcel)
            with self.database.writing() as connection:
                take(connection)
                draft = self.drafts.read(connection, parcel.draft)
                assert draft is not None
                rows.queue(connection, draft.id, "arriving", self.drafts.clock())
                draft_rows.set_away(connection, draft.id, HUB)

        anew(stored)
        return parcel.draft, parcel.hold

    def _learn(self, revision: str) -> None:
        """A draft from the hub may answer a definition that is older than all that this outpost ever served."""
        try:
            self.shelf.at(revision)
        except LookupError:
            found = self.link.definition(revision)
            if found is not None:
                self.shelf.keep(*found)

    def _settled(self, draft: str, hold: int, language: str) -> Draft | None:
        """The draft, ours from now on; None where it has gone on elsewhere, and is forgotten here."""
        stored = self.drafts.get(draft)
        lent = self.link.lent(draft, hold, language, len(stored.answers) if stored is not None else None)

        def settled() -> Draft | None:
            found = self.drafts.get(draft)
            if found is None:
                return None
            with self.database.writing() as connection:
                if not lent:
                    forget(connection, found)
                    return None
                self._keep(connection, found)
            return replace(found, record=replace(found.record, away=""))

        return anew(settled)

    def give_back(self) -> int:
        """Drafts that came from the hub without anybody having gone on with them here go back; how many."""
        before = self.drafts.clock() - LEFT_ALONE
        with self.database.reading() as connection:
            lying = rows.settled_before(connection, "arriving", before, AT_ONCE)
        for name in lying:
            found = self.drafts.get(name)
            if found is not None and self._settled(name, found.record.hold, found.record.language):
                self.let_go(name)
        return len(lying)

    def _held(self, draft: str) -> tuple[Draft, bool]:
        """As at every door; but what this outpost has given to the hub, and nobody took there, comes back by itself."""
        found, here = super()._held(draft)
        if here or not found.record.away or found.handle != draft or found.record.state != "open":
            return found, here
        with self.database.writing() as connection:
            queued = rows.of_draft(connection, found.id)
            sent = queued is None or queued.state != "waiting"
            if sent:
                rows.queue(connection, found.id, "arriving", self.drafts.clock())
            else:
                self._keep(connection, found)
        record, arrived = found.record, len(found.answers)
        back = not sent or self.link.lent(found.id, record.hold, record.language, arrived)
        if sent:
            with self.database.writing() as connection:
                rows.done(connection, found.id)
                draft_rows.set_away(connection, found.id, "" if back else HUB)
        return replace(found, record=replace(found.record, away="")), back

    def _keep(self, connection: Connection, draft: Draft) -> None:
        """It is here, and not on its way anywhere."""
        rows.done(connection, draft.id)
        draft_rows.set_away(connection, draft.id, "")

    def _packed(self, draft: Draft) -> bytes:
        with self.database.reading() as connection:
            return packed(self.outbox.parcels.pack(connection, draft))

    def _give(self, draft: Draft) -> None:
        """The hub holds it from now on."""
        with self.database.writing() as connection:
            draft_rows.set_away(connection, draft.id, HUB)


def forget(connection: Connection, draft: Draft) -> None:
    """Nothing of it stays here: the hub has it."""
    case_rows.forget(connection, draft.id)
    events.forget(connection, draft.record.journey)
    draft_rows.forget(connection, draft.id)
