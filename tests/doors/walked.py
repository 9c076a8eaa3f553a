"""Says at the end of a run how many ways were walked at each door, also when several processes share the work.

Loaded by `make test` (`-p tests.doors.walked`); the tests note what they walked.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

WALKED = pytest.StashKey[Counter[str]]()
SENT = "ways walked"


def note(config: pytest.Config, door: str, ways: int) -> None:
    config.stash.setdefault(WALKED, Counter())[door] += ways


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[SENT] = dict(session.config.stash.get(WALKED, Counter()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for door, ways in getattr(node, "workeroutput", {}).get(SENT, {}).items():
        note(node.config, door, ways)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    walked = terminalreporter.config.stash.get(WALKED, Counter())
    if walked:
        listed = ", ".join(f"{door} {ways}" for door, ways in sorted(walked.items()))
        terminalreporter.write_line(f"ways walked from the first question to the end, by door: {listed}")
