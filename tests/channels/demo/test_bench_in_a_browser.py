"""The bench in a real browser: the doors are real, an edit shows at all three, the story ends as it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from service.messages import Capabilities, Visitor
from tests.browser import PATIENCE, found_by_axe, press
from tests.conftest import ROOT
from tests.serving import served

FILE = ROOT / "config/services/street-problem/service.yaml"
LABEL = "A hole in the road"
STORY = 90_000
"""Milliseconds that the quick story may take on a busy machine."""

ON_SCREENS = pytest.mark.parametrize(
    "size",
    [
        (1440, 900),
        (320, 640),
        pytest.param((1000, 800), marks=pytest.mark.long),
        pytest.param((390, 844), marks=pytest.mark.long),
    ],
    ids=str,
)

Opened = Callable[..., Page]


@pytest.fixture
def opened(app: Flask, browser: Browser) -> Iterator[Opened]:
    """Opens the bench in a window of its own; complaints of the page fail the test at its end."""
    complaints: list[str] = []
    contexts = []

    def open_bench(width: int = 1440, height: int = 900, **options: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/bench")
        expect(page.locator("[data-connection]")).to_have_text("live", timeout=PATIENCE)
        for place in ("phone", "web", "kiosk"):
            door(page, place).wait_for_load_state()
        return page

    with served(app) as address:
        yield open_bench
        for context in contexts:
            context.close()
    assert [each for each in complaints if "422" not in each] == []


def door(page: Page, place: str) -> Frame:
    frame = page.locator(f"#{place} iframe").element_handle().content_frame()
    assert frame is not None
    return frame


def on_the_web(page: Page) -> None:
    """To the second question."""
    web = door(page, "web")
    web.get_by_role("button", name="Start").click()
    web.get_by_text("No", exact=True).click()
    web.get_by_role("button", name="Continue", exact=True).click()
    web.get_by_role("heading", name="What is the problem?").wait_for()


def at_the_kiosk(page: Page) -> None:
    kiosk = door(page, "kiosk")
    kiosk.locator(".attract-greeting[lang=en] button").click()
    kiosk.get_by_role("button", name="Report a street problem").click()
    kiosk.get_by_role("button", name="Start").click()
    kiosk.get_by_text("No", exact=True).click()
    kiosk.get_by_role("button", name="Continue", exact=True).click()
    kiosk.get_by_role("heading", name="What is the problem?").wait_for()


def by_text(page: Page, *words: str) -> None:
    phone = door(page, "phone")
    for each in words:
        bubbles = phone.locator(".bubble").count()
        phone.locator("[name=words]").fill(each)
        phone.locator("[name=words]").press("Enter")
        phone.locator(".bubble").nth(bubbles + 1).wait_for()


def typed(page: Page, old: str, new: str) -> None:
    """Types over something in the owner's text, as a person would."""
    text = page.locator("[data-text]")
    start = text.input_value().index(old)
    text.focus()
    text.evaluate("(area, ends) => area.setSelectionRange(...ends)", [start, start + len(old)])
    page.keyboard.type(new)


def test_the_cards_and_the_log_follow_the_doors(opened: Opened) -> None:
    page = opened()
    on_the_web(page)
    by_text(page, "FIX", "no")
    at_the_kiosk(page)
    for place in ("phone", "web", "kiosk"):
        expect(page.locator(f".card-{place} .card-now strong")).to_have_text("What is the problem?")
    expect(page.locator("[data-same]")).to_have_text("Same answers: 3 of 3")
    expect(page.locator("[data-count=answers]")).to_have_text("3")
    expect(page.locator("[data-count=lost]")).to_have_text("0")
    expect(page.locator("[data-log] li").first).to_contain_text("Kiosk")
    expect(page.locator("[data-log] li").first).to_contain_text("answered “Is anyone in danger right now?”")
    expect(page.locator("[data-marks] .now").first).to_contain_text("code: problem")
    expect(page.locator("[data-marks] .now").first).to_be_in_viewport()


