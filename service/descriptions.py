"""What services are, for programs: each fact in all of the town's languages at once.

As `messages`, this is the language between the core and a door; how it is laid out is the door's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Words = Mapping[str, str]
"""The same thing said in languages, by their codes; a language in which it is not said is left out."""


@dataclass(frozen=True)
class OfficeDescription:
    """Who deals with a service."""

    code: str
    name: Words
    level: str
    """As `Office.level`."""
    phone: str
    email: str
    address: Words
    hours: Words


@dataclass(frozen=True)
class DoorDescription:
    """A door at which a service can be taken to its end."""

    door: str
    label: Words
    words: Words
    url: str


@dataclass(frozen=True)
class PaperDescription:
    """What one hands in."""

    code: str
    title: Words
    notes: Words
    """When it is wanted, and until when; empty where everybody hands it in at once."""


@dataclass(frozen=True)
class OutputDescription:
    """What one gets."""

    code: str
    title: Words


@dataclass(frozen=True)
class CostDescription:
    """A sum that may be due."""

    cents: int | None
    """None where it depends: the words say on what, and what it lies between."""
    words: Words


@dataclass(frozen=True)
class ServiceDescription:
    """One service, whole."""

    code: str
    title: Words
    summary: Words
    closed: Words
    """Why and until when it is closed; empty while open."""
    keywords: Mapping[str, tuple[str, ...]]
    audience: tuple[Literal["citizen", "business"], ...]
    office: OfficeDescription
    doors: tuple[DoorDescription, ...]
    needs: tuple[Words, ...]
    """What one should have at hand."""
    papers: tuple[PaperDescription, ...]
    outputs: tuple[OutputDescription, ...]
    costs: tuple[CostDescription, ...]
    """The price in words first; after it, where there are several, each sum that may be due."""
    promise: Words
    """The service standard as a sentence; empty where there is none."""
    working_days: int | None
    identity: Words
    """How identity is proven; empty where it is not asked for."""
    keeps: Words
    revision: str
