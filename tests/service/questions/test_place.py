import pytest

from service.messages import Problem

KERKSTRAAT = {"street": "Kerkstraat", "number": "12", "postcode": "8990", "verified": True}


@pytest.mark.parametrize(
    "entered", ["Kerkstraat 12", "kerkstr 12", "12 rue de l'Eglise", "Kerkstraat 12, 8990", "KERKSTRAAT, 12"]
)
@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar"])
def test_a_street_is_stored_alike_in_every_language_and_spelling(question, answered, entered, language):
    place = answered(question("place"), entered, language=language)
    assert {name: place[name] for name in KERKSTRAAT} == KERKSTRAAT
    assert (type(place["lat"]), type(place["lon"])) == (float, float)


def test_a_place_is_shown_with_the_street_as_the_person_calls_it(question, asking, answered):
    asked = question("place")
    place = answered(asked, "kerkstr 12")
    assert asked.show(place, asking(asked)) == "Kerkstraat 12, 8990 Centrum"
    assert asked.show(place, asking(asked, language="fr")) == "Rue de l'Église 12, 8990 Centrum"


def test_a_street_of_which_there_are_two_is_asked_back(question, answered):
    asked = question("place")
    problem = answered(asked, "dorpsstraat 3")
    assert problem.code == "which-street"
    assert [option.label for option in problem.options] == [
        "Dorpsstraat 3, 8991 Westmeers",
        "Dorpsstraat 3, 8994 Oostrode",
    ]
    assert [answered(asked, option.value)["postcode"] for option in problem.options] == ["8991", "8994"]


def test_a_place_that_cannot_be_found_is_asked_twice_more_in_other_words_and_then_taken_as_written(
    question, answered
):
    asked = question("place")
    problems = [answered(asked, "behind the xyzzy", attempt=attempt) for attempt in (1, 2)]
    assert [problem.code for problem in problems] == ["unknown-street", "unknown-street"]
    assert problems[0].words != problems[1].words
    assert answered(asked, "behind the xyzzy", attempt=3) == {
        "street": "behind the xyzzy",
        "number": None,
        "postcode": None,
        "lat": None,
        "lon": None,
        "verified": False,
    }


def test_a_house_that_does_not_exist_is_asked_again_and_then_taken_as_written(question, answered):
    asked = question("place")
    problem = answered(asked, "Kerkstraat 999")
    assert (problem.code, problem.words) == (
        "no-such-number",
        "“Kerkstraat 999” does not exist: the numbers there run from 1 to 98.",
    )
    assert answered(asked, "Kerkstraat 999", attempt=3)["verified"] is False


def test_a_house_number_is_wanted_only_where_the_owner_says_so(question, answered):
    assert answered(question("place"), "Kerkstraat")["number"] is None
    problem = answered(question("place", number="required"), "Kerkstraat")
    assert problem.code == "missing-number"
    assert problem.words == "Please add the number of the house, such as Kerkstraat 1."


@pytest.mark.parametrize("entered", ["", "12", "??", "😀"])
@pytest.mark.parametrize("attempt", [1, 3])
def test_without_a_name_there_is_no_place(question, answered, entered, attempt):
    assert answered(question("place"), entered, attempt=attempt).code == "empty"


def test_a_town_without_a_register_takes_every_place_in_words(question, asking, answered):
    asked = question("place")
    place = answered(asked, "Kerkstraat 12", registers={})
    assert (place["street"], place["verified"]) == ("Kerkstraat 12", False)
    assert asked.show(place, asking(asked, registers={})) == "Kerkstraat 12"


def test_a_street_that_has_left_the_register_is_shown_as_it_was_stored(question, asking):
    asked = question("place")
    left = {**KERKSTRAAT, "street": "Oude Kerkstraat", "lat": 51.0, "lon": 3.2}
    assert asked.show(left, asking(asked)) == "Oude Kerkstraat 12, 8990"


@pytest.mark.parametrize(
    "changed",
    [
        {"lat": 0.0},
        {"street": "Rue de l'Église"},
        {"postcode": "8991"},
        {"number": 12},
        {"number": "999"},
        {"verified": False},
        {"verified": 1},
        {"more": "x"},
    ],
)
def test_only_what_the_register_says_is_stored_as_verified(question, asking, answered, changed):
    asked = question("place")
    place = answered(asked, "Kerkstraat 12")
    assert asked.check(place, asking(asked)) is None
    if changed != {"verified": 1}:
        assert isinstance(asked.check({**place, **changed}, asking(asked)), Problem)


@pytest.mark.parametrize(
    "value", [None, "Kerkstraat 12", [], {}, {"street": ""}, {"street": []}, {"street": {}, "postcode": {}}]
)
def test_what_has_another_form_is_refused(question, asking, value):
    asked = question("place")
    assert asked.check(value, asking(asked)).code == "unknown-street"


def test_the_example_is_a_street_of_the_town(question, asking, answered):
    asked = question("place", number="required")
    assert answered(asked, asked.example(asking(asked)))["verified"] is True
