"""What only a demo may see: drafts as cards, the event log as sentences, and definitions edited while they serve.

The assembly makes it for a demo only. It shows and never answers: people do that at the doors. Sensitive answers
are masked, and no sentence says what anybody answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from service.cases import case_journey
from service.definitions.definition import MORE, NAMES
from service.definitions.edits import Edits, hash_of
from service.definitions.findings import Finding, has_error
from service.definitions.folder import SERVICE_FILE, Folder
from service.definitions.places import Lines as PlacesInText
from service.definitions.places import lines_in
from service.definitions.versions import Shelf
from service.drafts import Draft
from service.exports import exported
from service.interview import Interview
from service.journey import Journey
from service.lines import Lines
from service.messages import Line, Prompt, Visitor
from service.references import grouped
from service.store import cases, events
from service.store.database import Database
from service.store.records import EventRecord

LARGEST_EDIT = 256 * 1024
"""Bytes of a text that is taken from a page; a longer one is edited as a file."""
LAST = 100
"""Sentences that are told at once."""

TOLD = {
    "begun": "began “{service}”",
    "answered": "answered “{question}”",
    "changed": "changed the answer to “{question}”",
    "skipped": "left out “{question}”",
    "deferred": "will send later: “{question}”",
    "refused": "the answer to “{question}” was not understood",
    "submitted": "sent “{service}”, and a case was made",
    "ended": "“{service}” ended in words, without a case",
    "supplied": "handed in “{question}”",
    "withdrawn": "took the case back",
}
"""Each kind of event as a sentence whose subject is the door."""
NOT_TAKEN = frozenset({"needed", "empty", "check", "conflict", "declined"})
"""Problems of answers that were understood, or were none."""
ACKNOWLEDGED = frozenset({"answered", "changed", "skipped", "deferred"})
"""Kinds of events after which a person was told that an answer is kept."""


class NoSuchText(LookupError):
    """No service of that code is served from a folder. Pages answer 404."""


@dataclass(frozen=True)
class CardAnswer:
    question: str
    shown: str
    door: str


@dataclass(frozen=True)
class Card:
    """A draft as onlookers of a demo see it."""

    service: str
    title: str
    version: str
    """Of the definition: changes with its meaning."""
    revision: str
    """Of the definition: changes with every word."""
    state: str
    reference: str
    kind: str
    """What stands before the person now: `ask`, `check`, `done` or `say`."""
    asked: str
    """The words that stand before the person now."""
    place: str
    """What of the service's text that is, as `Written.lines` calls it; empty where it is none of its own."""
    shows: str
    """Changes when what is before the person is worded otherwise."""
    touched_at: datetime
    answers: tuple[CardAnswer, ...]
    acknowledged: int
    """Answers of which the person was told that they are kept."""
    lost: int
    """Those of them which are not stored though their questions are on the way."""


@dataclass(frozen=True)
class Table:
    """Several drafts beside each other, in the order in which they were asked for."""

    cards: tuple[Card | None, ...]
    same: int
    """How many of them are of one service, have answers, and have the same ones."""


@dataclass(frozen=True)
class Happened:
    sequence: int
    at: datetime
    """As the town's clocks show it."""
    door: str
    words: str
    service: str


@dataclass(frozen=True)
class Written:
    """A service as its owner wrote it, or as it was edited here since."""

    service: str
    file: str
    text: str
    name: str
    """Of this very text: who edits says which one was read."""
    revision: str
    """Of the service that is served now."""
    original: str
    """Of the file that it is, or that it was made from."""
    edited: bool
    lines: dict[str, PlacesInText]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Edited:
    """What came of an edit: `saved` and live, or refused by what `written.findings` say; never half of it."""

    saved: bool
    overwrote: bool
    """Somebody else's edit, which was not the text that this one was made from."""
    written: Written


