"""What officers can do with cases, what its owner hears of it, and what is remembered of who did it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from service.assembly import Core
from service.audit import Broken
from service.back_office import Changed, NoSuchCase, NotAllowed, NotDone, TooManyTries, Words
from service.case_history import NOTHING
from service.messages import Capabilities, Officer, Receipt, Upload, Visitor
from service.office_messages import CaseView, ReasonWanted
from service.officers import Officers
from service.store.database import StoreError
from tests.service.conftest import Offering, Post, answered, deliver

BODY = """
find_by: [plate, mobile]
prove_by: [mobile]
promise: {working_days: 5}
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: plate, ask: Which plate?, kind: plate, optional: true}
  - {code: mobile, ask: Which number?, kind: phone, optional: true}
  - {code: paper, ask: Your paper?, kind: document, later: true}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      within: 2
      moves:
        - {to: planned, name: Plan it, by: [officer, head]}
        - {to: waiting, name: Ask for more, reason: true}
        - {to: refused, name: Refuse, by: [head], reason: true}
    - code: waiting
      name: Waiting
      say: "We wait for you, about {what}."
      waits: true
      when_supplied: received
      moves: [{to: received, name: Go on}]
    - code: planned
      name: Planned
      say: It is planned.
      silent: true
      allows: []
      moves: [{to: done, name: Finished}]
    - code: done
      name: Done
      say: It is done.
      end: true
      follow_up: {ask: Was it good?, back_to: received}
      moves: [{to: planned, name: Again, by: [head]}]
    - {code: refused, name: Refused, say: We said no., end: true}
  messages:
    - {code: call, name: Ask to call, say: Please call us.}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
PASSWORD = "a long enough one"


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY, carried=frozenset({"tel"}))
    officers = core.back_office.officers
    for name, shown, roles, office in (
        ("an", "An Peeters", ["officer"], "public-works"),
        ("bo", "Bo Claes", ["clerk"], "public-works"),
        ("carla", "Carla Maes", ["head"], "public-works"),
        ("dirk", "Dirk Wouters", ["officer"], "mobility"),
        ("els", "Els Jacobs", ["auditor"], ""),
    ):
        officers.add(name, shown, PASSWORD, roles, office)
    return core


def somebody(core: Core, name: str) -> Officer:
    return next(each for each in core.back_office.officers.all() if each.name == name)


