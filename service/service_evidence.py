"""What owners may know of how people get on in a service: its funnel, where people stumble and why, before and after.

The numbers are `funnels`; here they are fetched, and put into the words of the definition in the reader's language.
Whether somebody may see them is `back_office`'s to judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from service.definitions.definition import Definition
from service.definitions.versions import Shelf
from service.funnels import (
    CHECK,
    FEWEST,
    WHATS,
    Change,
    Figures,
    HandOver,
    Part,
    Way,
    fewer_is_better,
    merged,
    more_is_better,
    part,
    shown,
    told,
)
from service.prompts import Prompts
from service.question_words import QuestionWords, Reason, only_some, questions
from service.store import definitions as installation
from service.store import tallies as rows
from service.store.database import Database
from service.tallies import SENT, STARTED
from service.versions_asked import NothingSuch, Published, Version, Wanted, named, pair, period, versions

MOST_STUMBLES = 10
"""Questions in the list of where people stumble."""


@dataclass(frozen=True)
class Step:
    """One question, or check answers."""

    path: str
    label: str
    section: str
    """The title of the section that begins with it; empty elsewhere."""
    some: bool
    """Only those meet it for whom a condition holds."""
    repeated: bool
    """It is asked for each entry of a list, and counts once for each person."""
    gone: bool
    """The newest version does not ask it any more."""
    met: int | None
    counted: bool
    """Whether it is counted who met it."""
    refused: Part
    left: Part
    went_on: Part
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Stumble:
    """A question at which people stumble, in a sentence or two."""

    label: str
    words: tuple[str, ...]
    refused: Part
    left: Part
    doors: tuple[tuple[str, Part], ...]
    """The doors at which people were refused, by name."""


@dataclass(frozen=True)
class Compared:
    """A change in one thing, in numbers and in a sentence."""

    label: str
    change: Change
    words: str


@dataclass(frozen=True)
class Comparison:
    before: Version
    after: Version
    completed: Compared
    under_way: int | None
    """Of those who began under either version: who may still send it; None for fewer than five."""
    refused: tuple[Compared, ...]
    left: tuple[Compared, ...]
    added: tuple[str, ...]
    """Questions that only the later version asks, and those that only the earlier one asks."""
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Funnel:
    service: str
    title: str
    wanted: Wanted
    """As it was understood: months and the versions that are compared are filled in."""
    months: tuple[str, ...]
    """All of which there are figures."""
    doors: tuple[str, ...]
    versions: tuple[Version, ...]
    """The latest first."""
    way: Way
    """At the chosen door, or at all of them together."""
    ways: tuple[tuple[str, Way], ...]
    """By door."""
    hand_overs: tuple[HandOver, ...]
    """From door to door."""
    steps: tuple[Step, ...]
    stumbles: tuple[Stumble, ...]
    comparison: Comparison | None

    @property
    def widest(self) -> int:
        """How many people are a whole bar."""
        people = [self.way.started, self.way.sent, *(each.met for each in self.steps)]
        return max(each or 0 for each in people)

    @property
    def empty(self) -> bool:
        return not self.widest


@dataclass(frozen=True)
class Watched:
    """A service whose figures an officer may see."""

    service: str
    title: str
    started: int | None
    """Fewer than five are None."""
    sent: int | None
    first: str
    """The first month of which there is a figure, and the last one; empty where there is none."""
    last: str


@dataclass(frozen=True)
class ServiceEvidence:
    database: Database
    shelf: Shelf
    prompts: Prompts

    def watched(self, services: Iterable[Definition], language: str) -> list[Watched]:
        """How many people began services, and sent them, in all time."""
        with self.database.reading() as connection:
            counted = rows.sums(connection, ("service", "month", "what"), (STARTED, SENT))
        found = []
        for each in services:
            months = sorted({month for service, month, _ in counted if service == each.code})
            started, sent = (
                told(sum(counted.get((each.code, month, what), 0) for month in months))
                for what in (STARTED, SENT)
            )
            first, last = (months[0], months[-1]) if months else ("", "")
            found.append(Watched(each.code, each.text("title", language), started, sent, first, last))
        return found

    def funnel(self, definition: Definition, wanted: Wanted, language: str) -> Funnel:
        """Raises NothingSuch and NotMeant."""
        with self.database.reading() as connection:
            by = ("month", "version", "door", "what", "about")
            counted = rows.sums(connection, by, WHATS, service=definition.code)
            published = installation.published(connection, definition.code)
        look = _Look(self, definition, language, counted, published)
        return look.funnel(wanted)


@dataclass(frozen=True)
class _Look:
    """One look at one service."""

    evidence: ServiceEvidence
    definition: Definition
    language: str
    counted: Mapping[rows.Key, int]
    published: Sequence[Published]

    @property
    def words(self) -> QuestionWords:
        return QuestionWords(self.evidence.prompts, self.language)

    def funnel(self, wanted: Wanted) -> Funnel:
        months = tuple(sorted({month for month, *_ in self.counted}))
        first, last = period(wanted, months)
        doors = tuple(sorted({door for _, _, door, *_ in self.counted}))
        if wanted.door and wanted.door not in {*doors, *self.evidence.prompts.doors}:
            raise NothingSuch("door")
        versions = self._versions()
        chosen = named(versions, wanted.version) if wanted.version else None
        figures = self._figures(first, last, chosen.version if chosen else "")
        there = [each for each in versions if each.first and each.first <= last and each.last >= first]
        known = self._definitions([chosen] if chosen else there)
        if chosen is None and self.definition.version not in {each.version for each in there[:1]}:
            known = [self.definition, *known]
        before, after = pair(wanted, versions, there)
        comparison = self._comparison(before, after, first, last, wanted.door) if before and after else None
        return Funnel(
            self.definition.code,
            self.definition.text("title", self.language),
            Wanted(
                first,
                last,
                wanted.door,
                chosen.code if chosen else "",
                before.code if before else "",
                after.code if after else "",
            ),
            months,
            doors,
            tuple(each for each in versions if each.first or each.version == self.definition.version),
            shown(figures.line(wanted.door)),
            tuple((door, shown(figures.line(door))) for door in figures.doors()),
            tuple(figures.hand_overs()),
            tuple(self._steps(figures, known, wanted.door)),
            tuple(self._stumbles(figures, known, wanted.door)),
            comparison,
        )

    # --- what there is --------------------------------------------------------------------------------------------

    def _figures(self, first: str, last: str, version: str) -> Figures:
        sums: Counter[tuple[str, str, str]] = Counter()
        for (month, of, door, what, about), number in self.counted.items():
            if first <= month <= last and version in ("", of):
                sums[door, what, about] += number
        return Figures(sums)

    def _versions(self) -> tuple[Version, ...]:
        counted = ((month, version) for month, version, *_ in self.counted)
        return versions(self.published, counted, self.words.wording)

    def _definitions(self, versions: Sequence[Version]) -> list[Definition]:
        """The newest wording of each version; one that cannot be read any more is left out."""
        revisions = {version: revision for version, revision, _ in self.published}
        found = []
        for each in versions:
            with suppress(LookupError):
                found.append(self.evidence.shelf.at(revisions[each.version]))
        return found or [self.definition]

    # --- the funnel -----------------------------------------------------------------------------------------------

    def _steps(self, figures: Figures, known: Sequence[Definition], door: str) -> Iterator[Step]:
        """In the order of the newest definition, with what others ask at its place; check answers at the end."""
        asked = [dict(questions(each)) for each in known]
        order = merged([list(each) for each in asked])
        others = [each for each in figures.paths() if each not in order and each != CHECK]
        section = ""
        for path in [*order, CHECK, *others]:
            found = next(
                ((each, of[path]) for each, of in zip(known, asked, strict=True) if path in of), None
            )
            met, title = figures.at(path, door), ""
            if found is not None:
                definition, (_, block) = found
                title = definition.text(f"{block.place}.title", self.language) if block.titled else ""
            yield Step(
                path=path,
                label=self.words.label(path, known),
                section=title if title != section else "",
                some=found is not None and only_some(*found[1]),
                repeated=found is not None and found[1][1].repeat is not None,
                gone=found is not None and path not in asked[0],
                met=told(met.met),
                counted=found is not None or path == CHECK,
                refused=part(met.refused, met.met),
                left=part(met.left, met.met),
                went_on=part(met.went_on, met.met),
                reasons=self.words.reasons(path, met, known),
            )
            section = title

    # --- where people stumble -------------------------------------------------------------------------------------

    def _stumbles(self, figures: Figures, known: Sequence[Definition], door: str) -> Iterator[Stumble]:
        """By how many people it concerns: at least five who were refused there, or five who gave up."""
        asked = {CHECK, *(path for each in known for path, _ in questions(each))}
        found = {path: figures.at(path, door) for path in figures.paths() if path in asked}
        ranked = sorted(found, key=lambda path: (-found[path].concerns, path))
        many = [each for each in ranked if max(found[each].refused, found[each].left) >= FEWEST]
        for path in many[:MOST_STUMBLES]:
            met = found[path]
            doors = {each: figures.at(path, each) for each in figures.doors()}
            yield Stumble(
                self.words.label(path, known),
                tuple(self.words.sentences(path, met, known, door)),
                part(met.refused, met.met),
                part(met.left, met.met),
                tuple(
                    (each, part(at.refused, at.met))
                    for each, at in sorted(doors.items(), key=lambda of: (-of[1].refused, of[0]))
                    if at.refused >= FEWEST
                ),
            )

    # --- before and after -----------------------------------------------------------------------------------------

    def _comparison(self, before: Version, after: Version, first: str, last: str, door: str) -> Comparison:
        was, then = (self._figures(first, last, each.version) for each in (before, after))
        old, new = (self._definitions([each])[0] for each in (before, after))
        earlier, later = ([path for path, _ in questions(each)] for each in (old, new))
        both = [each for each in later if each in earlier]
        completed = more_is_better(was.line(door), then.line(door))
        refused, left = list[Compared](), list[Compared]()
        for path in both:
            one, other, label = was.at(path, door), then.at(path, door), self.words.label(path, [new])
            for changes, change in (
                (refused, fewer_is_better((one.refused, one.met), (other.refused, other.met))),
                (left, fewer_is_better((one.left, one.met), (other.left, other.met))),
            ):
                changes.append(Compared(label, change, self.words.verdict(change)))
        return Comparison(
            before,
            after,
            Compared(self.words.wording.say("Completed"), completed, self.words.verdict(completed)),
            told(was.line(door).under_way + then.line(door).under_way),
            tuple(refused),
            tuple(left),
            tuple(self.words.label(path, [new]) for path in later if path not in earlier),
            tuple(self.words.label(path, [old]) for path in earlier if path not in later),
        )
