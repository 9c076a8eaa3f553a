"""The strict verbs, against the services of Bruggepont."""

from datetime import timedelta

import pytest

from service.front_office import NoSuchDraft, NoSuchService
from service.messages import Capabilities, Problems, Receipt, Turn, Upload, Visitor

PAGES = Visitor("first", "en", Capabilities(pages=True))
OTHER = Visitor("second", "en", Capabilities(public_screen=True))
OPEN_LINE = Visitor("third", "en", Capabilities(photos=False, documents=False, private=False))


@pytest.fixture
def office(town):
    return town.front_office


def answered(office, turn: Turn, *entered: str, visitor: Visitor = PAGES) -> Turn:
    for words in entered:
        turn = office.answer(turn.draft, turn.prompt.path, {"answer": words}, turn.version, visitor)
        assert turn.prompt.problem is None, turn.prompt.problem
    return turn


def to_check(office, visitor: Visitor = PAGES) -> Turn:
    turn = answered(
        office,
        office.begin("street-problem", visitor),
        "no",
        "light",
        "B1234",
        "Kerkstraat 12",
        visitor=visitor,
    )
    for _ in range(2):
        turn = office.skip(turn.draft, turn.prompt.path, visitor)
    assert turn.prompt.kind == "check"
    return turn


def test_a_draft_begins_with_the_first_question(office):
    turn = office.begin("street-problem", PAGES)
    assert (turn.prompt.kind, turn.prompt.path, turn.version) == ("ask", "danger", 0)


def test_a_service_that_nobody_offers_has_no_draft(office):
    with pytest.raises(NoSuchService):
        office.begin("moon-landing", PAGES)


def test_a_draft_that_never_was_is_not_found(office):
    for name in ("", "x" * 500, "00000000-0000-0000-0000-000000000000", "\x00"):
        with pytest.raises(NoSuchDraft):
            office.ask(name, PAGES)


