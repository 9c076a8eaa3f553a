"""What the kiosk can say before anybody comes: its own words, the town's and its services', as the screen asks for it.

The screen puts sentences together ("1 of 7: Street light"): each part that is fixed is one sentence here, and the parts
that nobody can know are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import force_locale

from channels.kiosk.spelling import as_asked, as_spoken
from channels.kiosk.words import every_refusal, words
from service.messages import ServiceSummary


def kiosk_script(town: Iterable[str], services: Iterable[ServiceSummary], language: str) -> dict[str, str]:
    """In one language: words as a sound is asked for, and as they stand on the screen. `town` are the core's."""
    with force_locale(language):
        screen, refusals = words(), every_refusal()
    own = (*screen.values(), *refusals)
    written = (*_parts(own), *town, *_start_pages(services, screen["privacy_words"]))
    spoken = {as_asked(as_spoken(each)): " ".join(each.split()) for each in written}
    return {asked: shown for asked, shown in spoken.items() if any(map(str.isalnum, asked))}


def _parts(own: Iterable[str]) -> Iterator[str]:
    """Of "{words}, button" what follows the words; nothing of what is filled in otherwise."""
    for sentence in own:
        if "{" not in sentence:
            yield sentence
        elif "{words}" in sentence:
            yield from (part for part in sentence.split("{words}") if "{" not in part)


def _start_pages(services: Iterable[ServiceSummary], privacy: str) -> Iterator[str]:
    """Each fact by itself, and those that stand together in one line."""
    for each in services:
        yield from (
            each.title,
            each.summary,
            each.takes,
            each.price,
            each.identity,
            each.promise,
            *each.needs,
        )
        yield from (each.closed, each.keeps, each.office.name)
        yield " · ".join(filter(None, (each.takes, each.price)))
        yield " ".join(filter(None, (privacy, each.keeps)))
