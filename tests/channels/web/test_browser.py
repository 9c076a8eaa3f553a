"""In a real browser: by keyboard, without scripts, on a narrow screen, and as a screen reader finds it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from channels.app import create_app
from channels.settings import read_settings
from tests.browser import PATIENCE, found_by_axe, press
from tests.channels.web.conftest import ANSWERS, SKIP
from tests.conftest import SettableClock
from tests.serving import served

SHORT = ("street-problem", "heating-allowance")
"""Looked through in every run; the longer services, with the rarer controls, in the long half."""
OTHERS = sorted(set(ANSWERS) - set(SHORT))
FIRST_PAGE = 40_000
LONGEST_PAGE = 30_000


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def failing(read_once: None, tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A site, and what makes its database unreadable while it is open: as a broken disk does."""
    data = tmp_path / "failing"
    settings = replace(read_settings({}, data=data, demo=True), database_url=f"sqlite:///{data / 'town.db'}")
    app = create_app(settings, SettableClock())

    def fail() -> None:
        for file in data.glob("town.db*"):
            file.write_bytes(b"no database " * 4096)

    with served(app) as address:
        yield address, fail
    with suppress(Exception):  # what is broken cannot be closed properly
        app.extensions["nowrongdoor"].core.close()


def assert_sound(page: Page, where: str) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    assert not found_by_axe(page), where
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
        f"{where} scrolls sideways"
    )


def answer(page: Page, service: str) -> bool:
    """Fill in the page's questions as ANSWERS say; whether its other button is to be pressed."""
    path = page.url.split("?")[0].split("/q/")[1]
    for name in dict.fromkeys(
        page.eval_on_selector_all("main [name]:not([type=hidden])", "all => all.map(e => e.name)")
    ):
        question, _, part = name.rpartition(":")
        asked = question or path
        given = ANSWERS[service].get(asked, ANSWERS[service].get(asked.split("/")[-1]))
        if given is SKIP:
            return True
        if name == "skip":
            continue
        put(page, name, given[part or name] if isinstance(given, dict) else given)
    return False


def put(page: Page, name: str, value: str | list[str]) -> None:
    control = page.locator(f'[name="{name}"]')
    if control.first.get_attribute("type") in ("radio", "checkbox"):
        for each in [value] if isinstance(value, str) else value:
            choose(page, page.locator(f'[name="{name}"][value="{each}"]'))
    else:
        control.fill(str(value))


def choose(page: Page, control: Locator) -> None:
    """Touch its label: that covers the whole of it."""
    page.locator(f'label[for="{control.get_attribute("id")}"]').click()


