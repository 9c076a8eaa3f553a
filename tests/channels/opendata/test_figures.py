"""The published figures as files: what the page shows, in forms that programs check."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from service.assembly import Core
from service.publishing import OPEN

FILE = "/catalogue/figures.csv"


@pytest.fixture
def rows(app: Flask, figured: Core) -> list[dict[str, str]]:
    answer = app.test_client().get(FILE)
    assert answer.content_type == "text/csv; charset=utf-8; header=present"
    assert answer.get_data(as_text=True).count("\r\n") == answer.get_data(as_text=True).count("\n")
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


def test_a_row_is_a_figure_of_a_month_and_what_is_withheld_has_none(rows: list[dict[str, str]]) -> None:
    whole = {
        (row["month"], row["figure"]): row["number"]
        for row in rows
        if not (row["service"] or row["door"] or row["language"])
    }
    assert whole["2026-09", "sent"] == "115"
    assert whole["2026-09", "answers lost"] == "0"
    assert whole["2026-09", "told"] == ""
    assert {row["month"] for row in rows} == {"2026-09", "2026-10"}


def test_no_row_names_two_of_service_door_and_language_and_no_count_is_small(
    rows: list[dict[str, str]],
) -> None:
    for row in rows:
        assert sum(map(bool, (row["service"], row["door"], row["language"]))) <= 1
        about_people = row["figure"] not in OPEN
        counted = about_people and not row["figure"].startswith(("median", "score"))
        assert not counted or row["number"] == "" or int(row["number"]) >= 10


def test_the_metadata_names_the_columns_that_are_there_and_the_file_leads_to_it(
    app: Flask, rows: list[dict[str, str]]
) -> None:
    client = app.test_client()
    described = client.get(f"{FILE}-metadata.json")
    assert described.content_type == "application/csvm+json"
    columns = described.json["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(rows[0])
    assert described.json["url"].endswith(FILE)
    assert described.json["@context"][0] == "http://www.w3.org/ns/csvw"
    assert {each["@language"] for each in columns[0]["dc:title"]} == {"en", "fr", "nl", "ar"}
    said = {each["@language"]: each["@value"] for each in described.json["notes"][0]["oa:bodyValue"]}
    assert said["en"] == "All data is invented."
    assert f'{FILE}-metadata.json>; rel="describedby"' in client.get(FILE).headers["Link"]
    keys = {tuple(row[name] for name in described.json["tableSchema"]["primaryKey"]) for row in rows}
    assert len(keys) == len(rows)


def test_json_says_the_same_and_that_it_is_simulated(app: Flask, rows: list[dict[str, str]]) -> None:
    told = app.test_client().get("/catalogue/figures.json").json
    assert told["simulated"] is True
    assert len(told["figures"]) == len(rows)
    assert [str(each["number"] or "") for each in told["figures"] if each["number"] != 0] == [
        row["number"] for row in rows if row["number"] != "0"
    ]


def test_who_has_it_already_gets_nothing_again(app: Flask, figured: Core) -> None:
    client = app.test_client()
    for address in (FILE, f"{FILE}-metadata.json", "/catalogue/figures.json"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_an_empty_town_has_a_file_with_a_header_and_nothing_else(app: Flask) -> None:
    assert (
        app.test_client().get(FILE).get_data(as_text=True) == "month,service,door,language,figure,number\r\n"
    )


def test_anybody_can_reckon_the_page_from_the_file(app: Flask, rows: list[dict[str, str]]) -> None:
    of = {(row["month"], row["figure"]): int(row["number"] or 0) for row in rows if row["door"] == "sms"}
    finished = sum(of[month, "finished"] for month in ("2026-09", "2026-10"))
    meant = sum(of[month, "meant for them"] for month in ("2026-09", "2026-10"))
    page = app.test_client().get("/en/performance?door=sms").get_data(as_text=True)
    assert f"{round(100 * finished / meant)}%" in page