def test_an_edit_shows_at_three_doors_and_what_was_entered_stays(opened: Opened) -> None:
    page, before = opened(), FILE.read_bytes()
    on_the_web(page)
    by_text(page, "FIX", "no")
    at_the_kiosk(page)
    door(page, "web").get_by_text("Graffiti").click()
    door(page, "kiosk").get_by_text("Graffiti").click()
    expect(page.locator(".card-kiosk .card-now strong")).to_have_text("What is the problem?")
    typed(page, LABEL, "A gap in the street")
    expect(door(page, "web").get_by_label("A gap in the street")).to_be_visible(timeout=PATIENCE)
    expect(door(page, "kiosk").get_by_text("A gap in the street")).to_be_visible(timeout=PATIENCE)
    expect(door(page, "phone").locator(".bubble").last).to_contain_text(
        "1 A gap in the street", timeout=PATIENCE
    )
    expect(door(page, "web").get_by_label("Graffiti")).to_be_checked()
    expect(door(page, "kiosk").locator("input[value=graffiti]")).to_be_checked()
    expect(page.locator("[data-state]")).to_contain_text("live at all doors")
    assert FILE.read_bytes() == before


def test_what_is_wrong_stands_at_its_line_and_the_doors_serve_on(opened: Opened) -> None:
    page = opened()
    typed(page, "kind: yes_no", "kind: perhaps")
    expect(page.locator(".finding-error")).to_contain_text("perhaps", timeout=PATIENCE)
    expect(page.locator("[data-state]")).to_contain_text("The last good text still serves")
    expect(page.locator("[data-marks] .wrong")).to_contain_text("kind: perhaps")
    page.locator(".finding-error button").click()
    assert page.evaluate("document.activeElement.matches('[data-text]')")
    on_the_web(page)
    typed(page, "kind: perhaps", "kind: yes_no")
    expect(page.locator(".finding-error")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.long
def test_three_megabytes_are_refused_and_the_page_stays_usable(opened: Opened) -> None:
    page = opened()
    text = page.locator("[data-text]")
    before = text.input_value()
    fill = "(area, text) => { area.value = text; area.dispatchEvent(new InputEvent('input')); }"
    text.evaluate(fill, f"{before}\n{'# x' * 1_000_000}\n")
    expect(page.locator(".finding-error")).to_contain_text("edited as a file", timeout=PATIENCE)
    text.evaluate(fill, before)
    expect(page.locator("[data-state]")).to_contain_text("As in the file", timeout=PATIENCE)
    on_the_web(page)


def test_two_windows_are_told_of_each_other(opened: Opened) -> None:
    first, second = opened(), opened()
    typed(first, LABEL, "A gap")
    expect(first.locator("[data-state]")).to_contain_text("live at all doors", timeout=PATIENCE)
    expect(second.locator("[data-state]")).to_contain_text("Edited in another window", timeout=PATIENCE)
    assert "label: A gap," in second.locator("[data-text]").input_value()


def test_starting_over_begins_all_three_anew(opened: Opened) -> None:
    page = opened()
    on_the_web(page)
    by_text(page, "FIX")
    typed(page, LABEL, "A gap")
    expect(page.locator("[data-state]")).to_contain_text("live at all doors", timeout=PATIENCE)
    page.get_by_role("button", name="Start over").click()
    expect(page.locator("[data-state]")).to_contain_text("As in the file", timeout=PATIENCE)
    expect(page.locator(".card", has_text="No draft yet")).to_have_count(3, timeout=PATIENCE)
    expect(door(page, "web").get_by_role("button", name="Start now")).to_be_visible(timeout=PATIENCE)
    expect(door(page, "phone").locator(".bubble")).to_have_count(0)


def play(page: Page) -> None:
    page.get_by_label("Pace").select_option("quick")
    page.get_by_role("button", name="Play the story").click()


def test_the_story_makes_three_cases_with_equal_answers(opened: Opened) -> None:
    page = opened()
    play(page)
    page.locator("html[data-story=ended]").wait_for(state="attached", timeout=STORY)
    expect(page.locator("[data-caption-words]")).to_contain_text(
        "3 cases. Same answers: 3 of 3. Answers lost: 0"
    )
    references = page.locator(".card .reference").all_inner_texts()
    assert len(set(references)) == 3
    expect(page.locator("[data-count=cases]")).to_have_text("3")
    expect(page.locator(".card .given", has_text="A hole in the road or the pavement")).to_have_count(3)
    expect(door(page, "phone").locator(".bubble", has_text="AGAIN")).to_have_count(1)
    assert door(page, "web").get_by_text(references[1]).is_visible()


@pytest.mark.long
def test_any_touch_takes_over_and_the_story_goes_on_from_there(opened: Opened) -> None:
    page = opened()
    play(page)
    expect(page.locator(".card-web .given")).to_be_visible(timeout=STORY)
    door(page, "kiosk").locator("#head").click(force=True)
    expect(page.locator("[data-caption-words]")).to_have_text("You have taken over. The story waits.")
    page.wait_for_timeout(1500)
    newest = page.locator("[data-log] li").count()
    page.wait_for_timeout(1500)
    assert page.locator("[data-log] li").count() == newest
    page.get_by_role("button", name="Go on with the story").click()
    page.locator("html[data-story=ended]").wait_for(state="attached", timeout=STORY)
    expect(page.locator(".card .reference")).to_have_count(3)


@ON_SCREENS
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, size: tuple[int, int]) -> None:
    page = opened(*size)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("[data-caption-words]")).to_contain_text("Your turn: text FIX")
    assert not found_by_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_a_narrow_screen_tabs_work_by_keyboard(opened: Opened) -> None:
    page = opened(390, 844)
    expect(page.locator("#web")).to_be_hidden()
    page.get_by_role("tab", name="Text").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Web")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Web")).to_be_visible()
    expect(page.locator("#phone")).to_be_hidden()
    page.keyboard.press("End")
    expect(page.get_by_role("tabpanel", name="Log")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Text")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tab", selected=False)).to_have_count(4)


