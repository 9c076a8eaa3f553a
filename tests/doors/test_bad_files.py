"""Files that are not what they say: a sentence, never an error, and the question is still there."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from channels.app import Site
from service.messages import Capabilities, Upload, Visitor
from tests.doors.conftest import Ways
from tests.doors.doors import DOORS
from tests.doors.driver import Driver, Entry
from tests.doors.entries import a_photo


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _bomb() -> bytes:
    """A picture of a few kilobytes that claims four thousand million pixels."""
    header = struct.pack(">IIBBBBB", 65_535, 65_535, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _picture(format_: str, **saved: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(made, format_, **saved)
    return made.getvalue()


NOT_PHOTOS = {
    "words": b"This is not a picture.",
    "nothing in it": b"\x00",
    "a bomb": _bomb(),
    "cut off": _picture("JPEG")[:200],
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a paper": b"%PDF-1.4\n%%EOF\n",
    "a program": b"MZ" + b"\x00" * 500,
    "a picture's beginning": b"\x89PNG\r\n\x1a\n",
    "an archive": b"PK\x03\x04" + b"\x00" * 100,
    "an icon": b"\x00\x00\x01\x00\x01\x00",
    "nine megabytes": b"\xff\xd8\xff" + b"\x00" * 9_000_000,
}


@pytest.fixture
def asked_for_a_photo(app: Flask, site: Site, ways: Ways, door: str) -> Driver:
    """Somebody at a door that carries photos, who is asked for one."""
    way = next(way for way in ways("street-problem") if not way.outcome)
    driver = DOORS[door](app, {**way.sheet, "photo": Entry({"answer": a_photo()}, "")}, 0)
    driver.begin(site.core.front_office.service("street-problem", Visitor(door, "en", Capabilities())))
    for stop in way.stops:
        if stop.path == "photo":
            break
        driver.skip(stop.path) if stop.entry is None else driver.answer(stop.path)
    assert "Do you have a photo of it?" in driver.said()
    return driver


# The test client forgets to close the large requests that it writes to disk.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("kind", NOT_PHOTOS)
@pytest.mark.parametrize("door", ["web", "kiosk", "console"])
def test_a_file_that_is_no_photo_is_not_taken_for_one(asked_for_a_photo: Driver, kind: str) -> None:
    driver, photo = asked_for_a_photo, asked_for_a_photo.sheet["photo"]
    claimed = Upload(NOT_PHOTOS[kind], "image/jpeg", "photo.jpg")
    driver.sheet["photo"] = Entry({"answer": claimed}, "")
    driver.answer("photo")
    assert "Traceback" not in driver.said()
    assert "Do you have a photo of it?" in driver.said()
    driver.sheet["photo"] = photo
    driver.answer("photo")
    assert "Do you have a photo of it?" not in driver.said()
    driver.leave()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "x\x00.jpg", "\u202egpj.exe", "x" * 3000, "", "a/b\\c;d\"e'f.jpg"]
)
@pytest.mark.parametrize("door", ["web", "kiosk"])
def test_a_photo_is_taken_whatever_it_is_called(asked_for_a_photo: Driver, name: str, door: str) -> None:
    driver = asked_for_a_photo
    driver.sheet["photo"] = Entry({"answer": Upload(a_photo().content, "text/html", name or "x")}, "")
    driver.answer("photo")
    assert "Do you have a photo of it?" not in driver.said()
