"""Check answers: what is listed, what may be changed here, what is not written out."""

from __future__ import annotations

from service.messages import Capabilities, Visitor
from tests.service.conftest import Offering, answered

PAGES = Visitor("first", "en", Capabilities(pages=True))
OPEN_LINE = Visitor("second", "en", Capabilities(photos=False, documents=False, private=False))

SECRET = """
questions:
  - {code: name, ask: What is your name?, short: Name, kind: name}
  - {code: number, ask: Your number?, kind: text, sensitive: true}
  - {code: note, ask: Anything else?, kind: text, optional: true}
  - {code: plan, ask: The plan?, kind: document, later: true}
fee:
  first_of:
    - {when: {note: {answered: true}}, sum: "12.50", label: "For {name}"}
    - {otherwise: true, sum: "0"}
"""


def to_check(core, note: str = "Dark"):
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "Ann", "85073003328", note)
    return core.front_office.skip(turn.draft, "plan", PAGES)


def test_each_answer_is_listed_in_few_words(offering: Offering) -> None:
    rows = to_check(offering(SECRET)).prompt.rows
    assert [(row.number, row.label, row.shown) for row in rows] == [
        (1, "Name", "Ann"),
        (2, "Your number?", "85073003328"),
        (3, "Anything else?", "Dark"),
        (4, "The plan?", "To be supplied later"),
    ]


def test_an_open_line_writes_no_sensitive_answer_out_and_offers_no_change_of_it(offering: Offering) -> None:
    core = offering(SECRET)
    turn = core.front_office.review(to_check(core).draft, OPEN_LINE)
    assert "85073003328" not in str(turn)
    assert [row.changeable for row in turn.prompt.rows if row.path != "plan"] == [True, False, True]


def test_what_is_due_names_what_it_is_for(offering: Offering) -> None:
    prompt = to_check(offering(SECRET)).prompt
    assert [(fee.label, fee.shown) for fee in prompt.fees] == [("For Ann", "€12.50")]
    assert prompt.due == "€12.50"


def test_nothing_to_pay_is_said(offering: Offering) -> None:
    prompt = to_check(offering(SECRET), note="").prompt
    assert prompt.fees == ()
    assert prompt.due == "Nothing to pay"


def test_what_can_come_later_is_noted(offering: Offering) -> None:
    assert any("The plan?" in note for note in to_check(offering(SECRET)).prompt.notes)
