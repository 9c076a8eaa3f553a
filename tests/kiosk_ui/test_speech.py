"""What the kiosk says, and when it is silent. Whole services by ear alone: `test_every_service_by_keys.py`."""

import re

import pytest
from playwright.sync_api import expect

from tests.kiosk_ui.test_keypad import given_with, to_the_place

PERMIT = {
    "registered as living": "Yes",
    "number plate": "1ABC123",
    "which day": "01122026",
    "your name": "Saida",
    "your address": "Kerkstraat 12",
    "reach you": "0470123456",
}
SHOWN = """() => {
    const texts = document.createTreeWalker(document.getElementById("screen"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { parentElement: at, textContent: words } = texts.currentNode;
        if (at.checkVisibility() && words.trim() && !at.closest(".row-buttons, .attract-touch")) found.push(words);
    }
    return found;
}"""
LISTEN_TO_SOUNDS = """
    window.sounds = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
        window.sounds.push(this);
        return play.call(this);
    };
"""
ANY_KEY = """() => {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", code: "ShiftLeft", bubbles: true }));
    return window.sounds.some((sound) => !sound.paused);
}"""


def letters(words: str) -> str:
    """What must be the same: marks are not, nor are cents where there are none."""
    return re.sub(r"[^\w]", "", re.sub(r"[.,]00", "", words))


def reads_aloud(person) -> None:
    """By touch: Help, then Read aloud."""
    person.tap(person.page.locator(".head-help"))
    person.tap(person.page.locator('[data-ease="speech"]'))
    person.tap(person.page.locator(".dialog-help .button:not(.button-secondary)"))


# All of it


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "ar"])
def test_every_string_that_is_shown_is_spoken_in_the_language_shown(person, keys, language):
    spoken: list[dict[str, str]] = []
    page = person.page
    page.expose_function("hear", lambda sentences: spoken.extend(sentences))
    page.evaluate("document.addEventListener('kiosk:spoken', ({ detail }) => window.hear(detail.sentences))")
    person.greet(language)
    reads_aloud(person)

    def look() -> None:
        page.locator("#screen").evaluate("() => document.activeElement.blur()")
        keys.press("r")
        (said,) = keys.heard()
        everything = letters("".join(said))
        missing = [words for words in page.evaluate(SHOWN) if letters(words) not in everything]
        assert missing == [], said
        assert {each["language"] for each in spoken} == {language}

    keys.heard()
    look()
    person.tap(page.locator(".tile").first)
    keys.heard()
    look()
    person.go_on()
    for _ in range(12):
        keys.heard()
        look()
        if not page.locator("#question").count():
            break
        answer(person)
    keys.heard()
    look()
    person.go_on()
    keys.heard()
    look()
    assert page.locator(".receipt").count()


def answer(person) -> None:
    page = person.page
    if page.locator("#bar > button:nth-child(3)").count():
        person.tap(page.locator("#bar > button:nth-child(3)"))
        return person.settle()
    if page.locator("input[value=no]").count():
        person.tap(page.locator(".choice", has=page.locator("input[value=no]")))
    elif page.locator(".choice").count():
        person.tap(page.locator(".choice").first)
    else:
        page.locator("[data-keys]").focus()
        page.keyboard.insert_text("Kerkstraat 12")
    return person.go_on()


def test_what_is_wrong_is_said_right_after_the_question(keys):
    keys.press("ArrowDown", "ArrowDown", "Enter", "ArrowDown", "Enter", "ArrowRight")
    keys.heard()
    keys.press("ArrowRight")
    (said,) = keys.heard()
    assert said[0] == "Is anyone in danger right now?"
    assert said[1].startswith("Please look at this again.")


def test_what_is_private_is_said_as_asterisks(person, keys):
    person.start("parking permit")
    person.go_through(PERMIT, until="national register")
    reads_aloud(person)
    keys.heard()
    person.type("850")
    person.key("{bksp}")
    assert keys.heard() == [["asterisk"]] * 3 + [["Delete"]]
    person.page.locator("[data-keys]").blur()
    person.page.locator("[data-keys]").focus()
    (said,) = keys.heard()
    assert said[0].endswith("asterisk, asterisk")
    assert "85" not in said[0]


def test_what_is_shown_or_hidden_is_said_when_it_changes(person, keys):
    person.start("parking permit")
    person.go_through({**PERMIT, "national register": "85073003328"})
    reads_aloud(person)
    keys.reach(".row-buttons [aria-label*='register number']")
    keys.heard()
    keys.press("Enter")
    assert keys.heard() == [["Your national register number: 8 5, 0 7, 3 0, 0 3 3, 2 8"]]
    keys.press("Enter")
    assert keys.heard() == [["Your national register number: Hidden"]]


