"""How a receipt printer hangs on this computer: USB, the network, a file of the system, or not at all.

Whether it prints, and what is done when it does not, is `printer`'s. The libraries are slow to import and large: for
the first question to a printer, not for every start.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from escpos.exceptions import DeviceNotFoundError

if TYPE_CHECKING:
    from escpos.escpos import Escpos

_NETWORK_PORT = 9100


@dataclass(frozen=True)
class Cable:
    """How a printer hangs on this computer: `connect` opens it within so many seconds, `look` raises where nothing is.

    Where it is not `two_way`, nobody can ask for its paper: it counts as ready as long as it is there.
    """

    connect: Callable[[float], Escpos]
    look: Callable[[], None] = lambda: None
    two_way: bool = True
    kept: bool = False
    """Whether it stays open between jobs: opening a printer on USB resets it."""


def _usb(where: str) -> Cable:
    vendor, product = (int(each, 16) for each in where.split(":"))

    def connect(seconds: float) -> Escpos:
        from escpos.printer import Usb

        return _opened(Usb(vendor, product, timeout=int(seconds * 1000)))

    return Cable(connect, kept=True)


def _network(where: str) -> Cable:
    host, _, port = where.partition(":")

    def connect(seconds: float) -> Escpos:
        from escpos.printer import Network

        device = Network(host)
        # The library itself forgets a socket open where nobody listens.
        device.device = socket.create_connection((host, int(port or _NETWORK_PORT)), seconds)
        return device

    return Cable(connect)


def _file(where: str) -> Cable:
    """What the system shows as a file takes bytes and says nothing; a printer that is switched off has no such file."""

    def connect(_seconds: float) -> Escpos:
        from escpos.printer import File

        return _opened(File(where))

    def look() -> None:
        if not os.access(where, os.W_OK):
            raise DeviceNotFoundError(f"there is no {where} that we may write to")

    return Cable(connect, look, two_way=False)


def _dummy(_where: str) -> Cable:
    def connect(_seconds: float) -> Escpos:
        from escpos.printer import Dummy

        return Dummy()

    return Cable(connect, two_way=False)


def _opened(device: Escpos) -> Escpos:
    device.open()
    return device


CABLES: Mapping[str, Callable[[str], Cable]] = {
    "usb": _usb,
    "network": _network,
    "file": _file,
    "dummy": _dummy,
}
"""By the first word of a printer's address."""
