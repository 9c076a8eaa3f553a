"""What pages for everybody say of the town: no door needs more of it to name it, and to write sums and languages."""

from __future__ import annotations

from typing import Protocol


class Town(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def currency(self) -> str: ...
    @property
    def phone(self) -> str: ...
