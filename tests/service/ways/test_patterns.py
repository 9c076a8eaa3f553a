from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.ways.patterns import fitting


@pytest.mark.parametrize(
    "pattern",
    ["[A-Z][0-9]{4}", r"\d{3}-\w+", "(a|b)+c", r"[^abc]{2,}(?:x|y)\.", r"B?[1-9]\d*", "[]a]x", r"^\w+@\w+\.be$",
     r"(?P<year>\d{4})/(\d{2})", "a{2}b{0,3}c*d+?", r"[\d ]{5}"],
)  # fmt: skip
def test_the_text_fits_what_owners_write(pattern: str):
    assert re.fullmatch(pattern, fitting(pattern))


@given(st.text(alphabet="ab01[]()^|?*+{},\\d-.:P<>", max_size=30))
def test_whatever_the_pattern_something_comes_back(pattern: str):
    assert isinstance(fitting(pattern), str)