def submitted(
    core: Core, what: str = "A hole", mobile: str = "0470 00 00 09", visitor: Visitor = WEB
) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", visitor), visitor, what)
    assert turn.draft is not None
    for given in ("1-ABC-123", mobile):
        assert turn.prompt is not None
        if given:
            turn = answered(core, turn, visitor, given)
        else:
            turn = core.front_office.skip(turn.draft, turn.prompt.path, visitor)
    assert turn.prompt is not None
    turn = core.front_office.skip(turn.draft, "paper", visitor)
    turn = core.front_office.submit(turn.draft, turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def opened(core: Core, officer: Officer, receipt: Receipt) -> CaseView:
    view = core.back_office.look(officer, receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    return view


def moved(core: Core, name: str, receipt: Receipt, to: str, words: str = "") -> None:
    officer = somebody(core, name)
    seen = opened(core, officer, receipt).version
    core.back_office.move(officer, receipt.reference, to, seen, Words(words, "en"))


def told(core: Core, receipt: Receipt) -> str:
    status = core.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status is not None
    return status.words


# --- who may ------------------------------------------------------------------------------------------------------


def test_passwords_are_hashed_slowly_by_argon2id_as_its_library_advises() -> None:
    """RFC 9106, 4, the second choice: three passes over 64 MiB by four lanes."""
    hashed = {field.name: field for field in fields(Officers)}["hasher"].default_factory().hash(PASSWORD)  # type: ignore[misc,operator]
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_who_signs_in_is_known_until_they_sign_out(core: Core) -> None:
    office = core.back_office
    token = office.sign_in(" An", PASSWORD, "10.0.0.1")
    assert token is not None
    assert office.officer(token) == somebody(core, "an")
    office.sign_out(token)
    assert office.officer(token) is None
    assert office.officer("") is None


def test_a_wrong_password_and_an_unknown_name_are_told_alike(core: Core) -> None:
    assert core.back_office.sign_in("an", "something else", "") is None
    assert core.back_office.sign_in("nobody", PASSWORD, "") is None


def test_guessing_a_password_is_bounded_by_name_and_by_source(core: Core) -> None:
    for _ in range(5):
        core.back_office.sign_in("an", "wrong wrong wrong", "")
    with pytest.raises(TooManyTries):
        core.back_office.sign_in("an", PASSWORD, "")
    for number in range(20):
        core.back_office.sign_in(f"guess{number}", "wrong wrong wrong", "10.6.6.6")
    with pytest.raises(TooManyTries):
        core.back_office.sign_in("bo", PASSWORD, "10.6.6.6")
    assert core.back_office.sign_in("bo", PASSWORD, "10.0.0.1") is not None


def test_who_is_idle_for_half_an_hour_signs_in_again(core: Core, clock: Any) -> None:
    token = core.back_office.sign_in("an", PASSWORD, "")
    assert token is not None
    for _ in range(3):
        clock.pass_(timedelta(minutes=20))
        assert core.back_office.officer(token) is not None
    clock.pass_(timedelta(minutes=31))
    assert core.back_office.officer(token) is None


def test_nobody_stays_signed_in_for_longer_than_a_working_day(core: Core, clock: Any) -> None:
    token = core.back_office.sign_in("an", PASSWORD, "")
    assert token is not None
    for _ in range(36):
        clock.pass_(timedelta(minutes=20))
        core.back_office.officer(token)
    clock.pass_(timedelta(minutes=1))
    assert core.back_office.officer(token) is None


def test_who_leaves_the_town_is_out_at_once(core: Core) -> None:
    token = core.back_office.sign_in("an", PASSWORD, "")
    assert token is not None
    core.back_office.officers.leave("an")
    assert core.back_office.officer(token) is None
    assert core.back_office.sign_in("an", PASSWORD, "") is None


def test_a_new_password_signs_out_everywhere(core: Core) -> None:
    token = core.back_office.sign_in("an", PASSWORD, "")
    assert token is not None
    core.back_office.officers.change_password("an", "another long one")
    assert core.back_office.officer(token) is None
    assert core.back_office.sign_in("an", "another long one", "") is not None


VERBS: dict[str, Any] = {
    "counts": lambda office, who, case: office.counts(who),
    "queue": lambda office, who, case: office.queue(who, "open", "en"),
    "find": lambda office, who, case: office.find(who, "x", "en"),
    "next_case": lambda office, who, case: office.next_case(who),
    "filter_choices": lambda office, who, case: office.filter_choices(who, "en"),
    "appointments": lambda office, who, case: office.appointments(who, date(2026, 11, 23), "en"),
    "undo": lambda office, who, case: office.undo(who, "none"),
    "telling_words": lambda office, who, case: office.telling_words(who, case, "call", NOTHING, "en"),
    "chosen": lambda office, who, case: office.chosen(who, [case], "en"),
    "telling_all": lambda office, who, case: office.telling_all(who, [case], "planned", "en"),
    "move_all": lambda office, who, case: office.move_all(who, {case: 0}, "planned"),
    "helper": lambda office, who, case: office.helper(who, "present"),
    "look": lambda office, who, case: office.look(who, case, "en", "handling"),
    "attachment": lambda office, who, case: office.attachment(who, case, "paper"),
    "telling": lambda office, who, case: office.telling(who, case, "planned", "en"),
    "letter_of_move": lambda office, who, case: office.letter_of_move(who, case, "planned"),
    "letter": lambda office, who, case: office.letter(who, case, "x"),
    "move": lambda office, who, case: office.move(who, case, "planned", 0),
    "assign": lambda office, who, case: office.assign(who, case, ""),
    "refer": lambda office, who, case: office.refer(who, case, "mobility"),
    "note": lambda office, who, case: office.note(who, case, Words("x", "en")),
    "tell": lambda office, who, case: office.tell(who, case, "call"),
    "note_attendance": lambda office, who, case: office.note_attendance(who, case, 0, "came"),
}
AN_AUDITORS = {"log"}
AN_OWNERS = {"overview", "watched", "funnel"}
NOT_LOOKED_AT = {"chosen", "telling_all", "move_all"}
"""Nothing is shown of what the owners of the cases gave."""
NOT_AN_OFFICERS = {"sign_in", "sign_out", "officer", "show", "file", "today"}
EVERYWHERE = {"counts", "queue", "appointments", "filter_choices", "find", "next_case", "helper", "undo"}


def test_every_verb_is_judged_for_every_role(core: Core) -> None:
    """Who works in the office may, after looking; a stranger to it knows of nothing; an auditor does nothing."""
    verbs = {name for name in dir(core.back_office) if not name.startswith("_")}
    fields = set(core.back_office.__dataclass_fields__)
    assert verbs - fields - NOT_AN_OFFICERS - AN_AUDITORS - AN_OWNERS == set(VERBS)
    reference = submitted(core).reference
    for name, verb in VERBS.items():
        with pytest.raises(NotAllowed):
            verb(core.back_office, somebody(core, "els"), reference)
        if name not in EVERYWHERE:
            with pytest.raises(NoSuchCase):
                verb(core.back_office, somebody(core, "dirk"), reference)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - EVERYWHERE - NOT_LOOKED_AT - {"look", "assign"}))
