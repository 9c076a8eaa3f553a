"""Screens that lie, from 15.6 to 32 inches: keys of 20 mm beside a question that is still to be read, and low reach."""

import pytest

from tests.kiosk_ui.test_ease import PROBLEM, make, too_high
from tests.kiosk_ui.test_languages import to_the_place

SIZES = {"15.6": 141.2, "21.5": 102.5, "32": 68.8}
"""Pixels per inch of 1920 x 1080, by inches."""
LOWER_THIRD, LOWER_HALF = 0.66, 0.5
SMALLEST = 20
NARROWEST = {"usual": 20, "low": 19}
"""Millimetres. The rows of Arabic have 17 keys where all must be within low reach, and 15.6 inches are 345 mm."""
KEYS = """() => {
    const millimetre = Number(document.documentElement.style.getPropertyValue("--ppi")) / 25.4;
    return [...document.querySelectorAll("#keys button")].map((key) => {
        const { width, height } = key.getBoundingClientRect();
        return [key.textContent, width / millimetre, height / millimetre];
    });
}"""
TYPED = ("letters", "email", "code", "digits", "decimal", "phone")
pytestmark = [
    pytest.mark.parametrize("opened", ["landscape"], indirect=True),
    pytest.mark.parametrize("inches", SIZES),
]


@pytest.fixture
def sized(person, inches):
    person.page.goto(f"{person.page.url}?ppi={SIZES[inches]}")
    return person


def in_sight(person):
    """The question and its field, above the keys, and below the head unless that is low too."""
    head, asked, field, keys = (
        person.page.locator(which).bounding_box() for which in ("#head", "#ask", "[data-keys]", "#keys")
    )
    top = head["y"] + head["height"] if head["y"] < asked["y"] else 0
    return asked["y"] >= top - 1 and field["y"] + field["height"] <= keys["y"] + 1


@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar"])
def test_letters_are_twenty_millimetres_and_question_and_field_stay_in_sight(sized, language):
    to_the_place(sized, language)
    sized.looks_right()
    small = [each for each in sized.page.evaluate(KEYS) if min(each[1:]) < SMALLEST - 0.1]
    assert small == []
    assert in_sight(sized)


@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar"])
def test_every_key_that_is_there_upright_is_there_on_a_screen_that_lies(sized, language):
    shapes = sized.page.evaluate(
        """async ([language, all]) => {
        const { layoutFor } = await import("/kiosk/ui/screen/layouts.js");
        const keys = (what, shape) => Object.values(layoutFor(what, language, ",", shape))
            .map((rows) => rows.join(" ").split(" ").sort().join(" "));
        return all.map((what) => ["tall", "wide", "low"].map((shape) => keys(what, shape)));
    }""",
        [language, TYPED],
    )
    for tall, wide, low in shapes:
        for upright, lying, reached in zip(tall, wide, low, strict=True):
            assert set(upright.split()) == set(lying.split()) == set(reached.split())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_low_reach_all_controls_lie_in_the_lower_third_or_on_16_inches_in_the_lower_half(
    sized, inches, language
):
    make(sized, "low")
    high = []

    def look():
        high.extend(too_high(sized.page, LOWER_HALF if inches == "15.6" else LOWER_THIRD))

    look()
    to_the_place(sized, language)
    look()
    assert high == []
    keys = sized.page.evaluate(KEYS)
    assert [each for each in keys if each[1] < NARROWEST["low"] or each[2] < SMALLEST - 0.1] == []
    assert in_sight(sized)


def test_low_reach_holds_all_the_way_to_the_receipt(sized, inches):
    make(sized, "low")
    high = []

    def look():
        high.extend(too_high(sized.page, LOWER_HALF if inches == "15.6" else LOWER_THIRD))

    sized.start("street problem")
    sized.go_through(PROBLEM, look=look)
    look()
    sized.go_on()
    look()
    assert high == []
