"""The kiosk's receipt printer: whether it can print, and putting bytes on paper once.

What stands on the paper is `receipt`'s, how a printer hangs on this computer `cables`'. A printer is a machine with a
cable that somebody trips over: all talk with it happens in a thread of its own, one job at a time, and nobody waits for
it longer than a few seconds. What went wrong stands in the operator's log, what was printed never does.
"""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeVar

from escpos.exceptions import DeviceNotFoundError
from escpos.exceptions import Error as PrinterError

from channels.kiosk.cables import CABLES, Cable

if TYPE_CHECKING:
    from escpos.escpos import Escpos

State = Literal["ready", "near_end", "out", "gone"]
"""`near_end` still prints: the operator brings a new roll before the last receipt."""
PRINTS: tuple[State, ...] = ("ready", "near_end")

PATIENCE = 2.0
"""Seconds for a question, which a printer answers at once. The person waits for their receipt meanwhile."""
PRINTING = 8.0
"""Seconds for a whole receipt, to its cut. The screen waits longer than that."""
LASTS = 4.0
"""Seconds for which an answer is believed."""
_REMEMBERED = 200
"""Jobs of which it is known that they were printed."""

_TELL_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: the paper's sensor, answered only when everything sent before it is on paper."""
_FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: empties the printer's memory at once, also while it stands still for want of paper."""
_NEAR_END = 0x03

TROUBLE = (PrinterError, OSError, RuntimeError, ValueError, AssertionError)
"""What a printer and the libraries that reach it raise: not there, no answer, no right to, no driver, lost."""

log = logging.getLogger(__name__)
T = TypeVar("T")