@dataclass(frozen=True)
class Rehearsal:
    database: Database
    shelf: Shelf
    edits: Edits
    interview: Interview
    lines: Lines

    def draft_on(self, line: Line) -> str | None:
        """The draft that a line is about, or was about last."""
        return self.lines.draft_on(line)

    def put_down(self, line: Line) -> None:
        """A line begins anew, as if nothing had ever been said on it."""
        self.lines.put_down(line)

    def table(self, in_hand: Sequence[tuple[str | None, Visitor]]) -> Table:
        """The drafts that doors have in hand, each as the visitor at its door stands."""
        found = [(self.interview.drafts.get(draft) if draft else None, who) for draft, who in in_hand]
        opened = [(draft, self._state(draft, who), who) if draft else None for draft, who in found]
        cards = tuple(self._card(*each) if each else None for each in opened)
        return Table(cards, _same((draft, state) for draft, state, _ in filter(None, opened)))

    def newest(self) -> int:
        """The sequence of the last event."""
        with self.database.reading() as connection:
            return events.newest(connection)

    def happened(self, since: int, language: str) -> list[Happened]:
        """What happened after an event in sentences, the newest first; of much only the last."""
        zone = ZoneInfo(self.interview.drafts.timezone)
        with self.database.reading() as connection:
            found = events.since(connection, since, LAST)
        return [
            Happened(
                sequence,
                event.at.astimezone(zone),
                event.door,
                self._sentence(event, language),
                event.service,
            )
            for sequence, event in found
        ]

    def serves(self, service: str) -> str:
        """The revision of a service that is served; empty for one that is not."""
        definition = self.shelf.current(service)
        return definition.revision if definition is not None else ""

    def written(self, service: str) -> Written:
        """Raises NoSuchText."""
        folder = self._folder(service)
        return self._written(folder, self.shelf.judged(folder).findings)

    def edit(self, service: str, text: str, made_from: str) -> Edited:
        """Serve another text at all doors, where the loader has nothing against it; else all stays as it is.

        `made_from` names the text that was edited: the last edit wins, but is told what it replaced.
        Raises NoSuchText.
        """
        path, folder = self.shelf.path_of(service), self._folder(service)
        assert path is not None
        content = text.encode("utf-8", "surrogatepass")
        overwrote = made_from != hash_of(folder.files[SERVICE_FILE])
        if len(content) > LARGEST_EDIT:
            findings: tuple[Finding, ...] = (_too_long(folder),)
        else:
            findings = self.shelf.judged(_with(folder, content)).findings
        if has_error(findings):
            return Edited(False, overwrote, replace(self._written(folder, findings), text=text))
        self.edits.keep(path, content)
        found = [each for each in self.shelf.publish() if each.file == folder.named(SERVICE_FILE)]
        return Edited(True, overwrote, self._written(self._folder(service), (*findings, *found)))

    def drop_edits(self, service: str) -> Written:
        """Serve the file again as it stands in the configuration. Raises NoSuchText."""
        self._folder(service)
        self.edits.drop(service)
        self.shelf.publish()
        return self.written(service)

    def _folder(self, service: str) -> Folder:
        folder = self.shelf.folder_of(service)
        if folder is None or SERVICE_FILE not in folder.files:
            raise NoSuchText(service)
        return folder

    def _written(self, folder: Folder, findings: Iterable[Finding]) -> Written:
        path = self.shelf.path_of(folder.code)
        assert path is not None
        text = folder.files[SERVICE_FILE]
        original = b""
        with suppress(OSError):
            original = (path / SERVICE_FILE).read_bytes()
        return Written(
            service=folder.code,
            file=_short(path / SERVICE_FILE),
            text=text.decode("utf-8", "replace"),
            name=hash_of(text),
            revision=self.serves(folder.code),
            original=hash_of(original),
            edited=text != original,
            lines=lines_in(text),
            findings=tuple(findings),
        )

    def _state(self, draft: Draft, visitor: Visitor) -> Journey:
        return case_journey(draft) if _sent(draft) else self.interview.state(draft, visitor)

    def _card(self, draft: Draft, state: Journey, visitor: Visitor) -> Card:
        visitor = replace(visitor, language=draft.record.language)
        prompt = self.interview.standing(draft, visitor).prompt
        assert prompt is not None
        acknowledged = self._acknowledged(draft)
        on_the_way = {step.path for step in state.steps}
        stored = {*draft.answers, *draft.misfits}
        gone = acknowledged - stored
        return Card(
            service=draft.definition.code,
            title=draft.definition.text("title", visitor.language),
            version=draft.definition.version,
            revision=draft.definition.revision,
            state=draft.record.state,
            reference=prompt.receipt.reference if prompt.receipt else self._reference(draft),
            kind=prompt.kind,
            asked=prompt.words,
            place=_place(prompt),
            shows=_shows(prompt),
            touched_at=draft.record.touched_at,
            answers=tuple(self._answers(draft, state, visitor)),
            acknowledged=len(acknowledged),
            lost=len(gone & on_the_way if _sent(draft) else gone),
        )

    def _answers(self, draft: Draft, state: Journey, visitor: Visitor) -> Iterable[CardAnswer]:
        """The answers on the way, the sensitive ones masked whatever the door may show."""
        onlooker = replace(visitor, capabilities=replace(visitor.capabilities, private=False))
        say = self.interview.prompts.wording(visitor.language).say
        for row in self.interview.cases.checklist.rows(draft.definition, state, onlooker):
            answer, asked = draft.answers.get(row.path), draft.definition.asked_at(row.path)
            if answer is None or asked is None:
                continue
            passed = answer.state == "deferred" and not asked.question.later
            yield CardAnswer(row.label, say("Not asked at this door") if passed else row.shown, answer.door)

    def _acknowledged(self, draft: Draft) -> set[str]:
        with self.database.reading() as connection:
            told = events.of_journey(connection, draft.record.journey)
        return {event.path for event in told if event.kind in ACKNOWLEDGED}

    def _reference(self, draft: Draft) -> str:
        with self.database.reading() as connection:
            case = cases.of_draft(connection, draft.id)
        return grouped(case.reference) if case is not None else ""

    def _sentence(self, event: EventRecord, language: str) -> str:
        wording = self.interview.prompts.wording(language)
        template = TOLD.get(event.kind, event.kind)
        if event.kind == "refused" and event.problem in NOT_TAKEN:
            template = "the answer to “{question}” was not taken"
        title = question = "…"
        with suppress(LookupError):
            definition = self.shelf.at(event.revision)
            title = definition.text("title", language)
            asked = definition.asked_at(event.path)
            if asked is None and "/" in event.path:
                template = "took out one entry of a list"
            if asked is not None:
                question = NAMES.sub("…", definition.text(asked.place_of("ask"), language))
        return wording.say(template, service=title, question=question)


