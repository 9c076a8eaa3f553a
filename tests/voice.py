"""Whether this machine has a voice, for the tests that listen to it."""

from __future__ import annotations

import shutil

import pytest

from channels.kiosk.speech import PROGRAM

NO_VOICE = "" if shutil.which(PROGRAM) else f"{PROGRAM} is not installed"
"""Why there is none; empty where there is one."""
needs_voice = pytest.mark.skipif(bool(NO_VOICE), reason=NO_VOICE)
