"""Says at the end of a run how many ways were walked at each door, and how many hand-overs were made.

Several processes may share the work.

Loaded by `make test` (`-p tests.doors.walked`); the tests note what they walked.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

WALKED = pytest.StashKey[Counter[str]]()
SENT = "ways walked"
HANDED_OVER = " to "
"""In the name of a pair of doors; what is noted under it is hand-overs."""


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
    noted = terminalreporter.config.stash.get(WALKED, Counter())
    walked = {name: count for name, count in noted.items() if HANDED_OVER not in name}
    moved = {name: count for name, count in noted.items() if HANDED_OVER in name}
    if walked:
        listed = ", ".join(f"{door} {ways}" for door, ways in sorted(walked.items()))
        terminalreporter.write_line(f"ways walked from the first question to the end, by door: {listed}")
    if moved:
        listed = ", ".join(f"{pair} {count}" for pair, count in sorted(moved.items()))
        terminalreporter.write_line(f"hand-overs made: {sum(moved.values())} ({listed})")
