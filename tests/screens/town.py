"""A demo town in which nothing is left to chance: its clock stands still, and its references are always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from flask import Flask

from channels.app import Site, create_app
from channels.settings import read_settings
from service.references import LENGTH, LETTERS, check_letter
from tests.commands import a_free_port
from tests.conftest import SettableClock
from tests.serving import served

ADDRESS = "http://localhost:8000"
"""What stands on receipts, wherever the town is served while its pictures are taken."""


@dataclass(frozen=True)
class Town:
    app: Flask
    address: str
    data: Path

    @property
    def site(self) -> Site:
        site: Site = self.app.extensions["nowrongdoor"]
        return site


@contextmanager
def opened(data: Path, config: Path, *, carries_media: bool = False) -> Iterator[Town]:
    """Fresh, and served. Where the number carries pictures, the public address is the one that is listened at."""
    port = a_free_port()
    settings = replace(read_settings({}, data=data, demo=True, port=port), config=config)
    if not carries_media:
        settings = replace(settings, public_url=ADDRESS)
    app = create_app(
        replace(settings, twilio=replace(settings.twilio, carries_media=carries_media)), SettableClock()
    )
    chance = random.Random(len("Bruggepont"))

    def reference() -> str:
        body = "".join(chance.choices(LETTERS, k=LENGTH))
        return body + check_letter(body)

    with (
        patch("service.numbers.new_reference", reference),
        patch("service.cases.new_status_code", lambda: f"{chance.randrange(10**6):06d}"),
        served(app, "localhost", port) as address,
    ):
        yield Town(app, address, data)
