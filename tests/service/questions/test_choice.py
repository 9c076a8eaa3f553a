import pytest
from pydantic import ValidationError

from service.messages import Problem

PROBLEMS = [
    {"value": "pothole", "label": "A hole in the road", "also": ["pothole", "hole"]},
    {"value": "light", "label": "A street light that does not work", "also": ["lamp", "lamp post"]},
    {"value": "pavement", "label": "A broken pavement", "also": ["tile"]},
    {"value": "rubbish", "label": "Dumped rubbish", "also": ["trash", "waste"]},
    {"value": "traffic-light", "label": "A traffic light", "also": ["traffic light"]},
]
SIZES = [
    {"value": "s", "label": "Small"},
    {"value": "m", "label": "Medium"},
    {"value": "l", "label": "Large"},
]
NUMBERS = [{"value": each, "label": each} for each in ("20", "10", "1")]
LETTERS = [{"value": "a", "label": "Car"}, {"value": "b", "label": "Bus"}]
HEATING = [{"value": "heated", "label": "Heated"}, {"value": "cold", "label": "Without heating"}]


@pytest.mark.parametrize(
    ("options", "entered", "chosen"),
    [
        (PROBLEMS, "pothole", "pothole"),
        (PROBLEMS, "A hole in the road", "pothole"),
        (PROBLEMS, "a HOLE in the road.", "pothole"),
        (PROBLEMS, "hole", "pothole"),
        (PROBLEMS, "1", "pothole"),
        (PROBLEMS, "3.", "pavement"),
        (PROBLEMS, "(3)", "pavement"),
        (PROBLEMS, "#3", "pavement"),
        (PROBLEMS, "٣", "pavement"),
        (PROBLEMS, "3️⃣", "pavement"),
        (PROBLEMS, "number 3 please", "pavement"),
        (PROBLEMS, "three", "pavement"),
        (PROBLEMS, "the third one", "pavement"),
        (PROBLEMS, "the first one", "pothole"),
        (PROBLEMS, "number one", "pothole"),
        (PROBLEMS, "2nd", "light"),
        (PROBLEMS, "last", "traffic-light"),
        (PROBLEMS, "lamp post", "light"),
        (PROBLEMS, "the lamp", "light"),
        (PROBLEMS, "dumped", "rubbish"),
        (PROBLEMS, "rub", "rubbish"),
        (PROBLEMS, "rubish", "rubbish"),
        (PROBLEMS, "pavemnet", "pavement"),
        (PROBLEMS, "it's a pothole I think", "pothole"),
        (PROBLEMS, "it's the traffic light", "traffic-light"),
        (PROBLEMS, "the lamp does not work", "light"),
        (PROBLEMS, ["light"], "light"),
        (SIZES, "s", "s"),
        (SIZES, "med", "m"),
        (NUMBERS, "10", "10"),
        (NUMBERS, "1", "1"),
        (NUMBERS, "20", "20"),
        (NUMBERS, "2", "10"),
        (LETTERS, "B", "b"),
        (HEATING, "heated", "heated"),
    ],
)
def test_an_option_is_understood(question, answered, options, entered, chosen):
    assert answered(question("choice", options=options), entered) == chosen


@pytest.mark.parametrize(
    ("options", "entered"),
    [
        (SIZES, "smart"),
        (SIZES, "menu"),
        (SIZES, "Gigantic"),
        (SIZES, "sm"),
        (LETTERS, "bicycle"),
        (LETTERS, "cat"),
        (HEATING, "unheated"),
        (PROBLEMS, "it is not a pothole"),
        (PROBLEMS, "a pothole? no"),
        (PROBLEMS, "the road"),
        (PROBLEMS, "the"),
        (PROBLEMS, "?!"),
        (PROBLEMS, "🕳️"),
        (PROBLEMS, "1 2"),
        (PROBLEMS, "1.5"),
        (PROBLEMS, "x" * 10_000),
    ],
)
def test_what_is_no_option_is_never_guessed(question, answered, options, entered):
    problem = answered(question("choice", options=options), entered)
    assert isinstance(problem, Problem)
    assert problem.code == "not-understood"


@pytest.mark.parametrize("entered", ["10", "0", "6", "٦", "99999999999999999999", "twenty", "number 12"])
def test_a_number_beyond_the_list_is_not_another_number(question, answered, entered):
    problem = answered(question("choice", options=PROBLEMS), entered)
    assert problem.code == "no-such-number"
    assert "from 1 to 5" in problem.words


@pytest.mark.parametrize(
    ("entered", "candidates"),
    [
        ("pothole or lamp", ["pothole", "light"]),
        ("lamp, not the hole in the road", []),
        ("p", []),
        ("2, the pothole", ["pothole", "light"]),
        ("1, the pothole", ["pothole"]),
        ("a pothole at number 40", ["pothole"]),
        ("light", ["light"]),
        ("the pavement and the trash", ["pavement", "rubbish"]),
    ],
)
def test_words_for_several_options_are_asked_back(question, answered, entered, candidates):
    answer = answered(question("choice", options=PROBLEMS), entered)
    found = [each.value for each in answer.options] if isinstance(answer, Problem) else [answer]
    assert found == candidates


def test_a_beginning_of_several_labels_is_asked_back_with_options_that_are_certain(question, answered):
    streets = [{"value": "street", "label": "Street light"}, {"value": "tram", "label": "Streetcar stop"}]
    asked = question("choice", options=streets)
    problem = answered(asked, "stree")
    assert problem.code == "which"
    assert [answered(asked, option.value) for option in problem.options] == ["street", "tram"]


def test_a_slip_that_is_near_to_two_options_is_asked_back(question, answered):
    near = [{"value": "x1", "label": "Marketing"}, {"value": "x2", "label": "Marketting"}]
    assert answered(question("choice", options=near), "Markettng").code == "which"


def test_nothing_chosen_is_said(question, answered):
    assert answered(question("choice", options=SIZES), "").code == "empty"


@pytest.mark.parametrize("value", ["xl", "", None, 1, ["s"], {"s": 1}])
def test_only_what_is_offered_is_stored(question, asking, value):
    asked = question("choice", options=SIZES)
    assert asked.check(value, asking(asked)).code == "not-offered"


def test_an_option_that_is_not_offered_here_is_refused(question, asking):
    asked = question("choice", options=SIZES)
    only_small = asking(asked).options[:1]
    assert asked.check("m", asking(asked, options=only_small)).code == "not-offered"
    assert [each.value for each in asked.choices_offered(asking(asked, options=only_small))] == ["s"]


def test_the_label_is_shown_and_the_value_stored(question, asking):
    asked = question("choice", options=SIZES)
    assert asked.show("m", asking(asked)) == "Medium"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ([{"value": "a", "label": "A"}, {"value": "a", "label": "B"}], "two options have the value a"),
        ([{"value": "a", "label": "One"}, {"value": "b", "label": "one!"}], "nobody could tell them apart"),
        ([{"value": "Big", "label": "Big"}], "String should match pattern"),
        ([], "at least 1 item"),
    ],
)
def test_options_that_cannot_be_told_apart_are_the_owners_error(question, options, error):
    with pytest.raises(ValidationError, match=error):
        question("choice", options=options)


def test_options_may_stand_in_a_table(question):
    table = {"from": "zones.csv", "value": "code", "label": "name", "where": {"town": {"answer": "town"}}}
    assert question("choice", options=table).options.from_ == "zones.csv"
