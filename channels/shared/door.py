"""What a door is, seen from `channels.app`: a name, what it can carry, and what it adds to the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint

from service.carriage import Carrier
from service.messages import Capabilities


@dataclass(frozen=True)
class InHand:
    """The draft that the browser of the current request works on at a door. Only a demo asks for it.

    A door may be asked for any service; one that holds a single draft answers with that, whatever it is about.
    """

    draft: Callable[[str], str | None]
    """By the service's code; None where nothing is under way."""
    let_go: Callable[[str], None]
    """The next visitor of this browser finds nothing. Where only the screen can do that, nothing happens here."""


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
    in_hand: InHand | None = None
    """None for a door that no browser stands at."""
    carriers: Mapping[str, Carrier] = field(default_factory=dict)
    """What brings the town's own messages to people, by the scheme of their contacts (`tel`, `mailto`)."""
    paper: Callable[[], str] = lambda: ""
    """How its printer stands, for the operator; empty where there can be none."""