def test_nobody_does_anything_to_a_case_that_they_have_not_opened(core: Core, verb: str) -> None:
    reference = submitted(core).reference
    with pytest.raises(NotAllowed):
        VERBS[verb](core.back_office, somebody(core, "an"), reference)


# --- looking ------------------------------------------------------------------------------------------------------


def test_a_queue_names_nobody_and_shows_the_next_deadline_first(core: Core, clock: Any) -> None:
    first = submitted(core)
    clock.pass_(timedelta(days=1))
    second = submitted(core)
    queue = core.back_office.queue(somebody(core, "an"), "open", "en")
    assert [line.reference for line in queue.lines] == [first.reference, second.reference]
    assert {line.state for line in queue.lines} == {"New"}
    assert not queue.more
    assert "0470" not in repr(queue)


def test_what_is_overdue_is_counted_and_found(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    assert core.back_office.counts(an).overdue == 0
    clock.pass_(timedelta(days=8))
    assert core.back_office.counts(an).overdue == 1
    (line,) = core.back_office.queue(an, "overdue", "en").lines
    assert (line.reference, line.overdue) == (receipt.reference, True)


def test_an_office_sees_its_own_cases_only(core: Core) -> None:
    receipt = submitted(core)
    dirk = somebody(core, "dirk")
    assert core.back_office.queue(dirk, "open", "en").lines == ()
    assert core.back_office.find(dirk, receipt.reference, "en").lines == ()


@pytest.mark.parametrize("words", ["1abc123", "1-ABC-123", "0470 00 00 09", "+32470000009"])
def test_a_case_is_found_by_what_its_service_lets_officers_search_for(core: Core, words: str) -> None:
    receipt = submitted(core)
    (line,) = core.back_office.find(somebody(core, "an"), words, "en").lines
    assert line.reference == receipt.reference


def test_a_case_is_found_by_its_reference_and_by_nothing_else(core: Core) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    assert len(core.back_office.find(an, receipt.reference.lower(), "en").lines) == 1
    assert core.back_office.find(an, "A hole", "en").lines == ()
    assert core.back_office.find(an, "", "en").lines == ()


def test_somebody_elses_case_wants_a_reason_and_that_is_noted(core: Core) -> None:
    receipt = submitted(core)
    an, bo = somebody(core, "an"), somebody(core, "bo")
    assert isinstance(core.back_office.look(an, receipt.reference, "en"), ReasonWanted)
    core.back_office.look(an, receipt.reference, "en", "asked")
    core.back_office.look(an, receipt.reference, "en")
    core.back_office.assign(an, receipt.reference, "bo")
    assert isinstance(core.back_office.look(bo, receipt.reference, "en"), CaseView)
    noted = core.back_office.audit.of_case(receipt.reference.replace("-", ""))
    looks = [(each.officer, each.about) for each in reversed(noted) if each.deed == "looked"]
    assert looks == [("an", "asked"), ("bo", "assigned")]


def test_a_case_shows_its_answers_in_the_officers_language(core: Core) -> None:
    view = opened(core, somebody(core, "an"), submitted(core))
    assert {answer.row.label: answer.row.shown for answer in view.answers}["What is it about?"] == "A hole"
    assert view.reach == "… 09"
    assert [move.to for move in view.moves] == ["planned", "waiting"]


def test_the_next_case_is_ones_own_that_is_due_first_then_one_that_nobody_has(core: Core, clock: Any) -> None:
    first = submitted(core)
    clock.pass_(timedelta(days=1))
    second = submitted(core)
    an, bo = somebody(core, "an"), somebody(core, "bo")
    assert core.back_office.next_case(an) == first.reference
    assert core.back_office.next_case(an) == first.reference
    assert core.back_office.next_case(bo) == second.reference
    assert core.back_office.next_case(somebody(core, "carla")) is None


def test_a_case_that_waits_for_its_owner_is_nobodys_next(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "waiting", "Which street?")
    assert core.back_office.next_case(somebody(core, "an")) is None


# --- moves, and what the citizen hears ------------------------------------------------------------------------------


def test_a_move_is_told_to_the_citizen_in_their_language_and_shown_at_the_status(
    core: Core, post: Post
) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "waiting", "Which street?")
    assert deliver(core, post) == 1
    (notice,) = post.carried
    assert notice.contact == "tel:+32470000009"
    assert notice.words == f"A trial, {receipt.reference}: We wait for you, about A hole. Which street?"
    assert told(core, receipt) == "We wait for you, about A hole. Which street?"


