"""Finding names in people's words, exactly or with a slip of the finger, and names that begin as typed.

Knows names and the ids of their owners; what an owner is, and house numbers, are the register's business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from service.registers import spelling

# A letter read weighs 2. A slip costs more than _MARGIN, so that the right spelling beats its neighbours;
# a second slip costs no more than _MARGIN, so that one slip and two are too near to choose between.
_COST = (0, 11, 15)
_MARGIN = 4
_MOST_WORDS = 40
_FUZZY_WORDS = 24
"""Words from the start in which slips are looked for: more is no address, and time is bounded."""


@dataclass(frozen=True)
class Match:
    """A name read between two places of the text."""

    key: str
    start: int
    end: int
    letters: int
    slips: int

    @property
    def weight(self) -> int:
        return 2 * self.letters - _COST[self.slips]

    def overlaps(self, other: Match) -> bool:
        return self.start < other.end and other.start < self.end


class Names:
    """All names of all owners, indexed once."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._owners: dict[str, list[str]] = defaultdict(list)
        self._forgiven: dict[str, int] = {}
        self._most_words = 1
        beginnings: set[tuple[str, int, str]] = set()
        for owner, owned in names.items():
            for name in owned:
                read = [word.text for word in spelling.words(spelling.plain(name))]
                self._add(read, owner)
                self._most_words = max(self._most_words, len(read) + 1)
                bare = [word for word in read if not spelling.is_article(word)]
                beginnings |= {(spelling.key(bare[at:]), at, owner) for at in range(len(bare))}
        self._beginnings = sorted(beginnings)
        self._forgiving = _by_length(self._forgiven)

    def _add(self, name: Sequence[str], owner: str) -> None:
        bare = spelling.key(name)
        # With its articles too: "rue dela gare" and "rue eds Pilotes" have a slip in them.
        for key in filter(None, (bare, spelling.key(name, with_articles=True))):
            self._forgiven[key] = _slips_forgiven(bare)
            if owner not in self._owners[key]:
                self._owners[key].append(owner)

    def owners(self, match: Match) -> Sequence[str]:
        return self._owners[match.key]

    def read(self, text: str) -> list[list[Match]]:
        """The names in a plain text, likeliest first; each with the readings too near to choose between.

        Beside a name spelled right, no other counts that is spelled wrong.
        """
        places: list[list[Match]] = []
        for match in sorted(self._matches(text), key=lambda match: (-match.weight, match.slips)):
            rivals = next((place for place in places if match.overlaps(place[0])), None)
            if rivals is not None:
                if match.weight >= rivals[0].weight - _MARGIN:
                    rivals.append(match)
            elif not places or match.slips <= places[0][0].slips:
                places.append([match])
        return places

    def beginning_with(self, typed: Sequence[str]) -> list[str]:
        """Owners of a name in which these words, the last perhaps unfinished, begin at some word."""
        found: dict[str, None] = {}
        # The last word first as it stands, for it may go on: "st" becomes Station before it means Saint.
        for prefix in (spelling.key(typed[:-1]) + "".join(typed[-1:]), spelling.key(typed)):
            if prefix:
                found |= dict.fromkeys(self._with_prefix(prefix))
        return list(found)

    def _with_prefix(self, prefix: str) -> list[str]:
        """Owners in their order, those first whose whole name begins so."""
        begun = takewhile(
            lambda beginning: beginning[0].startswith(prefix),
            islice(self._beginnings, bisect_left(self._beginnings, (prefix,)), None),
        )
        return [owner for _, owner in sorted((at > 0, owner) for _, at, owner in begun)]

    def _matches(self, text: str) -> Iterator[Match]:
        words = spelling.words(text)[:_MOST_WORDS]
        for first, last in self._spans(words):
            key = spelling.key([word.text for word in words[first : last + 1]])
            start, end = words[first].start, words[last].end
            if key in self._owners:
                yield Match(key, start, end, len(key), 0)
            if last < _FUZZY_WORDS and key.isalpha():
                for alike, slips in self._alike(key):
                    yield Match(alike, start, end, min(len(alike), len(key)), slips)

    def _spans(self, words: Sequence[spelling.Word]) -> Iterator[tuple[int, int]]:
        ends = [at for at, word in enumerate(words) if not spelling.is_article(word.text)]
        for first in ends:
            yield from ((first, last) for last in ends if first <= last < first + self._most_words)

    def _alike(self, key: str) -> Iterator[tuple[str, int]]:
        for most, lengths in self._forgiving.items():
            choices = lengths.get(len(key), ())
            for alike, slips, _ in process.extract(
                key, choices, scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                if slips:
                    yield alike, int(slips)


def _slips_forgiven(key: str) -> int:
    """In a short name one wrong letter makes another name; "rue du Lac" and "rue du Bac" are both right."""
    telling = spelling.telling_letters(key)
    return 0 if telling < 4 else 1 if telling < 8 else 2


def _by_length(forgiven: Mapping[str, int]) -> dict[int, dict[int, list[str]]]:
    """By slips forgiven and by length of what was written: the keys that can be meant."""
    forgiving: dict[int, dict[int, list[str]]] = {1: defaultdict(list), 2: defaultdict(list)}
    for key, most in forgiven.items():
        for length in range(len(key) - most, len(key) + most + 1) if most else ():
            forgiving[most][length].append(key)
    return forgiving