def test_a_refused_answer_changes_nothing_and_keeps_what_was_entered(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no", "light")
    refused = office.answer(turn.draft, "lamp", {"answer": "what?"}, turn.version, PAGES)
    assert refused.prompt.problem is not None
    assert refused.prompt.parts[0].value == "what?"
    assert refused.version == turn.version
    assert office.ask(turn.draft, PAGES).prompt.path == "lamp"


def test_looking_writes_nothing(office):
    turn = to_check(office)
    for _ in range(3):
        office.ask(turn.draft, PAGES, "lamp")
        office.back(turn.draft, PAGES, "where")
        assert office.review(turn.draft, PAGES).version == turn.version


def test_back_leads_to_the_question_before_with_its_answer_in_it(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no", "light")
    before = office.back(turn.draft, PAGES, "lamp")
    assert before.prompt.path == "problem"
    assert before.prompt.parts[0].value == "light"
    assert office.back(turn.draft, PAGES, "danger").prompt.path == "danger"


def test_a_changed_answer_leads_back_to_check_answers(office):
    turn = to_check(office)
    changed = office.answer(turn.draft, "lamp", {"answer": "C9999"}, turn.version, PAGES)
    assert changed.prompt.kind == "check"
    assert "C9999" in [row.shown for row in changed.prompt.rows]


def test_a_change_that_makes_more_necessary_asks_for_it_first(office):
    turn = to_check(office)
    changed = office.answer(turn.draft, "problem", {"answer": "pothole"}, turn.version, PAGES)
    assert changed.prompt.kind == "ask"


def test_an_outcome_ends_in_words_and_going_back_opens_the_way_again(office):
    turn = answered(office, office.begin("street-problem", PAGES), "yes")
    assert turn.prompt.outcome == "call-112"
    assert "112" in turn.prompt.words
    back = office.back(turn.draft, PAGES)
    assert back.prompt.path == "danger"
    again = office.answer(turn.draft, "danger", {"answer": "no"}, back.version, PAGES)
    assert again.prompt.path == "problem"


def test_submitting_twice_gives_the_same_receipt(office):
    turn = to_check(office)
    first = office.submit(turn.draft, turn.version, PAGES)
    second = office.submit(turn.draft, turn.version, OTHER)
    assert first.prompt.receipt == second.prompt.receipt
    assert office.ask(turn.draft, PAGES).prompt.receipt == first.prompt.receipt


def test_nothing_changes_a_submitted_draft(office, town):
    turn = to_check(office)
    receipt = office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    before = town.back_office.show(receipt.reference)
    assert office.answer(turn.draft, "lamp", {"answer": "C9999"}, 99, PAGES).prompt.receipt == receipt
    assert office.skip(turn.draft, "lamp", PAGES).prompt.receipt == receipt
    assert office.back(turn.draft, PAGES).prompt.receipt == receipt
    assert town.back_office.show(receipt.reference) == before


def test_an_incomplete_draft_cannot_be_submitted(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no")
    assert office.submit(turn.draft, turn.version, PAGES).prompt.path == "problem"


def test_a_case_holds_no_answer_from_off_the_way(office, town):
    turn = to_check(office)
    turn = office.answer(turn.draft, "problem", {"answer": "other"}, turn.version, PAGES)
    while turn.prompt.kind == "ask":
        turn = answered(office, turn, "A fallen tree")
    receipt = office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    assert "lamp" not in town.back_office.show(receipt.reference)["answers"]


def test_two_answers_to_one_question_are_put_before_the_person(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no")
    seen = turn.version
    office.answer(turn.draft, "problem", {"answer": "light"}, seen, OTHER)
    late = office.answer(turn.draft, "problem", {"answer": "pothole"}, seen, PAGES)
    assert late.prompt.problem.code == "conflict"
    assert "light" in late.prompt.problem.words
    assert "hole" in late.prompt.problem.words
    assert late.prompt.path == "problem"
    settled = office.answer(turn.draft, "problem", {"answer": "pothole"}, late.version, PAGES)
    assert settled.prompt.problem is None
    assert office.ask(turn.draft, PAGES, "problem").prompt.parts[0].value == "pothole"


def test_the_same_answer_twice_is_one_answer(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no")
    once = office.answer(turn.draft, "problem", {"answer": "light"}, turn.version, PAGES)
    twice = office.answer(turn.draft, "problem", {"answer": "light"}, turn.version, PAGES)
    assert twice.prompt.problem is None
    assert twice.prompt.path == once.prompt.path


def test_answers_to_different_questions_do_not_disturb_each_other(office):
    turn = to_check(office)
    office.answer(turn.draft, "lamp", {"answer": "C9999"}, turn.version, OTHER)
    done = office.answer(turn.draft, "where", {"answer": "Stationsplein 1"}, turn.version, PAGES)
    assert {"C9999"} <= {row.shown for row in done.prompt.rows}


def test_what_another_door_changed_is_looked_through_before_it_is_sent(office):
    turn = to_check(office)
    office.answer(turn.draft, "lamp", {"answer": "C9999"}, turn.version, OTHER)
    sent = office.submit(turn.draft, turn.version, PAGES)
    assert sent.prompt.kind == "check"
    assert sent.said
    assert office.submit(turn.draft, sent.version, PAGES).prompt.kind == "done"


def test_only_optional_questions_can_be_skipped(office):
    turn = office.begin("street-problem", PAGES)
    refused = office.skip(turn.draft, "danger", PAGES)
    assert refused.prompt.problem.code == "needed"
    assert refused.prompt.path == "danger"


def test_a_draft_is_gone_when_its_service_keeps_it_no_longer(office, town, clock):
    turn = to_check(office)
    clock.pass_(timedelta(days=29))
    assert office.ask(turn.draft, PAGES).prompt.kind == "check"
    clock.pass_(timedelta(days=2))
    with pytest.raises(NoSuchDraft):
        office.ask(turn.draft, PAGES)
    assert town.operations.tidy() == 1
    assert town.operations.tidy() == 0


def test_the_status_is_told_to_whoever_has_both_reference_and_code(office):
    turn = to_check(office)
    receipt = office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    status = office.track(receipt.reference.lower().replace("-", " "), receipt.status_code, OTHER)
    assert status.reference == receipt.reference
    wrong = "000000" if receipt.status_code != "000000" else "111111"
    assert office.track(receipt.reference, wrong, OTHER) is None
    assert office.track("K7QF-2M9X-V", receipt.status_code, OTHER) is None


def test_withdrawing_twice_is_withdrawing_once(office, town):
    turn = to_check(office)
    receipt = office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    for _ in range(2):
        assert office.withdraw(receipt.reference, receipt.status_code, PAGES).said
    assert town.back_office.show(receipt.reference)["status"] == "withdrawn"
    assert not office.track(receipt.reference, receipt.status_code, PAGES).withdrawable


def test_a_photo_is_kept_with_the_case_and_nothing_of_its_origin(office, town):
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG", exif=exif)
    turn = answered(office, office.begin("street-problem", PAGES), "no", "light", "B1234", "Kerkstraat 12")
    assert turn.prompt.hint == "photo"
    turn = office.answer(
        turn.draft, "photo", {"answer": Upload(picture.getvalue(), "image/png")}, turn.version, PAGES
    )
    assert turn.prompt.problem is None
    turn = office.skip(turn.draft, turn.prompt.path, PAGES)
    receipt = office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    photo = town.back_office.show(receipt.reference)["answers"]["photo"]
    kept = town.back_office.file(receipt.reference, "photo")
    assert photo["type"] == "image/jpeg"
    assert photo["size"] == len(kept)
    assert b"Secret Camera" not in kept


def test_an_open_line_is_not_asked_for_a_photo_and_the_case_says_nothing_was_given(office, town):
    turn = answered(
        office,
        office.begin("street-problem", OPEN_LINE),
        "no",
        "light",
        "B1234",
        "Kerkstraat 12",
        visitor=OPEN_LINE,
    )
    assert turn.prompt.path == "mobile"
    turn = office.skip(turn.draft, "mobile", OPEN_LINE)
    receipt = office.submit(turn.draft, turn.version, OPEN_LINE).prompt.receipt
    assert town.back_office.show(receipt.reference)["answers"]["photo"] is None


def lamp_case(office) -> Receipt:
    turn = to_check(office)
    return office.submit(turn.draft, turn.version, PAGES).prompt.receipt


def test_what_a_case_shows_can_be_lodged_as_another_case(office, town):
    receipt = lamp_case(office)
    answers = town.back_office.show(receipt.reference)["answers"]
    lodged = office.lodge("street-problem", answers, "paper-1", PAGES)
    assert isinstance(lodged, Receipt)
    assert town.back_office.show(lodged.reference)["answers"] == answers
    assert office.lodge("street-problem", answers, "paper-1", OTHER) == lodged


def test_everything_wrong_with_a_lodged_case_is_said_at_once(office):
    wrong = {"danger": False, "problem": "light", "lamp": "nonsense", "where": 12, "colour": "red"}
    problems = office.lodge("street-problem", wrong, "paper-2", PAGES)
    assert isinstance(problems, Problems)
    assert {"lamp", "where", "colour"} <= {problem.path for problem in problems.problems}


def test_an_outcome_is_not_lodged(office):
    problems = office.lodge("street-problem", {"danger": True}, "paper-3", PAGES)
    assert isinstance(problems, Problems)
    assert "112" in problems.outcome


# --- a definition that is changed while somebody answers ------------------------------------------------------

KINDS = {
    "date": ("kind: date", "3/5/2026"),
    "number": ("kind: number", "7"),
    "choice": ("kind: choice, options: [{value: x, label: X}, {value: y, label: Y}]", "x"),
    "choices": ("kind: choices, options: [{value: x, label: X}, {value: y, label: Y}]", "x"),
    "money": ("kind: money", "7"),
    "place": ("kind: place", "Kerkstraat 12"),
    "text": ("kind: text", "Dark"),
    "yes_no": ("kind: yes_no", "yes"),
    "phone": ("kind: phone", "0470 12 34 56"),
}
CHANGING = """
questions:
  - {code: what, ask: What?, KIND}
  - {code: why, ask: "Why {what}?", kind: text}
"""


@pytest.mark.parametrize("was", KINDS)
def test_in_a_rehearsal_a_question_of_another_kind_is_asked_again_and_the_others_keep_their_answers(
    offering, was
):
    for becomes in KINDS.keys() - {was}:
        core = offering(CHANGING.replace("KIND", KINDS[was][0]), demo=True)
        office = core.front_office
        turn = answered(office, office.begin("trial", PAGES), KINDS[was][1], "Because")
        offering(CHANGING.replace("KIND", KINDS[becomes][0]), demo=True)
        asked = office.ask(turn.draft, PAGES)
        assert asked.prompt.path == "what"
        assert office.submit(turn.draft, asked.version, PAGES).prompt.path == "what"
        turn = answered(office, asked, KINDS[becomes][1])
        assert turn.prompt.kind == "check"
        assert office.ask(turn.draft, PAGES, "why").prompt.parts[0].value == "Because"


def test_in_a_rehearsal_a_question_that_is_taken_away_is_on_nobodys_way(offering):
    body = CHANGING.replace("KIND", "kind: text")
    office = offering(body, demo=True).front_office
    turn = answered(office, office.begin("trial", PAGES), "Light", "Because")
    offering("questions: [{code: why, ask: Why?, kind: text}]", demo=True)
    late = office.answer(turn.draft, "what", {"answer": "Lamp"}, turn.version, PAGES)
    assert late.said
    assert [row.path for row in late.prompt.rows] == ["why"]


def test_in_a_rehearsal_an_option_that_is_gone_is_not_sent(offering):
    body = "questions: [{code: what, ask: What?, kind: choice, options: [{value: x, label: X}, {value: y, label: Y}]}]"
    office = offering(body, demo=True).front_office
    turn = answered(office, office.begin("trial", PAGES), "x")
    offering(body.replace("value: x, label: X", "value: z, label: Z"), demo=True)
    assert office.ask(turn.draft, PAGES).prompt.kind == "check"
    assert office.submit(turn.draft, turn.version, PAGES).prompt.problem.code == "not-offered"


def test_a_draft_and_its_case_keep_the_definition_with_which_they_began(offering):
    body = CHANGING.replace("KIND", "kind: text")
    core = offering(body)
    turn = answered(core.front_office, core.front_office.begin("trial", PAGES), "Light")
    offering(body.replace("Why ", "What for "))
    assert core.front_office.ask(turn.draft, PAGES).prompt.words == "Why Light?"
    assert core.front_office.begin("trial", PAGES).prompt.words == "What?"
    turn = answered(core.front_office, turn, "Because")
    receipt = core.front_office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    offering("questions: [{code: other, ask: Other?, kind: text}]")
    assert core.back_office.show(receipt.reference)["answers"] == {"what": "Light", "why": "Because"}


def test_an_error_does_not_name_the_draft_since_errors_are_logged_and_its_id_is_a_secret(office):
    with pytest.raises(NoSuchDraft) as gone:
        office.ask("00000000-0000-0000-0000-000000000000", PAGES)
    assert str(gone.value) == ""


def test_leaving_out_does_not_undo_what_another_door_answered(office):
    turn = answered(office, office.begin("street-problem", PAGES), "no", "light")
    office.answer(turn.draft, "lamp", {"answer": "C9999"}, turn.version, OTHER)
    late = office.skip(turn.draft, "lamp", PAGES, turn.version)
    assert late.prompt.problem.code == "conflict"
    assert office.ask(turn.draft, PAGES, "lamp").prompt.parts[0].value == "C9999"
    settled = office.skip(turn.draft, "lamp", PAGES, late.version)
    assert settled.prompt.path == "where"


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ("k7qf2m9xv", "reference", "K7QF-2M9X-V"),
        ("k7qf 2m9x", "code", "k7qf 2m9x"),
        ("https://town.example/en/c/abcdefghijklmnopqrstuv", "code", None),
        ("https://town.example/en/s/K7QF2M9XK7QF2M9X", "code", None),
    ],
)
def test_a_reference_and_what_opens_a_draft_are_told_apart_by_their_shape(office, given, kind, words):
    found = office.recognise(given)
    assert (found.kind, found.words) == (kind, words or given)


@pytest.mark.parametrize("given", ["K7QF2M9XW", "5410041001204", "https://town.example/", ""])
def test_what_is_neither_is_not_recognised(office, given):
    assert office.recognise(given) is None
