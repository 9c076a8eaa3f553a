"""Taking answers strictly, against small services: repeats, groups, checks, days that pass, two doors at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from service.messages import Capabilities, Receipt, Turn, Upload, Visitor
from service.store import events
from tests.service.conftest import Offering, answered

PAGES = Visitor("first", "en", Capabilities(pages=True))
SINGLE = Visitor("second", "en", Capabilities())
OPEN_LINE = Visitor("third", "en", Capabilities(photos=False, documents=False, private=False))
HALL = Visitor("fourth", "en", Capabilities(public_screen=True))

HOUSEHOLD = """
sections:
  - code: household
    title: Who moved
    repeat: {each: person, min: 0, max: 3, more: Anyone else?}
    questions:
      - {code: person, ask: Who?, kind: name, own: false}
      - {code: age, ask: How old?, kind: number, min: 0, max: 120}
checks:
  - {at: age, require: {age: {at_least: 18}}, say: "{person} is only {age}."}
"""


def events_of(core, draft: str) -> list[tuple[str, str]]:
    journey = core.front_office.drafts.get(draft).record.journey
    with core.front_office.database.reading() as connection:
        return [(event.kind, event.path) for event in events.of_journey(connection, journey)]


def case_of(core, turn: Turn, visitor: Visitor = SINGLE) -> dict:
    done = core.front_office.submit(turn.draft, turn.version, visitor)
    assert done.prompt.kind == "done", done
    return core.back_office.show(done.prompt.receipt.reference)


# --- repeats --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("taken_out", ["household/1/age", "household/2/person"])
def test_a_case_holds_the_items_that_were_not_taken_out(offering: Offering, taken_out: str) -> None:
    core = offering(HOUSEHOLD)
    turn = answered(
        core, core.front_office.begin("trial", SINGLE), SINGLE,
        "yes", "Ann", "30", "yes", "Bob", "40", "no",
    )  # fmt: skip
    assert turn.prompt.kind == "check"
    turn = core.front_office.remove(turn.draft, taken_out, SINGLE)
    assert turn.prompt.kind == "check"
    left = "Bob" if "/1/" in taken_out else "Ann"
    assert [item["person"] for item in case_of(core, turn)["answers"]["household"]] == [left]


def test_taking_an_item_out_twice_takes_no_other_one_out(offering: Offering) -> None:
    core = offering(HOUSEHOLD)
    turn = answered(
        core, core.front_office.begin("trial", SINGLE), SINGLE,
        "yes", "Ann", "30", "yes", "Bob", "40", "no",
    )  # fmt: skip
    for _ in range(2):
        turn = core.front_office.remove(turn.draft, "household/1/person", SINGLE)
    assert len(case_of(core, turn)["answers"]["household"]) == 1


def test_what_was_shown_before_an_item_was_taken_out_is_not_sent_unseen(offering: Offering) -> None:
    core = offering(HOUSEHOLD)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "yes", "Ann", "30", "no")
    core.front_office.remove(turn.draft, "household/1/person", PAGES)
    assert core.front_office.submit(turn.draft, turn.version, SINGLE).prompt.kind != "done"


def test_a_check_in_a_repeat_names_the_person_that_it_is_about(offering: Offering) -> None:
    core = offering(HOUSEHOLD)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "yes", "Ann", "30", "yes", "Bob")
    refused = core.front_office.answer(turn.draft, turn.prompt.path, {"answer": "4"}, turn.version, SINGLE)
    assert refused.prompt.path == "household/2/age"
    assert refused.prompt.problem.words == "Bob is only 4."


def test_back_leads_out_of_an_item_through_the_question_that_opened_it(offering: Offering) -> None:
    core = offering(HOUSEHOLD)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "yes", "Ann", "30", "yes")
    paths = []
    for _ in range(5):
        turn = core.front_office.back(turn.draft, SINGLE, turn.prompt.path)
        paths.append(turn.prompt.path)
    assert paths == [
        "household/1/more", "household/1/age", "household/1/person", "household/more", "household/more",
    ]  # fmt: skip


# --- several questions on one page ----------------------------------------------------------------------------

GROUP = """
sections:
  - code: you
    questions:
      - {code: name, ask: Your name?, kind: name}
      - {code: mobile, ask: Your number?, kind: phone, known_from: line}
      - {code: note, ask: Anything else?, kind: text, optional: true}
      - {code: picture, ask: A photo?, kind: photo, optional: true}
    together: [[name, mobile, note, picture]]
