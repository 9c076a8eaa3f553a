"""Which way through a service is photographed, and what is answered on it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from service.messages import Upload
from tests.conftest import MORNING
from tests.doors.driver import Entry
from tests.doors.entries import Stop
from tests.doors.ways import Way, ways_of
from tests.screens.town import Town

LEFT_OUT: Any = None
WANTED: dict[str, dict[str, Any]] = {
    "street-problem": {
        "problem": "light",
        "lamp": "B1234",
        "where": "Kerkstraat 12",
        "photo": LEFT_OUT,
        "mobile": "0470 00 00 01",
    }
}
"""Answers that a picture is to show; the rest of a service, and other services, get the kit's."""


def way_through(town: Town, service: str, language: str, *, with_photo: bool = False) -> Way:
    """The shortest way to a case (to an outcome, where there is none) on which the wanted options are chosen."""
    wanted = WANTED.get(service, {})
    found = ways_of(town.site.core, service, MORNING.date(), language=language)
    fitting = [way for way in found if all(_fits(stop, wanted) for stop in way.stops)] or found
    way = min(fitting, key=lambda way: (bool(way.outcome), len(way.stops), way.number))
    return replace(way, stops=tuple(_answered(stop, wanted, with_photo) for stop in way.stops))


def _fits(stop: Stop, wanted: dict[str, Any]) -> bool:
    if stop.path not in wanted or stop.entry is None or not stop.entry.labels:
        return True
    return bool(stop.entry.parts.get("answer") == wanted[stop.path])


def _answered(stop: Stop, wanted: dict[str, Any], with_photo: bool) -> Stop:
    if stop.question.hint == "photo" and (with_photo or (stop.entry and stop.path not in wanted)):
        return replace(stop, entry=Entry({"answer": a_photograph()}, ""))
    if stop.path not in wanted or (stop.entry and stop.entry.labels):
        return stop
    words = wanted[stop.path]
    return replace(stop, entry=None if words is LEFT_OUT else Entry({"answer": words}, words))


def a_photograph() -> Upload:
    """A lamp post at dusk that does not burn, drawn."""
    picture = Image.new("RGB", (900, 675), "#5A6270")
    draw = ImageDraw.Draw(picture)
    for line in range(430):
        draw.line([(0, line), (900, line)], fill=(40 + line // 6, 60 + line // 6, 84 + line // 9))
    draw.rectangle([(0, 430), (900, 675)], fill="#3B3F47")
    for start, width, height in ((0, 190, 210), (190, 150, 280), (340, 210, 180), (700, 200, 240)):
        draw.rectangle([(start, 430 - height), (start + width, 430)], fill="#2A2F3A")
        draw.polygon(
            [(start, 430 - height), (start + width // 2, 370 - height), (start + width, 430 - height)],
            "#2A2F3A",
        )
    draw.rectangle([(610, 120), (622, 560)], fill="#14181F")
    draw.polygon([(584, 120), (648, 120), (636, 60), (596, 60)], fill="#6F7683", outline="#14181F", width=5)
    draw.rectangle([(596, 560), (636, 580)], fill="#14181F")
    draw.rectangle([(602, 330), (630, 352)], fill="#FBF8F2")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return Upload(made.getvalue(), "image/jpeg", "lamp-post.jpg")
