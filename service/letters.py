"""Letters: decisions on paper, in the words of the service and in the language of the case's owner.

A letter is made before the move that it belongs to is written, and with it: no case is decided without its letter, and
none goes out for what was not decided. Here is what it says and where it is kept; how it looks on paper is the maker's,
which is plugged in from outside as carriers are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

import uuid_utils

from service.cases import case_journey
from service.definitions.model_workflow import CaseState
from service.drafts import Draft, Drafts
from service.messages import IssuedLetter, Letter, LetterMaker, LetterNotMade, Office
from service.prompts import Prompts
from service.references import grouped
from service.store import letters as rows
from service.store.database import Connection
from service.store.records import CaseRecord, LetterRecord
from service.wording import sentence

PREVIEW = sentence("Preview: not sent")


@dataclass(frozen=True)
class Letters:
    drafts: Drafts
    prompts: Prompts
    made_by: LetterMaker | None
    """None where nothing here puts letters on paper."""
    asked_at: str = ""
    """Where a status is asked for and letters are read, with `{language}` and `{reference}`; empty where nowhere."""

    def written(
        self, record: CaseRecord, draft: Draft, state: CaseState, reason: str, mark: str = ""
    ) -> Letter:
        """What a letter says that belongs to a state, with what the officer tells its owner besides."""
        assert state.letter is not None
        definition, language = draft.definition, record.language
        wording, scope = self.prompts.wording(language), case_journey(draft).scope
        now, place = self.drafts.clock(), f"workflow.states.{state.code}.letter"
        office = self._office(record, draft, language)

        def text(name: str) -> str:
            return self.prompts.filled(definition, f"{place}.{name}", scope, language)

        sections = (
            (wording.say("What we tell you besides"), reason),
            (wording.say("What you can do if you do not agree"), text("remedy")),
        )
        return Letter(
            language=language,
            town=self.prompts.town.name,
            office=office,
            title=text("title"),
            about=(
                (wording.say("Service"), definition.text("title", language)),
                (wording.say("Reference"), grouped(record.reference)),
                (wording.say("Date"), wording.day_of(now)),
            ),
            paragraphs=tuple(text(f"paragraphs.{n}") for n in range(len(state.letter.paragraphs))),
            sections=tuple(each for each in sections if each[1]),
            signed=text("signed"),
            at=now,
            mark=wording.say(mark) if mark else "",
        )

    def _office(self, record: CaseRecord, draft: Draft, language: str) -> Office:
        offices = self.prompts.town_in(language).offices
        code = record.office or draft.definition.model.office
        return offices.get(code) or Office(code, self.prompts.town.name)

    def on_paper(self, letter: Letter) -> bytes:
        """The file. Raises LetterNotMade."""
        if self.made_by is None:
            raise LetterNotMade("nothing here puts letters on paper")
        return self.made_by(letter)

    def issuing(
        self, record: CaseRecord, draft: Draft, letter: Letter, status: str
    ) -> Callable[[Connection], None]:
        """Puts a letter into the case, in the unit of work of the move that it belongs to. Raises LetterNotMade."""
        name = str(uuid_utils.uuid7())
        words = json.dumps(asdict(letter), default=datetime.isoformat).encode()
        issued = LetterRecord(
            id=name,
            reference=record.reference,
            status=status,
            at=letter.at,
            words=draft.key.seal(words, f"letter:{name}"),
            content=draft.key.seal(self.on_paper(letter), f"letter file:{name}"),
        )
        return lambda connection: rows.add(connection, issued)

    def of_case(self, record: CaseRecord, draft: Draft, language: str) -> tuple[IssuedLetter, ...]:
        """The letters of a case, the latest first, each with its own title."""
        wording = self.prompts.wording(language)
        with self.drafts.database.reading() as connection:
            found = rows.of_case(connection, record.reference)
        return tuple(
            IssuedLetter(each.id, str(_words(draft, each)["title"]), wording.day_of(each.at))
            for each in reversed(found)
        )

    def file(self, record: CaseRecord, draft: Draft, name: str) -> bytes | None:
        """The file of one of them; None for another case's."""
        with self.drafts.database.reading() as connection:
            sealed = rows.file_of(connection, record.reference, name)
        return draft.key.open(sealed, f"letter file:{name}") if sealed is not None else None

    def how_to_get(self, title: str, reference: str, language: str) -> str:
        """Where somebody who only reads words finds a letter."""
        say = self.prompts.wording(language).say
        if not self.asked_at:
            return say("There is a letter about it: “{title}”.", title=title)
        address = self.asked_at.format(language=language, reference=grouped(reference))
        return say(
            "The letter “{title}” is on our website; have your status code at hand: {address}",
            title=title,
            address=address,
        )


def _words(draft: Draft, record: LetterRecord) -> dict[str, object]:
    read: dict[str, object] = json.loads(draft.key.open(record.words, f"letter:{record.id}"))
    return read
