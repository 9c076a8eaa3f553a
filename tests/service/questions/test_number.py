import pytest
from pydantic import ValidationError

from service.messages import Problem


@pytest.mark.parametrize(
    ("settings", "entered", "stored"),
    [
        ({}, "12", 12),
        ({}, " 12 ", 12),
        ({}, "١٢", 12),
        ({}, "1,200", 1200),
        ({}, "1 200", 1200),
        ({}, "1.200.300", 1_200_300),
        ({}, "12.0", 12),
        ({}, "twelve", 12),
        ({}, "about 12", 12),
        ({}, "it's 12.", 12),
        ({}, "-3", -3),
        ({}, "−3", -3),
        ({"ask": "How many copies?"}, "2 copies", 2),
        ({"ask": "How many copies?"}, "one copy", 1),
        ({"ask": "How many people live there?"}, "3 persons", 3),
        ({"unit": "m"}, "12 m", 12),
        ({"unit": "m"}, "12m", 12),
        ({"unit": "m"}, "12 metres", 12),
        ({"unit": "m"}, "twelve metres", 12),
        ({"unit": "m²"}, "12 m2", 12),
        ({"unit": "%"}, "12%", 12),
        ({"unit": "%"}, "12 percent", 12),
        ({"decimals": 2}, "1.5", 1.5),
        ({"decimals": 2}, "1,5", 1.5),
        ({"decimals": 2}, ".5", 0.5),
        ({"decimals": 2}, "0,25", 0.25),
        ({"decimals": 2}, "1.200,50", 1200.5),
        ({"decimals": 2}, "1,200.50", 1200.5),
        ({"decimals": 2}, "1'200.50", 1200.5),
        ({"decimals": 2}, "1٬200٫50", 1200.5),
        ({"decimals": 2}, "2.50", 2.5),
        ({"decimals": 3}, "1.200", 1.2),
        ({"decimals": 3}, "0.125", 0.125),
    ],
)
def test_a_number_is_understood(question, answered, settings, entered, stored):
    value = answered(question("number", **settings), entered)
    assert value == stored
    assert type(value) is type(stored)


@pytest.mark.parametrize(("language", "thousands"), [("en", "1,200"), ("nl", "1.200"), ("fr", "1.200")])
def test_one_sign_before_three_digits_is_read_as_the_language_writes_it(
    question, answered, language, thousands
):
    assert answered(question("number"), thousands, language=language) == 1200
    decimal = thousands.translate(str.maketrans(".,", ",."))
    assert answered(question("number", decimals=3), decimal, language=language) == 1.2
    assert answered(question("number"), decimal, language=language).code == "fraction"


def test_what_could_be_1_20_or_1200_is_asked_back(question, answered):
    asked = question("number", decimals=2, unit="m")
    problem = answered(asked, "1.200 m")
    assert problem.code == "which"
    assert [(each.value, each.label) for each in problem.options] == [("1.2", "1.2 m"), ("1200", "1,200 m")]
    assert [answered(asked, each.value) for each in problem.options] == [1.2, 1200]


@pytest.mark.parametrize(
    ("settings", "entered", "code"),
    [
        ({}, "", "empty"),
        ({}, "many", "not-a-number"),
        ({}, "12 or 13", "not-a-number"),
        ({}, "12-13", "not-a-number"),
        ({}, "12 m", "not-a-number"),
        ({}, "12k", "not-a-number"),
        ({}, "12 thousand", "not-a-number"),
        ({}, "2 dozen", "not-a-number"),
        ({}, "12 cm3", "not-a-number"),
        ({}, "more than 12", "not-a-number"),
        ({}, "1e5", "not-a-number"),
        ({}, "0x10", "not-a-number"),
        ({}, "1½", "not-a-number"),
        ({}, "--3", "not-a-number"),
        ({}, "12 50", "not-a-number"),
        ({}, "1.20.0", "not-a-number"),
        ({}, "1,200,50", "not-a-number"),
        ({}, "NaN", "not-a-number"),
        ({}, "infinity", "not-a-number"),
        ({}, "9" * 16, "too-many-digits"),
        ({}, "9" * 9999, "too-many-digits"),
        ({"unit": "m"}, "12 cm", "other-unit"),
        ({"unit": "m"}, "12 feet", "not-a-number"),
        ({}, "1.5", "fraction"),
        ({"decimals": 2}, "1.2345", "too-many-decimals"),
        ({"min": 1}, "0", "too-small"),
        ({"min": 0}, "-1", "too-small"),
        ({"max": 100}, "5000", "too-large"),
        ({"max": 2.5, "decimals": 2}, "2,51", "too-large"),
    ],
)
def test_what_is_no_answer_says_why(question, answered, settings, entered, code):
    problem = answered(question("number", **settings), entered)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_a_problem_names_what_was_understood_and_the_limit(question, answered):
    asked = question("number", max=100, unit="m")
    assert answered(asked, "5000").words == "“5,000 m” is too much. It must be 100 m or less."


@pytest.mark.parametrize(
    ("settings", "example"),
    [
        ({}, "6"),
        ({"min": 1, "max": 100}, "6"),
        ({"min": 30}, "34"),
        ({"max": -5}, "-5"),
        ({"min": 0.5, "max": 1, "decimals": 2, "unit": "m"}, "0.8 m"),
    ],
)
def test_the_example_is_a_right_answer(question, asking, answered, settings, example):
    asked = question("number", **settings)
    assert asked.example(asking(asked)) == example
    assert not isinstance(answered(asked, example), Problem)


@pytest.mark.parametrize("value", [True, "12", None, [], {}, float("nan"), float("inf"), 10**400])
def test_only_numbers_are_stored(question, asking, value):
    asked = question("number")
    assert asked.check(value, asking(asked)).code == "not-a-number"


def test_a_number_is_shown_in_the_language_and_typed_without_groups(question, asking):
    asked = question("number", decimals=2, unit="m")
    assert asked.show(1200.5, asking(asked)) == "1,200.5 m"
    assert asked.show(1200.5, asking(asked, language="nl")) == "1.200,5 m"
    assert asked.retype(1200.5, asking(asked, language="nl")) == "1200,5"


def test_the_unit_stands_beside_the_input(question, asking):
    asked = question("number", unit="m", max=250)
    (part,) = asked.parts(asking(asked))
    assert (part.suffix, part.hint, part.width) == ("m", "digits", 4)


def test_min_above_max_is_the_owners_error(question):
    with pytest.raises(ValidationError, match="more than max"):
        question("number", min=3, max=2)
