"""What makes the kiosk easier: sizes, colours, reach, a dark screen, more time; and that it goes with the person."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.kiosk_ui.test_keypad import to_the_place

CAPITALS = {"small": (3.5, 4.2), "medium": (4.8, 5.6), "large": (6.4, 7.1), "largest": (8.5, 9.0)}
"""Millimetres, as VVSG 2.0 wants them for running text."""
CAPITAL = """() => {
    const text = document.querySelector("#screen .hint, #screen dt");
    const { fontSize, fontFamily } = getComputedStyle(text);
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = `${fontSize} ${fontFamily}`;
    const millimetre = Number(document.documentElement.style.getPropertyValue("--ppi")) / 25.4;
    return canvas.measureText("H").actualBoundingBoxAscent / millimetre;
}"""
CONTROLS = """() => [...document.querySelectorAll("button, .choice")]
    .filter((each) => each.checkVisibility() && !each.closest("dialog:not([open]), .tiles, .choices, .sheet"))
    .map((each) => [each.textContent, each.getBoundingClientRect().top / innerHeight])"""
LISTS = """() => [...document.querySelectorAll(".tiles, .choices")]
    .map((each) => [each.textContent, each.getBoundingClientRect().top / innerHeight])"""
LOOKS = """() => [document.documentElement.className, document.documentElement.dataset.size]"""
PROBLEM = {"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"}
NOTES = """
    window.notes = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
        window.notes += 1;
        return start.apply(this, when);
    };
