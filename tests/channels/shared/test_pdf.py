"""What every PDF is made by: what is missing is said, and pictures of others are left alone."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from channels.shared.pdf import missing, pdf
from tests.conftest import ROOT


def test_nothing_is_missing_here() -> None:
    assert missing() == ""


def test_without_pango_it_is_said_what_to_install() -> None:
    """In a process of its own, in which no library can be opened."""
    script = """
import cffi
def none(self, name, flags=0): raise OSError(name)
cffi.FFI.dlopen = none
from channels.shared.pdf import missing
print(missing())
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == (
        "letters and reports need Pango, which this machine has not. "
        "As root: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_a_broken_photo_stays_one_after_something_was_drawn() -> None:
    """The library makes every picture of the process whole that is not, unless it is told not to."""
    assert pdf("<p>A page</p>", ROOT)
    made = BytesIO()
    Image.effect_noise((64, 64), 90).save(made, "JPEG")
    with pytest.raises(OSError, match=r"(?i)truncated"):
        Image.open(BytesIO(made.getvalue()[:300])).load()
