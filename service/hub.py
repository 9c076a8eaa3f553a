"""What outposts may ask of the hub, the town's own server: the only way in for them.

Doors' visitors come in by `front_office`. Whoever calls has proven by a key which outpost it is; parcels come and go as
bytes, which only `parcels` reads.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from service.bundles import Bundle, changes, gathered
from service.bundles import signature as signature
from service.cases import Decided
from service.changes import Changes, anew
from service.definitions.versions import Shelf
from service.drafts import Draft, Drafts, Overtaken
from service.handover import HandOvers, is_saved
from service.messages import Beat, HandOver, Orders, Problem, Prompt, Saved, Turn, Visitor
from service.outposts import Outposts
from service.parcels import CARRIED, Parcel, Parcels, packed, unpacked
from service.parcels import NotTaken as NotTaken
from service.receipts import Receipts
from service.saving import Saving
from service.store import cases as case_rows
from service.store import hand_overs
from service.store.database import Connection, Database, Unavailable
from service.store.records import DraftRecord, OutpostRecord
from service.tracking import Tracking

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hub:
    database: Database
    shelf: Shelf
    drafts: Drafts
    outposts: Outposts
    parcels: Parcels
    hand_overs: HandOvers
    saving: Saving
    receipts: Receipts
    tracking: Tracking
    config: Path
    _last: list[tuple[object, Bundle]] = field(default_factory=list, init=False, repr=False, compare=False)
    """The bundle that was gathered last, and of what: every outpost asks for it each minute."""

    def outpost(self, key: str) -> OutpostRecord | None:
        """Whose key it is; None for nobody's, and for one that was revoked."""
        return self.outposts.known(key)

    def bundle(self, site: dict[str, Any]) -> Bundle:
        """What an outpost runs: the definitions that are served here, whatever stands in their folders."""
        folders = {
            definition.code: self.shelf.files_of(definition.revision) for definition in self.shelf.services()
        }
        made_of = (changes(self.config), folders, site)
        for before, bundle in self._last:
            if before == made_of:
                return bundle
        bundle = gathered(self.config, folders, site)
        self._last[:] = [(made_of, bundle)]
        return bundle

    def heard(self, outpost: OutpostRecord, beat: Beat, version: str) -> Orders:
        """An outpost says how it is; `version` is that of the bundle that it should run."""
        self.outposts.heard(outpost, beat)
        return Orders(version, outpost.closed)

    def promised(self, outpost: OutpostRecord) -> list[str]:
        """The references that it may give; asking twice promises no more."""
        return self.outposts.promised(outpost)

    def take_in(self, outpost: OutpostRecord, sent: Sequence[bytes]) -> list[str]:
        """Take parcels in, in their order: for each why it is refused, empty where it is here now.

        Twice is once. What was right is durable when this returns, whatever was wrong with another one.
        """
        parcels: list[Parcel | str] = []
        for content in sent:
            try:
                parcels.append(unpacked(content))
            except NotTaken as reason:
                parcels.append(str(reason))
        try:
            return self._together(outpost, parcels)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - which of them it was, each says alone, and none stops those behind it
            return [self._alone(outpost, each) for each in parcels]

    def _together(self, outpost: OutpostRecord, parcels: Sequence[Parcel | str]) -> list[str]:
        """All in one unit of work, which is what makes many of them quick."""
        takings = [self._taking(outpost, each) for each in parcels if isinstance(each, Parcel)]
        with self.database.writing() as connection:
            for take in takings:
                take(connection)
        return [each if isinstance(each, str) else "" for each in parcels]

    def _alone(self, outpost: OutpostRecord, parcel: Parcel | str) -> str:
        if isinstance(parcel, str):
            return parcel

        def take() -> str:
            try:
                taking = self._taking(outpost, parcel)
                with self.database.writing() as connection:
                    taking(connection)
            except NotTaken as reason:
                return str(reason)
            return ""

        try:
            return anew(take)
        except (Overtaken, Unavailable):
            raise  # another try is worth it
        except Exception:
            log.exception("a parcel of %s could not be taken in", outpost.name)
            return "the hub could not read it: see its log"

    def _taking(self, outpost: OutpostRecord, parcel: Parcel) -> Callable[[Connection], None]:
        take = self.parcels.taking(parcel)

        def taking(connection: Connection) -> None:
            if parcel.case is not None and case_rows.of_draft(connection, parcel.draft) is None:
                reference = self.parcels.reference_of(parcel)
                if not self.outposts.spend(connection, outpost.name, reference):
                    raise NotTaken(f"the reference {reference} was not promised to {outpost.name}")
            take(connection)

        return taking

    def offer(
        self, outpost: OutpostRecord, sent: bytes, visitor: Visitor, contact: str | None = None
    ) -> HandOver:
        """Take a draft in, and give a code and a link by which its person goes on with it. Raises NotTaken."""

        def offered() -> HandOver:
            draft, counted = self._arrived(outpost, sent)
            offer, decided = self.hand_overs.offered(draft, visitor, contact, counted)
            self._written(decided)
            return offer

        return anew(offered)

    def save(
        self, outpost: OutpostRecord, sent: bytes, second: str, contact: str, visitor: Visitor
    ) -> Saved | Problem:
        """Take a draft in, and give a code by which its person comes back to it. Raises NotTaken."""

        def saved() -> Saved | Problem:
            draft, _ = self._arrived(outpost, sent)
            made, decided = self.saving.saved(draft, second, contact, visitor)
            if decided is not None:
                self._written(decided)
            return made

        return anew(saved)

    def send_receipt(self, draft: str, contact: str, visitor: Visitor) -> str | Problem | None:
        """The reference of a case that came from an outpost, to a contact as its person wrote it there."""

        def sent() -> str | Problem | None:
            found = self.drafts.get(draft)
            if found is None or found.record.state != "submitted":
                return None
            told, decided = self.receipts.sent(found, contact, visitor)
            if decided is not None:
                self._written(decided)
            return told

        return anew(sent)

    def how_it_went(self, draft: str, visitor: Visitor) -> Prompt | None:
        """As at the front office, of a case that came from an outpost."""
        found = self.drafts.get(draft)
        return self.tracking.how_it_went(found, visitor) if found is not None else None

    def say_how_it_went(self, draft: str, answer: str, visitor: Visitor) -> None:
        found = self.drafts.get(draft)
        given = self.tracking.said_how_it_went(found, answer, visitor) if found is not None else None
        if given is not None:
            with self.database.writing() as connection:
                given.write(connection)

    def _arrived(self, outpost: OutpostRecord, sent: bytes) -> tuple[Draft, int | None]:
        """The draft of a parcel, here from now on; and how many answers it was packed with, if that is said."""
        parcel = unpacked(sent)
        reason = self._alone(outpost, parcel)
        if reason:
            raise NotTaken(reason)
        draft = self.drafts.get(parcel.draft)
        if draft is None or draft.record.state != "open" or draft.record.hold != parcel.hold:
            raise NotTaken("the draft has gone on at another door meanwhile")
        counted = parcel.stated.attempt if parcel.stated is not None else None
        _compare(outpost, counted, len(draft.answers))
        return draft, counted

    def lend(self, given: str, second: str | None, visitor: Visitor) -> bytes | Problem | None:
        """The parcel of what is behind a code or a link, as it will be once `lent` is called: until then it stays here.

        `second` is the word that was chosen with a saved code. None where nothing good is behind it; a problem where
        that word is another one. Raises TooManyTries.
        """
        found = (
            self.saving.found(given, second or "", visitor)
            if is_saved(given)
            else self.hand_overs.found(given, visitor)
        )
        return self._lendable(found) if isinstance(found, Draft) else found

    def lend_back(self, outpost: OutpostRecord, draft: str) -> bytes | None:
        """The parcel of a draft that came from an outpost, to go on with it there. None where it is over."""
        found = self.drafts.get(draft)
        if found is None or found.record.state != "open" or found.record.away not in ("", outpost.name):
            return None
        return self._lendable(found)

    def _lendable(self, draft: Draft) -> bytes:
        asked_twice = bool(draft.record.away)  # the first answer was lost on the way
        lent = draft if asked_twice else replace(draft, record=_lent(draft.record))
        with self.database.reading() as connection:
            return packed(self.parcels.pack(connection, lent))

    def definition(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """The folder of any revision that was ever served: its service's code and its files."""
        try:
            return self.shelf.at(revision).code, self.shelf.files_of(revision)
        except LookupError:
            return None

    def lent(
        self, outpost: OutpostRecord, draft: str, hold: int, visitor: Visitor, arrived: int | None = None
    ) -> bool:
        """An outpost has stored a draft and takes it from here; False where it has gone on elsewhere meanwhile.

        `arrived`: how many answers it has there now; None from one of an older release, which is trusted to have all.
        Twice is once. With the hold that it has here it comes back to the outpost that sent it, if nobody took it.
        """

        def moved() -> bool:
            found = self.drafts.get(draft)
            if found is None or found.record.state != "open":
                return False
            record = found.record
            if record.away:
                return record.away == outpost.name and record.hold == hold
            if hold not in (record.hold, _lent(record).hold):
                return False
            changes = Changes(self.drafts, found, visitor)
            if hold != record.hold:
                here = len(found.answers)
                _compare(outpost, here, arrived)
                changes.note(CARRIED, attempt=here)
                changes.note("taken over", attempt=here if arrived is None else arrived)
                changes.change(hold=hold, version=hold)
            changes.change(away=outpost.name, line=None)

            def write(connection: Connection) -> None:
                hand_overs.end(connection, draft, self.drafts.clock())
                changes.write(connection)

            self._written(Decided(Turn(), write))
            return True

        return anew(moved)

    def _written(self, decided: Decided) -> None:
        if decided.write is not None:
            with self.database.writing() as connection:
                decided.write(connection)


def _compare(outpost: OutpostRecord, packed: int | None, arrived: int | None) -> None:
    if packed is not None and arrived is not None and arrived < packed:
        log.error("a draft lost %s answers on the way between %s and here", packed - arrived, outpost.name)


def _lent(record: DraftRecord) -> DraftRecord:
    """A draft as the outpost that takes it will hold it."""
    hold = record.version + 1
    return replace(record, hold=hold, version=hold)
