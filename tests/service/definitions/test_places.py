"""In which lines something stands."""

import pytest

from service.definitions.folder import read_folder
from service.definitions.places import lines_in
from tests.conftest import ROOT

BLOCKS = b"""\
service: trial
questions:
  - code: danger
    ask: Is it?
    kind: yes_no

  # about it
  - code: what
    ask: What?
    kind: text
  - {code: flow, ask: Where?, kind: place}

outcomes:
  - code: call-112
    when: {danger: true}
    say: Call.

receipt: Thank you.
"""


def test_a_question_goes_from_its_first_line_to_its_last() -> None:
    lines = lines_in(BLOCKS)
    assert lines["danger"] == (3, 5)
    assert lines["what"] == (8, 10)
    assert lines["flow"] == (11, 11)


def test_outcomes_and_the_receipt_have_their_lines_too() -> None:
    lines = lines_in(BLOCKS)
    assert lines["outcome:call-112"] == (14, 16)
    assert lines["receipt"] == (18, 18)


def test_questions_of_sections_and_what_a_repeat_asks() -> None:
    text = b"""\
sections:
  - code: household
    repeat:
      max: 3
      more: Anyone else?
    questions:
      - code: born
        ask: When?
        kind: date
"""
    assert lines_in(text) == {"born": (7, 9), "household/more": (5, 5)}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"a: [",
        b"\xff\xfe",
        b"a: \x00",
        b"questions: 3",
        b"questions: [1, {a: b}]",
        b"sections: [x]",
        b"- a",
    ],
)
def test_half_a_text_has_no_places(text: bytes) -> None:
    assert lines_in(text) == {}


@pytest.mark.parametrize("path", sorted((ROOT / "config/services").iterdir()), ids=lambda path: path.name)
def test_every_question_of_the_town_is_found_in_its_lines(path) -> None:
    text = read_folder(path).files["service.yaml"]
    shown = text.decode().split("\n")
    for name, (first, last) in lines_in(text).items():
        assert first <= last
        if ":" not in name and "/" not in name and name != "receipt":
            assert name in shown[first - 1]
