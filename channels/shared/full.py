"""While nothing can be stored: what was asked for can be read, and what was entered is refused with a true word."""

from __future__ import annotations

from werkzeug.exceptions import ServiceUnavailable

RETRY_SECONDS = 300


class NothingTakenIn(ServiceUnavailable):
    """There is no room to store anything; doors say so calmly, and that everything else can be read."""

    def __init__(self) -> None:
        super().__init__("Nothing can be stored just now.", retry_after=RETRY_SECONDS)
