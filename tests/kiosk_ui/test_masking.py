"""What onlookers must not read is masked, however one uses the kiosk, until the person asks to see it."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.kiosk_ui.test_speech import PERMIT

ASKED = "national register"
NUMBER = "85073003328"


def to_the_number(person):
    person.start("parking permit")
    person.go_through(PERMIT, until=ASKED)


def field(person):
    return person.page.locator("#screen [data-keys]")


def button(person):
    return person.page.locator("#screen .mask-button")


def picture(person):
    """Of the field, without the cursor that blinks."""
    return Image.open(io.BytesIO(field(person).screenshot(caret="hide"))).convert("L").tobytes()


def told_to_readers(person):
    """The values of fields that a screen reader of the machine is given."""
    session = person.page.context.new_cdp_session(person.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    fields = [each for each in nodes if each.get("role", {}).get("value") == "textbox"]
    return [each.get("value", {}).get("value") for each in fields]


def read_by_readers(person):
    return str(told_to_readers(person))


# While it is typed


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_a_sensitive_answer_is_dots_while_it_is_typed_and_the_button_is_large_enough(person):
    to_the_number(person)
    person.type("85")
    two = picture(person)
    person.key("{bksp}")
    person.key("3")
    assert picture(person) == two
    assert "83" not in read_by_readers(person)
    person.looks_right()


@pytest.mark.long
def test_show_and_hide_leave_the_cursor_and_what_was_typed(person):
    to_the_number(person)
    person.type("8507")
    dots = picture(person)
    button(person).tap()
    assert button(person).inner_text() == "Hide"
    assert picture(person) != dots
    assert "8507" in told_to_readers(person)
    person.type("30")
    assert field(person).input_value() == "850730"
    person.key("{bksp}")
    person.key("{bksp}")
    button(person).tap()
    assert button(person).inner_text() == "Show"
    assert picture(person) == dots


def test_other_answers_are_not_masked(person):
    person.start("parking permit")
    person.go_through(PERMIT, until="number plate")
    assert button(person).count() == 0
    person.type("1")
    assert "1" in told_to_readers(person)


@pytest.mark.long
def test_a_number_that_is_chosen_to_come_back_with_is_masked_too(person):
    to_the_number(person)
    person.touch("I need to go")
    person.touch("Save and come back later")
    person.type("4711")
    assert "4711" not in read_by_readers(person)
    expect(button(person)).to_have_text("Show")


# By keys and by ear


def test_by_keys_the_button_is_reached_from_the_field_and_what_is_shown_is_said(person, keys):
    to_the_number(person)
    person.type("85")
    keys.press("ArrowDown", "ArrowDown")
    keys.reach("#screen [data-keys]", "ArrowUp")
    keys.heard()
    keys.press("ArrowDown")
    assert keys.under_hand(".mask-button")
    assert keys.heard() == [["Show: What is your national register number?, button"]]
    keys.press("Enter")
    assert keys.heard() == [["What is your national register number? 85"]]
    keys.press("Enter")
    assert keys.heard() == [["What is your national register number? asterisk, asterisk"]]


# Afterwards


@pytest.mark.long
def test_what_was_shown_is_masked_again_on_the_next_screen_and_in_another_language(person):
    to_the_number(person)
    person.type(NUMBER)
    button(person).tap()
    person.tap(person.page.locator(".head-language"))
    person.tap(person.page.locator("#dialog .tile[lang=fr]"))
    expect(person.page.locator("html[lang=fr]")).to_be_visible()
    person.settle()
    assert field(person).input_value() == NUMBER
    assert NUMBER not in read_by_readers(person)
    button(person).tap()
    assert NUMBER in told_to_readers(person)
    person.go_on()
    person.tap(person.page.locator("#bar > :nth-child(1)"))
    person.settle()
    assert ASKED not in person.heading
    expect(button(person)).to_have_text("Montrer")
    assert NUMBER[:6] not in read_by_readers(person).replace(".", "")


def test_the_next_person_finds_everything_masked(person):
    to_the_number(person)
    person.type("85")
    button(person).tap()
    person.touch("I need to go")
    person.touch("Clear the screen and go")
    to_the_number(person)
    expect(button(person)).to_have_text("Show")
    person.type("85")
    assert "85" not in read_by_readers(person)
