"""What an owner writes about a calendar, `config/calendars/<code>.yaml`, read as strictly as a service.

When the slots of a calendar are is `registers.calendars`; who has them is the store's business.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from service.definitions.findings import Finding, Marks, has_error, in_order, listed, meant
from service.definitions.model_keys import place_of
from service.definitions.sentences import sentence
from service.definitions.yaml_reading import read_yaml
from service.questions.question import Code, Declared, Text
from service.registers.calendars import Calendar, Hours

FOLDER = "calendars"
MOST_OFFERED = 400
"""Slots that may be chosen at once: more are no list that anybody reads, on paper, on a screen or by text."""
NEW_YEAR = date(2027, 1, 4)
"""A Monday, from which a calendar's slots are counted when it is judged."""

_BETWEEN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_AWAY = re.compile(r"(\d{1,3}) (hour|day|week)s?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

log = logging.getLogger(__name__)


def _between(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    found = _BETWEEN.fullmatch(written)
    hours = [int(each) for each in found.groups()] if found else []
    if not hours or hours[1] > 59 or hours[3] > 59 or hours[0] > 23 or (hours[2], hours[3]) > (24, 0):
        raise ValueError("is no opening time; write for example 9:00-12:30")
    opens, closes = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
    if closes != time(0) and closes <= opens:
        raise ValueError(
            "ends before it begins: for a night write two days, such as 20:00-24:00 and 0:00-6:00"
        )
    return opens, closes


def _away(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    found = _AWAY.fullmatch(written)
    if not found:
        raise ValueError("is not a length of time; write for example 4 hours, 2 days or 3 weeks")
    return timedelta(**{f"{found[2]}s": int(found[1])})


def _day(written: Any) -> Any:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        raise ValueError("is not a day; write for example 2027-05-12") from None


Between = Annotated[tuple[time, time], BeforeValidator(_between, json_schema_input_type=str)]
Away = Annotated[timedelta, BeforeValidator(_away, json_schema_input_type=str)]
Closed = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class WrittenCalendar(Declared):
    """The whole of a calendar's file."""

    calendar: Code
    office: Code
    where: Text
    minutes: Annotated[int, Field(ge=5, le=480)]
    capacity: Annotated[int, Field(ge=1, le=500)] = 1
    hours: Annotated[dict[Weekday, Annotated[list[Between], Field(min_length=1)]], Field(min_length=1)]
    closed: list[Closed] = []
    earliest: Away = timedelta(0)
    latest: Away

    @model_validator(mode="after")
    def _earliest_before_latest(self) -> WrittenCalendar:
        if self.earliest >= self.latest:
            raise ValueError("`earliest` is not before `latest`: nobody could ever choose a time")
        return self

    def as_calendar(self, zone: ZoneInfo) -> Calendar:
        hours = {_WEEKDAYS.index(name): _in_order(each) for name, each in self.hours.items()}
        return Calendar(
            code=self.calendar,
            office=self.office,
            where=self.where,
            minutes=self.minutes,
            capacity=self.capacity,
            hours=hours,
            closed=frozenset(self.closed),
            earliest=self.earliest,
            latest=self.latest,
            zone=zone,
        )


def _in_order(hours: list[tuple[time, time]]) -> Hours:
    return tuple(sorted(hours))


@dataclass(frozen=True)
class Read:
    """What came of the folder: the calendars that are right, and what is wrong with the others."""

    calendars: Mapping[str, Calendar]
    findings: tuple[Finding, ...]


def read_calendars(config: Path, offices: Collection[str], timezone: str) -> Read:
    """The calendars of a configuration folder. Never raises, whatever stands in it."""
    calendars: dict[str, Calendar] = {}
    findings: list[Finding] = []
    for file in _files(config):
        try:
            calendar, found = read_calendar(file.read_bytes(), file.stem, str(file), offices, timezone)
        except OSError as error:
            calendar, found = None, [Finding(str(file), 1, 1, f"cannot be read: {error.strerror}")]
        findings += found
        if calendar is not None:
            calendars[calendar.code] = calendar
    return Read(calendars, in_order(findings))


def read_calendar(
    content: bytes, code: str, file: str, offices: Collection[str], timezone: str
) -> tuple[Calendar | None, list[Finding]]:
    """One calendar; None where something is wrong with it."""
    read = read_yaml(content, file)
    findings = list(read.findings)
    if read.content is None or not isinstance(read.content, dict):
        if read.content is not None:
            findings.append(read.marks.at((), "a calendar is written in lines of `key: value`"))
        return None, findings
    try:
        model = WrittenCalendar.model_validate(read.content)
    except ValidationError as error:
        return None, [*findings, *_wrong(error, read.content, read.marks)]
    findings += _judged(model, code, offices, read.marks)
    if has_error(findings):
        return None, findings
    calendar = model.as_calendar(ZoneInfo(timezone))
    offered = sum(1 for _ in calendar.slots(datetime.combine(NEW_YEAR, time(0), calendar.zone)))
    if not offered or offered > MOST_OFFERED:
        words = f"{offered} times could be chosen from at once: there must be one at least, and {MOST_OFFERED} at most"
        return None, [*findings, read.marks.at(("latest",), words)]
    return calendar, findings


def _wrong(error: ValidationError, content: Any, marks: Marks) -> Iterator[Finding]:
    for each in error.errors(include_url=False):
        kind = each["type"]
        place = place_of(each["loc"], content, kind == "missing")
        known = WrittenCalendar.model_fields if kind == "extra_forbidden" else ()
        context = each.get("ctx", {})
        words = sentence(kind, place, each["input"], context, known, each["msg"])
        yield (marks.at_key if kind == "extra_forbidden" else marks.at)(place, words)


def _judged(model: WrittenCalendar, code: str, offices: Collection[str], marks: Marks) -> Iterator[Finding]:
    if model.calendar != code:
        words = f"`calendar` must be the name of its file, `{code}`, not `{model.calendar}`"
        yield marks.at(("calendar",), words)
    if model.office not in offices:
        words = f"the town has no office `{model.office}`{meant(model.office, offices)}"
        yield marks.at(("office",), f"{words}; it has {listed(sorted(offices), 'and')}")
    length = timedelta(minutes=model.minutes)
    for name, hours in model.hours.items():
        until = timedelta(0)
        for number, (opens, closes) in sorted(enumerate(hours), key=lambda each: each[1]):
            place, first, last = ("hours", name, number), _since_midnight(opens), _since_midnight(closes)
            last = last or timedelta(days=1)
            if first < until:
                yield marks.at(place, "overlaps with another opening time of that day")
            if first + length > last:
                yield marks.at(place, f"is shorter than one slot of {model.minutes} minutes")
            until = last
    for number, day in enumerate(model.closed):
        if day in model.closed[:number]:
            yield marks.at(("closed", number), f"`{day}` stands here twice: once is enough", "warning")


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _files(config: Path) -> list[Path]:
    return sorted((config / FOLDER).glob("*.yaml"))


@dataclass
class CalendarFolder:
    """The calendars of a town while it serves: saving a file changes it; a broken one leaves what was right before."""

    config: Path
    offices: Collection[str]
    timezone: str
    _known: dict[str, Calendar] = field(default_factory=dict)
    _stamp: tuple[tuple[str, int, int], ...] | None = None

    def __call__(self) -> Mapping[str, Calendar]:
        stamp = self._stamped()
        if stamp != self._stamp:
            read = read_calendars(self.config, self.offices, self.timezone)
            for finding in read.findings:
                log.warning("%s", finding)
            there = {Path(name).stem for name, *_ in stamp}
            self._known = {
                **{code: each for code, each in self._known.items() if code in there},
                **read.calendars,
            }
            self._stamp = stamp
        return self._known

    def _stamped(self) -> tuple[tuple[str, int, int], ...]:
        stamps = []
        for file in _files(self.config):
            try:
                stat = file.stat()
            except FileNotFoundError:  # gone while one looks
                continue
            stamps.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)
