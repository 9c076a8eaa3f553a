"""A link for one question that a line cannot ask: it is answered on a page, and the line goes on by itself.

The draft stays on its line. The link shows nothing but the question, takes one answer to it, and nothing after that.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from service.cases import Decided
from service.definitions.definition import Definition
from service.drafts import Draft
from service.handover import LINK_BYTES, HandOvers, read_secret
from service.hearing import Said
from service.interview import WAY_OUT, Interview
from service.lines import Lines, Talk, shown
from service.messages import Line, Notice, Prompt, Reading, Turn, Visitor
from service.prompts import Prompts
from service.store import hand_overs as rows
from service.store.database import Connection
from service.store.records import HandOverRecord

GOES_ON_WITHIN = timedelta(hours=1)
"""A line that has heard nothing from us by then goes on when its person writes."""


@dataclass(frozen=True)
class Linked:
    """A question behind a link, and the draft and the line that wait for its answer."""

    path: str
    draft: Draft
    line: Line
    door: str

    @property
    def answered(self) -> bool:
        return self.path in self.draft.answers


@dataclass(frozen=True)
class SingleQuestions:
    hand_overs: HandOvers
    lines: Lines

    @property
    def interview(self) -> Interview:
        return self.hand_overs.interview

    def offered(self, said: Said, visitor: Visitor) -> Said:
        """The same; where the line cannot go on, with a link to answer there what cannot be asked here."""
        draft, prompt = said.about, said.turn.prompt
        if prompt is None or draft is None or visitor.line is None:
            return said
        if not has_link(prompt, draft.definition, self.interview.prompts, visitor):
            return said
        drafts, secret = self.hand_overs.drafts, secrets.token_urlsafe(LINK_BYTES)
        token = drafts.vault.hashed("hand-over", secret)
        line = json.dumps([visitor.line.contact, visitor.line.address]).encode()
        record = HandOverRecord(
            token,
            draft.id,
            draft.record.hold,
            visitor.door,
            drafts.clock() + self.hand_overs.link_lives,
            prompt.path,
            draft.key.seal(line, f"line:{token}"),
        )
        link = self.interview.prompts.link(secret, visitor.language)
        linked = with_link(prompt, draft.definition, link, self.interview.prompts, visitor)

        def write(connection: Connection) -> None:
            if said.write is not None:
                said.write(connection)
            rows.add(connection, record)

        return replace(said, turn=replace(said.turn, prompt=linked), write=write)

    def asked(self, given: str, visitor: Visitor) -> Turn | None:
        """The question behind a link, or that it is answered; None where it is no such link, or good no more.

        Looking takes nothing.
        """
        found = self._behind(given)
        if found is None:
            return None
        with self.lines.database.reading() as connection:
            talk, asker = self._waiting(connection, found, visitor)
        if not self._stands(found, asker):
            return self._thanks(found, talk, visitor) if found.answered else None
        return self.interview.ask_for(asker, found.draft, visitor)

    def answered(self, given: str, entered: Reading, visitor: Visitor) -> Decided | None:
        """The answer to it. Where it is taken the line goes on; twice is once. None as for `asked`."""
        found = self._behind(given)
        if found is None:
            return None
        with self.lines.database.reading() as connection:
            talk, asker = self._waiting(connection, found, visitor)
        if not self._stands(found, asker):
            return Decided(self._thanks(found, talk, visitor)) if found.answered else None
        decided = self.interview.answer_for(asker, found.draft, entered, visitor)
        before = found.draft.answers.get(found.path)
        if decided.after is None or decided.after.answers.get(found.path) == before:
            return decided
        return self._gone_on(found, talk, asker, decided, visitor)

    def _gone_on(
        self, found: Linked, before: Talk, asker: Visitor, decided: Decided, visitor: Visitor
    ) -> Decided:
        """With the next question on its way to the line, if that is still about this draft."""
        thanks = self._thanks(found, before, visitor)
        if not self._goes_on_by_itself(found, before):
            return replace(decided, turn=thanks)
        turn = decided.turn
        talk = before.now(shown(turn.prompt, turn.version))
        said = self.offered(Said(turn, talk, decided.write, decided.after), asker)
        words = said.turn.prompt.words if said.turn.prompt else ""
        title = found.draft.definition.text("title", asker.language)
        notice = Notice(
            found.line.contact, title, words, asker.language, turn=said.turn, address=found.line.address
        )
        notices = self.hand_overs.notices
        post = notices.posting(found.draft, notice, notices.clock() + GOES_ON_WITHIN)

        def write(connection: Connection) -> None:
            if said.write is not None:
                said.write(connection)
            self.lines.put(connection, before, said.talk)
            post(connection)

        return replace(decided, turn=thanks, write=write)

    def _waiting(self, connection: Connection, found: Linked, visitor: Visitor) -> tuple[Talk, Visitor]:
        """The line as it stands, and whoever is on it."""
        can = self.interview.prompts.doors[found.door]
        asker = Visitor(found.door, visitor.language, can, found.line)
        talk, _ = self.lines.open(connection, found.line, asker, "")
        language = self.interview.prompts.town.spoken(talk.record.language)
        return talk, replace(asker, language=language)

    def _stands(self, found: Linked, asker: Visitor) -> bool:
        """Whether the line still waits for this very question."""
        step = self.interview.state(found.draft, asker).next
        return step is not None and step.path == found.path

    def _goes_on_by_itself(self, found: Linked, talk: Talk) -> bool:
        """Whether the line is still about this draft, and somebody carries the next question there."""
        carried = found.line.contact.partition(":")[0] in self.hand_overs.notices.carried
        return carried and talk.record.draft == found.draft.id and not talk.record.stopped

    def _thanks(self, found: Linked, talk: Talk, visitor: Visitor) -> Turn:
        prompts, definition = self.interview.prompts, found.draft.definition
        say = prompts.wording(visitor.language).say
        where = prompts.came_by(found.door, visitor.language)
        words = say("You go on {where}: the next question is on its way.", where=where)
        if not self._goes_on_by_itself(found, talk):
            words = say("You go on {where}: send any word there.", where=where)
        prompt = Prompt(
            id="answered",
            kind="say",
            path=found.path,
            words=say("Thank you, we have your answer."),
            notes=(words,),
            service=definition.code,
            title=definition.text("title", visitor.language),
        )
        return Turn(prompt=prompt, language=visitor.language)

    def _behind(self, given: str) -> Linked | None:
        drafts = self.hand_overs.drafts
        tokens = drafts.vault.hashes("hand-over", read_secret(given) or "nobody's")
        with drafts.database.reading() as connection:
            record = rows.get(connection, tokens)
            draft = drafts.read(connection, record.draft) if record is not None and record.path else None
        if record is None or draft is None or record.ends_at <= drafts.clock():
            return None
        if draft.record.hold != record.hold or record.door not in self.interview.prompts.doors:
            return None
        contact, address = json.loads(draft.key.open(record.line, f"line:{record.token}").decode())
        return Linked(record.path, draft, Line(contact, address), record.door)


def has_link(prompt: Prompt, definition: Definition, prompts: Prompts, visitor: Visitor) -> bool:
    """Whether it is a question that cannot be asked here, with a link to where it can."""
    asked = definition.asked_at(prompt.path) if prompt.id.startswith(WAY_OUT) else None
    return asked is not None and prompts.is_linked(asked, visitor.capabilities)


def with_link(
    prompt: Prompt, definition: Definition, link: str, prompts: Prompts, visitor: Visitor
) -> Prompt:
    """A way out with a link to the one question, and whom to call instead."""
    say = prompts.wording(visitor.language).say
    office = prompts.office(definition, visitor.language)
    notes = [say("Answer this one question on our website, then we go on here: {link}", link=link)]
    if office is not None and office.phone:
        notes.append(say("Or call {phone}.", phone=office.phone))
    return replace(prompt, notes=tuple(notes))
