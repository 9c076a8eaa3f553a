"""Several cases at once over HTTP: filtered, chosen, shown, moved, taken back; and the page of owners and operators."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from channels.demo.officers import PASSWORD
from service.assembly import Core
from service.messages import Capabilities, Receipt, Visitor
from tests.channels.counter.conftest import AtTheCounter, texted
from tests.conftest import SettableClock

API = Visitor("api", "nl", Capabilities())
PROBLEM = {
    "danger": False,
    "problem": "pothole",
    "size": "small",
    "where": {
        "street": "Kerkstraat",
        "number": "12",
        "postcode": "8990",
        "lat": 51.04928,
        "lon": 3.20171,
        "verified": True,
    },
}


def lodged(core: Core, key: str) -> Receipt:
    found = core.front_office.lodge("street-problem", {**PROBLEM}, key, API)
    assert isinstance(found, Receipt), found
    return found


def choose(officer: AtTheCounter, *references: str) -> None:
    officer.go("/counter/many?" + "&".join(f"case={each}" for each in references))


def test_chosen_cases_are_moved_after_a_look_at_what_is_told_and_taken_back(
    officer: AtTheCounter, core: Core, clock: SettableClock
) -> None:
    one, two = texted(core, "fr").reference, lodged(core, "1").reference
    officer.go("/counter/cases/open")
    assert f'value="{one}"' in officer.response.text
    choose(officer, one, two)
    assert "2 chosen cases" in officer.page.words
    officer.go(officer.page.link("Plan the repair"))
    assert "1 citizen , Report a street problem, French" in officer.page.words
    assert "Nous allons le réparer." in officer.page.words
    assert "1 citizen gets no message" in officer.page.words
    posted(officer, "planned", f"{one}:0", f"{two}:0")
    assert "2 cases moved." in officer.page.words
    assert "It can be undone for a minute" in officer.page.words


def posted(officer: AtTheCounter, to: str, *chosen: str, **more: str) -> None:
    """What the form posts: each case with the version at which it was shown."""
    token = officer.page.form("/many/move/" + to).hidden["csrf_token"]
    officer.response = officer.client.post(
        f"/counter/many/move/{to}", data={"csrf_token": token, "case": list(chosen), **more}
    )
    officer._followed()


def test_one_that_was_changed_meanwhile_is_told_apart_and_the_rest_can_be_undone(
    officer: AtTheCounter, core: Core, clock: SettableClock
) -> None:
    one, two = lodged(core, "1").reference, lodged(core, "2").reference
    choose(officer, one, two)
    officer.go(officer.page.link("Plan the repair"))
    form = officer.page.form("/many/move/planned")
    posted(officer, "planned", f"{one}:0", f"{two}:7")
    assert "1 case moved. 1 had been changed by somebody else, and stays as it is:" in officer.page.words
    assert two in officer.page.words
    moved = core.back_office.show(one)
    assert moved is not None
    assert moved["status"] == "planned"
    batch = dict(officer.page.form("/many/undo").buttons)["batch"]
    officer.send({"batch": batch}, "/many/undo")
    assert "1 case is back where it was; nobody was told." in officer.page.words
    officer.response = officer.client.post("/counter/many/undo", data={**form.hidden, "batch": batch})
    assert officer.response.status_code == 409
    assert "It is too late" in officer.page.words


def test_a_reason_that_is_missing_is_asked_for_and_nothing_is_chosen_anew(
    officer: AtTheCounter, core: Core
) -> None:
    one, two = lodged(core, "1").reference, lodged(core, "2").reference
    choose(officer, one, two)
    officer.go(officer.page.link("Ask for more"))
    posted(officer, "waiting", f"{one}:0", f"{two}:0", words=" ", language="en")
    assert officer.response.status_code == 422
    assert "Write to the citizen why" in officer.page.words
    assert f'value="{one}:0"' in officer.response.text
    posted(officer, "waiting", f"{one}:0", f"{two}:0", words="Which side?", language="en")
    assert "2 cases moved." in officer.page.words


def test_nothing_chosen_and_nonsense_are_said(officer: AtTheCounter, core: Core) -> None:
    one = lodged(core, "1").reference
    officer.go("/counter/many")
    assert "Choose some cases first." in officer.page.words
    assert officer.go("/counter/many?case=nonsense").status_code == 404
    assert officer.go(f"/counter/many/move/nowhere?case={one}").status_code == 403
    choose(officer, one)
    officer.go(officer.page.link("Plan the repair"))
    for nonsense in ("", "x", f"{one}:-1", f"{one}:99999999999999"):
        token = {"csrf_token": core and officer.page.form().hidden["csrf_token"], "case": nonsense}
        assert officer.client.post("/counter/many/move/planned", data=token).status_code == 422


def test_filters_stand_in_the_address_and_are_kept_while_paging(officer: AtTheCounter, core: Core) -> None:
    found = [lodged(core, str(number)).reference for number in range(27)]
    texted(core, "fr")
    officer.go("/counter/cases/open?service=street-problem&language=nl&status=received")
    assert "27 cases fit" in officer.page.words
    following = officer.page.link("Next page")
    assert "language=nl" in following
    assert "service=street-problem" in following
    officer.go(following)
    assert officer.page.words.count("Graffiti") == 0
    assert sum(each in officer.page.words for each in found) == 2
    officer.go("/counter/cases/open?language=ar")
    assert "No case fits. Choose otherwise." in officer.page.words
    officer.go(f"/counter/cases/open?reference={found[0][:7]}")
    assert found[0] in officer.page.words
    assert officer.go("/counter/cases/open?status=%00%25&page=x&service=" + "y" * 500).status_code == 200


def test_an_owner_begins_at_the_overview_and_an_operator_sees_how_it_runs(
    app: Flask, core: Core, clock: SettableClock
) -> None:
    reference = lodged(core, "1").reference
    core.back_office.officers.add("olga", "Olga Owner", PASSWORD, ["owner"], "public-works")
    core.back_office.officers.add("omar", "Omar Operator", PASSWORD, ["operator"], "")
    owner = AtTheCounter(app.test_client())
    owner.sign_in("olga")
    assert owner.at == "/counter/overview"
    assert "Report a street problem" in owner.page.words
    assert "Apply for" not in owner.page.words
    assert "It is serving." not in owner.page.words
    assert owner.go(f"/counter/case/{reference}").status_code == 403
    operator = AtTheCounter(app.test_client())
    operator.sign_in("omar")
    assert "It is serving." in operator.page.words
    assert operator.page.link("The operator's page") == "/operator"
    clock.pass_(timedelta(hours=13))
    assert owner.go("/counter/overview").status_code == 200
