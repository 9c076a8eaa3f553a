"""Every reason for which an answer is not taken has words for who reads about many of them."""

from __future__ import annotations

import re
from pathlib import Path

from service.reasons import OTHER, REASONS, reason

ROOMS = ("questions/*.py", "judging.py", "interview.py", "passcodes.py", "papers.py")
SERVICE = Path(__file__).resolve().parents[2] / "service"
CODE = re.compile(r'\b(?:Problem|Doubt|Refused)\(\s*"([a-z-]+)"')


def given() -> set[str]:
    """The codes of problems as they stand where answers are judged."""
    files = [file for room in ROOMS for file in SERVICE.glob(room)]
    return {code for file in files for code in CODE.findall(file.read_text("utf-8"))}


def test_every_problem_has_words_and_no_words_are_for_none() -> None:
    """Some codes are chosen between two on a line of their own."""
    assert len(given()) > 50
    assert not given() - set(REASONS)
    told = "".join(file.read_text("utf-8") for room in ROOMS for file in SERVICE.glob(room))
    assert not [code for code in REASONS if f'"{code}"' not in told]


def test_a_problem_of_another_release_is_told_truly() -> None:
    assert reason("never-heard-of") == OTHER
    assert reason("empty") == "nothing was entered"
