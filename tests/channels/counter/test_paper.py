"""A paper that came by post is typed in on one screen, with the checks of every other door."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from service.assembly import Core
from service.messages import Capabilities, Visitor
from tests.channels.counter.conftest import AtTheCounter
from tests.channels.counter.test_citizen import codes
from tests.doors.entries import a_photo
from tests.doors.page import Form, Page

WEB = Visitor("web", "en", Capabilities(pages=True))
STREET = {
    "danger:answer": "no",
    "problem:answer": "light",
    "lamp:answer": "B1234",
    "where:answer": "Kerkstraat 12",
    "mobile:answer": "0470 12 34 56",
}
MOVING = {
    "into_town:answer": "yes",
    "came_from:answer": "belgium",
    "moved_on:day": "2",
    "moved_on:month": "11",
    "moved_on:year": "2026",
    "old_address:answer": "Dorpsstraat 1\n9000 Gent",
    "new_place:answer": "Kerkstraat 12",
    "tenure:answer": "owner",
    "household/more:answer": "yes",
    "household/1/person_name:answer": "Mo Haddad",
    "household/1/person_born:day": "1",
    "household/1/person_born:month": "2",
    "household/1/person_born:year": "2015",
    "household/1/relation:answer": "child",
    "both_parents:answer": "yes",
    "name:answer": "Sam Haddad",
    "born:day": "30",
    "born:month": "7",
    "born:year": "1985",
    "mobile:answer": "0470 12 34 56",
    "at_home:answer": "morning",
    "true_statement:answer": "yes",
    "national_number:answer": "85.07.30-033.28",
}


def begin(officer: AtTheCounter, service: str = "street-problem", language: str = "en") -> None:
    officer.go("/counter/paper/")
    officer.send({"service": service, "language": language}, "/paper/")


def form_of(officer: AtTheCounter) -> Form:
    """The paper's form, with all that is filled in."""
    return Page(officer.response.text).form_with("/paper/form")


def typed(
    officer: AtTheCounter, entered: dict[str, Any], what: str = "send", arrived: str = "2026-11-20"
) -> None:
    """The whole form as a browser posts it: what is there, with what somebody typed over it."""
    form = form_of(officer)
    kept = {name: values for name, values in form.fields.items() if values}
    officer.send({**kept, "arrived": arrived, "what": what, **entered}, "/paper/form")


def test_every_question_stands_on_one_page_and_those_of_branches_come_with_the_answers(
    officer: AtTheCounter,
) -> None:
    begin(officer)
    assert {"danger:answer", "problem:answer", "where:answer", "mobile:answer"} <= set(
        form_of(officer).fields
    )
    assert "lamp:answer" not in form_of(officer).fields
    typed(officer, {"danger:answer": "no", "problem:answer": "light"}, "show")
    assert officer.response.status_code == 200
    assert "lamp:answer" in form_of(officer).fields
    assert "There is a problem" not in officer.page.words


def test_a_paper_becomes_a_case_of_its_own_door_whose_deadline_counts_from_the_day_it_came(
    officer: AtTheCounter, core: Core
) -> None:
    begin(officer, language="nl")
    typed(officer, {key: value for key, value in STREET.items() if key != "lamp:answer"}, "show")
    typed(officer, STREET)
    reference, code = codes(officer)
    case = core.back_office.show(reference)
    assert case is not None
    assert (case["doors"], case["language"], case["due_on"]) == (["post"], "nl", "2026-11-27")
    assert case["answers"]["lamp"] == "B1234"
    assert case["answers"]["photo"] is None
    entry = core.back_office.audit.of_reference(reference)[0]
    assert (entry.officer, entry.deed, entry.about) == (
        "an.peeters",
        "sent for",
        "street-problem paper 2026-11-20",
    )
    status = core.front_office.track(reference, code, WEB)
    assert status is not None
    assert status.helped[0].endswith("Public Works typed in your paper.")


