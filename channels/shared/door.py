"""What a door is, seen from `channels.app`: a name, what it can carry, and what it adds to the site."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from service.messages import Capabilities


@dataclass(frozen=True)
class Door:
    name: str
    """The word under which answers and events remember it."""
    label: str
    capabilities: Capabilities
    blueprint: Blueprint | None = None
    address: str = ""
    """Where a person finds it on the site, for the operator's terminal: `/kiosk/`. Empty where there is no page."""
    knows_its_callers: bool = False
    """It tells genuine requests from forged ones by itself (a signature, a header); pages need the site's token."""
