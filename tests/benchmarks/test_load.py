from __future__ import annotations

from typing import Any

import pytest

from benchmarks.load import verdict
from benchmarks.patience import Seen
from benchmarks.sheets import difference, sheet, streets

PLACE = {"postcode": "8990", "lat": 51.0, "lon": 3.2, "verified": True}


def _stored(number: int) -> dict[str, Any]:
    expected = sheet(number, streets()).expected()
    return {**expected, "where": {**expected["where"], **PLACE}}


def _seen(*numbers: int, unsure: tuple[int, ...] = ()) -> Seen:
    receipts = [{"door": "web", "number": number, "reference": f"R{number}"} for number in numbers]
    return Seen(receipts=receipts, unsure=list(unsure))


def test_a_case_that_holds_what_was_answered_differs_in_nothing() -> None:
    assert not difference(sheet(1, streets()).expected(), _stored(1))


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (None, "there is no such case"),
        ({**_stored(1), "mobile": "+32470999999"}, "mobile: '+32470999999' instead of '+32470000001'"),
        ({**_stored(1), "danger": 0}, ""),
        ({code: value for code, value in _stored(1).items() if code != "where"}, "answers to ['where']"),
        ({**_stored(1), "where": {**PLACE, "street": "Elsewhere", "number": "1"}}, "where: "),
    ],
)
def test_what_a_case_does_not_hold_is_said(stored: dict[str, Any] | None, words: str) -> None:
    assert difference(sheet(1, streets()).expected(), stored).startswith(words)


def test_everything_there_exactly_once() -> None:
    found = verdict([_seen(1, 2), _seen(3)], {f"R{number}": _stored(number) for number in (1, 2, 3)})
    assert (found.receipts, found.cases, found.twice, found.unexplained) == (3, 3, 0, 0)
    assert not found.wrong
    assert "3 hold exactly what was answered" in str(found)


def test_lost_doubled_and_unexplained_cases_are_found() -> None:
    stored = {"R1": _stored(1), "R1 again": _stored(1), "R9": _stored(9), "R8": _stored(8)}
    found = verdict([_seen(1, 2, unsure=(8,))], stored)
    assert found.wrong == {"there is no such case": 1}
    assert found.twice == 1
    assert found.unexplained == 1
