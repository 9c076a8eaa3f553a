from dataclasses import replace
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from channels.shared.fields import LONGEST, FieldProblem, problems_on, read_parts, read_version, width_class
from service.messages import Option, Part, Problem, Prompt, Upload

NAME = Prompt("ask:name", "ask", path="name", parts=(Part("answer"),))
DAYS = Prompt("ask:days", "ask", path="days", parts=(Part("answer", hint="choices"),), hint="choices")
PHOTO = Prompt("ask:photo", "ask", path="photo", parts=(Part("answer", hint="photo"),), hint="photo")
BORN = Prompt("ask:born", "ask", path="born", parts=(Part("day"), Part("month"), Part("year")), hint="date")


def together(*prompts):
    """The same questions on one page, as the core names their parts."""
    members = tuple(
        replace(each, parts=tuple(replace(part, name=f"{each.path}:{part.name}") for part in each.parts))
        for each in prompts
    )
    return Prompt("ask:both", "ask", path=prompts[0].path, together=members)


def entered(prompt, form=(), files=()):
    return read_parts(prompt, MultiDict(form), MultiDict(files))


def test_what_the_page_does_not_ask_for_is_not_looked_at():
    assert entered(NAME, {"answer": "An", "other": "x", "csrf_token": "y"}) == {"answer": "An"}


def test_an_input_that_was_not_posted_is_empty():
    assert entered(BORN, {"day": "1"}) == {"day": "1", "month": "", "year": ""}


def test_ticked_boxes_are_a_list_also_when_there_are_none():
    assert entered(DAYS, [("answer", "monday"), ("answer", "friday")]) == {"answer": ["monday", "friday"]}
    assert entered(DAYS) == {"answer": []}


def test_questions_on_one_page_keep_their_own_names():
    form = {"name:answer": "An", "born:day": "1", "born:month": "2", "born:year": "1985"}

    assert entered(together(NAME, BORN), form) == form


def test_a_file_arrives_with_its_bytes_and_what_the_sender_says_of_it():
    file = FileStorage(BytesIO(b"x"), filename="a.jpg", content_type="image/jpeg")

    assert entered(PHOTO, files={"answer": file}) == {"answer": Upload(b"x", "image/jpeg", "a.jpg")}


def test_no_file_chosen_is_an_empty_answer():
    assert entered(PHOTO, files={"answer": FileStorage(BytesIO(b""), filename="")}) == {"answer": ""}


def test_one_of_the_meanings_goes_before_the_words_in_doubt():
    assert entered(NAME, [("answer", "Kerkstraat 1, 8990"), ("answer", "Kerkst")]) == {
        "answer": "Kerkstraat 1, 8990"
    }
    assert entered(NAME, [("answer", ""), ("answer", "Kerkplein")]) == {"answer": "Kerkplein"}


def test_the_meaning_of_an_entry_in_several_parts_is_posted_as_the_answer():
    assert entered(BORN, {"day": "3", "answer": "2027-05-03"})["answer"] == "2027-05-03"
    assert entered(together(NAME, BORN), {"born:answer": "2027-05-03"})["born:answer"] == "2027-05-03"


def test_more_than_any_question_can_take_is_refused():
    with pytest.raises(RequestEntityTooLarge):
        entered(NAME, {"answer": "x" * (LONGEST + 1)})


def test_the_summary_leads_to_the_part_that_is_wrong():
    wrong = replace(BORN, problem=Problem("no-such-day", "No such day.", part="month"))

    assert problems_on(wrong) == [FieldProblem("f-month", "No such day.")]


def test_the_summary_lists_each_wrong_question_of_a_page():
    page = together(NAME, BORN)
    wrong = tuple(replace(each, words="What?", problem=Problem("empty", each.path)) for each in page.together)

    assert problems_on(replace(page, together=wrong)) == [
        FieldProblem("f-name-answer", "What? name"),
        FieldProblem("f-born-day", "What? born"),
    ]


def test_where_words_could_mean_several_things_the_summary_leads_to_the_first_meaning():
    wrong = replace(NAME, problem=Problem("which", "Which?", options=(Option("a", "A"),)))

    assert problems_on(wrong)[0].field == "f-answer-which"


@pytest.mark.parametrize(
    ("written", "version"), [("7", 7), ("", 0), ("-1", 0), ("x", 0), ("9" * 5000, 0), ("٣", 0)]
)
def test_a_version_is_a_small_number_or_the_oldest(written, version):
    assert read_version({"seen": written}) == version


@pytest.mark.parametrize(
    ("width", "expected"),
    [(None, ""), (2, "width-2"), (3, "width-4"), (11, "width-20"), (50, "")],
)
def test_an_input_is_about_as_wide_as_its_answer(width, expected):
    assert width_class(Part("answer", width=width)) == expected
