"""What the owner of a case does about it at the kiosk, in a real browser: by touch, and by keys and ear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, Page, expect

from channels.app import create_app
from channels.demo.officers import employed
from channels.settings import read_settings
from service.assembly import Core
from service.messages import Capabilities, Receipt, Visitor
from service.office_messages import CaseView
from tests.kiosk_ui.conftest import MORNING, Pressing, Touching, a_page
from tests.serving import served

WEB = Visitor("web", "en", Capabilities(pages=True))
ANSWERS = {
    "identity-card": {"reason": "expires", "name": "Lien Claes", "mobile": "0470 00 00 09"},
    "street-problem": {"danger": "no", "problem": "pothole", "size": "small", "where": "Kerkstraat 12"},
}


@dataclass(frozen=True)
class Lived:
    """A town in which somebody has sent something before."""

    core: Core
    address: str

    def sent(self, service: str) -> Receipt:
        """The first free time is taken where one is asked for; what may be left out is."""
        office, answers = self.core.front_office, ANSWERS[service]
        turn = office.begin(service, WEB)
        while turn.prompt is not None and turn.prompt.kind == "ask":
            assert turn.draft is not None
            path = turn.prompt.path
            words = turn.prompt.options[0].value if path == "when" else answers.get(path, "")
            assert words or turn.prompt.optional, path
            turn = (
                office.answer(turn.draft, path, {"answer": words}, turn.version, WEB)
                if words
                else office.skip(turn.draft, path, WEB)
            )
            assert turn.prompt is None or turn.prompt.path != path, path
        turn = office.submit(turn.draft or "", turn.version, WEB)
        assert turn.prompt is not None
        assert turn.prompt.receipt is not None, turn
        return turn.prompt.receipt

    def mended(self) -> Receipt:
        receipt, back = self.sent("street-problem"), self.core.back_office
        employed(back.officers)
        officer = next(each for each in back.officers.all() if each.name == "an.peeters")
        view = back.look(officer, receipt.reference, "en", "handling")
        assert isinstance(view, CaseView)
        back.move(officer, receipt.reference, "done", view.version)
        return receipt


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    settings = read_settings({}, data=tmp_path_factory.mktemp("town"), demo=True)
    app = create_app(replace(settings, kiosk=replace(settings.kiosk, scanner_gap=5)), clock=lambda: MORNING)
    core = app.extensions["nowrongdoor"].core
    with served(app, "localhost") as site:
        yield Lived(core, f"{site}/kiosk/")
    core.close()


@pytest.fixture
def page(browser: Browser, lived: Lived, request: pytest.FixtureRequest) -> Iterator[Page]:
    with a_page(browser, lived.address, getattr(request, "param", "portrait")) as page:
        yield page


def to_the_end_of(page: Page) -> None:
    """Of what a small screen shows only by parts."""
    page.locator("#screen").evaluate("each => each.scrollTo(0, each.scrollHeight)")
    expect(page.locator("#more")).to_be_hidden()


def look_up(page: Page, receipt: Receipt, language: str = "en") -> Touching:
    person = Touching(page)
    person.greet(language)
    to_the_end_of(page)
    person.tap(page.locator(".services-more button").nth(1))
    person.settle()
    page.locator("#reference").fill(receipt.reference)
    page.locator("#proof").fill(receipt.status_code)
    person.go_on()
    return person


def shown(page: Page) -> str:
    return page.locator("#screen").inner_text()


@pytest.mark.parametrize("page", ["portrait", "landscape", "laptop"], indirect=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_of_a_case_looks_right(page, lived, language):
    person = look_up(page, lived.sent("identity-card"), language)
    person.looks_right()
    keys = page.locator("#screen .services-more button")
    to_the_end_of(page)
    person.tap(keys.nth(1))
    person.settle()
    person.looks_right()
    person.tap(page.locator("#bar > :nth-child(1)"))
    to_the_end_of(page)
    person.tap(keys.nth(2))
    expect(page.locator("dialog[open]")).to_be_visible()
    person.looks_right()


def test_an_appointment_is_confirmed_moved_and_called_off_by_touch(page, lived):
    person = look_up(page, lived.sent("identity-card"))
    assert "Your appointment: Tuesday 24 November 2026" in shown(page)
    person.touch("I will come")
    assert "You have told us that you come." in shown(page)
    person.touch("Choose another time")
    assert person.heading == "Which time suits you better?"
    person.tap(page.locator(".choice").last)
    person.go_on()
    assert "Your appointment is now:" in shown(page)
    person.touch("Call it off")
    person.touch("No, keep it")
    assert "is called off" not in shown(page)
    person.touch("Call it off")
    person.touch("Yes, call it off")
    assert "Your appointment is called off." in shown(page)
    assert not page.get_by_role("button", name="Call it off", exact=True).count()


def test_a_case_is_taken_back_after_being_asked_once_more(page, lived):
    receipt = lived.sent("street-problem")
    person = look_up(page, receipt)
    person.touch("Take it back")
    assert "This cannot be undone" in page.locator("dialog").inner_text()
    person.looks_right()
    person.touch("Yes, take it back")
    assert not page.get_by_role("button", name="Take it back", exact=True).count()
    status = lived.core.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status is not None
    assert not status.withdrawable


def test_whether_it_was_mended_is_heard_and_answered_by_keys(page, lived):
    receipt = lived.mended()
    look_up(page, receipt)
    keys = Pressing(page)
    keys.function_key("F1")
    keys.press("Escape")
    keys.press("ArrowDown")
    heard = [each for said in keys.heard() for each in said]
    assert "Is it really mended?" in heard, heard
    assert "Yes, button" in heard
    keys.reach(".services-more button:nth-child(2)")
    assert keys.heard()[-1] == ["Is it really mended? No, button"]
    keys.press("Enter")
    status = lived.core.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status is not None
    assert status.follow_up == ""
    assert "received it" in status.words, "a no takes it back to work"
    told = keys.heard()[-1]
    assert any("received it" in each for each in told), told


def test_the_question_once_more_is_heard_and_the_way_out_comes_first(page, lived):
    look_up(page, lived.sent("street-problem"))
    keys = Pressing(page)
    keys.press("ArrowDown")
    keys.reach("#screen .services-more button")
    keys.heard()
    keys.press("Enter")
    told = keys.heard()[-1]
    assert told[0] == "Take your case back?"
    assert [each for each in told if "of 2" in each] == ["1 of 2: No, keep it", "2 of 2: Yes, take it back"]
    keys.press("Enter")
    assert page.locator("dialog[open]").count() == 0
    assert page.get_by_role("button", name="Take it back", exact=True).count() == 1


def test_another_language_tells_the_same_case_again(page, lived):
    person = look_up(page, lived.sent("identity-card"))
    person.touch("Language")
    person.tap(page.locator("dialog [lang=nl]"))
    person.settle()
    assert page.locator("html").get_attribute("lang") == "nl"
    assert "dinsdag 24 november 2026" in shown(page)


@pytest.mark.parametrize("way", ["Finish", "Back"])
def test_nothing_leads_back_to_a_case_that_somebody_has_left(page, lived, way):
    receipt = lived.sent("identity-card")
    person = look_up(page, receipt)
    assert receipt.status_code not in page.content()
    assert [each["name"] for each in page.context.cookies() if "kiosk-case" in each["name"]]
    with page.expect_response("**/close_case"):
        person.touch(way)
    assert not [each for each in page.context.cookies() if "kiosk-case" in each["name"]]
    assert receipt.reference not in page.content()
    assert receipt.status_code not in page.url
