"""HTTP as a client speaks it, on a bare socket, so that measuring costs little of the processor that is measured."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass

IDLE = 1.0
"""Seconds after which a connection is not trusted any more: gunicorn closes idle ones after two."""
PATIENCE = 60.0


class Broken(OSError):
    """The server closed the connection, or said something that is not HTTP."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, list[str]]
    """By lower-case name."""
    body: bytes
    carried: int
    """Bytes on the wire, headers included."""

    def header(self, name: str) -> str:
        return self.headers.get(name, [""])[0]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Connection:
    """One keep-alive connection to a port of this computer, opened anew when it has been idle."""

    port: int
    _socket: socket.socket | None = None
    _used: float = 0.0
    _rest: bytes = b""

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        given = {"Host": f"localhost:{self.port}", **headers}
        if body or method == "POST":
            given["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        opened = self._open()
        try:
            opened.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            answer = self._answer(opened)
        except OSError:
            self.close()
            raise
        self._used = time.monotonic()
        if answer.header("connection").lower() == "close":
            self.close()
        return answer

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _open(self) -> socket.socket:
        if self._socket is not None and time.monotonic() - self._used > IDLE:
            self.close()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _answer(self, opened: socket.socket) -> Answer:
        received = self._rest
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more(opened)
        first, *lines = received[:end].decode("latin-1").split("\r\n")
        headers: dict[str, list[str]] = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers.setdefault(name.lower(), []).append(value.strip())
        length = int(headers.get("content-length", ["0"])[0])
        body_end = end + 4 + length
        while len(received) < body_end:
            received += self._more(opened)
        self._rest = received[body_end:]
        return Answer(int(first.split(" ", 2)[1]), headers, received[end + 4 : body_end], body_end)

    def _more(self, opened: socket.socket) -> bytes:
        more = opened.recv(65536)
        if not more:
            raise Broken("the server closed the connection")
        return more