def test_a_log_that_is_open_overnight_does_not_grow(opened: Opened, app: Flask) -> None:
    page = opened()
    office = app.extensions["nowrongdoor"].core.front_office
    for _ in range(130):
        office.begin("street-problem", Visitor("web", "en", Capabilities(pages=True)))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-log] li")).to_have_count(100, timeout=PATIENCE)


def test_the_bench_in_arabic_is_mirrored_and_so_are_its_doors(opened: Opened) -> None:
    page = opened()
    press(page.locator(".languages a[lang=ar]"))
    expect(page.locator("html[lang=ar][dir=rtl]")).to_be_visible()
    phone, kiosk = (page.locator(f"#{place}").bounding_box() for place in ("phone", "kiosk"))
    assert phone["x"] > kiosk["x"]
    assert "/ar/street-problem/" in door(page, "web").url
    assert page.locator("[data-text]").evaluate("text => getComputedStyle(text).direction") == "ltr"
    assert not found_by_axe(page)


# --- from door to door ----------------------------------------------------------------------------------------


def scan(page: Page, at: str, with_: str) -> None:
    page.locator(f"#{at}").get_by_role("group", name="Scan it with").get_by_role("button", name=with_).click()


def go_on_at_the_kiosk(page: Page) -> None:
    door(page, "kiosk").get_by_role("button", name="Go on here").click()


def go_on_on_the_web(page: Page) -> None:
    door(page, "web").get_by_role("button", name="Go on here").click()


def card(page: Page, place: str) -> Locator:
    return page.locator(f".card-{place}")


def test_a_draft_is_scanned_from_the_phone_to_the_kiosk_to_the_web_and_sent(opened: Opened) -> None:
    page = opened()
    by_text(page, "FIX", "no", "pothole", "CONTINUE")
    scan(page, "phone", "Kiosk")
    go_on_at_the_kiosk(page)
    expect(card(page, "kiosk").locator(".card-now strong")).to_have_text("How big is the hole?")
    expect(card(page, "phone")).to_contain_text("goes on at another door")
    expect(page.locator("#phone [data-scan]")).to_be_hidden()
    kiosk = door(page, "kiosk")
    kiosk.get_by_text("Bigger than a hand").click()
    kiosk.get_by_role("button", name="Continue", exact=True).click()
    kiosk.get_by_role("button", name="To my phone").click()
    scan(page, "kiosk", "Web")
    go_on_on_the_web(page)
    web = door(page, "web")
    web.get_by_role("heading", name="Where is it?").wait_for()
    web.locator("main form input:not([type=hidden])").first.fill("Kerkstraat 12")
    web.get_by_role("button", name="Continue", exact=True).click()
    web.get_by_role("heading", name="Do you have a photo of it?").wait_for()
    web.locator("button[name=skip]").click()
    web.locator("form[action$='/check'] button").click()
    expect(card(page, "web").locator(".reference")).to_be_visible(timeout=PATIENCE)
    assert card(page, "web").locator(".given .door").all_inner_texts()[:4] == ["Text", "Text", "Kiosk", "Web"]
    expect(page.locator("[data-count=cases]")).to_have_text("1")
    expect(page.locator("[data-count=lost]")).to_have_text("0")
    told = [
        (each.locator(".door").inner_text(), each.locator(".log-words").inner_text())
        for each in page.locator("[data-log] li").all()
    ]
    moves = [
        (who, words.split(" ")[0]) for who, words in reversed(told) if "answer" not in words.split(" ")[0]
    ]
    assert moves[:5] == [
        ("Text", "began"), ("Text", "made"), ("Kiosk", "goes"), ("Kiosk", "made"), ("Web", "goes"),
    ]  # fmt: skip
    assert moves[-1] == ("Web", "sent")


