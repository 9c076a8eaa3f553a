"""The kiosk's screen in a real browser, by touch."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

CANARY = "Kerkstraat 12"
PROBLEM = {"danger": "No", "the problem?": "A hole in the road", "Where": CANARY}
PERMIT = {
    "registered as living": "Yes",
    "number plate": "1ABC123",
    "which day": "01122026",
    "your name": "Saida",
    "your address": CANARY,
    "reach you": "0470123456",
    "national register": "85073003328",
}

LEFT_BEHIND = """async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    document.cookie,
]"""


def to_the_place(person):
    """To the question where something is typed."""
    person.start("street problem")
    person.go_through(PROBLEM, until="Where")


def is_attract(page: Page) -> None:
    expect(page.locator(".attract")).to_be_visible()
    expect(page.locator("#bar")).to_be_hidden()


# By touch, on both screens


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_a_street_problem_is_reported_by_touch_and_every_screen_looks_right(person):
    person.looks_right()
    person.page.locator(".attract").tap(position={"x": 5, "y": 5})
    assert person.heading.startswith("Choose your language")
    person.looks_right()
    person.touch("English")
    person.looks_right()
    person.tap(person.page.get_by_role("button", name="street problem"))
    person.looks_right()
    person.go_on()
    person.go_through(PROBLEM, look=person.looks_right)
    assert person.heading == "Check your answers"
    assert person.page.get_by_text(CANARY).count()
    person.go_on()
    person.looks_right()
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", person.page.locator(".receipt").inner_text())
    person.touch("Print")
    expect(person.page.locator(".slip")).to_contain_text("Status code")
    person.looks_right()
    person.go_on()
    is_attract(person.page)


def test_the_title_says_where_one_is_and_holds_no_answer(person):
    titles = [person.page.title()]

    def look():
        titles.append(person.page.title())

    person.start("street problem")
    person.go_on()
    titles.append(person.page.title())
    person.go_through(PROBLEM, look=look)
    person.go_on()
    look()
    service = "Report a street problem · Bruggepont"
    assert titles[0] == "Bruggepont"
    assert titles[1] == f"Please look at this again: Is anyone in danger right now? · {service}"
    assert f"What is the problem? · {service}" in titles
    assert titles[-2:] == [f"Check your answers · {service}", f"We have received it · {service}"]
    assert not [title for title in titles if CANARY in title]


@pytest.mark.parametrize("opened", ["portrait", "landscape"], indirect=True)
def test_nothing_in_the_head_moves_and_what_announces_more_covers_nothing(person):
    places = set()

    def look():
        places.add(person.page.locator("#head .brand").bounding_box()["y"])

    person.start("parking permit")
    person.go_through(PERMIT, look=look)
    assert person.heading == "Check your answers"
    look()
    assert len(places) == 1
    more, shown = (person.page.locator(which).bounding_box() for which in ("#more", "#screen"))
    assert shown["y"] + shown["height"] <= more["y"]
    person.page.locator("#screen").evaluate("screen => screen.scrollTo(0, screen.scrollHeight)")
    expect(person.page.locator("#more")).to_be_hidden()


@pytest.mark.parametrize("opened", ["portrait", "landscape"], indirect=True)
def test_the_buttons_at_the_bottom_never_move(person):
    places = set()

    def look():
        box = person.page.locator("#bar").bounding_box()
        places.add((box["x"], box["y"], box["width"], box["height"]))

    person.start("street problem")
    person.go_through(PROBLEM, look)
    assert len(places) == 1


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_the_keyboard_never_covers_the_field(person):
    to_the_place(person)
    field = person.page.locator("[data-keys]").bounding_box()
    keys = person.page.locator("#keys").bounding_box()
    apart = field["y"] + field["height"] <= keys["y"] or field["x"] + field["width"] <= keys["x"]
    assert apart
    assert field["y"] >= person.page.locator("#head").bounding_box()["height"]


# Typing


def test_keys_write_where_the_cursor_stands_and_delete_before_it(person):
    to_the_place(person)
    field = person.page.locator("[data-keys]")
    person.type("Kaai")
    field.evaluate("each => each.setSelectionRange(1, 1)")
    person.type("x")
    assert field.input_value() == "Kxaai"
    person.key("{bksp}")
    assert field.input_value() == "Kaai"


def test_accents_are_one_touch_away(person):
    to_the_place(person)
    person.key("{accents}")
    person.key("é")
    person.key("{letters}")
    person.type("cole")
    assert person.page.locator("[data-keys]").input_value() == "école"


def test_a_date_leads_from_day_to_month_to_year_by_itself(person):
    person.start("parking permit")
    person.go_through(PERMIT, until="which day")
    person.type("01122026")
    assert [each.input_value() for each in person.page.locator("[data-keys]").all()] == ["01", "12", "2026"]


def test_a_refused_answer_stays_in_its_field_beside_the_reason(person):
    to_the_place(person)
    person.go_on()
    assert person.problem
    person.looks_right()


# Check answers


def test_an_answer_is_changed_and_check_answers_comes_back(person):
    person.start("street problem")
    person.go_through(PROBLEM)
    person.tap(person.page.get_by_role("button", name="Change: Where"))
    person.settle()
    assert person.page.locator("[data-keys]").input_value().startswith("Kerkstraat")
    person.touch("Back")
    assert person.heading == "Check your answers"


def test_sending_twice_at_once_sends_once(person):
    person.start("street problem")
    person.go_through(PROBLEM)
    person.page.locator("#bar > :nth-child(4)").evaluate("each => { each.click(); each.click(); }")
    person.settle()
    assert person.sent.count("submit") == 1


def test_a_photo_is_shown_before_it_is_sent(person, tmp_path: Path):
    Image.new("RGB", (200, 100), "#17505A").save(tmp_path / "hole.jpg")
    person.start("street problem")
    person.go_through(PROBLEM, until="photo")
    person.page.locator("input[type=file]").set_input_files(tmp_path / "hole.jpg")
    expect(person.page.get_by_alt_text("This photo will be sent.")).to_be_visible()
    person.looks_right()
    person.go_on()
    person.go_through(PROBLEM)
    assert person.heading == "Check your answers"


# Nothing is left behind


def test_nobody_there_is_asked_first_and_then_everything_is_wiped(person):
    person.page.clock.install()
    person.page.reload()
    to_the_place(person)
    person.type("canary")
    person.page.clock.run_for(61_000)
    expect(person.page.get_by_role("dialog")).to_contain_text("Are you still there?")
    person.looks_right()
    person.tap(person.page.get_by_role("button", name="I am still here"))
    expect(person.page.get_by_role("dialog")).to_be_hidden()
    assert person.page.locator("[data-keys]").input_value().lower() == "canary"
    person.page.clock.run_for(95_000)
    is_attract(person.page)
    assert "canary" not in person.page.content().lower()


def test_the_warning_counts_down_and_leaves_at_least_twenty_seconds(person):
    person.page.clock.install()
    person.page.reload()
    to_the_place(person)
    person.page.clock.run_for(75_000)
    left = int(re.search(r"\d+", person.page.get_by_role("timer").inner_text())[0])
    assert left < 30
    person.page.clock.run_for((left - 2) * 1000)
    expect(person.page.get_by_role("dialog")).to_be_visible()


def test_after_the_end_nothing_is_left_in_the_browser(person):
    entries = person.page.evaluate("history.length")
    person.start("street problem")
    person.go_through(PROBLEM)
    person.go_on()
    with person.page.expect_response("**/leave"):
        person.go_on()
    is_attract(person.page)
    assert person.page.evaluate(LEFT_BEHIND) == [0, 0, 0, 0, ""]
    assert person.page.evaluate("history.length") == entries
    assert [cookie for cookie in person.page.context.cookies() if cookie["name"].startswith("kiosk")] == []
    assert CANARY not in person.page.content()
    assert person.page.url.endswith("/kiosk/")


def test_reload_and_back_and_forward_show_the_attract_screen(person):
    to_the_place(person)
    person.page.reload()
    is_attract(person.page)
    to_the_place(person)
    person.page.goto("about:blank")
    person.page.go_back()
    is_attract(person.page)


def test_whoever_has_to_go_clears_the_screen_in_two_touches(person):
    to_the_place(person)
    person.touch("I need to go")
    person.looks_right()
    person.touch("Clear the screen and go")
    is_attract(person.page)


def test_whoever_starts_over_sees_the_services_again(person):
    to_the_place(person)
    person.touch("I need to go")
    person.touch("Clear and start over")
    assert person.heading == "What do you need?"


def test_a_reply_that_comes_after_leaving_is_shown_to_nobody(person):
    person.start("street problem")
    late = []
    person.page.route("**/kiosk/answer", lambda route: late.append(route))
    person.choose("No")
    person.tap(person.page.locator("#bar > :nth-child(4)"))
    person.tap(person.page.get_by_role("button", name="I need to go"))
    person.tap(person.page.get_by_role("button", name="Clear the screen and go"))
    with person.page.expect_response("**/answer"):
        late[0].continue_()
    is_attract(person.page)
    assert "What is the problem" not in person.page.content()


# When something goes wrong


def test_without_a_network_nothing_is_lost_and_trying_again_goes_on(person):
    to_the_place(person)
    person.type("kerk")
    asked = person.heading
    person.page.context.set_offline(True)
    person.go_on()
    expect(person.page.get_by_role("dialog")).to_contain_text("Nothing you typed is lost")
    person.looks_right()
    person.touch("Carry on")
    assert person.page.locator("[data-keys]").input_value().lower() == "kerk"
    person.go_on()
    person.page.context.set_offline(False)
    person.touch("Try again")
    assert person.heading != asked or person.problem


def test_a_session_that_has_ended_is_told_and_leads_to_the_start(person):
    to_the_place(person)
    person.page.context.clear_cookies()
    person.type("x")
    person.go_on()
    expect(person.page.get_by_role("dialog")).to_contain_text("This session has ended")
    person.touch("Start again")
    is_attract(person.page)


def test_danger_is_answered_by_what_must_not_be_missed(person):
    person.start("street problem")
    person.choose("Yes")
    person.go_on()
    assert person.heading.startswith("Call 112")
    person.looks_right()
    person.touch("Back")
    assert "danger" in person.heading


def test_a_sensitive_answer_is_hidden_until_it_is_asked_for(person):
    person.start("parking permit")
    person.go_through(PERMIT)
    number = "85.07.30-033.28"
    assert number not in person.page.content()
    person.looks_right()
    person.tap(person.page.get_by_role("button", name=re.compile("^Show: .*register number")))
    expect(person.page.get_by_text(number)).to_be_visible()
    person.tap(person.page.get_by_role("button", name=re.compile("^Hide: .*register number")))
    assert number not in person.page.content()


# Onlookers of the same origin, such as the bench


def test_an_onlooker_is_told_what_is_shown_and_never_an_answer(person):
    person.page.evaluate("""() => {
        window.told = [];
        document.addEventListener("kiosk:shown", ({ detail }) => window.told.push(detail));
    }""")
    person.start("street problem")
    person.go_through(PROBLEM, until="photo")
    told = person.page.evaluate("window.told")
    assert [each["path"] for each in told if each["path"]] == ["danger", "problem", "size", "where", "photo"]
    assert {each["service"] for each in told[2:]} == {"street-problem"}
    assert told[-1]["session"]
    assert CANARY not in str(told)


def test_asked_again_it_keeps_what_was_typed(person):
    to_the_place(person)
    person.type("Kerk")
    with person.page.expect_response("**/kiosk/ask"):
        person.page.evaluate("document.dispatchEvent(new CustomEvent('kiosk:again'))")
    person.settle()
    expect(person.page.locator("[data-keys]")).to_have_value("Kerk")


def test_on_the_attract_screen_there_is_nothing_to_ask_again(person):
    person.page.evaluate("document.dispatchEvent(new CustomEvent('kiosk:again'))")
    is_attract(person.page)