def test_codes_and_telephone_numbers_are_spelled_and_other_numbers_are_not(opened):
    spoken = opened.evaluate(
        """async (texts) => {
        const { asSpoken } = await import("/kiosk/ui/screen/spelling.js");
        return texts.map(asSpoken);
    }""",
        [
            "K7QF-2M9X",
            "1ABC123",
            "0470 12 34 56",
            "+32 470 12 34 56",
            "85.07.30-033.28",
            "Kerkstraat 12, 8990 Centrum",
            "€ 12.50",
            "€25.00 · 2",
            "01/12/2026",
            "2026",
        ],
    )  # fmt: skip - texts in rows
    assert spoken == [
        "K 7 Q F, 2 M 9 X",
        "1 A B C 1 2 3",
        "0 4 7 0, 1 2, 3 4, 5 6",
        "+ 3 2, 4 7 0, 1 2, 3 4, 5 6",
        "8 5, 0 7, 3 0, 0 3 3, 2 8",
        "Kerkstraat 12, 8990 Centrum",
        "12.50 €",
        "25 €, 2",
        "01/12/2026",
        "2026",
    ]


# On and off


def test_nothing_is_said_before_somebody_asks_for_it(person, keys):
    person.start("street problem")
    assert keys.heard() == []
    expect(person.page.locator("#caption")).to_be_hidden()


def test_the_headset_starts_speech_and_pulling_it_out_ends_it_at_once(keys):
    keys.function_key("F23")
    expect(keys.page.locator("#caption")).to_be_visible()
    assert keys.heard()[0][0] == "Bruggepont"
    keys.function_key("F24")
    expect(keys.page.locator("#caption")).to_be_hidden()
    keys.press("ArrowDown", "ArrowDown")
    assert keys.heard() == []
    keys.function_key("F23")
    assert len(keys.heard()) == 1


def test_where_the_browser_sees_the_jack_it_needs_no_key(opened, request):
    opened.add_init_script("""
        const devices = new EventTarget();
        window.outputs = 1;
        devices.enumerateDevices = async () => Array.from({ length: window.outputs }, () => ({ kind: "audiooutput" }));
        Object.defineProperty(navigator, "mediaDevices", { value: devices });
        window.plug = (outputs) => { window.outputs = outputs; devices.dispatchEvent(new Event("devicechange")); };
    """)
    opened.reload()
    opened.evaluate("plug(2)")
    expect(opened.locator("#caption")).to_be_visible()
    opened.evaluate("plug(1)")
    expect(opened.locator("#caption")).to_be_hidden()


def test_whoever_silences_it_is_not_spoken_to_by_the_next_key(keys):
    keys.press("ArrowDown", "m")
    keys.heard()
    keys.press("ArrowDown")
    assert keys.heard() == []
    keys.press("m")
    assert len(keys.heard()) == 1


def comes_true(page, predicate, *given):
    """Waits for it in the page; Playwright's own way to wait would be stopped by the site's content policy."""
    waiting = f"""async (...given) => {{
        while (!({predicate})(...given)) await new Promise((go) => setTimeout(go, 20));
    }}"""
    page.evaluate(waiting, *given)


def test_any_key_ends_what_is_being_said_before_it_does_anything_else(sound, opened, request):
    opened.add_init_script(LISTEN_TO_SOUNDS)
    opened.reload()
    keys = request.getfixturevalue("keys")
    keys.press("ArrowDown")
    comes_true(opened, "() => window.sounds.some((sound) => !sound.paused)")
    assert opened.evaluate(ANY_KEY) is False


def test_rate_volume_and_pause_are_the_persons(sound, opened, request):
    opened.add_init_script(LISTEN_TO_SOUNDS)
    opened.reload()
    keys = request.getfixturevalue("keys")
    keys.press("ArrowDown")
    comes_true(opened, "() => window.sounds.some((sound) => !sound.paused)")
    usual = opened.evaluate("(({ playbackRate, volume }) => [playbackRate, volume])(window.sounds.at(-1))")
    before = opened.evaluate("window.sounds.length")
    keys.press(".", "=")
    comes_true(opened, "before => window.sounds.length > before && !window.sounds.at(-1).paused", before)
    rate, volume = opened.evaluate(
        "(({ playbackRate, volume }) => [playbackRate, volume])(window.sounds.at(-1))"
    )
    assert rate > usual[0]
    assert volume > usual[1]
    keys.press("p")
    assert opened.evaluate("window.sounds.at(-1).paused")
    keys.press("p")
    comes_true(opened, "() => window.sounds.some((sound) => !sound.paused)")


def test_where_nothing_speaks_the_language_a_notice_says_so(opened, request):
    given_with(opened, "given => ({ ...given, voices: [] })")
    keys = request.getfixturevalue("keys")
    keys.press("ArrowDown")
    expect(opened.locator("#caption")).to_have_text("No voice here for this language")
    keys.press("h")
    expect(opened.get_by_role("dialog")).to_be_visible()
    assert not opened.locator('[data-ease="blank"]').count()


def test_nothing_that_is_said_stands_in_an_address(sound, person, keys):
    addresses: list[str] = []
    person.page.on("request", lambda sent: addresses.append(sent.url))
    to_the_place(keys)
    person.page.keyboard.insert_text("Kanarie 12")
    keys.press("r")
    assert any("Kanarie" in words for said in keys.heard() for words in said)
    assert not [address for address in addresses if "anarie" in address]