def test_a_link_in_a_text_opens_in_the_frame_of_the_web_by_a_key_too(opened: Opened) -> None:
    page = opened()
    by_text(page, "FIX", "no", "CONTINUE")
    door(page, "phone").locator(".bubble a").focus()
    page.keyboard.press("Enter")
    door(page, "web").get_by_role("heading", name="Go on here?").wait_for()
    assert len(page.context.pages) == 1
    expect(page.locator("#web [data-again-note]")).to_have_text("now press “Go on here”")
    go_on_on_the_web(page)
    expect(card(page, "web").locator(".card-now strong")).to_have_text("What is the problem?")


def test_the_phone_texts_the_code_that_the_web_shows_and_the_kiosk_the_one_of_the_phone(
    opened: Opened,
) -> None:
    page = opened()
    on_the_web(page)
    expect(page.locator("[data-scan]:visible")).to_have_count(0)
    door(page, "web").get_by_role("button", name="Continue elsewhere").click()
    code = door(page, "web").locator("[data-code]").inner_text()
    scan(page, "web", "Phone")
    phone = door(page, "phone")
    expect(phone.locator(".bubble-person").last).to_contain_text(code)
    expect(phone.locator(".bubble-town").last).to_contain_text("you go on here, with every answer")
    expect(card(page, "phone").locator(".card-now strong")).to_have_text("What is the problem?")
    expect(card(page, "web")).to_contain_text("goes on at another door")
    by_text(page, "CONTINUE")
    scan(page, "phone", "Web")
    go_on_on_the_web(page)
    door(page, "web").get_by_role("heading", name="What is the problem?").wait_for()


def test_a_code_that_is_no_longer_the_last_word_is_not_offered(opened: Opened) -> None:
    page = opened()
    by_text(page, "FIX", "CONTINUE")
    expect(page.locator("#phone [data-scan]")).to_be_visible()
    by_text(page, "no")
    expect(page.locator("#phone [data-scan]")).to_be_hidden()


@pytest.mark.long
def test_starting_over_forgets_what_has_moved(opened: Opened) -> None:
    page = opened()
    by_text(page, "FIX", "CONTINUE")
    scan(page, "phone", "Kiosk")
    go_on_at_the_kiosk(page)
    expect(card(page, "phone")).to_contain_text("goes on at another door")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".card", has_text="No draft yet")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator("[data-scan]:visible")).to_have_count(0)


@ON_SCREENS
def test_with_a_code_axe_finds_nothing_and_the_door_makes_room(opened: Opened, size: tuple[int, int]) -> None:
    page = opened(*size)
    below = page.locator(".drafts").bounding_box()
    by_text(page, "FIX", "CONTINUE")
    expect(page.locator("#phone [data-scan]")).to_be_visible()
    assert not found_by_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 900:
        assert page.locator(".drafts").bounding_box()["y"] == below["y"]


def test_by_keys_and_on_a_narrow_screen_one_is_taken_to_the_other_door(opened: Opened) -> None:
    page = opened(390, 844)
    by_text(page, "FIX", "CONTINUE")
    page.get_by_role("button", name="Kiosk").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tabpanel", name="Kiosk")).to_be_visible()
    expect(page.locator("[data-announced]")).to_have_text("now touch “Go on here”")
    door(page, "kiosk").get_by_role("button", name="Go on here").wait_for()
    assert page.evaluate("document.activeElement.title") == "The kiosk in the hall"


@pytest.mark.long
def test_a_code_in_arabic_is_carried_in_arabic(opened: Opened) -> None:
    page = opened()
    press(page.locator(".languages a[lang=ar]"))
    by_text(page, "مرحبا، أريد الإبلاغ عن مصباح مكسور", "1", "متابعة")
    assert not found_by_axe(page)
    page.locator("#phone [data-with=kiosk]").click()
    door(page, "kiosk").locator("html[lang=ar][dir=rtl]").wait_for()
    door(page, "kiosk").get_by_role("button", name="المتابعة هنا").click()
    expect(card(page, "kiosk").locator(".card-now")).to_be_visible()
