import pytest
from pydantic import ValidationError

from service.messages import Problem


@pytest.mark.parametrize(
    ("entered", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("€ 12,50", 1250),
        ("€12.5", 1250),
        ("12 euro", 1200),
        ("12 euros.", 1200),
        ("12 EUR", 1200),
        ("EUR 12", 1200),
        ("about 12 euro", 1200),
        ("12€50", 1250),
        ("12 euro 50", 1250),
        ("12 euro and 50 cents", 1250),
        ("50 cents", 50),
        ("5 ct", 5),
        ("12,-", 1200),
        ("12,- €", 1200),
        ("1.200,50", 120050),
        ("1,200.50", 120050),
        ("1 200,50 €", 120050),
        ("1,200", 120000),
        ("١٢٫٥٠", 1250),
        ("twelve euro", 1200),
        ("0", 0),
    ],
)
def test_an_amount_is_understood(question, answered, entered, cents):
    assert answered(question("money"), entered) == {"cents": cents, "currency": "EUR"}


@pytest.mark.parametrize(
    ("settings", "entered", "code"),
    [
        ({}, "", "empty"),
        ({}, "a lot", "not-an-amount"),
        ({}, "12 or 13", "not-an-amount"),
        ({}, "€", "not-an-amount"),
        ({}, "12k", "not-an-amount"),
        ({}, "$12", "other-currency"),
        ({}, "12 pounds", "other-currency"),
        ({}, "-5", "negative"),
        ({}, "12.3456", "too-many-decimals"),
        ({}, "9" * 16, "not-an-amount"),
        ({"min": "10"}, "9.99", "too-small"),
        ({"max": 100}, "100.01", "too-large"),
    ],
)
def test_what_is_no_amount_says_why(question, answered, settings, entered, code):
    problem = answered(question("money", **settings), entered)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_what_could_be_1_20_or_1200_is_asked_back(question, answered):
    asked = question("money")
    problem = answered(asked, "€ 1.200")
    assert problem.code == "which"
    assert [each.label for each in problem.options] == ["€1.20", "€1,200.00"]
    assert [answered(asked, each.value)["cents"] for each in problem.options] == [120, 120000]
    assert answered(asked, "€ 1.200", language="nl") == {"cents": 120000, "currency": "EUR"}


def test_limits_may_be_written_as_text_or_number(question, answered):
    for limit in ("12.50", 12.5):
        problem = answered(question("money", max=limit), "13")
        assert problem.words == "“€13.00” is too much. It must be €12.50 or less."


@pytest.mark.parametrize(
    "value",
    [
        None,
        12,
        "12",
        {},
        {"cents": 1.5, "currency": "EUR"},
        {"cents": 1, "currency": "USD"},
        {"cents": True, "currency": "EUR"},
    ],
)
def test_only_whole_cents_of_our_currency_are_stored(question, asking, value):
    asked = question("money")
    assert asked.check(value, asking(asked)).code == "not-an-amount"


def test_an_amount_is_shown_in_the_language(question, asking):
    asked, value = question("money"), {"cents": 120050, "currency": "EUR"}
    assert asked.show(value, asking(asked)) == "€1,200.50"
    assert asked.show(value, asking(asked, language="nl")) == "€\u00a01.200,50"


def test_the_example_lies_within_the_limits(question, asking):
    for settings, example in (({}, "12.50"), ({"min": 100}, "1250.00"), ({"max": 5}, "0.00")):
        asked = question("money", **settings)
        assert asked.example(asking(asked)) == example


def test_min_above_max_is_the_owners_error(question):
    with pytest.raises(ValidationError, match="more than max"):
        question("money", min=3, max=2)
