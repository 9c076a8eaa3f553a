"""Rehearsed ways: they are the ones that people really go, and nothing of them is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.messages import Capabilities, Course, Line, Visitor
from service.survey import Survey, surveyed
from tests.conftest import ROOT

TEXT = Capabilities(photos=False, documents=False, private=False, stop_word="STOP")
DOORS = {"web": Capabilities(pages=True), "kiosk": Capabilities(public_screen=True), "sms": TEXT}
BY_TEXT = Visitor("sms", "en", TEXT, Line("tel:+32470123456", "tel:+32460000000"))
BY_PAGE = Visitor("web", "en", DOORS["web"])


@pytest.fixture(scope="module")
def survey():
    folders = sorted(path for path in (ROOT / "config" / "services").iterdir() if path.is_dir())
    with surveyed(ROOT / "config", folders, frozenset(), DOORS) as opened:
        yield opened


def courses(survey: Survey, code: str, visitor: Visitor) -> tuple[Course, ...]:
    definition = next(each.definition for each in survey.loaded if each.folder.code == code)
    assert definition is not None
    return survey.reach.courses(definition, visitor)


def test_every_course_ends_where_a_person_would(survey: Survey) -> None:
    ends = {(each.end, each.at) for each in courses(survey, "street-problem", BY_TEXT)}
    assert ends == {("case", ""), ("outcome", "call-112")}


def test_a_way_is_told_in_what_is_said_and_what_comes_back(survey: Survey) -> None:
    shortest = min(courses(survey, "street-problem", BY_TEXT), key=lambda each: len(each.exchanges))
    assert [each.words for each in shortest.exchanges] == ["FIX", "1"]
    welcome = shortest.exchanges[0].turn.said[0]
    assert welcome.startswith("Bruggepont: Report a street problem.")
    assert shortest.exchanges[1].turn.prompt.words.startswith("Call 112")


def test_what_a_line_tells_by_itself_is_not_asked(survey: Survey) -> None:
    asked = {
        each.turn.prompt.path for way in courses(survey, "street-problem", BY_TEXT) for each in way.exchanges
    }
    assert "where" in asked
    assert "mobile" not in asked


def test_where_a_door_may_not_ask_the_way_stops_at_once(survey: Survey) -> None:
    (only,) = courses(survey, "birth-certificate", BY_TEXT)
    assert (only.end, only.at) == ("stopped", "national_number")
    assert len(only.exchanges) == 1


def test_questions_on_one_page_are_answered_together(survey: Survey) -> None:
    by_page = max(len(each.exchanges) for each in courses(survey, "change-of-address", BY_PAGE))
    by_text = max(len(each.exchanges) for each in courses(survey, "change-of-address", BY_TEXT))
    assert by_page < by_text


def test_no_way_is_refused_an_answer(survey: Survey) -> None:
    for loaded in survey.loaded:
        for visitor in (BY_TEXT, BY_PAGE):
            for way in courses(survey, loaded.folder.code, visitor):
                refused = [each for each in way.exchanges if each.turn.prompt and each.turn.prompt.problem]
                assert not refused, (loaded.folder.code, visitor.door, refused[0].words)


def test_a_survey_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folders = [ROOT / "config" / "services" / "street-problem"]
    with surveyed(ROOT / "config", folders, frozenset(), DOORS) as opened:
        assert courses(opened, "street-problem", BY_TEXT)
        assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    assert list(tmp_path.iterdir()) == []
