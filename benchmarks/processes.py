"""What processes cost, as the kernel counts it: processor time and memory of a process and its descendants."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants that are alive."""
    yield pid
    for task in _PROC.joinpath(str(pid), "task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def processor_seconds(pid: int) -> float:
    """Used so far by a family, and by those of its members that are gone."""
    return sum(seconds_in(_PROC.joinpath(str(each), "stat").read_text()) for each in family(pid))


def seconds_in(stat: str) -> float:
    """Of /proc/<pid>/stat: utime, stime, cutime and cstime. The name in brackets may hold spaces."""
    fields = stat.rpartition(")")[2].split()
    return sum(int(each) for each in fields[11:15]) * TICK


def machine_seconds() -> float:
    """Used so far by everybody on this machine."""
    return busy_in(_PROC.joinpath("stat").read_text())


def busy_in(stat: str) -> float:
    """Of /proc/stat: all but what was idle or waiting for a disk, and but guests, who are counted as users too."""
    user, nice, system, _idle, _waiting, *others = (int(each) for each in stat.splitlines()[0].split()[1:])
    return (user + nice + system + sum(others[:3])) * TICK


@dataclass
class Neighbours:
    """How much of the processor others use while something is measured: the more, the less a figure says."""

    began: float = field(default_factory=time.monotonic)
    before: float = field(default_factory=machine_seconds)

    def cores(self, own: float) -> float:
        """`own`: the processor seconds that the measurement used since."""
        return max(0.0, machine_seconds() - self.before - own) / (time.monotonic() - self.began)


def memory_mb(pid: int) -> float:
    """The process's proportional share of memory (PSS) in MB of 1024 KB."""
    return pss_in(_PROC.joinpath(str(pid), "smaps_rollup").read_text()) / 1024


def pss_in(rollup: str) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found is not None
    return int(found[1])


def written_bytes(pid: int) -> int:
    """What a family has sent to the disk so far."""
    return sum(
        int(line.split()[1])
        for each in family(pid)
        for line in _PROC.joinpath(str(each), "io").read_text().splitlines()
        if line.startswith("write_bytes")
    )
