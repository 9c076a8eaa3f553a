"""Today is Monday 23 November 2026."""

from datetime import date

import pytest
from pydantic import ValidationError

from service.messages import Problem

AHEAD = {"earliest": "today"}
BEHIND = {"earliest": "-1 year", "latest": "today"}
BORN = {"earliest": "-120 years", "latest": "today"}
EITHER = {"earliest": "-1 year", "latest": "+1 year"}


@pytest.mark.parametrize(
    ("settings", "entered", "stored"),
    [
        ({}, "3/5/2027", "2027-05-03"),
        ({}, "03/05/2027", "2027-05-03"),
        ({}, "3-5-27", "2027-05-03"),
        ({}, "3.5.2027", "2027-05-03"),
        ({}, "3 5 2027", "2027-05-03"),
        ({}, "2027-05-03", "2027-05-03"),
        ({}, "03052027", "2027-05-03"),
        ({}, "20270503", "2027-05-03"),
        ({}, "٣/٥/٢٠٢٧", "2027-05-03"),
        ({}, "3 May 2027", "2027-05-03"),
        ({}, "May 3, 2027", "2027-05-03"),
        ({}, "3rd of May 2027", "2027-05-03"),
        ({}, "the third of may 2027", "2027-05-03"),
        ({}, "Monday 3 May 2027", "2027-05-03"),
        ({}, "3 may '27", "2027-05-03"),
        ({}, "29 feb 2028", "2028-02-29"),
        ({}, "12 sept 2027", "2027-09-12"),
        ({}, "12 febuary 2027", "2027-02-12"),
        (AHEAD, "3rd of May", "2027-05-03"),
        (AHEAD, "24 november", "2026-11-24"),
        (AHEAD, "23 november", "2026-11-23"),
        (AHEAD, "22 november", "2027-11-22"),
        (AHEAD, "29 february", "2028-02-29"),
        (AHEAD, "3/5", "2027-05-03"),
        (BEHIND, "3 May", "2026-05-03"),
        (BEHIND, "24 november", "2025-11-24"),
        (EITHER, "3 May", "2027-05-03"),
        (BORN, "3/5/1980", "1980-05-03"),
        (BORN, "3/5/80", "1980-05-03"),
        (BORN, "3/5/27", "1927-05-03"),
        (AHEAD, "today", "2026-11-23"),
        (AHEAD, "Tomorrow!", "2026-11-24"),
        (AHEAD, "from tomorrow", "2026-11-24"),
        (AHEAD, "the day after tomorrow", "2026-11-25"),
        (BEHIND, "yesterday", "2026-11-22"),
        (AHEAD, "tuesday", "2026-11-24"),
        (AHEAD, "on Tuesday", "2026-11-24"),
        (AHEAD, "next tuesday", "2026-11-24"),
        (AHEAD, "monday", "2026-11-30"),
        (AHEAD, "next monday", "2026-11-30"),
        (AHEAD, "thurs", "2026-11-26"),
        (BEHIND, "tuesday", "2026-11-17"),
        (BEHIND, "last tuesday", "2026-11-17"),
        (BEHIND, "monday", "2026-11-16"),
        (AHEAD, "in 3 days", "2026-11-26"),
        (AHEAD, "in two weeks", "2026-12-07"),
        (AHEAD, "in a month", "2026-12-23"),
        (AHEAD, "3 days from now", "2026-11-26"),
        (BEHIND, "3 days ago", "2026-11-20"),
        (BEHIND, "a week ago", "2026-11-16"),
    ],
)
def test_a_date_is_understood(question, answered, settings, entered, stored):
    assert answered(question("date", **settings), entered) == stored


