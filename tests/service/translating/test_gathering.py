"""Which sentences are found: in Python, in templates, in the town's file, in services."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from service.definitions.folder import Folder, read_folder
from service.translating.gathering import NotReadable, of_code, of_service, of_town
from tests.conftest import ROOT

STREET = ROOT / "config" / "services" / "street-problem"


def sentences(tmp_path: Path, name: str, code: str) -> list[tuple[str, ...]]:
    file = tmp_path / "house" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, "utf-8")
    return [each.words for each in of_code([tmp_path / "house"])]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("Hello {name}.", name=1)', [("Hello {name}.",)]),
        ('self.say(heard, "Starting again.")', [("Starting again.",)]),
        ('say("One " "text.")', [("One text.",)]),
        ('wording.count("{number} day", "{number} days", 3)', [("{number} day", "{number} days")]),
        ('_("Back")', [("Back",)]),
        ('X = sentence("said elsewhere")', [("said elsewhere",)]),
        ('content.count(b"x"); words.count("x"); say(template)', []),
        ('log.info("not for people")', []),
    ],
)
def test_a_call_that_says_something_is_found(tmp_path: Path, code: str, found: list[tuple[str, ...]]) -> None:
    assert sentences(tmp_path, "room.py", code) == found


def test_a_template_is_read_too(tmp_path: Path) -> None:
    page = '<p>{{ _("Sent") }}</p>{{ ngettext("%(num)s part", "%(num)s parts", n) }}'
    assert sentences(tmp_path, "templates/page.html", page) == [("Sent",), ("%(num)s part", "%(num)s parts")]


def test_a_sentence_that_stands_twice_is_one_with_two_places(tmp_path: Path) -> None:
    sentences(tmp_path, "a.py", '_("Back")')
    sentences(tmp_path, "b.py", '_("Back")')
    (only,) = of_code([tmp_path / "house"])
    assert only.where == ("house/a.py", "house/b.py")


def test_no_sentence_of_the_house_is_said_through_a_name_that_nobody_finds() -> None:
    """Whatever the town could say in another language must be found: the catalogue is checked against this list."""
    found = {each.words for each in of_code([ROOT / "service", ROOT / "channels"])}
    assert ("{number} week", "{number} weeks") in found
    assert ("Reply MORE for more.",) in found
    assert ("began “{service}”",) in found
    assert len(found) > 500


def test_the_towns_offices_and_doors_are_found_by_their_place() -> None:
    found = {each.context: each.words for each in of_town(ROOT / "config" / "town.toml")}
    assert found["town.doors.web.label"] == ("Website",)
    assert "town.offices.mobility.hours" in found
    assert not any("phone" in each for each in found)


def test_a_service_gives_every_text_with_its_place() -> None:
    found = {each.context: each.words[0] for each in of_service(read_folder(STREET))}
    assert found["keywords.0"] == "FIX"
    assert found["questions.problem.options.pothole.also.0"] == "pothole"
    assert found["outcomes.call-112.say"].startswith("Call 112")


def test_a_service_that_cannot_be_read_is_said_to_be_so() -> None:
    with pytest.raises(NotReadable, match="check"):
        of_service(Folder("x", {"service.yaml": b"title: ["}))


def test_translators_tools_read_a_service_by_the_extractor_of_this_house() -> None:
    found = {
        context: (line, words)
        for line, words, _, context in extract_from_file("nowrongdoor_service", STREET / "service.yaml")
    }
    line, words = found["questions.where.ask"]
    assert words == "Where is it?"
    assert "ask: Where is it?" in (STREET / "service.yaml").read_text("utf-8").splitlines()[line - 1]
