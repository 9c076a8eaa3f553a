"""A printer for tests: plays its side of ESC/POS on a real socket."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field

ADEQUATE, NEAR_END, OUT = 0x12, 0x1E, 0x72
ONLINE, OFFLINE = 0x12, 0x1A
RECEIPT = b"\x1b@K7QF-2M9X-3 482913\n" * 40 + b"\x1dV\x00"
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


@dataclass
class Machine:
    """Plays an ESC/POS printer on the network: answers for its paper, and keeps what it was sent."""

    paper: int = ADEQUATE
    online: int = ONLINE
    deaf: bool = False
    """It takes bytes and answers nothing."""
    runs_out_after: int = 10**6
    """Bytes of a receipt, after which there is no paper left."""
    knows_when_done: bool = True
    received: bytes = b""
    stalls_after: int = 10**6
    """Bytes of a job, after which it does nothing any more."""
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def refill(self) -> None:
        """Full of paper, nothing printed, and no longer stalled."""
        self.released.set()
        self.paper, self.online, self.received = ADEQUATE, ONLINE, b""
        self.runs_out_after = self.stalls_after = 10**6
        self.released.clear()

    def switch_off(self) -> None:
        self.released.set()
        self._listening.close()

    def got(self, content: bytes) -> bool:
        """Whether it was sent; what nobody waited for may still be on its way."""
        for _ in range(200):
            if content in self.received:
                return True
            time.sleep(0.01)
        return False

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            with caller:
                self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        job = b""
        while content := self._heard(caller):
            self.received += content
            job += content
            if len(job) > self.stalls_after:
                self.released.wait()
            job = self._answered(caller, job)

    def _heard(self, caller: socket.socket) -> bytes:
        try:
            return caller.recv(4096)
        except OSError:
            return b""

    def _answered(self, caller: socket.socket, job: bytes) -> bytes:
        """What remains of a job when its last bytes were a question and the answer is given."""
        if len(job) > self.runs_out_after:
            self.paper, self.online = OUT, OFFLINE
        if self.deaf:
            return job
        answers = {b"\x10\x04\x04": self.paper, b"\x10\x04\x01": self.online}
        if self.knows_when_done and self.paper != OUT:
            answers[b"\x1dr\x01"] = 0x03 if self.paper == NEAR_END else 0x00
        for question, answer in answers.items():
            if job.endswith(question):
                caller.sendall(bytes([answer]))
                return job.removesuffix(question)
        return job
