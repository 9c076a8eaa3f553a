import pytest

from service.messages import Problem


@pytest.mark.parametrize(
    "entered",
    [
        "yes",
        "YES",
        "Yes!",
        " y ",
        "yeah",
        "ok",
        "1",
        "١",
        "yes please",
        "Yes, thank you",
        "yes I do",
        "oui",
        "ja",
        "نعم",
    ],
)
def test_this_means_yes(question, answered, entered):
    assert answered(question("yes_no"), entered) is True


@pytest.mark.parametrize(
    "entered",
    [
        "no",
        "No.",
        "n",
        "nope",
        "2",
        "٢",
        "no thanks",
        "No, thank you",
        "no I don't",
        "no, it isn't",
        "not at all",
        "non",
        "nee",
        "لا",
    ],
)
def test_this_means_no(question, answered, entered):
    assert answered(question("yes_no"), entered) is False


@pytest.mark.parametrize(
    "entered",
    [
        "not sure",
        "maybe",
        "yes no",
        "yes I don't",
        "no parking here",
        "yesterday",
        "12",
        "3",
        "0",
        "yes 2",
        "👍",
        "nobody",
        "y n",
        "x" * 5000,
    ],
)
def test_this_means_neither(question, answered, entered):
    problem = answered(question("yes_no"), entered)
    assert isinstance(problem, Problem)
    assert problem.code == "not-yes-or-no"


def test_silence_is_neither_yes_nor_no(question, answered):
    assert answered(question("yes_no"), "").code == "empty"


@pytest.mark.parametrize("value", [1, 0, "yes", None, [], {}])
def test_only_true_and_false_are_stored(question, asking, value):
    asked = question("yes_no")
    assert asked.check(value, asking(asked)).code == "not-yes-or-no"


def test_yes_is_offered_first(question, asking):
    asked = question("yes_no")
    assert [(each.value, each.label) for each in asked.choices_offered(asking(asked))] == [
        ("yes", "Yes"),
        ("no", "No"),
    ]
