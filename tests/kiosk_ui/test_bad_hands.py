"""What hands and keyboards do that nobody meant: ten fingers, a key that is held, a touch too much, an emoji."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.kiosk_ui.conftest import SETTLED, Pressing, Touching
from tests.kiosk_ui.test_keypad import to_the_place

PROBLEM = {"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"}
HELD_FOR = 30
"""Times that a keyboard repeats a key that is held for about a second."""
FORWARD = "#bar > :nth-child(4)"
LAST = "mobile number"


def at_the_place(person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM, until="Where")


def ten_fingers(page: Page, *selectors: str) -> None:
    """They come down at once and are lifted at once: on these, and the rest of them beside."""
    boxes = [page.locator(selector).first.bounding_box() for selector in selectors]
    points: list[dict[str, Any]] = [
        {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "id": number}
        for number, box in enumerate(boxes)
        if box
    ]
    points += [{"x": 50 + 90 * number, "y": 500, "id": number} for number in range(len(points), 10)]
    hand = page.context.new_cdp_session(page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate(SETTLED)


def held(page: Page, key: str, code: str, number: int, text: str) -> None:
    """As a keyboard sends it: down, down again and again, and up once."""
    hand = page.context.new_cdp_session(page)
    down = {"type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number, "text": text}
    for repeated in range(HELD_FOR):
        hand.send("Input.dispatchKeyEvent", {**down, "autoRepeat": repeated > 0})
    hand.send("Input.dispatchKeyEvent", {**down, "type": "keyUp", "text": ""})
    page.evaluate(SETTLED)


# Fingers


def test_ten_fingers_at_once_break_nothing_and_one_finger_goes_on(person: Touching) -> None:
    person.start("street problem")
    for _ in range(3):
        ten_fingers(person.page, "#bar > :nth-child(1)", "#bar > :nth-child(2)", FORWARD, ".choice")
    assert not person.page.locator("#dialog[open]").count()
    person.go_through(PROBLEM)
    assert person.heading == "Check your answers"


def test_ten_fingers_on_send_send_once(person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM)
    ten_fingers(person.page, *[FORWARD] * 10)
    assert person.sent.count("submit") <= 1
    if person.heading == "Check your answers":
        person.go_on()
    assert person.heading == "We have received it"
    assert person.sent.count("submit") == 1


def again_at_once(person: Touching, selector: str) -> None:
    """A third of a second later, where that is now (nothing else needs to be there)."""
    person.finger.come_down(*middle(person.page, selector), after=0.3)
    person.settle()


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_double_tap_on_send_sends_once_and_is_no_touch_on_what_comes_then(person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM)
    person.go_on()
    for _ in range(3):
        again_at_once(person, FORWARD)
        assert person.heading == "We have received it"
    assert person.sent.count("submit") == 1
    person.go_on()
    expect(person.page.locator("html")).to_have_attribute("data-screen", "attract")


def test_a_double_tap_on_the_last_continue_does_not_send_what_nobody_has_read(person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM, until=LAST)
    person.type("0470000001")
    person.go_on()
    again_at_once(person, FORWARD)
    assert person.heading == "Check your answers"
    assert "submit" not in person.sent


def test_a_double_tap_on_continue_neither_skips_the_next_question_nor_finds_fault_with_it(
    person: Touching,
) -> None:
    person.start("street problem")
    person.choose("No")
    person.go_on()
    again_at_once(person, FORWARD)
    assert not person.page.locator("#problem").count()
    person.go_through(PROBLEM, until="photo")
    asked, sent = person.heading, len(person.sent)
    again_at_once(person, FORWARD)
    assert (person.heading, len(person.sent)) == (asked, sent)


def test_a_double_tap_on_a_language_chooses_no_service(person: Touching) -> None:
    greeting = middle(person.page, ".attract-greeting[lang=en] button")
    person.greet()
    person.finger.come_down(*greeting, after=0.3)
    person.settle()
    assert person.heading == "What do you need?"


def test_who_goes_on_quickly_with_another_button_is_not_kept_waiting(person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM, until=LAST)
    person.touch("Skip")
    again_at_once(person, FORWARD)
    assert person.heading == "We have received it"


def test_the_same_key_twice_at_once_is_two_letters(person: Touching) -> None:
    at_the_place(person)
    person.key("k")
    key = middle(person.page, "#keys [data-skbtn=l]")
    for _ in range(3):
        person.finger.come_down(*key, after=0.1)
    expect(person.page.locator("[data-keys]")).to_have_value(re.compile("lll$", re.IGNORECASE))


# Keys


def test_a_held_select_key_goes_on_by_one_screen(keys: Pressing) -> None:
    to_the_place(keys)
    keys.page.keyboard.insert_text("Kerkstraat 12")
    keys.press("Enter")
    keys.reach('[data-skbtn="{next}"]', "ArrowUp")
    held(keys.page, "Enter", "Enter", 13, "\r")
    assert keys.heading == "Do you have a photo of it?"


def test_a_select_key_that_is_held_on_send_sends_once(keys: Pressing, person: Touching) -> None:
    person.start("street problem")
    person.go_through(PROBLEM)
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    held(keys.page, "Enter", "Enter", 13, "\r")
    assert keys.heading == "We have received it"
    assert person.sent.count("submit") == 1


def test_enter_that_is_held_on_a_full_keyboard_sends_a_question_once(person: Touching) -> None:
    at_the_place(person)
    person.page.keyboard.insert_text("Kerkstraat 12")
    before = person.sent.count("answer")
    held(person.page, "Enter", "Enter", 13, "\r")
    assert person.heading == "Do you have a photo of it?"
    assert person.sent.count("answer") == before + 1


def test_a_letter_that_is_held_fills_the_field_and_nothing_else(person: Touching) -> None:
    at_the_place(person)
    held(person.page, "x", "KeyX", 88, "x")
    written = person.page.locator("[data-keys]").input_value()
    assert set(written) == {"x"}
    person.go_on()
    assert not person.page.locator("#dialog[open]").count()
    assert person.page.locator("#question").count()


def test_an_emoji_from_a_keyboard_is_taken_or_answered_calmly_and_never_an_error(person: Touching) -> None:
    at_the_place(person)
    person.page.keyboard.insert_text("Kerkstraat 12 🕳️👩‍🦽")
    person.go_on()
    assert not person.page.locator("#dialog[open]").count()
    if person.page.locator("#problem").count():
        assert person.problem.strip()
        assert person.page.locator("[data-keys]").input_value().startswith("Kerkstraat 12")
    else:
        person.go_through(PROBLEM)
        assert "Kerkstraat 12" in person.page.locator("#screen").inner_text()


def test_delete_on_the_screen_takes_a_whole_emoji_away(person: Touching) -> None:
    at_the_place(person)
    person.page.keyboard.insert_text("Kerk👩‍🦽")
    person.key("{bksp}")
    assert person.page.locator("[data-keys]").input_value() == "Kerk"