"""


def page(name: str = "Ann Peeters", mobile: str = "0470 12 34 56", note: str = "", picture="") -> dict:
    return {
        "name:answer": name, "mobile:answer": mobile, "note:answer": note, "picture:answer": picture,
    }  # fmt: skip


def a_photo() -> Upload:
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    return Upload(picture.getvalue())


def test_a_page_shows_what_is_stored_for_questions_that_the_way_has_not_reached(
    offering: Offering, visitor
) -> None:
    core = offering(GROUP)
    begun = core.front_office.begin("trial", visitor("tel:+32470123456"))
    turn = core.front_office.ask(begun.draft, PAGES)
    shown = {member.path: member.parts[0].value for member in turn.prompt.together}
    assert shown["mobile"]


def test_a_file_stays_when_its_page_is_sent_again_without_it(offering: Offering) -> None:
    core = offering(GROUP)
    turn = core.front_office.begin("trial", PAGES)
    turn = answered(core, turn, PAGES, page(picture=a_photo()))
    assert turn.prompt.kind == "check"
    turn = core.front_office.answer(turn.draft, "name", page(name="Bob Peeters"), turn.version, PAGES)
    answers = case_of(core, turn, PAGES)["answers"]
    assert answers["name"] == "Bob Peeters"
    assert answers["picture"]["type"] == "image/jpeg"


def test_only_what_changed_on_a_page_is_stored_again(offering: Offering) -> None:
    core = offering(GROUP)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, page(note="Dark"))
    again = core.front_office.answer(turn.draft, "name", page(note="Light"), turn.version, PAGES)
    assert again.version == turn.version + 1
    assert [path for kind, path in events_of(core, turn.draft) if kind == "changed"] == ["note"]


def test_saying_the_same_twice_is_saying_it_once(offering: Offering) -> None:
    core = offering(GROUP)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, page())
    again = core.front_office.answer(turn.draft, "name", page(), turn.version, PAGES)
    assert again == turn


def test_every_question_of_a_page_was_asked(offering: Offering) -> None:
    core = offering(GROUP)
    turn = core.front_office.begin("trial", PAGES)
    asked = [path for kind, path in events_of(core, turn.draft) if kind == "asked"]
    assert asked == ["name", "mobile", "note", "picture"]


def test_a_question_that_was_not_on_the_page_is_neither_skipped_nor_emptied(offering: Offering) -> None:
    core = offering(GROUP)
    turn = core.front_office.begin("trial", PAGES)
    posted = page()
    del posted["note:answer"], posted["picture:answer"]
    turn = core.front_office.answer(turn.draft, "name", posted, turn.version, PAGES)
    assert turn.prompt.kind == "ask"
    assert core.front_office.ask(turn.draft, SINGLE).prompt.path == "note"


def test_a_page_with_one_wrong_answer_stores_nothing_and_keeps_what_was_entered(offering: Offering) -> None:
    core = offering(GROUP)
    turn = core.front_office.begin("trial", PAGES)
    refused = core.front_office.answer(turn.draft, "name", page(mobile="7", note="Dark"), turn.version, PAGES)
    assert refused.version == turn.version
    assert [member.path for member in refused.prompt.together if member.problem] == ["mobile"]
    assert [member.parts[0].value for member in refused.prompt.together][:3] == ["Ann Peeters", "7", "Dark"]


# --- two doors at once ----------------------------------------------------------------------------------------

NOTE = """
questions:
  - {code: light, ask: Is it a light?, kind: yes_no}
  - {code: note, ask: Anything else?, kind: text, optional: true}
  - {code: lamp, ask: Which lamp?, kind: text, when: {light: true}}
"""


def test_an_empty_page_does_not_empty_what_another_door_answered(offering: Offering) -> None:
    core = offering(NOTE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "yes")
    core.front_office.answer(turn.draft, "note", {"answer": "It blinks"}, turn.version, SINGLE)
    empty = core.front_office.answer(turn.draft, "note", {"answer": ""}, turn.version, PAGES)
    assert empty.prompt.problem.code == "conflict"
    assert "It blinks" in empty.prompt.problem.words
    assert "Not provided" in empty.prompt.problem.words
    decided = core.front_office.answer(turn.draft, "note", {"answer": ""}, empty.version, PAGES)
    assert decided.prompt.path == "lamp"


def test_an_answer_to_a_question_that_left_the_way_is_not_dropped_in_silence(offering: Offering) -> None:
    core = offering(NOTE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "yes", "Dark")
    assert turn.prompt.path == "lamp"
    core.front_office.answer(turn.draft, "light", {"answer": "no"}, turn.version, SINGLE)
    late = core.front_office.answer(turn.draft, "lamp", {"answer": "B1234"}, turn.version, PAGES)
    assert late.prompt.kind == "check"
    assert late.said


SECRET = """
questions:
  - {code: name, ask: Your name?, kind: name}
  - {code: number, ask: Your number?, kind: text, sensitive: true}
  - {code: town, ask: Which town?, kind: text}