def test_a_silent_move_sends_nothing(core: Core, post: Post) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    assert deliver(core, post) == 0
    assert told(core, receipt).startswith("It is planned.")


def test_what_an_officer_wrote_is_not_shown_to_who_has_only_the_phone_number(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "waiting", "About your illness")
    status = core.front_office.track(receipt.reference, "0009", WEB)
    assert status is not None
    assert "illness" not in status.words


def test_what_is_written_in_another_language_than_the_citizens_says_so(core: Core, post: Post) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    seen = opened(core, an, receipt).version
    core.back_office.move(an, receipt.reference, "waiting", seen, Words("Welke straat?", "nl"))
    deliver(core, post)
    assert post.carried[0].words.endswith("[Dutch] Welke straat?")


def test_a_move_that_needs_a_reason_is_not_made_without_one(core: Core) -> None:
    receipt = submitted(core)
    with pytest.raises(NotDone, match="reason"):
        moved(core, "an", receipt, "waiting", "  ")
    assert told(core, receipt).startswith("We look at it.")


@pytest.mark.parametrize(
    ("name", "to"), [("bo", "planned"), ("an", "refused"), ("an", "done"), ("an", "nowhere")]
)
def test_nobody_makes_a_move_that_the_workflow_does_not_give_them(core: Core, name: str, to: str) -> None:
    receipt = submitted(core)
    with pytest.raises(NotAllowed):
        moved(core, name, receipt, to, "Because")


def test_two_officers_on_one_case_do_not_undo_each_other(core: Core) -> None:
    receipt = submitted(core)
    an, carla = somebody(core, "an"), somebody(core, "carla")
    seen = opened(core, an, receipt).version
    opened(core, carla, receipt)
    core.back_office.move(carla, receipt.reference, "refused", seen, Words("No", "en"))
    with pytest.raises(Changed):
        core.back_office.move(an, receipt.reference, "planned", seen)
    assert told(core, receipt) == "We said no. No"