def _sent(draft: Draft) -> bool:
    return draft.record.state == "submitted"


def _same(drafts: Iterable[tuple[Draft, Journey]]) -> int:
    """Of how many drafts the answers are equal, value by value, whatever door they came by."""
    counted: dict[str, int] = {}
    for draft, state in drafts:
        answers = exported(draft.definition, state)
        if any(value is not None for value in answers.values()):
            key = json.dumps([draft.definition.code, answers], sort_keys=True)
            counted[key] = counted.get(key, 0) + 1
    return max(counted.values(), default=0)


def _place(prompt: Prompt) -> str:
    if prompt.kind == "done":
        return "receipt"
    if prompt.outcome:
        return f"outcome:{prompt.outcome}"
    first, _, _ = prompt.path.partition("/")
    last = prompt.path.rpartition("/")[2]
    return f"{first}/{MORE}" if last == MORE else last


def _shows(prompt: Prompt) -> str:
    """A name for all that is worded in a prompt; the answers in it do not count."""
    prompts = prompt.together or (prompt,)
    words = [
        [each.words, each.short, each.help, each.example, [option.label for option in each.options]]
        for each in prompts
    ]
    return hashlib.sha256(json.dumps([prompt.kind, words]).encode()).hexdigest()[:16]


def _with(folder: Folder, text: bytes) -> Folder:
    return replace(folder, files={**folder.files, SERVICE_FILE: text})


def _too_long(folder: Folder) -> Finding:
    words = f"longer than {LARGEST_EDIT // 1024} kB: so long a text is edited as a file, not on a page"
    return Finding(folder.named(SERVICE_FILE), 1, 1, words)


def _short(file: Path) -> str:
    """The end of a path, by which an owner knows it: `config/services/street-problem/service.yaml`."""
    return "/".join(file.parts[-4:])
