import pytest

from service.messages import Problem


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("0470 12 34 56", "+32470123456"),
        ("0470/12.34.56", "+32470123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("0032470123456", "+32470123456"),
        ("+32 (0)470 12 34 56", "+32470123456"),
        ("tel:+32470123456", "+32470123456"),
        ("٠٤٧٠١٢٣٤٥٦", "+32470123456"),
        ("my number is 0470 12 34 56", "+32470123456"),
        ("050 44 81 11", "+3250448111"),
        ("+31 6 12345678", "+31612345678"),
        ("+39 06 698 12345", "+390669812345"),
    ],
)
def test_a_number_is_understood_however_it_is_written(question, answered, entered, stored):
    assert answered(question("phone"), entered) == stored


@pytest.mark.parametrize(
    ("settings", "entered", "code"),
    [
        ({}, "", "empty"),
        ({}, "none", "not-a-phone-number"),
        ({}, "12", "not-a-phone-number"),
        ({}, "0470 12", "too-short"),
        ({}, "112", "too-short"),
        ({}, "0470 12 34 56 78", "no-such-number"),
        ({}, "0999 99 99 99", "no-such-number"),
        ({}, "+999 123456789", "no-such-number"),
        ({}, "0470 12 34 56 " * 10, "not-a-phone-number"),
        ({"mobile": True}, "050 44 81 11", "not-mobile"),
    ],
)
def test_what_is_no_number_says_why(question, asking, answered, settings, entered, code):
    asked = question("phone", **settings)
    problem = answered(asked, entered)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert asked.example(asking(asked)) in problem.words


def test_the_example_is_a_right_answer(question, asking, answered):
    asked = question("phone", mobile=True)
    assert not isinstance(answered(asked, asked.example(asking(asked))), Problem)


def test_a_number_is_shown_as_people_here_write_it(question, asking):
    asked = question("phone")
    assert asked.show("+32470123456", asking(asked)) == "0470 12 34 56"
    assert asked.show("+31612345678", asking(asked)) == "+31 6 12345678"
    assert asked.show("+31612345678", asking(asked, region="NL")) == "06 12345678"


@pytest.mark.parametrize("value", ["0470123456", "+32 470 12 34 56", "+1", "", None, 32470123456, []])
def test_only_full_international_numbers_are_stored(question, asking, value):
    asked = question("phone")
    assert asked.check(value, asking(asked)) is not None
