"""Finding a service by a few words, spelt as people spell. Pure: services in, services out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from service.messages import ServiceSummary

LONGEST = 100
"""Characters of a query that are looked at."""
_SHORTEST_BEGINNING = 3
_LETTERS_PER_SLIP = 4
"""One letter in four may be wrong, missing or swapped; short words must be right."""


def found(services: Sequence[ServiceSummary], query: str) -> list[ServiceSummary]:
    """The services that fit, the best first. Words that would fit most services count for nothing."""
    wanted = _words(query[:LONGEST])
    scores = [[_score(word, service) for word in wanted] for service in services]
    telling = [n for n in range(len(wanted)) if sum(row[n] > 0 for row in scores) * 2 <= len(services)]
    totals = [sum(row[n] for n in telling) for row in scores]
    ranked = sorted(range(len(services)), key=lambda n: -totals[n])
    return [services[n] for n in ranked if totals[n] and totals[n] * 2 >= max(totals)]


def _score(wanted: str, service: ServiceSummary) -> int:
    """How much a word speaks for a service: a name more than a description, a long word more than a short one."""
    named = _words(" ".join((service.title, *service.keywords)))
    if any(_same(wanted, word) for word in named):
        return 3 * len(wanted)
    told = _words(" ".join((service.summary, *service.needs)))
    return 2 * len(wanted) if any(_same(wanted, word) for word in told) else 0


def _same(wanted: str, word: str) -> bool:
    """The same word, or one that the other begins with, but for a few slips: "pothle", "potholes"."""
    if len(wanted) >= _SHORTEST_BEGINNING and word.startswith(wanted):
        return True
    if len(word) > _SHORTEST_BEGINNING and wanted.startswith(word):
        return True
    slips = min(len(wanted), len(word)) // _LETTERS_PER_SLIP
    forms = {word, word[: len(wanted)], word[: len(wanted) + 1]} if slips else {word}
    return any(DamerauLevenshtein.distance(wanted, form, score_cutoff=slips) <= slips for form in forms)


def _words(text: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", bare)
