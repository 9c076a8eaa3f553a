import pytest
from pydantic import ValidationError

from service.messages import Problem


@pytest.mark.parametrize(
    ("settings", "entered", "stored"),
    [
        ({}, "  Blue  door ", "Blue door"),
        ({}, "two\nlines", "two lines"),
        ({}, "a\u200bb\u202ec\x00", "abc"),
        ({}, "e\u0301te\u0301", "été"),
        ({"pattern": "[A-Z][0-9]{4}"}, "B1234", "B1234"),
        ({"pattern": "[A-Z][0-9]{4}"}, "b1234", "B1234"),
        ({"pattern": "[A-Z][0-9]{4}"}, "b 1234", "B1234"),
        ({"pattern": "[A-Z][0-9]{4}"}, "B-12.34", "B1234"),
        ({"pattern": "[A-Z][0-9]{4}"}, "b١٢٣٤", "B1234"),
        ({"pattern": "[A-Z] [0-9]{4}"}, "b 1234", "B 1234"),
    ],
)
def test_a_text_is_tidied_and_taken_in_the_form_that_is_wanted(question, answered, settings, entered, stored):
    assert answered(question("text", **settings), entered) == stored


@pytest.mark.parametrize(
    ("settings", "entered", "code", "words"),
    [
        ({}, "", "empty", "Nothing was entered. Please write a short text."),
        ({}, "\u200b \x00", "empty", "Nothing was entered. Please write a short text."),
        (
            {"max_length": 3},
            "four",
            "too-long",
            "That is 4 characters. At most 3 are possible: please shorten it.",
        ),
        (
            {"pattern": "[A-Z][0-9]{4}", "looks_like": "A letter and four digits, like B1234."},
            "lamp",
            "wrong-form",
            "“lamp” does not have the right form. A letter and four digits, like B1234.",
        ),
        (
            {"pattern": "[A-Z][0-9]{4}", "help": "It is on the post.", "sensitive": True},
            "lamp",
            "wrong-form",
            "What you entered does not have the right form. It is on the post.",
        ),
    ],
)
def test_a_text_that_cannot_be_taken_says_why(question, answered, settings, entered, code, words):
    problem = answered(question("text", **settings), entered)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.words) == (code, words)


@pytest.mark.parametrize("kind", ["text", "paragraph", "name"])
@pytest.mark.parametrize("value", [" Anna", "An\u200bna", "Anna  Peeters" + " ", "\u202eAnna"])
def test_what_nobody_can_type_is_not_stored(question, asking, kind, value):
    asked = question(kind)
    assert asked.check(value, asking(asked)) is not None


def test_a_long_entry_is_not_repeated_in_full(question, answered):
    problem = answered(question("text", pattern="[0-9]+"), "x" * 150)
    assert "“" + "x" * 39 + "…”" in problem.words


def test_a_broken_pattern_is_the_owners_error(question):
    with pytest.raises(ValidationError, match="is not a regular expression"):
        question("text", pattern="[")


def test_a_short_text_has_a_short_input(question, asking):
    short, long = question("text", max_length=6), question("text")
    assert short.parts(asking(short))[0].width == 6
    assert long.parts(asking(long))[0].width is None
