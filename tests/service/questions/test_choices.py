import pytest
from pydantic import ValidationError

DAYS = [
    {"value": "mon", "label": "Monday"},
    {"value": "tue", "label": "Tuesday"},
    {"value": "wed", "label": "Wednesday"},
    {"value": "lamp", "label": "Lamp and bench", "also": ["light"]},
]


@pytest.mark.parametrize(
    ("entered", "chosen"),
    [
        ("1", ["mon"]),
        ("1, 3 and lamp", ["mon", "wed", "lamp"]),
        ("3 1", ["mon", "wed"]),
        ("1,1,1", ["mon"]),
        ("wed & tuesday", ["tue", "wed"]),
        ("number 2", ["tue"]),
        ("Lamp and bench", ["lamp"]),
        ("Monday, lamp and bench", ["mon", "lamp"]),
        ("tuesday\nwednesday", ["tue", "wed"]),
        ("all", ["mon", "tue", "wed", "lamp"]),
        ("١ و ٣", ["mon", "wed"]),
        (["wed", "mon"], ["mon", "wed"]),
        (["mon"], ["mon"]),
    ],
)
def test_a_list_is_understood_and_put_in_order(question, answered, entered, chosen):
    language = "ar" if entered == "١ و ٣" else "en"
    assert answered(question("choices", options=DAYS), entered, language=language) == chosen


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        ("", "empty"),
        ([], "empty"),
        ("monday and a bench", "not-understood"),
        ("1 and 9", "no-such-number"),
        ("13", "no-such-number"),
        ("sunday", "not-understood"),
        (["mon", "Gigantic"], "not-understood"),
        ("none", "not-understood"),
        (["mon"] * 101, "not-understood"),
        ("1," * 101, "not-understood"),
    ],
)
def test_one_wrong_entry_is_not_dropped_in_silence(question, answered, entered, code):
    assert answered(question("choices", options=DAYS), entered).code == code


def test_a_page_that_posts_nothing_has_chosen_nothing(question, answered):
    assert answered(question("choices", options=DAYS), {}).code == "empty"
    assert answered(question("choices", options=DAYS, min=0), {}) == []
    assert answered(question("choices", options=DAYS, min=0), "none") == []


def test_how_many_may_be_chosen_is_bounded(question, answered):
    asked = question("choices", options=DAYS, min=2, max=3)
    assert answered(asked, "1").code == "too-few"
    assert answered(asked, "1 2 3") == ["mon", "tue", "wed"]
    assert answered(asked, "all").code == "too-many"
    assert answered(asked, "all").words == (
        "“Monday, Tuesday, Wednesday, Lamp and be…” is too many. Please choose at most 3."
    )


def test_an_ambiguous_entry_is_asked_back_together_with_what_was_clear(question, answered):
    streets = [
        {"value": "street", "label": "Street light"},
        {"value": "tram", "label": "Streetcar stop"},
        {"value": "bench", "label": "Bench"},
    ]
    asked = question("choices", options=streets)
    problem = answered(asked, "bench and stree")
    assert problem.code == "which"
    assert [option.label for option in problem.options] == ["Street light", "Streetcar stop"]
    assert [answered(asked, option.value) for option in problem.options] == [
        ["street", "bench"],
        ["tram", "bench"],
    ]


@pytest.mark.parametrize("value", [["wed", "mon"], ["mon", "mon"], ["xl"], "mon", None, [{}], [["mon"]]])
def test_only_a_list_in_the_order_of_the_options_is_stored(question, asking, value):
    asked = question("choices", options=DAYS)
    assert asked.check(value, asking(asked)) is not None


def test_min_above_max_is_the_owners_error(question):
    with pytest.raises(ValidationError, match="more than max"):
        question("choices", options=DAYS, min=3, max=2)
