"""What is found in a workflow that does not lead every case to an end, and where."""

from __future__ import annotations

import pytest

from tests.service.definitions.conftest import FAULTLESS, MARK, TABLES, Change, found_in, marked

WORKFLOW = """\
workflow:
  states:
    - code: received
      name: Received
      say: We look at it.
      within: 2
      moves:
        - {to: waiting, name: Ask}
        - {to: done, name: Finish, by: [officer]}
    - code: waiting
      name: Waiting
      say: We wait for you, with {guests} guests.
      waits: true
      moves: [{to: received, name: Go on}]
    - code: done
      name: Done
      say: It is done.
      end: true
      follow_up: {ask: Was it good?, back_to: received}
  messages:
    - {code: call, name: Ask to call, say: Please call us.}
"""

FAULTS = [
    ("code: received", "code: ‸new", "every case begins in `received`: name the first state so"),
    (
        "{to: waiting, name: Ask}",
        "{to: ‸waitin, name: Ask}",
        "no state is named `waitin`; did you mean `waiting`?",
    ),
    (
        "{to: waiting, name: Ask}",
        "{to: waiting, name: Ask}\n        - {to: ‸waiting, name: Ask again}",
        "another move leads from `received` to `waiting` already: one is enough",
    ),
    (
        "{to: waiting, name: Ask}",
        "{to: waiting, name: Ask}\n        - {to: ‸received, name: Stay}",
        "`received` is where the case is already: a move leads to another state",
    ),
    (
        "by: [officer]",
        "by: [‸mayor]",
        "`by`, number 1, must be `clerk`, `officer` or `head`, not `mayor`",
    ),
    ("waits: true", "waits: true\n      within: ‸3", None),
    ("end: true", "end: true\n      within: ‸3", "`done` ends a case: it needs no `within`"),
    (
        "end: true",
        "end: true\n      waits: ‸true",
        "`done` is an end, so nothing is waited for: take one out",
    ),
    ("back_to: received}", "back_to: ‸receivd}", "no state is named `receivd`; did you mean `received`?"),
    ("back_to: received}", "back_to: ‸done}", "`done` is an end: this must lead back to work"),
    (
        "waits: true",
        "waits: true\n      ‸follow_up: {ask: Well?, back_to: received}",
        "`waiting` is no end yet: ask how it went once it is done",
    ),
    (
        "moves: [{to: received, name: Go on}]",
        "moves: []",
        None,
    ),
    (
        "waits: true",
        "waits: true\n      when_supplied: ‸done",
        "`done` is an end: this must lead back to work",
    ),
    (
        "end: true",
        "end: true\n      when_supplied: ‸received",
        "`done` does not wait for the citizen: write `waits: true`, or take `when_supplied` out",
    ),
    ("{guests} guests", "{guest} guests", None),
    ("waits: true", "waits: true\n      corrections: [‸nam]", None),
    (
        "waits: true",
        "waits: true\n      when_corrected: ‸received",
        "nothing can be corrected here: name questions in `corrections`, or take `when_corrected` out",
    ),
    (
        "end: true",
        "end: true\n      ‸corrections: [note]",
        "`done` is an end: there is nothing to correct any more, so take `corrections` out",
    ),
    (
        "waits: true",
        "waits: true\n      corrections: [note, ‸note]",
        "`note` stands here twice: once is enough",
    ),
    (
        "waits: true",
        "waits: true\n      corrections: [note]\n      when_corrected: ‸done",
        "`done` is an end: this must lead back to work",
    ),
    (
        "waits: true",
        "waits: true\n      corrections: [note]\n      when_corrected: ‸waiting",
        "`waiting` is where the case is already: take `when_corrected` out",
    ),
    (
        "waits: true",
        "waits: true\n      ‸escalate: {after: 2}",
        "`waiting` waits for the citizen, so it is never overdue: take `escalate` out",
    ),
    (
        "end: true",
        "end: true\n      ‸escalate: {after: 2}",
        "`done` is an end, so it is never overdue: take `escalate` out",
    ),
    (
        "within: 2",
        "‸escalate: {after: 2}",
        "a case in `received` has no deadline: write `within`, or a `promise` of the service",
    ),
    ("within: 2", "within: 2\n      escalate: {after: ‸-1}", "`after` must be at least 0, not `-1`"),
    (
        "within: 2",
        "within: 2\n      ‸letter: {title: A, paragraphs: [B], remedy: C, signed: D}",
        "nobody has decided anything in `received` yet: take the letter out",
    ),
    (
        "end: true",
        "end: true\n      letter: {title: ‸For {guests}, paragraphs: [B], remedy: C, signed: D}",
        None,
    ),
    (
        "end: true",
        "end: true\n      letter: {title: A, paragraphs: [‸For {guest}], remedy: C, signed: D}",
        None,
    ),
    (
        "end: true",
        "end: true\n      letter: {title: A, paragraphs: ‸[], remedy: C, signed: D}",
        "`paragraphs` needs 1 or more members, and has none",
    ),
    (
        "Please call us.}",
        "Please call us.}\n    - {code: ‸call, name: Again, say: Once more.}",
        "another message is named `call`: every name stands for one",
    ),
]


