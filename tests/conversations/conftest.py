"""Conversations are renewed by `pytest tests/conversations --renew-conversations`; then read them as a person would."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-conversations", action="store_true", help="write down what the town says now, to be read"
    )