@pytest.mark.parametrize(
    ("language", "entered", "stored"),
    [
        ("fr", "3 mai 2027", "2027-05-03"),
        ("fr", "1er août", "2027-08-01"),
        ("fr", "demain", "2026-11-24"),
        ("fr", "après-demain", "2026-11-25"),
        ("fr", "aujourd'hui", "2026-11-23"),
        ("fr", "mardi prochain", "2026-11-24"),
        ("fr", "dans 3 jours", "2026-11-26"),
        ("nl", "3 mei 2027", "2027-05-03"),
        ("nl", "overmorgen", "2026-11-25"),
        ("nl", "volgende dinsdag", "2026-11-24"),
        ("nl", "over 2 weken", "2026-12-07"),
        ("nl", "12 mrt", "2027-03-12"),
        ("ar", "٣ مايو", "2027-05-03"),
        ("ar", "غدا", "2026-11-24"),
        ("ar", "الثلاثاء", "2026-11-24"),
        ("ar", "3 أيار 2027", "2027-05-03"),
    ],
)
def test_a_date_is_understood_in_the_persons_language(question, answered, language, entered, stored):
    assert answered(question("date", **AHEAD), entered, language=language) == stored


@pytest.mark.parametrize(
    ("settings", "entered", "code", "part"),
    [
        ({}, "", "empty", "day"),
        ({}, "soon", "not-understood", None),
        ({}, "12", "not-understood", None),
        ({}, "a 3rd", "not-understood", None),
        ({}, "1 2", "not-understood", None),
        ({}, "27 3 may", "not-understood", None),
        ({}, "300 may", "not-understood", None),
        ({}, "29/2/27", "not-a-date", "day"),
        ({}, "3pm", "not-understood", None),
        ({}, "half past 3", "not-understood", None),
        ({}, "3 days", "not-understood", None),
        ({}, "next week", "not-understood", None),
        ({}, "in 3 hours", "not-understood", None),
        ({}, "3 or 4 may", "not-understood", None),
        ({}, "tuesday or wednesday", "not-understood", None),
        ({}, "in 999999 weeks", "not-understood", None),
        ({}, "x" * 10_000, "not-understood", None),
        ({}, "may", "missing-day", "day"),
        ({}, "May 2027", "missing-day", "day"),
        (BORN, "3 May", "missing-year", "year"),
        ({}, "31/2/2027", "not-a-date", "day"),
        ({}, "29 feb 2027", "not-a-date", "day"),
        ({}, "32/5/2027", "not-a-day", "day"),
        ({}, "0/5/2027", "not-a-day", "day"),
        ({}, "05/13/2027", "not-a-month", "month"),
        ({}, "3/5/0207", "no-such-year", "year"),
        ({}, "Tuesday 3 May 2027", "other-weekday", None),
        (BORN, "3/5/20", "which", "year"),
        (AHEAD, "22/11/2026", "too-early", "day"),
        (AHEAD, "23/10/2026", "too-early", "month"),
        (AHEAD, "23/11/2025", "too-early", "year"),
        (BORN, "24/11/2026", "too-late", "day"),
        ({"latest": "+3 days"}, "27/11/2026", "too-late", "day"),
        ({"earliest": "2027-01-31"}, "30/01/2027", "too-early", "day"),
    ],
)
def test_what_is_no_possible_date_says_why(question, answered, settings, entered, code, part):
    problem = answered(question("date", **settings), entered)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.part) == (code, part)


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ({"day": "3", "month": "5", "year": "2027"}, "2027-05-03"),
        ({"day": "03", "month": "may", "year": "27"}, "2027-05-03"),
        ({"day": " 3rd ", "month": "٥", "year": "٢٠٢٧"}, "2027-05-03"),
        ({"day": "", "month": "", "year": "", "answer": "3 May 2027"}, "2027-05-03"),
    ],
)
def test_three_inputs_make_a_date(question, answered, entered, stored):
    assert answered(question("date"), entered) == stored


@pytest.mark.parametrize(
    ("day", "month", "year", "code", "part"),
    [
        ("", "", "", "empty", "day"),
        ("", "5", "2027", "missing-day", "day"),
        ("3", "", "2027", "missing-month", "month"),
        ("3", "5", "", "missing-year", "year"),
        ("x", "5", "2027", "not-a-day", "day"),
        ("320", "5", "2027", "not-a-day", "day"),
        ("3", "13", "2027", "not-a-month", "month"),
        ("3", "x", "2027", "not-a-month", "month"),
        ("3", "5", "x", "no-such-year", "year"),
        ("3", "5", "207", "no-such-year", "year"),
        ("31", "4", "2027", "not-a-date", "day"),
    ],
)
def test_a_problem_names_the_input_that_is_wrong(question, answered, day, month, year, code, part):
    problem = answered(question("date"), {"day": day, "month": month, "year": year})
    assert (problem.code, problem.part) == (code, part)


