"""A sampling profiler for one thread: where its processor time goes, by room of the house and by call.

A timer interrupts every millisecond, and what the thread has used since the last time is booked on the calls that
are open then. Sampling costs the same everywhere, unlike a tracer, which makes many small calls look dear.
"""

from __future__ import annotations

import signal
import sysconfig
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

from benchmarks.figures import table

HOME = Path(__file__).resolve().parent.parent
EVERY = 0.001
ROOMS: Mapping[str, str] = {
    "signature": "twilio/request_validator twilio_wire.py:is_genuine twilio_wire.py:_",
    "sealing": "service/vault.py /cryptography/",
    "store": "/sqlalchemy/ service/store/ /psycopg sqlite3/ by_hand/store.py",
    "journey": "service/journey.py definitions/conditions definitions/facts definitions/values",
    "understanding answers": "service/questions/ service/registers/ /phonenumbers/ /rapidfuzz/",
    "session, CSRF, cookies": "flask_wtf itsdangerous flask/sessions werkzeug/http.py:dump_cookie",
    "parsing the request": "formparser multipart werkzeug/datastructures/structures twilio_wire.py:read",
    "rendering": "/jinja2/ /templates/ flask_babel twilio/twiml twilio_wire.py:twiml shared/text.py "
    "shared/segments.py markupsafe flask/templating",
    "words of prompts": "service/prompts service/wording service/checklist service/catalogue definitions/ "
    "/babel/ gettext.py",
    "turn-taking": "service/",
    "the door": "channels/ by_hand/",
    "Flask and Werkzeug": "/flask/ /werkzeug/ /blinker/ flask_limiter limits/",
}
"""What belongs to a room, as parts of `path:function`. The innermost call that belongs to any of them decides, and
the first room that it fits: so the standard library is booked on whoever calls it."""
ELSEWHERE = "elsewhere"


@dataclass
class Sampled:
    """Processor seconds, by stack of calls, the outermost first."""

    stacks: defaultdict[tuple[CodeType, ...], float] = field(default_factory=lambda: defaultdict(float))
    _last: float = 0.0
    _on: bool = False

    @contextmanager
    def installed(self) -> Iterator[None]:
        before = signal.signal(signal.SIGALRM, self._sample)
        signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Only what happens within is booked."""
        self._last, self._on = time.thread_time(), True
        try:
            yield
        finally:
            self._on = False

    def _sample(self, _signal: int, frame: FrameType | None) -> None:
        if not self._on or frame is None or frame.f_code is Sampled._sample.__code__:
            return
        now = time.thread_time()
        stack: list[CodeType] = []
        caller: FrameType | None = frame
        while caller is not None:
            stack.append(caller.f_code)
            caller = caller.f_back
        self.stacks[tuple(reversed(stack))] += now - self._last
        self._last = time.thread_time()  # without what looking costs

    @property
    def seconds(self) -> float:
        return sum(self.stacks.values())

    def by_room(self) -> dict[str, float]:
        booked: defaultdict[str, float] = defaultdict(float)
        for stack, seconds in self.stacks.items():
            booked[room_of(stack)] += seconds
        return dict(sorted(booked.items(), key=lambda each: -each[1]))

    def tree(self, least: float, root: str = "wsgi_app") -> Iterator[tuple[int, float, CodeType]]:
        """Calls below `root` that have at least this share of all: depth, seconds, which."""
        stacks: list[tuple[tuple[CodeType, ...], float]] = []
        for stack, seconds in self.stacks.items():
            names = [code.co_name for code in stack]
            if root in names:
                stacks.append((stack[names.index(root) :], seconds))
        yield from _branches(stacks, 0, least * self.seconds)


def _branches(
    stacks: list[tuple[tuple[CodeType, ...], float]], depth: int, least: float
) -> Iterator[tuple[int, float, CodeType]]:
    below: dict[CodeType, list[tuple[tuple[CodeType, ...], float]]] = {}
    for stack, seconds in stacks:
        if stack:
            below.setdefault(stack[0], []).append((stack[1:], seconds))
    summed = [(sum(seconds for _, seconds in some), code) for code, some in below.items()]
    for total, code in sorted(summed, key=lambda each: -each[0]):
        if total >= least:
            yield depth, total, code
            yield from _branches(below[code], depth + 1, least)


def room_of(stack: Sequence[CodeType]) -> str:
    for code in reversed(stack):
        name = f"{code.co_filename}:{code.co_name}"
        for room, parts in ROOMS.items():
            if any(part in name for part in parts.split()):
                return room
    return ELSEWHERE


def report(title: str, sampled: Sampled, turns: int, least: float = 0.01) -> str:
    """Microseconds per turn: by room, then the calls one inside the other."""
    each = 1e6 / turns
    rows = [
        (room, f"{seconds * each:,.0f}", f"{seconds / sampled.seconds:.0%}")
        for room, seconds in sampled.by_room().items()
    ]
    rows.append(("together", f"{sampled.seconds * each:,.0f}", "100%"))
    calls = [
        f"{seconds * each:8,.0f}  {'. ' * depth}{code.co_name}  {_place(code)}"
        for depth, seconds, code in sampled.tree(least)
    ]
    return "\n".join(
        [
            title,
            "",
            table(rows, ("part", "us a turn", "share")),
            "",
            f"Calls, from {least:.0%} of all on:",
            "",
            *calls,
            "",
        ]
    )


def _place(code: CodeType) -> str:
    """Where a call stands, from the name of its package on."""
    path = code.co_filename
    for folder in (sysconfig.get_path("purelib"), sysconfig.get_path("stdlib"), str(HOME)):
        path = path.removeprefix(f"{folder}/")
    return path