def test_who_moves_a_case_that_nobody_has_handles_it_from_then_on(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    assert opened(core, somebody(core, "an"), receipt).line.assigned == "an"


def test_while_its_owner_is_waited_for_the_offices_time_stands_still(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    case = core.back_office.show(receipt.reference)
    assert case is not None
    assert case["due_on"] == "2026-11-30"
    moved(core, "an", receipt, "waiting", "More")
    (line,) = core.back_office.queue(somebody(core, "an"), "waiting", "en").lines
    assert (line.due, line.waits) == (None, True)
    clock.pass_(timedelta(days=7))
    moved(core, "an", receipt, "received")
    view = opened(core, somebody(core, "an"), receipt)
    assert view.line.due == date(2026, 12, 2)  # two working days in this state
    case = core.back_office.show(receipt.reference)
    assert case is not None
    assert case["due_on"] == "2026-12-07"


def test_a_case_that_is_done_can_be_opened_again_by_who_may(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    moved(core, "an", receipt, "done")
    carla = somebody(core, "carla")
    assert core.back_office.queue(carla, "open", "en").lines == ()
    assert len(core.back_office.queue(carla, "ended", "en").lines) == 1
    moved(core, "carla", receipt, "planned")
    assert len(core.back_office.queue(carla, "open", "en").lines) == 1


def test_a_missing_paper_takes_the_case_back_to_work_by_itself(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "waiting", "Your paper, please")
    parts = {"answer": Upload(b"%PDF-1.4\n%%EOF\n", "application/pdf", "paper.pdf")}
    turn = core.front_office.supply(receipt.reference, receipt.status_code, "paper", parts, WEB)
    assert turn is not None
    assert turn.prompt is None, turn.prompt
    view = opened(core, somebody(core, "an"), receipt)
    assert view.line.status == "received"
    assert [(entry.who, entry.deed) for entry in view.entries][-2:] == [("", "supplied"), ("", "moved")]


def test_what_may_not_be_taken_back_any_more_is_not(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    status = core.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status is not None
    assert (status.withdrawable, status.pending) == (False, ())
    turn = core.front_office.withdraw(receipt.reference, receipt.status_code, WEB)
    assert turn is not None
    assert turn.said == ("This cannot be taken back any more. Please call us.",)
    assert told(core, receipt).startswith("It is planned.")


def test_what_its_owner_took_back_is_ended_for_the_office(core: Core) -> None:
    receipt = submitted(core)
    core.front_office.withdraw(receipt.reference, receipt.status_code, WEB)
    carla = somebody(core, "carla")
    assert core.back_office.queue(carla, "open", "en").lines == ()
    (line,) = core.back_office.queue(carla, "ended", "en").lines
    assert line.state == "Withdrawn"
    assert opened(core, carla, receipt).moves == ()


def followed_up(core: Core, receipt: Receipt, well: bool) -> str:
    turn = core.front_office.follow_up(receipt.reference, receipt.status_code, well, WEB)
    assert turn is not None
    return turn.said[0]


def asked_back(core: Core, receipt: Receipt, proof: str = "") -> str:
    status = core.front_office.track(receipt.reference, proof or receipt.status_code, WEB)
    assert status is not None
    return status.follow_up


def test_its_owner_is_asked_once_how_it_went(core: Core) -> None:
    receipt = submitted(core)
    assert asked_back(core, receipt) == ""
    moved(core, "an", receipt, "planned")
    moved(core, "an", receipt, "done")
    assert asked_back(core, receipt) == "Was it good?"
    assert asked_back(core, receipt, "0009") == ""
    assert followed_up(core, receipt, well=True) == "Thank you."
    assert asked_back(core, receipt) == ""
    assert followed_up(core, receipt, well=False) == "Thank you, we know."
    assert told(core, receipt) == "It is done."


def test_a_no_takes_the_case_back_to_work_and_officers_see_why(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    moved(core, "an", receipt, "done")
    assert followed_up(core, receipt, well=False) == "Thank you for telling us. We look at it again."
    view = opened(core, somebody(core, "carla"), receipt)
    assert (view.line.status, view.line.ended) == ("received", False)
    assert [(entry.who, entry.deed, entry.about) for entry in view.entries][-2:] == [
        ("", "answered", "no"),
        ("", "moved", "New"),
    ]
    assert followed_up(core, receipt, well=False) == "Thank you, we know."


def test_its_owner_sees_who_looked_and_why_but_no_officers_name(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    opened(core, somebody(core, "an"), receipt)
    clock.pass_(timedelta(days=1))
    core.back_office.look(somebody(core, "carla"), receipt.reference, "en", "checking")
    looks = core.front_office.looks(receipt.reference, receipt.status_code, WEB)
    assert looks is not None
    assert [(look.day, look.office, look.why) for look in looks] == [
        ("24 November 2026", "Public Works", "to check how it was handled"),
        ("23 November 2026", "Public Works", "to handle it"),
    ]
    assert core.front_office.looks(receipt.reference, "0009", WEB) is None


# --- notes, messages, colleagues ------------------------------------------------------------------------------------


def test_a_note_is_for_colleagues_and_sealed(core: Core, post: Post) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    opened(core, an, receipt)
    core.back_office.note(an, receipt.reference, Words("The neighbour called", "en"))
    view = opened(core, somebody(core, "carla"), receipt)
    assert [(entry.who, entry.written) for entry in view.entries] == [("An Peeters", "The neighbour called")]
    assert deliver(core, post) == 0
    assert "neighbour" not in told(core, receipt)
    with core.operations.database.reading() as connection:
        stored = [
            bytes(each) for each in connection.execute(text("SELECT sealed FROM case_entries")).scalars()
        ]
    assert stored
    assert not any(b"neighbour" in each for each in stored)


def test_a_prepared_message_and_ones_own_words_are_sent(core: Core, post: Post) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    opened(core, an, receipt)
    core.back_office.tell(an, receipt.reference, "call")
    core.back_office.tell(an, receipt.reference, "", Words("We come on Monday", "en"))
    deliver(core, post)
    assert [notice.words.partition(": ")[2] for notice in post.carried] == [
        "Please call us.",
        "We come on Monday",
    ]


def test_no_message_is_promised_to_who_left_no_number(core: Core) -> None:
    receipt = submitted(core, mobile="")
    an = somebody(core, "an")
    assert opened(core, an, receipt).reach == ""
    with pytest.raises(NotDone, match="contact"):
        core.back_office.tell(an, receipt.reference, "call")


@pytest.mark.parametrize(
    ("message", "words", "why"), [("unknown", "", "message"), ("", " ", "words"), ("", "x" * 1001, "long")]
)
def test_a_message_that_says_nothing_is_not_sent(core: Core, message: str, words: str, why: str) -> None:
    receipt = submitted(core)
    an = somebody(core, "an")
    opened(core, an, receipt)
    with pytest.raises(NotDone, match=why):
        core.back_office.tell(an, receipt.reference, message, Words(words, "en"))


def test_a_case_goes_to_another_office_and_keeps_its_reference(core: Core) -> None:
    receipt = submitted(core)
    an, dirk = somebody(core, "an"), somebody(core, "dirk")
    opened(core, an, receipt)
    core.back_office.refer(an, receipt.reference, "mobility")
    assert core.back_office.queue(an, "open", "en").lines == ()
    (line,) = core.back_office.queue(dirk, "unassigned", "en").lines
    assert line.reference == receipt.reference
    with pytest.raises(NoSuchCase):
        core.back_office.look(an, receipt.reference, "en", "handling")
    assert told(core, receipt).startswith("We look at it.")


@pytest.mark.parametrize("to", ["dirk", "nobody-of-that-name"])
def test_a_case_is_given_to_a_colleague_of_the_office_only(core: Core, to: str) -> None:
    receipt = submitted(core)
    with pytest.raises(NotDone, match="colleague"):
        core.back_office.assign(somebody(core, "an"), receipt.reference, to)


def test_an_auditor_reads_the_log_and_nobody_else_does(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "planned")
    lines = core.back_office.log(somebody(core, "els"))
    assert [(line.who, line.deed, line.reference, line.about) for line in lines] == [
        ("An Peeters", "moved", receipt.reference, "planned"),
        ("An Peeters", "looked", receipt.reference, "handling"),
    ]
    assert core.back_office.log(somebody(core, "els"), receipt.reference) == lines
    assert core.back_office.log(somebody(core, "els"), "", before=lines[0].sequence) == lines[1:]
    assert core.back_office.log(somebody(core, "els"), "nonsense") == []
    for name in ("an", "bo", "carla"):
        with pytest.raises(NotAllowed):
            core.back_office.log(somebody(core, name))


# --- the chain ------------------------------------------------------------------------------------------------------


def test_every_deed_is_a_link_of_the_chain_and_names_no_citizen(core: Core) -> None:
    receipt = submitted(core)
    moved(core, "an", receipt, "waiting", "About your illness")
    noted = core.back_office.audit.of_case(receipt.reference.replace("-", ""))
    assert [(each.officer, each.deed, each.about) for each in reversed(noted)] == [
        ("an", "looked", "handling"),
        ("an", "moved", "waiting"),
    ]
    counted = core.back_office.audit.verify()
    assert isinstance(counted, tuple)
    assert counted[0] == 2


def test_the_database_refuses_to_change_the_log(core: Core) -> None:
    moved(core, "an", submitted(core), "planned")
    for deed in ("UPDATE audit SET officer = 'bo'", "DELETE FROM audit"):
        with pytest.raises((StoreError, DatabaseError)), core.operations.database.writing() as connection:
            connection.execute(text(deed))
    assert isinstance(core.back_office.audit.verify(), tuple)


@pytest.mark.parametrize(
    ("deed", "sequence"),
    [
        ("UPDATE audit SET officer = 'bo' WHERE sequence = 2", 2),
        ("UPDATE audit SET about = '' WHERE sequence = 1", 1),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("UPDATE audit SET sequence = 9 WHERE sequence = 3", 3),
    ],
)
def test_who_gets_around_that_is_found_at_the_first_entry_they_touched(
    core: Core, deed: str, sequence: int
) -> None:
    for _ in range(2):
        moved(core, "an", submitted(core), "planned")
    with core.operations.database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            for each in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_is_kept_from_{each}"))
        connection.execute(text(deed))
    broken = core.back_office.audit.verify()
    assert isinstance(broken, Broken)
    assert broken.sequence == sequence
