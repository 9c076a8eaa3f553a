"""Indicators: what figures mean together, as `config/indicators.yaml` defines them. Read strictly; computed purely.

An indicator is a quotient of sums of what was counted (`tallies`), or a mean. Where the amounts come from, and which of
them may be known, is decided above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from service.definitions.findings import Finding, Marks, has_error, in_order
from service.definitions.model_keys import place_of
from service.definitions.sentences import sentence
from service.definitions.yaml_reading import read_yaml
from service.questions.question import Code, Declared, Text

FILE = "indicators.yaml"

Unit = Literal["percent", "score", "number", "seconds", "days", "money"]
Direction = Literal["up", "down", "none"]
"""Which way is better; none for figures that only tell."""
Amount = Callable[[str, str, str], Decimal | None]
"""What was counted, of a month, at a door (empty: at all doors); None where nobody may know."""

PLACES: Mapping[str, str] = {
    "percent": "1",
    "score": "1",
    "number": "0.1",
    "seconds": "1",
    "days": "0.1",
    "money": "0.01",
}
"""To what a value is rounded, by its unit."""

_TERM = re.compile(r"(?P<sign>-)?\s*(?P<what>[a-z][a-z 0-9-]*[a-z0-9])(?:\s*@\s*(?P<doors>[a-z ]+))?")


@dataclass(frozen=True)
class Term:
    what: str
    doors: tuple[str, ...] = ()
    """Only of these; empty for all."""
    sign: int = 1

    def __str__(self) -> str:
        at = f" ({', '.join(self.doors)})" if self.doors else ""
        return f"{self.what}{at}"


def _term(written: Any) -> Any:
    found = _TERM.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(
            "is not what can be counted; write for example `sent`, `-told`, or `sent @` with the names of doors"
        )
    return Term(found["what"], tuple((found["doors"] or "").split()), -1 if found["sign"] else 1)


def _decimal(written: Any) -> Any:
    return (
        Decimal(str(written))
        if isinstance(written, int | float) and not isinstance(written, bool)
        else written
    )


Written = Annotated[Term, BeforeValidator(_term, json_schema_input_type=str)]
Terms = Annotated[list[Written], Field(min_length=1)]
Number = Annotated[Decimal, BeforeValidator(_decimal, json_schema_input_type=float)]


class Baseline(Declared):
    """What it was before, and when."""

    value: Number
    of: Text


class Quotient(Declared):
    """Sums, one through the other; without `through` the sum alone."""

    sum: Terms
    through: Terms | None = None


class Mean(Declared):
    """Of several months: each with the weight of what it is of."""

    mean: Written
    weight: Written


class Indicator(Declared):
    indicator: Code
    title: dict[str, Text]
    words: dict[str, Text]
    """What is counted and how, for people."""
    unit: Unit
    direction: Direction
    headline: bool = False
    """One of the few that are shown first."""
    target: Number | None = None
    baseline: Baseline | None = None
    figure: Quotient | Mean

    @model_validator(mode="before")
    @classmethod
    def _one_figure(cls, written: Any) -> Any:
        """By its keys, so that what is wrong with it is said of the right one."""
        if isinstance(written, dict) and isinstance(written.get("figure"), dict):
            made = Mean if "mean" in written["figure"] else Quotient
            return {**written, "figure": made.model_validate(written["figure"])}
        return written

    @property
    def terms(self) -> tuple[Term, ...]:
        figure = self.figure
        if isinstance(figure, Mean):
            return (figure.mean, figure.weight)
        return (*figure.sum, *(figure.through or ()))

    @property
    def formula(self) -> str:
        """As one would write it down."""
        figure = self.figure
        if isinstance(figure, Mean):
            return f"{figure.mean}"
        if figure.through is None:
            return _summed(figure.sum)
        times = "100 × " if self.unit == "percent" else ""
        return f"{times}{_bracketed(figure.sum)} / {_bracketed(figure.through)}"


@dataclass(frozen=True)
class Figure:
    """What an indicator comes to. Without a value it is `withheld`, or `nothing` happened that it could be about."""

    value: Decimal | None
    why: Literal["", "withheld", "nothing"] = ""
    of: int | None = None
    """How many it is about; None for a plain sum."""
    without: tuple[str, ...] = ()
    """Months that it leaves out, since what is needed of them is withheld."""


def figure_of(
    indicator: Indicator, amount: Amount, months: Sequence[str], door: str = "", doors: Iterable[str] = ()
) -> Figure:
    """An indicator over months, at one door or at all `doors` that the town has."""
    known: list[tuple[Decimal, Decimal]] = []
    without = []
    for month in months:
        both = _of_month(indicator, amount, month, door, tuple(doors))
        if both is None:
            without.append(month)
        else:
            known.append(both)
    if not known:
        return Figure(None, "withheld" if without else "nothing", None, tuple(without))
    top, bottom = (sum(each, Decimal()) for each in zip(*known, strict=True))
    return _figure(indicator, top, bottom, tuple(without))


def _figure(indicator: Indicator, top: Decimal, bottom: Decimal, without: tuple[str, ...]) -> Figure:
    plain = isinstance(indicator.figure, Quotient) and indicator.figure.through is None
    if plain:
        return Figure(_rounded(top, indicator.unit), "", None, without)
    if bottom <= 0:
        return Figure(None, "nothing", 0, without)
    value = top / bottom
    if indicator.unit == "percent":
        value = min(max(100 * value, Decimal(0)), Decimal(100))  # of amounts that were rounded each by itself
    return Figure(_rounded(value, indicator.unit), "", int(bottom), without)


def _of_month(
    indicator: Indicator, amount: Amount, month: str, door: str, doors: tuple[str, ...]
) -> tuple[Decimal, Decimal] | None:
    """What stands above and below the line; None where one of them may not be known."""
    figure = indicator.figure
    if isinstance(figure, Mean):
        weight = _sum([figure.weight], amount, month, door, doors)
        mean = amount(figure.mean.what, month, door)
        if weight == 0:
            return Decimal(), Decimal()
        return None if weight is None or mean is None else (mean * weight, weight)
    top = _sum(figure.sum, amount, month, door, doors)
    bottom = Decimal(1) if figure.through is None else _sum(figure.through, amount, month, door, doors)
    return None if top is None or bottom is None else (top, bottom)


def _sum(
    terms: Iterable[Term], amount: Amount, month: str, door: str, doors: tuple[str, ...]
) -> Decimal | None:
    total = Decimal()
    for term in terms:
        places = [each for each in doors if each in term.doors] if term.doors else [""]
        if door:
            places = [door] if not term.doors or door in term.doors else []
        for place in places:
            found = amount(term.what, month, place)
            if found is None:
                return None
            total += term.sign * found
    return total


def _rounded(value: Decimal, unit: Unit) -> Decimal:
    return value.quantize(Decimal(PLACES[unit]), ROUND_HALF_UP)


def _bracketed(terms: Sequence[Term]) -> str:
    return f"({_summed(terms)})" if len(terms) > 1 else _summed(terms)


def _summed(terms: Sequence[Term]) -> str:
    written = "".join(f" {'−' if each.sign < 0 else '+'} {each}" for each in terms)
    return written.removeprefix(" + ").strip()


# --- reading -----------------------------------------------------------------------------------------------------


class WrittenIndicators(Declared):
    """The whole file."""

    indicators: Annotated[list[Indicator], Field(min_length=1)]


@dataclass(frozen=True)
class ReadIndicators:
    """What came of the file: the indicators, unless something is wrong with one of them."""

    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...]


def read_indicators(config: Path, languages: Sequence[str]) -> ReadIndicators:
    """The indicators of a configuration folder. Never raises, whatever stands in it; a town may have none."""
    file = config / FILE
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return ReadIndicators((), ())
    except OSError as error:
        return ReadIndicators((), (Finding(str(file), 1, 1, f"cannot be read: {error.strerror}"),))
    read = read_yaml(content, str(file))
    findings = list(read.findings)
    if has_error(findings) or read.content is None:
        return ReadIndicators((), in_order(findings))
    try:
        model = WrittenIndicators.model_validate(read.content)
    except ValidationError as error:
        return ReadIndicators((), in_order([*findings, *_wrong(error, read.content, read.marks)]))
    findings += _judged(model.indicators, languages, read.marks)
    indicators = () if has_error(findings) else tuple(model.indicators)
    return ReadIndicators(indicators, in_order(findings))


def _wrong(error: ValidationError, content: Any, marks: Marks) -> Iterator[Finding]:
    for each in error.errors(include_url=False):
        kind = each["type"]
        place = place_of(each["loc"], content, kind == "missing")
        words = sentence(kind, place, each["input"], each.get("ctx", {}), (), each["msg"])
        yield (marks.at_key if kind == "extra_forbidden" else marks.at)(place, words)


def _judged(indicators: Sequence[Indicator], languages: Sequence[str], marks: Marks) -> Iterator[Finding]:
    met: set[str] = set()
    for number, each in enumerate(indicators):
        place = ("indicators", number)
        if each.indicator in met:
            yield marks.at((*place, "indicator"), f"`{each.indicator}` stands here twice")
        met.add(each.indicator)
        for key, said in (("title", each.title), ("words", each.words)):
            lacks = [language for language in languages if language not in said]
            if lacks:
                yield marks.at((*place, key), f"is not written in {', '.join(lacks)}")