@pytest.mark.parametrize(
    "service", [*SHORT, *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_every_page_of_a_service_and_each_of_its_errors_is_sound(service, site, page):
    page.goto(f"{site}/en/{service}/")
    assert_sound(page, "start page")
    press(page.get_by_role("button", name="Start now"))

    while "/q/" in page.url:
        assert_sound(page, page.url)
        press(page.get_by_role("button", name="Continue", exact=True))
        if page.locator(".error-summary").count():
            expect(page.locator(".error-summary")).to_be_focused()
            assert page.title().startswith("Error: ")
            assert_sound(page, f"{page.url} with an error")
            skips = answer(page, service)
            press(page.locator("button[name=skip]" if skips else "main .buttons button >> nth=0"))

    assert_sound(page, page.url)
    if page.url.endswith("/check"):
        press(page.get_by_role("button", name="Send to"))
        assert page.url.endswith("/done")
        assert_sound(page, "the confirmation")


def test_the_pages_beside_the_services_are_sound(site, page):
    for address in (
        "/en/",
        "/en/?q=pothole",
        "/en/?q=zzzz",
        "/en/status",
        "/en/privacy",
        "/en/accessibility",
        "/en/catalogue",
    ):
        page.goto(site + address)
        assert_sound(page, address)


def test_the_status_pages_are_sound(site, page, person):
    from tests.channels.web.test_status import receipt_of

    reference, code = receipt_of(person, "terrace-licence")
    page.goto(f"{site}/en/status?reference={reference}")
    page.get_by_label("Status code").fill("0")
    press(page.get_by_role("button", name="Show it"))
    expect(page.locator(".error-summary")).to_be_focused()
    assert_sound(page, "status, not found")

    page.get_by_label("Status code").fill(code)
    press(page.get_by_role("button", name="Show it"))
    assert_sound(page, "the case")
    press(page.get_by_role("link", name="Send it").first)
    assert_sound(page, "a paper")
    press(page.get_by_role("button", name="Send", exact=True))
    assert_sound(page, "a paper, with an error")
    page.goto(f"{site}/en/status/withdraw")
    assert_sound(page, "taking it back")


def test_the_error_pages_are_sound(site, page, clock):
    page.goto(f"{site}/en/nothing/here")
    assert_sound(page, "404")

    page.goto(f"{site}/en/street-problem/")
    press(page.get_by_role("button", name="Start now"))
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'x'")
    press(page.get_by_role("button", name="Continue", exact=True))
    assert_sound(page, "400")

    clock.pass_(timedelta(days=400))
    page.goto(f"{site}/en/street-problem/q/danger")
    assert_sound(page, "410")

    for _ in range(6):
        page.goto(f"{site}/en/status")
        press(page.get_by_role("button", name="Show it"))
    assert "Please wait" in page.title()
    assert_sound(page, "429")


def test_the_page_for_what_is_too_large_is_sound(site, app, page, tmp_path):
    page.goto(f"{site}/en/street-problem/")
    press(page.get_by_role("button", name="Start now"))
    while not page.url.endswith("/q/photo"):
        skips = answer(page, "street-problem")
        press(page.locator("button[name=skip]" if skips else "main .buttons button >> nth=0"))
    file = tmp_path / "large.jpg"
    file.write_bytes(b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1))

    page.locator("input[type=file]").set_input_files(file)
    press(page.get_by_role("button", name="Continue", exact=True))

    assert page.title() == "That is too large · Bruggepont"
    assert_sound(page, "413")


def test_the_page_for_a_failure_of_ours_is_sound(failing, page):
    site, fail = failing
    page.goto(f"{site}/en/street-problem/")
    fail()

    press(page.get_by_role("button", name="Start now"))

    assert page.title() == "Something went wrong on our side · Bruggepont"
    assert_sound(page, "500")


def test_a_whole_service_goes_by_keyboard_alone(site, page):
    def press_through_to(role: str, name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            wanted = page.get_by_role(role, name=name, exact=True)
            if wanted.count() and wanted.first.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"the keyboard does not reach {name}")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto(f"{site}/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    press_through_to("link", "Report a street problem")
    enter()
    press_through_to("button", "Start now")
    enter()
    press_through_to("radio", "Yes")
    page.keyboard.press("ArrowDown")
    enter()
    press_through_to("radio", "A hole in the road")
    page.keyboard.press("ArrowDown")
    press_through_to("button", "Continue")
    enter()
    press_through_to("button", "Skip this question")
    enter()
    press_through_to("textbox", "Where is it?")
    page.keyboard.type("Kerkstraat 12")
    enter()
    press_through_to("button", "Skip this question")
    enter()
    press_through_to("button", "Skip this question")
    enter()
    press_through_to("button", "Send to Public Works")
    enter()

    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")


def test_a_whole_service_goes_without_scripts(site, scriptless):
    page = scriptless
    page.goto(f"{site}/en/")
    page.get_by_label("What do you need?").fill("pothole")
    press(page.get_by_role("button", name="Search"))
    press(page.get_by_role("link", name="Report a street problem"))
    press(page.get_by_role("button", name="Start now"))
    press(page.get_by_role("button", name="Continue", exact=True))
    expect(page.locator(".error-summary")).to_be_focused()
    choose(page, page.get_by_label("No", exact=True))
    press(page.get_by_role("button", name="Continue", exact=True))
    choose(page, page.get_by_label("A street light that does not work"))
    press(page.get_by_role("button", name="Continue", exact=True))
    page.get_by_label("What number is on the lamp post?").fill("B1234")
    press(page.get_by_role("button", name="Continue", exact=True))
    page.get_by_label("Where is it?").fill("Kerkstraat 12")
    press(page.get_by_role("button", name="Continue", exact=True))
    press(page.get_by_role("button", name="Skip this question"))
    press(page.get_by_role("button", name="Skip this question"))
    press(page.get_by_role("button", name="Send to Public Works"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")


def test_the_first_page_is_light(site, page):
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda one: sizes.__setitem__(one.url, one.sizes()["responseBodySize"]))

    page.goto(f"{site}/en/", wait_until="networkidle")

    assert sum(sizes.values()) <= FIRST_PAGE, sizes
    assert len(page.content().encode()) <= LONGEST_PAGE
    assert len(sizes) <= 10


def test_the_confirmation_on_paper_is_what_one_wants_to_keep(site, page):
    """No ways on, no buttons: the reference and the code in dark ink, and what happens next."""
    page.goto(f"{site}/en/street-problem/")
    press(page.get_by_role("button", name="Start now"))
    while "/q/" in page.url:
        skips = answer(page, "street-problem")
        press(page.locator("button[name=skip]" if skips else "main .buttons button >> nth=0"))
    press(page.get_by_role("button", name="Send to"))

    page.emulate_media(media="print")

    assert not page.locator("nav, .strip, .footer, .button, .back, .help, .skip").filter(visible=True).count()
    assert not page.locator("main a").filter(visible=True).count()
    for shown in page.locator(".reference").all():
        expect(shown).to_be_visible()
        assert shown.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    expect(page.get_by_text("http://localhost:8000/en/status")).to_be_visible()