@pytest.mark.parametrize(
    ("settings", "entered", "words"),
    [
        (
            AHEAD,
            "22/11/2026",
            "“22 November 2026” is in the past. It must be today or later, such as 12/05/2027.",
        ),
        (
            BEHIND,
            "24/11/2026",
            "“Tuesday 24 November 2026” is in the future. It must be today or earlier, such as 03/11/2026.",
        ),
        (
            {"latest": "2027-01-31"},
            "1/2/2027",
            "“Monday 1 February 2027” is too late. The last possible day is 31 January 2027.",
        ),
        (
            {},
            "31/2/2027",
            "There is no such day as “31/2/2027”. Please check the day and the month, as in 12/05/2027.",
        ),
        (
            {},
            "Tuesday 3 May 2027",
            "“Tuesday 3 May 2027” falls on a Monday. Please check the day and the date, as in 12/05/2027.",
        ),
    ],
)
def test_a_problem_says_what_was_understood_what_is_wanted_and_an_example(
    question, answered, settings, entered, words
):
    assert answered(question("date", **settings), entered).words == words


def test_a_year_of_two_digits_that_could_be_two_is_asked_back(question, answered):
    asked = question("date", **BORN)
    problem = answered(asked, "3/5/20")
    assert [each.label for each in problem.options] == ["3 May 1920", "3 May 2020"]
    assert [answered(asked, each.value) for each in problem.options] == ["1920-05-03", "2020-05-03"]


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2027, 2028, 2100])
def test_a_leap_day_is_accepted_only_in_a_leap_year(question, answered, year):
    leap = year in (2000, 2024, 2028)
    answer = answered(question("date"), f"29/2/{year}")
    assert answer == f"{year}-02-29" if leap else answer.code == "not-a-date"


@pytest.mark.parametrize(
    "settings",
    [{}, AHEAD, BEHIND, BORN, EITHER, {"earliest": "+3 days", "latest": "+4 days"}, {"latest": "1990-01-01"}],
)
@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2028, 2, 29), date(2026, 1, 1)])
def test_the_example_is_a_right_answer_on_every_day(question, asking, answered, settings, on):
    asked = question("date", **settings)
    assert not isinstance(answered(asked, asked.example(asking(asked, on=on)), on=on), Problem)


@pytest.mark.parametrize(
    "value", ["2027-02-29", "2027-5-3", "27-05-03", "٢٠٢٧-٠٥-٠٣", "0001-01-01", "", None, 5, [], {}]
)
def test_only_real_iso_dates_are_stored(question, asking, value):
    asked = question("date")
    assert asked.check(value, asking(asked)).code == "not-understood"


def test_the_weekday_is_shown_where_the_day_is_near(question, asking):
    asked = question("date")
    assert asked.show("2026-11-24", asking(asked)) == "Tuesday 24 November 2026"
    assert asked.show("1980-05-03", asking(asked)) == "3 May 1980"
    assert asked.show("1980-05-03", asking(asked, language="nl")) == "3 mei 1980"


def test_the_inputs_hold_what_was_answered(question, asking):
    asked = question("date", birthday=True)
    parts = asked.parts(asking(asked), "1980-05-03")
    assert [(part.name, part.value, part.width) for part in parts] == [
        ("day", "3", 2),
        ("month", "5", 2),
        ("year", "1980", 4),
    ]
    assert [part.autocomplete for part in parts] == ["bday-day", "bday-month", "bday-year"]


@pytest.mark.parametrize(
    "limit", ["soon", "2027-02-30", "+3", "+3 hours", "9999-12-31", "-999 years", "+99999 years"]
)
def test_a_limit_that_is_no_day_is_the_owners_error(question, limit):
    with pytest.raises(ValidationError, match="is no limit"):
        question("date", latest=limit)


def test_earliest_after_latest_is_the_owners_error(question):
    with pytest.raises(ValidationError, match="is after latest"):
        question("date", earliest="+4 days", latest="+3 days")
