"""The client of the comparison, in a process of its own: several people at once, each walking whole dialogues.

Started with a Plan as JSON on its standard input, it makes ready what need not be timed, says "ready", waits for a
line, and answers with a Walked as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

from benchmarks.dialogue import STEPS, TEXTS
from benchmarks.people import TOKEN, Astray, Browsing, Clocked, Texting
from benchmarks.wire import Connection

Walk = Callable[[], list[tuple[str, float]]]


@dataclass(frozen=True)
class Plan:
    door: Literal["text", "web"]
    port: int
    start: str
    """The page on which the web's dialogue begins."""
    people: int
    dialogues: int
    """For each of them, one after the other."""
    first: int
    """Of the telephone numbers."""


@dataclass(frozen=True)
class Walked:
    seconds: float
    client_seconds: float
    """Of the processor, used by the crowd itself."""
    steps: list[tuple[str, float]]
    """What each was, and how long it took in seconds."""
    failures: dict[str, int]


class Crowd:
    """A crowd that stands ready; `go` lets it walk once."""

    def __init__(self, plan: Plan) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crowd"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._tell(json.dumps(asdict(plan)))
        self._hear()

    def go(self) -> Walked:
        self._tell("go")
        walked = Walked(**json.loads(self._hear()))
        self._process.communicate()
        return walked

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        heard = self._process.stdout.readline()
        if not heard:
            raise RuntimeError("the crowd went away")
        return heard


def walks(plan: Plan) -> list[Walk]:
    """One for each person, made ready: texts are signed, start pages are open."""
    return [
        _texts(plan, person) if plan.door == "text" else _pages(plan, person) for person in range(plan.people)
    ]


def _texts(plan: Plan, person: int) -> Walk:
    from twilio.request_validator import RequestValidator

    sign = RequestValidator(TOKEN).compute_signature
    line, url = Clocked(Connection(plan.port)), f"http://localhost:{plan.port}"
    numbers = [f"+3247{plan.first + person * plan.dialogues + each:07}" for each in range(plan.dialogues)]
    phones = [Texting(line, number, sign, url) for number in numbers]
    ready = [(phone, [(*phone.prepared(words), then) for words, then in TEXTS]) for phone in phones]

    def walk() -> list[tuple[str, float]]:
        for phone, texts in ready:
            for number, (headers, body, then) in enumerate(texts):
                said = phone.say("first" if number == 0 else "later", headers, body)
                if then not in said:
                    raise Astray(f"not {then!r} but {said[:200]}")
        return [(asked.step, asked.seconds) for asked in line.asked]

    return walk


def _pages(plan: Plan, person: int) -> Walk:
    line = Clocked(Connection(plan.port))
    browsers = [Browsing(line) for _ in range(plan.dialogues)]
    for browser in browsers:
        browser.open(plan.start)
    line.asked.clear()

    def walk() -> list[tuple[str, float]]:
        for browser in browsers:
            for step, entered, then in STEPS:
                browser.send(step, entered)
                if not browser.path.endswith(f"/{then}"):
                    raise Astray(f"{step}: not to {then} but to {browser.path}")
        return paired([(asked.step, asked.seconds) for asked in line.asked])

    return walk


def paired(requests: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """A step of the web is a POST and the GET to which it leads, which has no name of its own."""
    steps: list[tuple[str, float]] = []
    for step, seconds in requests:
        if step:
            steps.append((step, seconds))
        else:
            before, so_far = steps[-1]
            steps[-1] = (before, so_far + seconds)
    return steps


def walked(plan: Plan, ready: list[Walk]) -> Walked:
    steps: list[tuple[str, float]] = []
    failures: Counter[str] = Counter()

    def go(walk: Walk) -> None:
        try:
            steps.extend(walk())
        except (Astray, OSError) as failure:
            failures[f"{type(failure).__name__}: {failure}"] += 1

    threads = [threading.Thread(target=go, args=(walk,)) for walk in ready]
    began, used = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Walked(time.perf_counter() - began, time.process_time() - used, steps, dict(failures))


def main() -> None:
    plan = Plan(**json.loads(sys.stdin.readline()))
    ready = walks(plan)
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(walked(plan, ready))), flush=True)


if __name__ == "__main__":
    main()