"""


@pytest.mark.parametrize("public", [OPEN_LINE, HALL])
def test_a_conflict_writes_no_sensitive_answer_out_where_others_see_it(
    offering: Offering, public: Visitor
) -> None:
    core = offering(SECRET.replace("sensitive: true", "sensitive: true, allow_on_open_line: For the test"))
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "Ann")
    core.front_office.answer(turn.draft, "number", {"answer": "theirs"}, turn.version, PAGES)
    conflict = core.front_office.answer(turn.draft, "number", {"answer": "ours"}, turn.version, public)
    assert conflict.prompt.problem.code == "conflict"
    assert "theirs" not in conflict.prompt.problem.words
    assert "ours" not in conflict.prompt.problem.words


def test_back_steps_over_what_this_door_may_not_ask(offering: Offering) -> None:
    core = offering(SECRET)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "Ann", "85073003328")
    assert core.front_office.back(turn.draft, OPEN_LINE, "town").prompt.path == "name"


def test_two_who_answer_at_the_same_moment_lose_nothing(offering: Offering) -> None:
    core = offering(NOTE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "yes")
    ready = threading.Barrier(2)
    got: list[Turn] = []

    def answer(path: str, words: str) -> None:
        ready.wait()
        got.append(core.front_office.answer(turn.draft, path, {"answer": words}, turn.version, PAGES))

    threads = [threading.Thread(target=answer, args=each) for each in (("light", "yes"), ("note", "Dark"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(got) == 2
    assert core.front_office.ask(turn.draft, PAGES).prompt.path == "lamp"


# --- days that pass -------------------------------------------------------------------------------------------

DAYS = """
questions:
  - {code: start, ask: From which day?, kind: date, earliest: today}
  - {code: why, ask: Why?, kind: text}
"""


def test_tomorrow_is_the_day_after_it_is_said_however_old_the_draft_is(offering: Offering, clock) -> None:
    core = offering(DAYS)
    turn = core.front_office.begin("trial", SINGLE)
    clock.pass_(timedelta(days=3))
    turn = answered(core, turn, SINGLE, "tomorrow", "A party")
    assert case_of(core, turn)["answers"]["start"] == "2026-11-27"


def test_a_day_that_is_past_by_now_is_asked_again_before_sending(offering: Offering, clock) -> None:
    core = offering(DAYS)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "25/11/2026", "A party")
    clock.pass_(timedelta(days=5))
    refused = core.front_office.submit(turn.draft, turn.version, SINGLE)
    assert (refused.prompt.path, refused.prompt.problem.code) == ("start", "too-early")
    assert ("refused", "start") in events_of(core, turn.draft)
    twice = core.front_office.answer(turn.draft, "start", {"answer": "26/11/2026"}, refused.version, SINGLE)
    assert twice.prompt.problem.code == "too-early"
    turn = answered(core, twice, SINGLE, "29/11/2026")
    assert case_of(core, turn)["answers"]["start"] == "2026-11-29"


# --- papers that come later -----------------------------------------------------------------------------------

PAPERS = """
sections:
  - code: papers
    questions:
      - {code: name, ask: Your name?, kind: name}
      - {code: plan, ask: The plan?, kind: document, later: true, optional: true}
    together: [[name, plan]]