def test_sending_twice_makes_one_case(officer: AtTheCounter, core: Core) -> None:
    begin(officer)
    typed(officer, STREET, "show")
    form = form_of(officer)
    sent = {**form.hidden, **STREET, "arrived": "2026-11-20", "what": "send"}
    first = officer.client.post(form.action, data=sent)
    second = officer.client.post(form.action, data=sent)
    assert first.status_code == second.status_code == 303
    officer.go("/counter/paper/form")
    reference, _code = codes(officer)
    assert len(core.back_office.queue(core.back_office.officers.all()[0], "open", "en").lines) == 1
    assert core.back_office.show(reference) is not None


def test_every_problem_is_said_at_once_beside_its_field_and_nothing_typed_is_lost(
    officer: AtTheCounter,
) -> None:
    begin(officer)
    typed(officer, {**STREET, "lamp:answer": "nonsense", "mobile:answer": "12", "where:answer": ""})
    typed(officer, {"lamp:answer": "nonsense", "mobile:answer": "12"})
    assert officer.response.status_code == 422
    for wrong in ("lamp", "mobile", "where"):
        assert f'id="f-{wrong}-answer-error"' in officer.response.text
    fields = form_of(officer).fields
    assert (fields["lamp:answer"], fields["mobile:answer"]) == (["nonsense"], ["12"])
    typed(officer, STREET)
    assert codes(officer)


def test_what_was_typed_for_a_question_that_is_hidden_comes_back_with_it(officer: AtTheCounter) -> None:
    begin(officer)
    typed(officer, {"danger:answer": "no", "problem:answer": "light"}, "show")
    typed(officer, {"lamp:answer": "B1234", "problem:answer": "pothole"}, "show")
    assert "lamp:answer" not in form_of(officer).fields
    typed(officer, {"problem:answer": "light"}, "show")
    assert form_of(officer).fields["lamp:answer"] == ["B1234"]


def test_a_repeat_grows_as_it_is_typed(officer: AtTheCounter, core: Core) -> None:
    begin(officer, "change-of-address")
    for _ in range(6):
        known = form_of(officer).fields
        typed(officer, {name: value for name, value in MOVING.items() if name in known}, "show")
    typed(officer, {})
    reference, _code = codes(officer)
    case = core.back_office.show(reference)
    assert case is not None
    assert [each["person_name"] for each in case["answers"]["household"]] == ["Mo Haddad"]


def test_a_scan_is_kept_although_something_else_is_wrong(officer: AtTheCounter, core: Core) -> None:
    begin(officer)
    typed(
        officer,
        {
            **STREET,
            "mobile:answer": "12",
            "photo:answer": (BytesIO(a_photo().content), "scan.png", "image/png"),
        },
    )
    assert "We have a file from you" in officer.page.words
    typed(officer, STREET)
    reference, _code = codes(officer)
    assert core.back_office.file(reference, "photo") is not None


def test_a_day_that_cannot_be_is_refused_and_the_answers_are_kept(officer: AtTheCounter) -> None:
    for arrived in ("2027-01-01", "2024-01-01", "yesterday", ""):
        begin(officer)
        typed(officer, STREET, "show")
        typed(officer, STREET, "send", arrived)
        assert officer.response.status_code == 422
        assert 'id="f-arrived-error"' in officer.response.text
        assert form_of(officer).fields["where:answer"]


def test_answers_that_make_no_case_are_said_and_can_be_mended(officer: AtTheCounter) -> None:
    begin(officer)
    typed(officer, {"danger:answer": "yes"})
    assert "Call 112 now" in officer.page.words
    typed(officer, {"danger:answer": "no"}, "show")
    typed(officer, STREET, "show")
    typed(officer, STREET)
    assert codes(officer)


def test_without_a_service_nothing_begins(officer: AtTheCounter) -> None:
    begin(officer, "")
    assert officer.response.status_code == 422
    assert officer.go("/counter/paper/form").status_code == 410
