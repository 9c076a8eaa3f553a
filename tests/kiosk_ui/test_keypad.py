"""The kiosk by a tactile keypad, by two switches, and with a full keyboard beside it, in a real browser."""

from playwright.sync_api import Page, expect

from tests.kiosk_ui.conftest import AS_A_PERSON

FORWARD = "#bar > :nth-child(4)"
FOCUSED = "document.activeElement.outerHTML"


def to_the_place(keys):
    """By arrows, as far as the question where something is typed."""
    keys.press("ArrowDown", "ArrowDown", "Enter", "ArrowDown", "Enter", "ArrowRight")
    keys.press("ArrowDown", "ArrowDown", "Enter", "ArrowRight")
    for _ in range(2):
        keys.press("ArrowDown", "Enter", "ArrowRight")
    assert keys.heading == "Where is it?"


# Moving


def test_moving_goes_round_in_both_directions_and_misses_nothing(keys):
    keys.press("ArrowDown")
    seen = []
    while True:
        keys.press("ArrowDown")
        now = keys.page.evaluate("document.activeElement.textContent")
        if now in seen:
            break
        seen.append(now)
    assert len(seen) == 5  # four greetings and Help
    keys.press("ArrowUp")
    assert keys.page.evaluate("document.activeElement.textContent") == seen[-1]


def test_in_a_dialog_keys_stay_in_the_dialog(keys):
    to_the_place(keys)
    keys.press("l")
    for _ in range(8):
        keys.press("ArrowDown")
        assert keys.under_hand("dialog *")
    keys.press("ArrowRight")
    expect(keys.page.get_by_role("dialog")).to_be_visible()


def test_right_goes_on_and_left_goes_back_by_a_page(keys):
    keys.press("ArrowDown", "ArrowDown", "Enter", "ArrowDown", "Enter")
    assert keys.heading == "Report a street problem"
    keys.press("ArrowRight")
    assert "danger" in keys.heading
    keys.press("ArrowLeft")
    assert keys.heading == "Report a street problem"


def test_what_cannot_be_undone_is_not_done_by_going_on(keys):
    to_the_place(keys)
    keys.page.keyboard.insert_text("Kerkstraat 12")
    keys.press("ArrowRight", "ArrowRight")
    while "Check" not in keys.heading:
        keys.reach("#bar > :nth-child(3)")
        keys.press("Enter")
    keys.press("ArrowRight", "ArrowRight")
    assert keys.heading == "Check your answers"
    assert keys.under_hand(FORWARD)


def test_left_and_right_change_the_row_among_the_keys_of_the_screen(keys):
    to_the_place(keys)
    keys.press("Enter")
    assert keys.under_hand('[data-skbtn="1"]')
    keys.press("ArrowRight", "ArrowDown")
    assert keys.under_hand('[data-skbtn="W"]')
    keys.press("ArrowLeft")
    assert keys.under_hand('[data-skbtn="2"]')
    keys.press("ArrowLeft")
    assert keys.under_hand("[data-keys]")


def test_with_two_switches_keys_come_by_rows_first(keys):
    to_the_place(keys)
    keys.press("ArrowUp", "1", "2")
    assert keys.heard()[-1] == ["1, 2, 3, 4, 5, 6, 7, 8, 9, 0"]
    keys.press("1")
    assert keys.heard() == [["Q, W, E, R, T, Y, U, I, O, P"]]
    keys.press("2")
    assert keys.heard() == [["Q"]]
    keys.press("1", "2")
    expect(keys.page.locator("[data-keys]")).to_have_value("W")
    assert keys.heard() == [["W"], ["W"]]
    keys.press("1", "1", "1", "1")
    assert keys.heard()[-1] == ["Letters with accents, At sign, Space, Hyphen, Slash, Next"]
    keys.press("1")
    assert keys.heard() == [["Back, button"]]


def test_who_has_come_to_the_end_of_a_row_gets_out_of_it_by_two_switches(keys):
    to_the_place(keys)
    keys.press("ArrowUp", "1", "2", "2")
    keys.press(*["1"] * 9)
    assert keys.under_hand('[data-skbtn="0"]')
    keys.press("1", "1")
    assert keys.under_hand('[data-skbtn="Q"]')
    assert keys.heard()[-1][0].startswith("Q, W, E")


def test_a_key_that_is_held_down_counts_once(keys):
    keys.press("ArrowDown")
    keys.page.keyboard.down("ArrowDown")
    first = keys.page.evaluate(FOCUSED)
    keys.page.keyboard.down("ArrowDown")
    assert keys.page.evaluate(FOCUSED) == first
    keys.page.keyboard.up("ArrowDown")
    keys.press("ArrowDown")
    assert keys.page.evaluate(FOCUSED) != first


# A full keyboard


def test_letters_of_the_keypad_are_typed_where_only_a_full_keyboard_is_used(person):
    person.start("street problem")
    person.go_through({"danger": "No"}, until="Where")
    person.page.keyboard.type("Marie Lampe-Rue 12, p.", delay=AS_A_PERSON)
    expect(person.page.locator("[data-keys]")).to_have_value("Marie Lampe-Rue 12, p.")
    assert not person.page.locator("html.speech").count()


def test_while_the_keypad_is_used_its_letters_are_commands_until_something_else_is_typed(keys):
    to_the_place(keys)
    keys.heard()
    keys.press("r")
    field = keys.page.locator("[data-keys]")
    expect(field).to_have_value("")
    assert keys.heard()[0][0] == "Where is it?"
    keys.page.keyboard.type("Zur 1", delay=AS_A_PERSON)
    expect(field).to_have_value("Zur 1")


def test_a_full_keyboard_still_sends_by_enter(person):
    person.start("street problem")
    person.go_through({"danger": "No"}, until="Where")
    person.page.keyboard.type("Kerkstraat 12", delay=AS_A_PERSON)
    person.page.keyboard.press("Enter")
    person.settle()
    assert "Where" not in person.heading


# The operator's map


def given_with(page: Page, change: str) -> None:
    """The page anew, with other settings in it; `change` is an expression of the settings `given`."""
    page.add_init_script(f"""new MutationObserver((_, observer) => {{
        const given = document.getElementById("given");
        if (!given?.textContent.endsWith("}}")) return;
        observer.disconnect();
        given.textContent = JSON.stringify(({change})(JSON.parse(given.textContent)));
    }}).observe(document, {{ childList: true, subtree: true, characterData: true }});""")
    page.reload()


def test_the_operator_says_which_key_does_what(opened, request):
    given_with(opened, "given => ({ ...given, keypad: { ...given.keypad, next: ['F13'], previous: [] } })")
    keys = request.getfixturevalue("keys")
    keys.function_key("F13")
    keys.function_key("F13")
    assert keys.under_hand(".attract-greeting button")
    before = keys.page.evaluate(FOCUSED)
    keys.press("ArrowDown")
    assert keys.page.evaluate(FOCUSED) == before
