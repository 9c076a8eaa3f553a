"""How much of what people text is understood: labelled utterances in four languages, read by the real kinds.

The utterances stand in `tests/understanding/`. A third of our own, chosen by a checksum, and all that others wrote who
had not seen how they are read are kept apart: nobody tunes to them. "Wrong" is an answer that was taken and is not what
was meant; what is not taken is asked again, which costs a message and no truth. A name that is kept with the words
around it is not understood, and not wrong: whoever reads it sees all of it.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from benchmarks.negatives import Negative, negatives
from service.assembly import Core, open_core
from service.controls import control
from service.definitions.definition import Asked, Block, Definition
from service.journey import Step, journey
from service.messages import Capabilities, Problem, Value, Visitor
from service.questions.question import ANSWER, Asking
from service.questions.reading import fold, tidy

ROOT = Path(__file__).resolve().parent.parent
UTTERANCES = ROOT / "tests" / "understanding"
TODAY = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
"""The Thursday on which the utterances were written: "tomorrow" is the Friday."""
LINE = Capabilities(photos=False, documents=False)
FIRST = "first"
UNCLEAR = ("-", "?")
ANSWERS_HERE = ("send", "more")
"""Control words that mean nothing while a question is open: "0" sends at check answers, and is a number before."""
LONGEST_NONSENSE = 1600

Outcome = Literal["right", "asked", "wrong"]


@dataclass(frozen=True)
class Utterance:
    language: str
    service: str
    """Empty for a first text, which begins one."""
    code: str
    words: str
    label: str
    by_others: bool = False

    @property
    def kept_apart(self) -> bool:
        return self.by_others or zlib.crc32(f"{self.code} {self.words}".encode()) % 3 == 0


@dataclass(frozen=True)
class Read:
    """What became of an utterance."""

    utterance: Utterance
    kind: str
    outcome: Outcome
    got: str


def utterances(language: str) -> Iterator[Utterance]:
    """The labelled utterances of a language. Raises ValueError for a line that is neither a heading nor labelled."""
    yield from _in_file(UTTERANCES / f"{language}.txt", language, by_others=False)
    others = UTTERANCES / f"{language}-by-others.txt"
    if others.exists():
        yield from _in_file(others, language, by_others=True)


def _in_file(file: Path, language: str, *, by_others: bool) -> Iterator[Utterance]:
    service = code = ""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.startswith("@ "):
            *named, code = line.removeprefix("@ ").split()
            service = named[0] if named else ""
        elif line.strip() and not line.startswith("#"):
            words, arrow, label = line.rpartition(" => ")
            if not arrow:
                raise ValueError(f"{file.name}, line {number}: no label")
            yield Utterance(language, service, code, words, label.strip(), by_others)


class Reader:
    """Reads words as a line would hear them: a word that steers is no answer."""

    def __init__(self, core: Core) -> None:
        self.prompts = core.front_office.interview.prompts
        self.drafts = core.front_office.drafts
        self.gleaner = core.front_office.interview.gleaner
        self.definitions = {each.code: each for each in core.front_office.shelf.services()}

    def asked(self, service: str, code: str) -> tuple[Asked, Block]:
        definition = self.definitions[service]
        return next((each, block) for block in definition.blocks for each in block.asked if each.code == code)

    def asking(self, definition: Definition, asked: Asked, block: Block, language: str) -> Asking:
        way = journey(definition, {}, TODAY.date()).scope
        step = Step(asked.code, asked, None, block, way)
        return self.prompts.asking(definition, step, TODAY.date(), language)

    def answer(self, service: str, code: str, words: str, language: str) -> Value | Problem | None:
        """The value, the problem, or None where the words steer."""
        asked, block = self.asked(service, code)
        asking = self.asking(self.definitions[service], asked, block, language)
        offered = {fold(name) for each in asking.options for name in (each.value, each.label)}
        if control(tidy(words)) not in (None, *ANSWERS_HERE) and fold(words) not in offered:
            return None
        understood = asked.question.understand({ANSWER: words}, asking)
        if isinstance(understood, Problem):
            return understood
        return asked.question.check(understood, asking) or understood

    def begun(self, words: str, language: str) -> tuple[str, dict[str, str]] | None:
        """The service that a first text begins, and the answers that are taken from it."""
        first, _, rest = tidy(words).partition(" ")
        for spoken in dict.fromkeys([language, *self.prompts.town.languages]):
            for definition in self.definitions.values():
                if any(definition.is_begun_by(fold(each), spoken) for each in (words, first)):
                    visitor = Visitor("sms", spoken, LINE)
                    draft = self.drafts.begun(definition, visitor, None)
                    taken = self.gleaner.gleaned(draft, rest, visitor)
                    return definition.code, {each.step.path: written(each.value) for each in taken}
        return None

    def read(self, utterance: Utterance) -> Read:
        if utterance.code == FIRST:
            return Read(utterance, FIRST, *self._first(utterance))
        asked, _ = self.asked(utterance.service, utterance.code)
        got = self.answer(utterance.service, utterance.code, utterance.words, utterance.language)
        if got is None or isinstance(got, Problem):
            outcome: Outcome = "right" if utterance.label in UNCLEAR else "asked"
            return Read(utterance, asked.question.kind, outcome, got.code if got else "steers")
        same = utterance.label not in UNCLEAR and alike(written(got), utterance.label)
        if not same and asked.question.kind == "name" and utterance.label.split()[-1] in written(got).title():
            return Read(utterance, "name", "asked", written(got))
        return Read(utterance, asked.question.kind, "right" if same else "wrong", written(got))

    def _first(self, utterance: Utterance) -> tuple[Outcome, str]:
        begun = self.begun(utterance.words, utterance.language)
        if begun is None:
            return ("right" if utterance.label == "-" else "asked"), "-"
        service, taken = begun
        told, _, answers = utterance.label.partition(" ")
        wanted = dict(each.strip().split("=", 1) for each in answers.split(";") if each.strip())
        got = f"{service} {'; '.join(f'{code}={value}' for code, value in taken.items())}".strip()
        if service != told or any(not alike(value, wanted.get(code, "")) for code, value in taken.items()):
            return "wrong", got
        return ("right" if len(taken) == len(wanted) else "asked"), got


def written(value: Value) -> str:
    """A value as the labels write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "+".join(map(str, value))
    if isinstance(value, dict) and "cents" in value:
        return str(Decimal(value["cents"]) / 100)
    if isinstance(value, dict):
        return " ".join(str(value[part]) for part in ("street", "number") if value.get(part))
    return str(value)