"""


def promised(core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "Ann")
    turn = core.front_office.skip(turn.draft, "plan", SINGLE)
    return core.front_office.submit(turn.draft, turn.version, SINGLE).prompt.receipt


def test_a_promised_paper_is_pending_until_it_comes(offering: Offering) -> None:
    core = offering(PAPERS)
    receipt = promised(core)
    assert core.back_office.show(receipt.reference)["answers"]["plan"] == {"pending": True}
    proof = (receipt.reference, receipt.status_code)
    supplied = core.front_office.supply(*proof, "plan", {"answer": a_photo()}, PAGES)
    assert supplied.prompt is None
    assert core.back_office.show(receipt.reference)["answers"]["plan"]["type"] == "image/jpeg"
    assert core.front_office.track(*proof, PAGES).pending == ()
    again = core.front_office.supply(*proof, "plan", {"answer": a_photo()}, PAGES)
    assert "Nothing is missing" in again.said[0]


def test_nothing_is_not_taken_for_the_paper(offering: Offering) -> None:
    core = offering(PAPERS)
    receipt = promised(core)
    proof = (receipt.reference, receipt.status_code)
    refused = core.front_office.supply(*proof, "plan", {"answer": ""}, PAGES)
    assert refused.prompt.problem is not None
    assert len(core.front_office.track(*proof, PAGES).pending) == 1


def test_the_status_page_shows_no_answer_that_stood_on_the_papers_page(offering: Offering) -> None:
    core = offering(PAPERS)
    receipt = promised(core)
    status = core.front_office.track(receipt.reference, receipt.status_code, PAGES)
    refused = core.front_office.supply(receipt.reference, receipt.status_code, "plan", {"answer": ""}, PAGES)
    for prompt in (*status.pending, refused.prompt):
        assert prompt.path == "plan"
        assert prompt.together == ()
        assert "Ann" not in str(prompt)


def test_a_paper_and_a_withdrawal_at_the_same_moment_come_one_after_the_other(offering: Offering) -> None:
    core = offering(PAPERS)
    receipt = promised(core)
    proof = (receipt.reference, receipt.status_code)
    ready, said = threading.Barrier(4), []

    def supply() -> None:
        ready.wait()
        said.append(core.front_office.supply(*proof, "plan", {"answer": a_photo()}, PAGES).said[0])

    def withdraw() -> None:
        ready.wait()
        said.append(core.front_office.withdraw(*proof, PAGES).said[0])

    threads = [threading.Thread(target=each) for each in (supply, withdraw, supply, withdraw)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(said) == 4
    assert core.back_office.show(receipt.reference)["status"] == "withdrawn"
    assert sum("received" in words for words in said) <= 1


# --- outcomes and remarks -------------------------------------------------------------------------------------

ENDS = """
questions:
  - {code: light, ask: Is it a light?, kind: yes_no}
  - {code: note, ask: Anything else?, kind: text}
remarks:
  - {when: {light: true}, say: Lamps take a week.}
outcomes:
  - {code: dark, when: {note: dark}, say: Buy a torch.}
"""


def test_a_remark_is_said_once_when_it_becomes_true(offering: Offering) -> None:
    core = offering(ENDS)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "yes")
    assert turn.said == ("Lamps take a week.",)
    assert answered(core, turn, SINGLE, "It blinks").said == ()


def test_an_outcome_is_one_end_however_often_it_is_looked_at(offering: Offering) -> None:
    core = offering(ENDS)
    turn = answered(core, core.front_office.begin("trial", SINGLE), SINGLE, "no", "dark")
    for _ in range(2):
        assert core.front_office.ask(turn.draft, SINGLE).prompt.outcome == "dark"
    back = core.front_office.back(turn.draft, SINGLE)
    again = core.front_office.answer(turn.draft, "note", {"answer": "dark"}, back.version, SINGLE)
    assert again.prompt.outcome == "dark"
    assert [kind for kind, _ in events_of(core, turn.draft)].count("ended") == 1
    mended = core.front_office.answer(turn.draft, "note", {"answer": "dim"}, back.version, SINGLE)
    assert mended.prompt.kind == "check"
    assert core.front_office.drafts.get(turn.draft).record.state == "open"


def test_the_events_of_a_journey_are_complete_and_say_nothing(offering: Offering) -> None:
    core = offering(NOTE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "yes")
    turn = core.front_office.skip(turn.draft, "note", PAGES)
    turn = core.front_office.answer(turn.draft, "lamp", {"answer": ""}, turn.version, PAGES)
    turn = answered(core, turn, PAGES, "B1234")
    turn = core.front_office.answer(turn.draft, "lamp", {"answer": "C9999"}, turn.version, PAGES)
    core.front_office.submit(turn.draft, turn.version, PAGES)
    assert events_of(core, turn.draft) == [
        ("begun", ""), ("asked", "light"), ("answered", "light"), ("asked", "note"), ("skipped", "note"),
        ("asked", "lamp"), ("refused", "lamp"), ("answered", "lamp"), ("asked", "check"),
        ("changed", "lamp"), ("asked", "check"), ("submitted", ""),
    ]  # fmt: skip
