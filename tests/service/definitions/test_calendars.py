"""Calendars are read as strictly as services: what is wrong is named with file, line, column and what to write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.definitions.calendars import CalendarFolder, read_calendar, read_calendars
from tests.conftest import ROOT

GOOD = """\
calendar: desk
office: population
where: Town Hall
minutes: 30
hours:
  monday: [9:00-12:30]
latest: 2 weeks
"""
OFFICES = {"population", "mobility"}


def found(content: str) -> list[str]:
    _, findings = read_calendar(content.encode(), "desk", "desk.yaml", OFFICES, "Europe/Brussels")
    return [str(finding) for finding in findings]


def test_the_towns_own_calendars_are_right() -> None:
    read = read_calendars(ROOT / "config", {"population"}, "Europe/Brussels")
    assert read.findings == ()
    assert read.calendars


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        (
            "9:00-12:30",
            "9:00-12:00, 11:00-13:00",
            "desk.yaml:6:24: error: overlaps with another opening time",
        ),
        ("9:00-12:30", "12:30-9:00", "desk.yaml:6:12: error: ends before it begins"),
        ("9:00-12:30", "9 to 12", "write for example 9:00-12:30"),
        ("9:00-12:30", "9:00-9:20", "is shorter than one slot of 30 minutes"),
        ("monday", "moonday", "desk.yaml:6:"),
        ("population", "populaton", "desk.yaml:2:9: error: the town has no office `populaton`; did you mean"),
        ("calendar: desk", "calendar: table", "must be the name of its file, `desk`"),
        ("2 weeks", "soon", "is not a length of time; write for example 4 hours"),
        ("2 weeks", "0 days", "`earliest` is not before `latest`"),
        ("minutes: 30", "minutes: 2", "desk.yaml:4:10: error: `minutes` must be at least 5, not `2`"),
        ("minutes: 30", "length: 30", "unknown key `length`"),
        ("where: Town Hall\n", "", "`where` is missing"),
        ("2 weeks", "900 weeks", "times could be chosen from at once"),
        (
            "latest: 2 weeks",
            "latest: 2 weeks\nclosed: [Christmas]",
            "is not a day; write for example 2027-05-12",
        ),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(written: str, instead: str, said: str) -> None:
    assert any(said in each for each in found(GOOD.replace(written, instead))), found(
        GOOD.replace(written, instead)
    )


@pytest.mark.parametrize("content", ["", "- a\n", "calendar: [", "\ufeffcalendar: desk", "hours: 3"])
def test_no_file_is_so_broken_that_it_is_not_explained(content: str) -> None:
    assert found(content)


def test_a_saved_file_counts_at_once_and_a_broken_one_leaves_what_was_right(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    file = folder / "desk.yaml"
    file.write_text(GOOD)
    calendars = CalendarFolder(tmp_path, OFFICES, "Europe/Brussels")
    assert calendars()["desk"].minutes == 30

    def save(content: str, second: int) -> None:
        file.write_text(content)
        os.utime(file, (second, second))

    save(GOOD.replace("30\n", "15\n"), 1_800_000_000)
    assert calendars()["desk"].minutes == 15
    save("minutes: none", 1_800_000_001)
    assert calendars()["desk"].minutes == 15
    file.unlink()
    assert "desk" not in calendars()