def alike(one: str, other: str) -> bool:
    """Whether two writings are of the same value: 6.50 is 6.5, and plates have no hyphens for this."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> Any:
    if re.fullmatch(r"-?\d{1,12}(\.\d+)?", text):
        return Decimal(text)
    return re.sub(r"[^\w@+]", "", text).casefold()


@contextmanager
def reader() -> Iterator[Reader]:
    with TemporaryDirectory(prefix="nowrongdoor-") as nowhere:
        core = open_core(Path(nowhere), ROOT / "config", f"sqlite:///{nowhere}/town.db", clock=lambda: TODAY)
        try:
            core.operations.publish()
            yield Reader(core)
        finally:
            core.close()


def bound(tried: int) -> float:
    """With none wrong among so many, the share of wrong ones is below this, at 95 % confidence."""
    return 1 - 0.05 ** (1 / tried)


def accepted(negative: Negative, reading: Reader) -> bool:
    """Whether words that mean nothing were taken for an answer."""
    got = reading.answer(negative.service, negative.code, negative.words, negative.language)
    return got is not None and not isinstance(got, Problem)


def slowest(reading: Reader) -> tuple[float, str]:
    """Seconds of the slowest piece of nonsense, and the kind that took them."""
    nonsense = [("ab " * 600), ("9" * 1600), ("1/" * 800), ("e" * 1600), ("next " * 400), ("12 bus " * 230)]
    worst = (0.0, "")
    for definition in reading.definitions.values():
        for block in definition.blocks:
            for asked in block.asked:
                if asked.question.carries_file:
                    continue
                for words in nonsense:
                    began = time.perf_counter()
                    reading.answer(definition.code, asked.code, words[:LONGEST_NONSENSE], "en")
                    worst = max(worst, (time.perf_counter() - began, asked.question.kind))
    return worst


def run() -> str:
    lines = [
        f"{'':18}{'known':>28}{'kept apart':>28}",
        f"{'':18}{'right  asked  wrong':>28}{'right  asked  wrong':>28}",
    ]
    with reader() as reading:
        read = [reading.read(each) for language in ("en", "fr", "nl", "ar") for each in utterances(language)]
        lines += [
            _row(name, [each for each in read if each.utterance.language == name])
            for name in ("en", "fr", "nl", "ar")
        ]
        lines += [
            _row(kind, [each for each in read if each.kind == kind])
            for kind in sorted({each.kind for each in read})
        ]
        lines.append(_row("by us", [each for each in read if not each.utterance.by_others]))
        lines.append(_row("by others", [each for each in read if each.utterance.by_others]))
        apart = [each for each in read if each.utterance.kept_apart]
        wrong = sum(each.outcome == "wrong" for each in apart)
        made = negatives(reading)
        taken = sum(accepted(each, reading) for each in made)
        seconds, kind = slowest(reading)
    lines += [
        "",
        f"Kept apart: {wrong} of {len(apart)} wrong{_below(wrong, len(apart))}",
        f"Made to mean nothing: {taken} of {len(made)} taken{_below(taken, len(made))}",
        f"Slowest nonsense: {seconds * 1000:.1f} ms ({kind}); at most 20{'' if seconds < 0.02 else ' MISSED'}",
    ]
    return "\n".join(lines)


def _below(wrong: int, tried: int) -> str:
    return f"; below {bound(tried):.2%} at 95 % confidence" if not wrong else "  MISSED"


def _row(name: str, read: list[Read]) -> str:
    known = [each for each in read if not each.utterance.kept_apart]
    apart = [each for each in read if each.utterance.kept_apart]
    return f"{name:18}{_shares(known):>28}{_shares(apart):>28}"


def _shares(read: Iterable[Read]) -> str:
    outcomes = [each.outcome for each in read]
    if not outcomes:
        return ""
    shares = (f"{outcomes.count(each) / len(outcomes):6.1%}" for each in ("right", "asked", "wrong"))
    return " ".join(shares) + f" {len(outcomes):5}"
