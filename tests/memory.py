"""Where tests put what they make: in memory where there is room, for they do not outlive a power cut."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def place_for(room: int) -> Path:
    """A folder with room for so many bytes, that waits for no disk where that can be had."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > room:
        return memory
    return Path(tempfile.gettempdir())
