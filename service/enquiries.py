"""What a line of words asks about a case, STATUS with reference and code, and what may stand behind them.

`STATUS K7QF-2M9X-V 123456` tells where the case stands. Behind the code may stand a number and an answer, which
corrects; the word for withdrawing, which takes the case back; and with a picture beside the words, and a number, a
paper that is missing comes in. What each does is `tracking`; here it is only read and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from service.appointments import ASKED
from service.cases import Decided, case_journey, case_of, pending_steps
from service.drafts import Draft
from service.journey import Step
from service.messages import Asks, Status, Turn, Upload, Visitor
from service.notices import FOLLOW_UP
from service.questions.question import ANSWER
from service.questions.reading import fold, western
from service.references import grouped, read_reference
from service.store.records import CaseRecord
from service.throttle import TooManyTries
from service.tracking import Tracking, correctable_steps, may_supply
from service.wording import sentence

TRIED_TOO_OFTEN = sentence("That was tried too often. Please try again in 15 minutes.")
FOUND_NOTHING = sentence("We find nothing under this reference and code. Please check both.")
NO_SUCH_NUMBER = sentence("This number stands for nothing that can be changed.")

WITHDRAWING = {
    "en": ("withdraw", "take back"),
    "fr": ("retirer", "annuler"),
    "nl": ("intrekken", "annuleren"),
    "ar": ("سحب", "اسحب"),
}
"""Understood in every language at every time; the first of each is the one that people are told."""

_PLAIN = re.compile(r"\S+\s+(?P<reference>.*?)[\s,;:]*(?P<code>\d{4,6})$", re.DOTALL)
_WITH_MORE = re.compile(r"\S+\s+(?P<reference>.*?)[\s,;:]+(?P<code>\d{6})[\s,;:]+(?P<rest>.+)$", re.DOTALL)
_NUMBER_AND_ANSWER = re.compile(r"(?P<number>\d{1,2})(?:[\s,.;:)]+(?P<answer>.+))?$", re.DOTALL)


@dataclass(frozen=True)
class Enquiry:
    """A line of words that asks about a case, read."""

    reference: str
    code: str
    rest: str


@dataclass(frozen=True)
class Enquiries:
    tracking: Tracking

    def answered(self, words: str, visitor: Visitor, media: Sequence[Callable[[], Upload]] = ()) -> Decided:
        """What comes of it; the same for an unknown reference and for a wrong code.

        With it, what is asked of whoever has proven that the case is theirs.
        """
        say, enquiry = self._say(visitor), _read(words)
        if enquiry is None:
            return _said(
                say(
                    "Text STATUS, your reference and your six-digit code, for example: STATUS K7QF-2M9X-V 123456."
                ),
                visitor,
            )
        try:
            if enquiry.rest or media:
                return self._done(enquiry, visitor, media)
            found = self.tracking.asked_by(enquiry.reference, enquiry.code, visitor)
        except TooManyTries:
            return _said(say(TRIED_TOO_OFTEN), visitor)
        if found is None:
            return _said(say(FOUND_NOTHING), visitor)
        status, write = found
        return replace(
            _said(self._told(status, visitor), visitor), asks=self._asks(status, visitor), write=write
        )

    # --- what it does -----------------------------------------------------------------------------------------

    def _done(self, enquiry: Enquiry, visitor: Visitor, media: Sequence[Callable[[], Upload]]) -> Decided:
        """Raises TooManyTries."""
        proven = self.tracking.proven(enquiry.reference, enquiry.code, visitor)
        if proven is None:
            return _said(self._say(visitor)(FOUND_NOTHING), visitor)
        if fold(enquiry.rest) in _withdrawing():
            return self.tracking.withdrawal(*proven, visitor)
        found = _NUMBER_AND_ANSWER.match(enquiry.rest)
        if media:
            return self._supplied(*proven, int(found["number"]) if found else 1, visitor, media[0])
        if found is None or not found["answer"]:
            return _said(self._say(visitor)(NO_SUCH_NUMBER), visitor)
        return self._corrected(*proven, int(found["number"]), found["answer"], visitor)

    def _corrected(
        self, record: CaseRecord, draft: Draft, number: int, answer: str, visitor: Visitor
    ) -> Decided:
        steps = correctable_steps(record, draft, case_journey(draft), visitor, self.tracking.prompts)
        if not 1 <= number <= len(steps):
            return _said(self._say(visitor)(NO_SUCH_NUMBER), visitor)
        path = steps[number - 1].path
        return _in_words(self.tracking.correction(record, draft, path, {ANSWER: answer}, visitor), visitor)

    def _supplied(
        self,
        record: CaseRecord,
        draft: Draft,
        number: int,
        visitor: Visitor,
        fetch: Callable[[], Upload],
    ) -> Decided:
        say, papers = self._say(visitor), self._papers(record, draft, visitor)
        if not papers:
            return _said(say("Nothing is missing here any more."), visitor)
        if not 1 <= number <= len(papers):
            return _said(say(NO_SUCH_NUMBER), visitor)
        try:
            upload = fetch()
        except OSError:
            return _said(say("We could not fetch your picture. Please send it once more."), visitor)
        path = papers[number - 1].path
        return _in_words(self.tracking.supply(record, draft, path, {ANSWER: upload}, visitor), visitor)

    # --- what is told -----------------------------------------------------------------------------------------

    def _told(self, status: Status, visitor: Visitor) -> str:
        say, said = self._say(visitor), [status.words]
        if status.appointment is not None:
            said.append(status.appointment.words)
        if status.letters:
            reference = read_reference(status.reference) or ""
            letters = self.tracking.letters
            said.append(letters.how_to_get(status.letters[0].title, reference, visitor.language))
        if status.withdrawable:
            word = WITHDRAWING.get(visitor.language, WITHDRAWING["en"])[0].upper()
            said.append(say("To take it back, text this once more with {word} behind it.", word=word))
        if status.pending or status.correctable:
            said += self._what_may_come(status, visitor)
        words = " ".join(said)
        return say(
            "{title}, {reference}: {words}", title=status.title, reference=status.reference, words=words
        )

    def _asks(self, status: Status, visitor: Visitor) -> Asks | None:
        reference = read_reference(status.reference) or ""
        if status.follow_up:
            words = f"{status.follow_up} {self._say(visitor)('Answer yes or no.')}"
            return Asks(FOLLOW_UP, words, reference)
        if status.appointment is not None and status.appointment.movable:
            return Asks(ASKED, "", reference)
        if status.satisfaction is not None:
            return self.tracking.satisfaction.asks_in_a_line(reference, visitor.language)
        return None

    def _what_may_come(self, status: Status, visitor: Visitor) -> list[str]:
        """The papers and corrections that its owner may send on this line, and by which numbers."""
        found = case_of(self.tracking.drafts, read_reference(status.reference) or "")
        if found is None:
            return []
        record, draft = found
        say, label = self._say(visitor), self.tracking.prompts.label
        papers = [label(draft.definition, each, visitor.language) for each in self._papers(*found, visitor)]
        steps = correctable_steps(record, draft, case_journey(draft), visitor, self.tracking.prompts)
        changes = [label(draft.definition, each, visitor.language) for each in steps]
        said = []
        if papers:
            how = say("To hand in what is missing, send its picture with this text and its number:")
            said.append(_numbered(how, papers))
        if changes:
            how = say("To change something, text this once more with its number and the new answer:")
            said.append(_numbered(how, changes))
        return said

    def _papers(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> list[Step]:
        """Those that are missing, and can be sent on this line."""
        if not may_supply(record, draft):
            return []
        missing = pending_steps(case_journey(draft))
        return [each for each in missing if self.tracking.prompts.may_ask(each.asked, visitor.capabilities)]

    def _say(self, visitor: Visitor) -> Callable[..., str]:
        return self.tracking.prompts.wording(visitor.language).say


def _read(words: str) -> Enquiry | None:
    written = western(words).strip()
    for form in (_PLAIN, _WITH_MORE):
        found = form.match(written)
        reference = read_reference(found["reference"]) if found else None
        if found is not None and reference is not None:
            return Enquiry(grouped(reference), found["code"], found.groupdict().get("rest", "").strip())
    return None


def _numbered(how: str, labels: Sequence[str]) -> str:
    return "\n".join((how, *(f"{number} {label}" for number, label in enumerate(labels, 1))))


def _said(words: str, visitor: Visitor) -> Decided:
    return Decided(Turn(said=(words,), language=visitor.language))


def _in_words(decided: Decided, visitor: Visitor) -> Decided:
    """The same; where it was refused, only why."""
    problem = decided.turn.prompt.problem if decided.turn.prompt is not None else None
    return _said(problem.words, visitor) if problem is not None else decided


@cache
def _withdrawing() -> frozenset[str]:
    return frozenset(fold(word) or word for words in WITHDRAWING.values() for word in words)
