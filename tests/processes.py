"""What befalls processes in these tests: a power cut, a disk without room."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path
from subprocess import Popen
from typing import Any


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += family(int(child))
    return found


def cut_power(process: Popen[Any]) -> None:
    """The process, the one that serves, and its worker, at once."""
    for each in family(process.pid):
        os.kill(each, signal.SIGKILL)
    process.communicate()


def fill_disk(process: Popen[Any], *, full: bool = True) -> None:
    """No file of theirs may grow any more, as on a disk without room; or again it may."""
    size = 0 if full else resource.RLIM_INFINITY
    for each in family(process.pid):
        resource.prlimit(each, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