"""
TENTH_AND_MORE = 11


def too_high(page, highest):
    """Controls and lists that begin above a line, as a share of the screen from its top."""
    return [each for found in (CONTROLS, LISTS) for each in page.evaluate(found) if each[1] < highest]


def make(person, *settings):
    """By touch, in the sheet behind Help."""
    person.tap(person.page.locator(".head-button:has-text('Help')"))
    for setting in settings:
        person.tap(person.page.locator(f'[data-ease="{setting}"]'))
    person.tap(person.page.locator(".dialog-help .button:not(.button-secondary)"))


# Seeing and reaching


@pytest.mark.parametrize("opened", ["portrait", "landscape"], indirect=True)
def test_capitals_are_as_high_as_each_size_promises(person):
    person.start("street problem")
    for size, (least, most) in CAPITALS.items():
        make(person, f"size {size}")
        assert least <= person.page.evaluate(CAPITAL) <= most, size


@pytest.mark.long
@pytest.mark.parametrize("opened", ["portrait", "landscape"], indirect=True)
@pytest.mark.parametrize(
    "settings", [["size largest"], ["contrast dark"], ["contrast light"], ["size small"]], ids=" ".join
)
def test_every_screen_looks_right_also_where_it_is_made_easier(person, settings):
    person.tap(person.page.locator(".attract-help"))
    person.looks_right()
    person.tap(person.page.locator(".dialog-help .button:not(.button-secondary)"))
    make(person, *settings)
    person.looks_right()
    person.start("street problem")
    person.go_through(PROBLEM, look=person.looks_right)
    person.looks_right()
    person.go_on()
    person.looks_right()


@pytest.mark.parametrize(
    ("opened", "highest"), [("portrait", 0.66), ("landscape", 0.66)], indirect=["opened"]
)
def test_in_low_reach_whatever_is_touched_lies_low(person, highest):
    make(person, "low")
    high = []

    def look():
        high.extend(too_high(person.page, highest))

    look()
    person.start("street problem")
    person.go_through(PROBLEM, look=look)
    look()
    person.go_on()
    look()
    assert high == []


def test_help_is_on_every_screen(person):
    def look():
        assert person.page.locator(".head-help, .attract-help").count() == 1

    look()
    person.start("street problem")
    person.go_through(PROBLEM, look=look)
    look()
    person.go_on()
    look()


def test_whoever_finds_help_first_chooses_the_language_there(person):
    person.tap(person.page.locator(".attract-help"))
    person.tap(person.page.locator(".dialog-help button", has_text="Language"))
    person.tap(person.page.locator("#dialog .tile[lang=fr]"))
    person.settle()
    assert person.page.locator("html[lang=fr] .tile").count()


def test_a_dark_screen_comes_back_by_a_touch_that_does_nothing_else(person):
    person.start("street problem")
    person.tap(person.page.locator(".head-help"))
    person.tap(person.page.locator('[data-ease="blank"]'))
    expect(person.page.get_by_role("dialog")).to_be_hidden()
    assert Image.open(io.BytesIO(person.page.screenshot())).convert("L").getextrema() == (0, 0)
    person.tap(person.page.locator("#bar > :nth-child(1)"))
    assert person.page.locator("html.blank").count() == 0
    assert "danger" in person.heading
    assert Image.open(io.BytesIO(person.page.screenshot())).convert("L").getextrema() != (0, 0)


# Gone with the person


def test_everything_is_as_usual_for_the_next_person(person, keys):
    usual = person.page.evaluate(LOOKS)
    person.start("street problem")
    make(person, "size largest", "contrast dark", "low", "speech")
    keys.press(".", ".", "-", "ArrowDown")
    assert person.page.evaluate(LOOKS) != usual
    person.touch("I need to go")
    person.touch("Clear the screen and go")
    assert person.page.evaluate(LOOKS) == usual
    expect(person.page.locator("#caption")).to_be_hidden()
    assert person.page.locator("#caption").text_content() == ""


def test_whoever_starts_over_keeps_what_makes_it_easier(person):
    person.start("street problem")
    make(person, "size large")
    person.touch("I need to go")
    person.touch("Clear and start over")
    assert person.page.locator('html[data-size="large"]').count()


# Time


@pytest.fixture
def later(opened, request):
    """A clock that a test moves, and the person who presses keys while it stands."""
    opened.clock.install()
    opened.reload()
    return request.getfixturevalue("keys")


def test_the_warning_is_heard_too(person):
    person.page.add_init_script(NOTES)
    person.page.clock.install()
    person.page.reload()
    person.start("street problem")
    person.page.clock.run_for(55_000)
    assert person.page.evaluate("window.notes") == 0
    person.page.clock.run_for(10_000)
    assert person.page.evaluate("window.notes") == 2


def test_whoever_made_it_easier_has_three_times_as_long(person, later):
    person.start("street problem")
    make(person, "size large")
    person.page.clock.run_for(175_000)
    expect(person.page.get_by_role("dialog")).to_be_hidden()
    person.page.clock.run_for(10_000)
    expect(person.page.get_by_role("dialog")).to_contain_text("Are you still there?")


def test_the_countdown_is_told_every_ten_seconds(person, later):
    to_the_place(later)
    person.page.clock.run_for(181_000)
    later.heard()
    person.page.clock.run_for(25_000)
    told = [words for said in later.heard() for words in said]
    assert [words[: words.index(" seconds")] for words in told] == ["In 20", "In 10"]


def test_a_key_gives_more_time_ten_times_and_more_and_does_nothing_else(person, later):
    to_the_place(later)
    for _ in range(TENTH_AND_MORE):
        person.page.clock.run_for(185_000)
        expect(person.page.get_by_role("dialog")).to_be_visible()
        later.press("ArrowRight")
        expect(person.page.get_by_role("dialog")).to_be_hidden()
        assert later.heading == "Where is it?"
        assert not person.page.locator("#problem").count()


def test_keys_and_speech_leave_nothing_behind_when_nobody_is_there(person, later):
    to_the_place(later)
    person.page.keyboard.insert_text("Kanarie 12")
    later.press("r")
    person.page.clock.run_for(215_000)
    expect(person.page.locator(".attract")).to_be_visible()
    assert "anarie" not in person.page.content()
    assert person.page.evaluate(LOOKS) == ["kiosk", "medium"]


def test_speech_that_was_started_and_left_alone_ends_by_itself(person, later):
    later.press("ArrowDown")
    person.page.clock.run_for(215_000)
    assert person.page.evaluate(LOOKS) == ["kiosk", "medium"]
