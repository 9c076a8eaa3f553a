"""The town as it is delivered: every word of it in every language; and the commands, as a translator types them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from service.controls import WORDS, Control, control
from service.translating import desk
from tests.commands import run
from tests.conftest import ROOT

CODE = [ROOT / "service", ROOT / "channels"]
CONFIG = ROOT / "config"
TOLD: dict[Control, str] = {
    "skip": "SKIP", "human": "HUMAN", "back": "BACK", "menu": "MENU", "status": "STATUS", "more": "MORE",
}  # fmt: skip
"""Control words as English sentences write them."""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def test_everything_is_translated_into_every_language() -> None:
    assert [str(each) for each in desk.check(CONFIG, CODE)] == []


def test_the_files_are_as_the_command_writes_them(config: Path) -> None:
    assert desk.update(config, CODE) == []


@pytest.mark.parametrize("language", ["fr", "nl", "ar"])
def test_a_word_that_people_are_told_to_text_is_one_that_is_understood(language: str) -> None:
    """A sentence that names SKIP in English names a word for the same in its own language."""
    own = next(desk.groups(CONFIG, CODE))
    from service.translating.catalogues import read

    catalogue = read(own.file(language).read_bytes(), "x.po", language)
    for sentence in own.sentences:
        words = sentence.words[0]
        for meaning, told in TOLD.items():
            if re.search(rf"\b{told}\b", words):
                said = str(catalogue.get(words, sentence.context or None).string)
                understood = [each for each in WORDS[language][meaning] if each in said.casefold()]
                assert understood or any(
                    control(each) == meaning for each in re.split(r"[\s,;.()]+", said)
                ), said


def test_templates_are_written_for_each_service_and_for_the_town(config: Path, tmp_path: Path) -> None:
    told = run("translate", "extract", tmp_path / "pot", NOWRONGDOOR_CONFIG=config)
    assert told.exit_code == 0
    names = {file.name for file in (tmp_path / "pot").iterdir()}
    assert {"nowrongdoor.pot", "street-problem.pot"} <= names


def test_a_new_text_is_put_into_every_file_and_missed_until_it_is_translated(config: Path) -> None:
    file = config / "services" / "street-problem" / "service.yaml"
    file.write_text(file.read_text("utf-8").replace("What was left there?", "What lies there?"), "utf-8")
    updated = run("translate", "update", NOWRONGDOOR_CONFIG=config)
    assert updated.output.count("is up to date again") == 3
    checked = run("translate", "check", NOWRONGDOOR_CONFIG=config)
    assert checked.exit_code == 1
    assert checked.output.count("fuzzy") == 3
    assert "street-problem/fr.po:" in checked.output


def test_where_all_is_well_one_sentence_says_so(config: Path) -> None:
    checked = run("translate", "check", NOWRONGDOOR_CONFIG=config)
    assert (checked.exit_code, checked.output) == (0, "Everything is translated: fr, nl, ar.\n")
    assert run("translate", "update", NOWRONGDOOR_CONFIG=config).output == "Every file is up to date.\n"


def test_a_language_that_is_added_gets_its_files(config: Path) -> None:
    town = config / "town.toml"
    town.write_text(town.read_text("utf-8").replace('"ar"]', '"ar", "de"]'), "utf-8")
    run("translate", "update", NOWRONGDOOR_CONFIG=config)
    assert (config / "services" / "parking-permit" / "de.po").is_file()
    assert (config / "translations" / "de.po").is_file()
