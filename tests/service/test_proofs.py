"""The status by a second thing that the service names: told, and nothing more; guessing is bounded as for codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from service.front_office import TooManyTries
from service.messages import Capabilities, Reply, Visitor
from tests.service.conftest import answered

PAGES = Visitor("web", "en", Capabilities(pages=True))
BODY = """
prove_by: [mobile, where]
questions:
  - {code: mobile, ask: Which number?, kind: phone}
  - {code: where, ask: Where?, kind: place, optional: true}
  - {code: plan, ask: A plan, kind: document, later: true}
"""


@pytest.fixture
def sent(offering):
    """A town, and the receipt of a case in it: number ends in 3456, the street is in 8990."""
    core = offering(BODY, demo=True)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "0470 12 34 56", "Kerkstraat 12")
    turn = core.front_office.skip(turn.draft, "plan", PAGES)
    done = core.front_office.submit(turn.draft, turn.version, PAGES)
    return core, done.prompt.receipt


@pytest.mark.parametrize("proof", ["3456", " 34 56 ", "٣٤٥٦", "8990"])
def test_what_the_service_names_shows_the_status_and_allows_nothing(sent, proof):
    core, receipt = sent
    status = core.front_office.track(receipt.reference, proof, PAGES)
    assert status.words.startswith("We have received it")
    assert not status.withdrawable
    assert status.pending == ()
    assert core.front_office.withdraw(receipt.reference, proof, PAGES) is None
    assert core.front_office.supply(receipt.reference, proof, "plan", {}, PAGES) is None


def test_the_status_code_allows_what_it_allowed(sent):
    core, receipt = sent
    status = core.front_office.track(receipt.reference, receipt.status_code, PAGES)
    assert status.withdrawable
    assert len(status.pending) == 1


@pytest.mark.parametrize("proof", ["", "3457", "123456", "0470123456", "12"])
def test_anything_else_shows_nothing(sent, proof):
    core, receipt = sent
    assert core.front_office.track(receipt.reference, proof, PAGES) is None


def test_four_digits_of_another_case_are_no_proof(sent, offering):
    core, _receipt = sent
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "0470 99 99 99", "")
    turn = core.front_office.skip(turn.draft, "plan", PAGES)
    other = core.front_office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    assert core.front_office.track(other.reference, "3456", PAGES) is None
    assert core.front_office.track(other.reference, "9999", PAGES) is not None


def test_the_proofs_are_guessed_five_times_and_no_more(sent, clock):
    core, receipt = sent
    for _ in range(5):
        assert core.front_office.track(receipt.reference, "0000", PAGES) is None
    with pytest.raises(TooManyTries):
        core.front_office.track(receipt.reference, "3456", PAGES)
    clock.pass_(timedelta(minutes=16))
    assert core.front_office.track(receipt.reference, "3456", PAGES) is not None


def test_it_is_texted_like_the_status_code(sent, visitor):
    core, receipt = sent
    told = core.front_office.hear(
        Reply(f"status {receipt.reference} 3456", "SM1"), visitor("tel:+32470000001")
    ).said
    assert f"A trial, {receipt.reference}: " in told[0]
    assert "We have received it" in told[0]


def test_only_keyed_hashes_of_the_proofs_are_stored(sent):
    core, _ = sent
    with core.operations.database.reading() as connection:
        stored = repr(connection.exec_driver_sql("select proofs from cases").fetchall())
    assert len(re.findall(r"[0-9a-f]{8}:[0-9a-f]{64}", stored)) == 2
    assert re.sub(r"[0-9a-f]{8}:[0-9a-f]{64}|\W", "", stored) == ""


@pytest.mark.parametrize(
    ("named", "wrong"),
    [("name", "`name` proves nothing"), ("nobody", "`nobody`")],
)
def test_check_refuses_what_proves_nothing(offering, named, wrong):
    with pytest.raises(AssertionError, match=wrong):
        offering(f"prove_by: [{named}]\nquestions: [{{code: name, ask: Who?, kind: name}}]")
