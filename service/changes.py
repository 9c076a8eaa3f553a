"""What one turn changes in a draft: gathered while the turn is decided, then written at once.

However much a turn changes, it is one change of the draft, one of its answers and one entry of events. Reading
drafts is `drafts`; what a turn should change is decided above.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from service.diary import Lost
from service.drafts import Draft, Drafts, Overtaken, sealed_answer
from service.journey import Answer, AnswerState
from service.messages import Value, Visitor
from service.store import drafts as rows
from service.store import events
from service.store.database import Connection, Duplicate
from service.store.records import EventKind, EventRecord

ATTEMPTS = 6
"""How often something is decided anew when somebody else wrote to the same draft in between."""

R = TypeVar("R")


@dataclass
class Changes:
    """`draft` is the draft as it will be once `write` was called; until then nothing of it is stored."""

    drafts: Drafts
    before: Draft
    visitor: Visitor
    new: bool = False
    """Whether the draft itself is stored for the first time."""
    draft: Draft = field(init=False)
    _answers: dict[str, Answer] = field(default_factory=dict, init=False)
    _files: dict[str, bytes] = field(default_factory=dict, init=False)
    _events: list[EventRecord] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.draft = self.before
        self._now = self.drafts.clock()

    def put(
        self,
        path: str,
        value: Value,
        state: AnswerState = "given",
        provenance: str = "",
        content: bytes | None = None,
    ) -> None:
        """One answer, with the bytes of the file that it is about where there is one."""
        version = self.draft.version + 1
        answer = Answer(
            value, state, self.visitor.door, self._now, version, provenance, self.draft.record.hold
        )
        self._answers[path] = answer
        self.change(version=version, tries=0, tries_path="")
        if content is not None:
            self._files[path] = content

    def change(self, **columns: Any) -> None:
        """Something of the draft itself. Whatever it is, the draft follows the visitor and the definition at hand."""
        record = replace(
            self.draft.record,
            touched_at=self._now,
            language=self.visitor.language,
            definition=self.draft.definition.revision,
            **columns,
        )
        answers = {**self.before.answers, **self._answers}
        self.draft = replace(self.draft, record=record, answers=answers, misfits=())

    def note(
        self, kind: EventKind, path: str = "", problem: str = "", attempt: int = 0, outcome: str = ""
    ) -> None:
        """Add to the evidence that something happened; never what was answered."""
        draft = self.before
        self._events.append(
            EventRecord(
                journey=draft.record.journey,
                service=draft.record.service,
                version=draft.definition.version,
                revision=draft.definition.revision,
                door=self.visitor.door,
                language=self.visitor.language,
                kind=kind,
                at=self._now,
                path=path,
                problem=problem,
                attempt=attempt,
                outcome=outcome,
                simulated=draft.record.simulated,
            )
        )

    def write(self, connection: Connection) -> None:
        """All of it. Raises Overtaken where the draft is not as it was read."""
        before, after = self.before, self.draft
        if self.new:
            rows.add(connection, after.record)
        elif after.record is not before.record:
            if not rows.change(connection, before.record, after.record):
                raise Overtaken
            rows.drop_answers(connection, before.id, before.misfits)
        rows.put_answers(
            connection, before.id, [sealed_answer(before, *each) for each in self._answers.items()]
        )
        for path in self._answers.keys() & before.answers.keys():
            rows.drop_file(connection, before.id, path)
        if before.definition.slots:
            self._write_slots(connection)
        for path, content in self._files.items():
            rows.put_file(connection, before.id, path, before.sealed_file(path, content))
        events.add(connection, self._events)

    def _write_slots(self, connection: Connection) -> None:
        """Hold the slot that is answered for this draft alone, and let go of what is not wanted any more."""
        diary, draft = self.drafts.diary, self.draft
        if diary is None:
            return
        if draft.record.state == "ended":
            diary.release(connection, draft.id)
            return
        until = diary.until(slow=self.visitor.capabilities.slow)
        certain = draft.record.state == "submitted"
        answered = {
            path: answer
            for path, answer in self._answers.items()
            if path.rpartition("/")[2] in draft.definition.slots
        }
        for path, answer in answered.items():
            if answer.state != "given":
                diary.release(connection, draft.id, [path])
                continue
            try:
                diary.hold(connection, draft.id, path, answer.value, None if certain else until)
            except Lost as error:
                raise Overtaken from error
        if self._answers and not answered and not certain:
            diary.prolong(connection, draft.id, until)


def anew(work: Callable[[], R]) -> R:
    """Read, decide and write; anew where somebody was faster. Raises Overtaken where somebody always is."""
    for _ in range(ATTEMPTS):
        with suppress(Overtaken, Duplicate):
            return work()
    raise Overtaken