class NotPrinted(Exception):
    """The receipt is not on paper, at least not whole. The door answers 503 and offers another way."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class Printer:
    """One printer, used by one person at a time.

    A printer on the network may be deaf to questions (a cheap one, a print server with one direction): as long as it
    never answered any, it counts as ready where it takes a connection. One that has answered before and is silent now
    hangs, and is `gone`. A job that hangs keeps the printer occupied until the system lets go of it; it prints nothing
    any more then, for the person has left.
    """

    def __init__(self, cable: Cable, *, patience: float = PATIENCE, printing: float = PRINTING) -> None:
        self._cable = cable
        self._patience = patience
        self._printing = printing
        self._free = threading.Lock()
        self._hangs = False
        self._kept: Escpos | None = None
        self._answers = False
        self._state: State = "ready"
        self._asked_at = -LASTS
        self._printed: OrderedDict[str, None] = OrderedDict()

    def state(self) -> State:
        """Whether it can print, as of a few seconds ago."""
        if time.monotonic() - self._asked_at < LASTS:
            return self._state
        if not self._free.acquire(timeout=self._patience):
            # Somebody's receipt may be under way just now, and that is no fault.
            return "gone" if self._hangs else self._state
        try:
            self._learn(self._run(self._look, self._patience), "it answers")
        except TROUBLE as trouble:
            self._learn("gone", _cause(trouble))
        return self._state

    def print(self, content: bytes, key: str) -> None:
        """Put it on paper, once for each `key`: asked again for the same, it is done already. Raises NotPrinted."""
        job = sha256(key.encode()).hexdigest()  # the key names a draft
        try:
            if not self._free.acquire(timeout=self._printing):
                raise RuntimeError("it is busy with an earlier job")
            state = self._run(lambda given_up: self._put(content, job, given_up), self._printing)
        except TROUBLE as trouble:
            state = "gone"
            self._learn(state, _cause(trouble), failed=True)
        else:
            self._learn(state, "it answers", failed=state not in PRINTS)
        if state not in PRINTS:
            raise NotPrinted(state)

    def _run(self, work: Callable[[threading.Event], T], seconds: float) -> T:
        """Do it in a thread that nobody waits for longer than that, also not when the server stops."""
        import_module("escpos.printer")  # slow for the first time, which is no fault of the printer's
        outcome: Future[T] = Future()
        given_up = threading.Event()

        def worked() -> None:
            try:
                outcome.set_result(work(given_up))
            except Exception as trouble:  # noqa: BLE001 - whoever waits is told, and judges it
                outcome.set_exception(trouble)
            finally:
                self._hangs = False
                self._free.release()

        threading.Thread(target=worked, name="printer", daemon=True).start()
        try:
            return outcome.result(timeout=seconds)
        except TimeoutError:
            self._hangs = not outcome.done()
            given_up.set()
            raise

    def _look(self, _given_up: threading.Event) -> State:
        self._cable.look()
        if not self._cable.two_way:
            return "ready"
        with self._connected(self._patience / 2) as device:  # silence is an answer, too, and comes in time
            return self._asked(device)

    def _asked(self, device: Escpos) -> State:
        """What it says of its paper; that it cannot be asked is no fault."""
        try:
            paper = device.paper_status()
        except OSError as trouble:
            if self._answers or not _is_silence(trouble):
                raise
            return "ready"
        if paper == 0:
            state: State = "out"
        elif not device.is_online():
            raise DeviceNotFoundError("it is switched off, or its cover is open")
        else:
            state = "ready" if paper == 2 else "near_end"
        self._answers = True
        return state

    def _put(self, content: bytes, job: str, given_up: threading.Event) -> State:
        if job in self._printed:
            return self._state if self._state in PRINTS else "ready"
        state = self._look(given_up)
        if state not in PRINTS:
            return state
        # Half of the time for each of the two waits: that it is done, or how it stands otherwise.
        with self._connected(self._printing / 2) as device:
            if given_up.is_set():
                return "gone"
            _send(device, content)
            if self._answers:
                state = self._finished(device)
        if state in PRINTS:
            self._remember(job)
        return state

    def _finished(self, device: Escpos) -> State:
        """Once all of it is on paper. Of one that does not know the command, its paper tells enough."""
        _send(device, _TELL_WHEN_DONE)
        try:
            answer = device._read()  # noqa: SLF001 - the library asks for two states only, none of them this one
            if not answer:
                raise DeviceNotFoundError("it hung up in the middle of a receipt")
            return "near_end" if answer[0] & _NEAR_END else "ready"
        except OSError as trouble:
            if not _is_silence(trouble):
                raise
        state: State = "gone"
        try:
            state = self._asked(device)
        finally:
            if state not in PRINTS:
                with suppress(*TROUBLE):
                    _send(device, _FORGET)
        return state

    @contextmanager
    def _connected(self, seconds: float) -> Iterator[Escpos]:
        device = self._kept or self._cable.connect(seconds)
        self._kept = None
        try:
            yield device
        except TROUBLE:
            with suppress(*TROUBLE):
                device.close()
            raise
        if self._cable.kept:
            self._kept = device
        else:
            device.close()

    def _remember(self, job: str) -> None:
        self._printed[job] = None
        while len(self._printed) > _REMEMBERED:
            self._printed.popitem(last=False)

    def _learn(self, state: State, cause: str, *, failed: bool = False) -> None:
        """The operator is told what is new, and of every receipt that was not printed."""
        if failed:
            log.warning("The kiosk could not print a receipt. Its printer: %s (%s)", state, cause)
        elif state != self._state:
            log.log(
                logging.INFO if state == "ready" else logging.WARNING,
                "The kiosk's printer: %s (%s)",
                state,
                cause,
            )
        self._state, self._asked_at = state, time.monotonic()


def printer_at(address: str) -> Printer | None:
    """The printer that the operator named: `usb:04b8:0e15`, `network:192.168.1.50[:9100]`, `file:/dev/usb/lp0`.

    `dummy` always works and leaves no paper. None where there is no printer.
    """
    kind, _, where = address.partition(":")
    return Printer(CABLES[kind](where)) if kind else None


def printer_state(printer: Printer | None) -> State | Literal["none"]:
    """For whoever watches the kiosk: as `Printer.state`, or that it has no printer."""
    return printer.state() if printer else "none"


def _send(device: Escpos, content: bytes) -> None:
    device._raw(content)  # noqa: SLF001 - the library has no other word for bytes that are made already


def _is_silence(trouble: OSError) -> bool:
    """No answer in time. The library for USB has an error of its own for that, which names the system's."""
    return isinstance(trouble, TimeoutError) or trouble.errno == errno.ETIMEDOUT


def _cause(trouble: BaseException) -> str:
    """In one line, for the log. What is raised names a host, a file or a device."""
    if isinstance(trouble, TimeoutError):
        return "no answer in time"
    return " ".join(f"{trouble}".split()) or type(trouble).__name__