def found(old: str, new: str) -> tuple[list[str], list[str]]:
    assert old in WORKFLOW
    text, places = marked(FAULTLESS + WORKFLOW.replace(old, new, 1))
    found = found_in({"service.yaml": text, **TABLES}, "service.yaml", places)
    return found.said, found.marked


def test_a_workflow_without_a_fault_is_found_to_have_none() -> None:
    assert found("name: Received", "name: Received") == ([], [])


@pytest.mark.parametrize(("old", "new", "words"), FAULTS)
def test_a_fault_is_found_where_it_stands(old: str, new: str, words: str | None) -> None:
    said, places = found(old, new)
    assert len(said) == 1
    if words is not None:
        assert said == [f"{places[0]}: error: {words}"]


def test_nobody_may_be_left_in_a_state_that_leads_nowhere() -> None:
    said, _ = found("moves: [{to: received, name: Go on}]", "silent: true")
    assert said[0].endswith("nobody may move a case out of `waiting`: write `moves`, or `end: true`")


def test_a_circle_without_an_end_is_found() -> None:
    said, _ = found("        - {to: done, name: Finish, by: [officer]}\n", "")
    assert [each.partition("error: ")[2] for each in said] == [
        "from `received` no moves lead to an end (`done`)",
        "from `waiting` no moves lead to an end (`done`)",
        "no move leads to `done`: write one in another state, or take this one out",
    ]


def test_a_workflow_without_an_end_is_found() -> None:
    said, _ = found(
        "end: true\n      follow_up: {ask: Was it good?, back_to: received}",
        "moves: [{to: received, name: X}]",
    )
    assert [each.partition("error: ")[2] for each in said] == [
        "no state is an end: write `end: true` where a case is done"
    ]


def test_a_service_that_files_nothing_needs_no_workflow(change: Change) -> None:
    text = FAULTLESS.replace("receipt: We have {seats} seats for you.", "outcomes_only: true") + WORKFLOW
    said = found_in({"service.yaml": text.replace(MARK, ""), **TABLES}, "service.yaml", []).said
    assert any(
        "this service files no case, so nothing can happen to one: take it out" in each for each in said
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "event",
            "`event` decides what is asked, what it costs or how it ends: it cannot be corrected afterwards",
        ),
        (
            "finish",
            "`finish` decides what is asked, what it costs or how it ends: it cannot be corrected afterwards",
        ),
        ("days", "`days` is a fact: it is computed, and only answers can be corrected"),
        ("helper", "`helper` is asked several times: name a question that is asked once"),
        ("paper", "`paper` is a file: let papers be handed in `later` instead"),
    ],
)
def test_what_cannot_be_corrected_is_found(code: str, words: str) -> None:
    said, places = found("waits: true", f"waits: true\n      corrections: [‸{code}]")
    assert said == [f"{places[0]}: error: {words}"]


@pytest.mark.parametrize("code", ["mobile", "where", "note", "account"])
def test_what_decides_nothing_can_be_corrected(code: str) -> None:
    assert found("waits: true", f"waits: true\n      corrections: [{code}]") == ([], [])


def test_no_case_gets_a_letter_by_what_its_owner_does() -> None:
    letter = "      letter: {title: A, paragraphs: [B], remedy: C, signed: D}\n"
    text = WORKFLOW.replace(
        "      moves: [{to: received, name: Go on}]\n",
        "      when_supplied: asked\n      moves: [{to: received, name: Go on}]\n"
        "    - code: asked\n      name: Asked\n      say: Asked.\n"
        f"{letter}      moves: [{{to: done, name: Finish}}]\n",
    )
    said = found_in({"service.yaml": FAULTLESS + text, **TABLES}, "service.yaml", []).said
    assert [each.partition("error: ")[2] for each in said] == [
        "a case comes from `waiting` to `asked` without an officer: a letter needs one"
    ]


def test_a_letter_names_nothing_private() -> None:
    letter = 'letter: {title: A, paragraphs: ["To ‸{account}"], remedy: C, signed: D}'
    said, _ = found("end: true", f"end: true\n      {letter}")
    assert [each.partition("error: ")[2] for each in said] == [
        "`{account}` is `sensitive`, so it is never written out: say it without"
    ]
