import pytest

from service.definitions.definition import Definition
from service.journey import fee, journey
from tests.service.conftest import ON, Declare, given

ROWS = """
questions:
  - code: delivery
    ask: How?
    kind: choice
    options: [{value: post, label: By post}, {value: desk, label: At the desk}]
  - {code: copies, ask: How many?, kind: number, min: 1, max: 9}
fee:
  first_of:
    - {when: {delivery: post}, each: copies, sum: "12.50", label: Copies by post}
    - {otherwise: true, sum: "0"}
"""

TABLE = """
questions:
  - code: zone
    ask: Which zone?
    kind: choice
    options: [{value: red, label: Red}, {value: blue, label: Blue}]
fee: {from: fees.csv, match: [zone], sum: amount, label: A permit}
"""


def due(definition: Definition, **answers: object) -> int | None:
    state = fee(definition, journey(definition, given(**answers), ON))
    return None if state is None else state.due_cents


def test_a_fee_waits_for_the_answers_it_depends_on(declare: Declare):
    assert due(declare(ROWS)) is None


@pytest.mark.parametrize(
    ("delivery", "copies", "cents"), [("post", 3, 3750), ("post", 1, 1250), ("desk", 9, 0)]
)
def test_the_first_row_that_applies_is_due(declare: Declare, delivery, copies, cents):
    assert due(declare(ROWS), delivery=delivery, copies=copies) == cents


def test_all_rows_that_apply_are_due_together(declare: Declare):
    definition = declare(ROWS.replace("first_of", "all_of").replace('otherwise: true, sum: "0"', 'sum: "5"'))
    assert due(definition, delivery="post", copies=2) == 3000
    assert due(definition, delivery="desk", copies=2) == 500


def test_a_table_gives_what_its_one_fitting_row_says(declare: Declare):
    definition = declare(TABLE, fees_csv="zone,amount\nred,25\nblue,180.00\n")
    assert due(definition, zone="red") == 2500
    assert due(definition, zone="blue") == 18000
