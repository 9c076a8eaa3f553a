"""An appointment on the web: chosen under its day, kept in one's own calendar, moved, confirmed and called off."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from tests.channels.web.test_status import look_up, receipt_of


@pytest.fixture
def shown(person, stranger):
    """The case page of somebody who has an appointment, in another browser."""
    look_up(stranger, *receipt_of(person, "identity-card"))
    assert "Your appointment: Tuesday 24 November 2026, 09:00." in stranger.page.words
    return stranger


def event(response):
    assert response.mimetype == "text/calendar"
    (found,) = Calendar.from_ical(response.get_data()).walk("VEVENT")
    return found


def test_times_stand_under_their_days_and_the_nearest_day_is_open(person):
    person.walk("identity-card", to="when")
    html = person.response.text
    assert html.count("<details") >= 5
    assert html.count('<details class="group" open>') == 1
    assert "Tuesday 24 November" in person.page.words
    assert "2026-11-24T08:00Z" in person.page.form().fields["answer"]


def test_nothing_chosen_is_said_with_the_times_once_more(person):
    person.walk("identity-card", to="when")
    response = person.send({})
    assert response.status_code == 422
    assert "Nothing was chosen. Please choose one of the times." in person.page.words


def test_the_confirmation_gives_a_file_for_ones_own_calendar(person):
    receipt_of(person, "identity-card")
    response = person.go(person.page.link("Put it into your calendar"))
    assert event(response)["status"] == "CONFIRMED"


def test_it_is_moved_to_another_time_and_stays_the_same_entry_in_ones_calendar(shown):
    before = event(shown.go("/en/status/appointment.ics"))
    shown.go("/en/status/appointment")
    shown.send({"answer": "2026-11-27T08:00Z"})
    assert "Your appointment is now: Friday 27 November 2026, 09:00." in shown.page.words
    after = event(shown.go("/en/status/appointment.ics"))
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)


def test_what_cannot_be_chosen_is_refused_on_the_same_page(shown):
    shown.go("/en/status/appointment")
    response = shown.send({"answer": "2026-11-28T08:00Z"})
    assert response.status_code == 422
    assert "has just been taken" in shown.page.words


def test_it_is_confirmed_and_called_off(shown):
    shown.send({}, "/confirm")
    assert "You have told us that you come." in shown.page.words
    shown.go("/en/status/appointment/cancel")
    shown.send({}, "/cancel")
    assert "is called off" in shown.page.words
    assert event(shown.go("/en/status/appointment.ics"))["status"] == "CANCELLED"


def test_who_has_proved_no_case_gets_no_page_of_it(stranger):
    for address in ("appointment", "appointment/cancel", "appointment.ics"):
        assert stranger.go(f"/en/status/{address}").status_code in (303, 404, 410, 403), address
