from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service.assembly import Core, WrongFolder, born_as, open_core
from service.definitions.folder import Folder
from service.messages import Visitor
from service.survey import surveyed
from service.vault import Sealed

if TYPE_CHECKING:
    from tests.conftest import Born, SettableClock

CONFIG = Path(__file__).parents[2] / "config"


@contextmanager
def opened(
    data: Path, empty_database_url: str, secret_key: str = "", config: Path = CONFIG, **more: Any
) -> Iterator[Core]:
    core = open_core(data, config, empty_database_url, secret_key, **more)
    try:
        yield core
    finally:
        core.close()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration of this test's own, with one service."""
    folder = tmp_path / "config"
    shutil.copytree(CONFIG, folder, ignore=lambda place, names: names if place.endswith("services") else [])
    (folder / "services").mkdir(exist_ok=True)
    shutil.copytree(CONFIG / "services" / "street-problem", folder / "services" / "street-problem")
    return folder


# --- opening --------------------------------------------------------------------------------------------------


def test_an_opened_town_offers_its_services_once_they_are_published(
    town: Core, visitor: Callable[..., Visitor]
) -> None:
    assert town.town.name == "Bruggepont"
    offered = {each.code for each in town.front_office.services(visitor())}
    assert offered == {folder.name for folder in (CONFIG / "services").iterdir()}
    assert town.operations.not_ready() == []


def test_a_town_is_not_ready_before_its_services_are_published(data: Path, empty_database_url: str) -> None:
    with opened(data, empty_database_url) as core:
        assert core.operations.not_ready() == ["no service is published"]


def test_the_data_folder_is_made(tmp_path: Path, empty_database_url: str) -> None:
    with opened(tmp_path / "not" / "yet", empty_database_url):
        assert (tmp_path / "not" / "yet").is_dir()


def test_a_configuration_without_a_town_is_refused_in_a_sentence(
    data: Path, empty_database_url: str, tmp_path: Path
) -> None:
    with (
        pytest.raises(ValueError, match="every town needs one"),
        opened(data, empty_database_url, config=tmp_path / "none"),
    ):
        pass


def test_a_town_that_was_closed_can_be_used_on(town: Core, visitor: Callable[..., Visitor]) -> None:
    """Closing gives the connections back before a fork; it is not the end."""
    town.close()
    assert town.front_office.begin("street-problem", visitor()).draft


def test_what_was_begun_is_there_after_a_restart(copied: Born, visitor: Callable[..., Visitor]) -> None:
    drafts = []
    for _ in range(2):
        with opened(copied.data, copied.database_url, demo=True) as core:
            core.operations.publish()
            drafts = drafts or [core.front_office.begin("street-problem", visitor()).draft]
            turn = core.front_office.ask(drafts[0] or "", visitor())
            assert turn.prompt is not None
            assert turn.prompt.path == "danger"


def test_doors_on_the_net_are_told_to_those_who_have_to_change_doors(
    data: Path, empty_database_url: str
) -> None:
    with opened(data, empty_database_url, urls={"web": "https://town.example/"}) as core:
        web = core.town.address_of("web")
    assert web is not None
    assert web.url == "https://town.example/"


def test_a_carriers_word_cannot_begin_a_service(data: Path, empty_database_url: str, config: Path) -> None:
    with opened(data, empty_database_url, config=config, reserved=frozenset({"fix"})) as core:
        said = [str(finding) for finding in core.operations.publish() if finding.severity == "error"]
    assert len(said) == 1
    assert "FIX" in said[0]


def test_folders_are_checked_without_opening_a_town(config: Path, tmp_path: Path) -> None:
    good = config / "services" / "street-problem"
    with surveyed(config, [good], frozenset(), {}) as survey:
        assert [each for each in survey.findings if each.severity == "error"] == []
    (good / "service.yaml").write_text("broken: [", "utf-8")
    with surveyed(config, [good], frozenset(), {}) as survey:
        assert [each.severity for each in survey.findings] == ["error"]
    assert not (tmp_path / "data").exists()


# --- rehearsal or real ----------------------------------------------------------------------------------------


@pytest.fixture
def file(data: Path) -> str:
    """The address of a file: a refused opening leaves its connection to whoever collects it."""
    return f"sqlite:///{data / 'town.db'}"


def test_a_rehearsals_folder_does_not_open_for_real(data: Path, file: str) -> None:
    with opened(data, file, demo=True):
        pass
    with pytest.raises(WrongFolder, match=r"made for demo use and is opened without --demo"):
        open_core(data, CONFIG, file, demo=False)
    with opened(data, file, demo=True):
        pass


def test_a_real_towns_folder_does_not_open_for_a_rehearsal(data: Path, file: str) -> None:
    with opened(data, file):
        pass
    with pytest.raises(WrongFolder, match=r"made for real use and is opened with --demo"):
        open_core(data, CONFIG, file, demo=True)


def test_what_a_folder_was_made_for_can_be_asked(tmp_path: Path, empty_database_url: str) -> None:
    folder = tmp_path / "data"
    assert born_as(folder, empty_database_url) == ""
    with opened(folder, empty_database_url, demo=True):
        pass
    assert born_as(folder, empty_database_url) == "demo"


def test_only_a_rehearsals_journeys_are_left_out_of_the_evidence(
    data: Path, empty_database_url: str, visitor: Callable[..., Visitor], clock: SettableClock
) -> None:
    with opened(data, empty_database_url, clock=clock) as core:
        core.operations.publish()
        draft = core.front_office.drafts.get(core.front_office.begin("street-problem", visitor()).draft or "")
    assert draft is not None
    assert not draft.record.simulated


# --- secrets --------------------------------------------------------------------------------------------------


def test_an_empty_secret_is_refused(data: Path, file: str) -> None:
    """Left behind by a full disk; everybody knows it."""
    (data / "keys").mkdir()
    (data / "keys" / "master").touch()
    with pytest.raises(ValueError, match="master"):
        open_core(data, CONFIG, file)


def test_a_secret_from_the_settings_is_not_written_down(data: Path, empty_database_url: str) -> None:
    with opened(data, empty_database_url, "from the environment"):
        assert not (data / "keys").exists()


def test_secrets_change_while_the_town_is_open_for_business(
    data: Path, empty_database_url: str, visitor: Callable[..., Visitor]
) -> None:
    """First the new one before the old, then, when all that the old one sealed is gone, the new one alone."""
    with opened(data, empty_database_url, "old") as core:
        core.operations.publish()
        before = core.front_office.begin("street-problem", visitor()).draft or ""
    with opened(data, empty_database_url, "new, old") as core:
        core.operations.publish()
        during = core.front_office.begin("street-problem", visitor()).draft or ""
        for draft in (before, during):
            turn = core.front_office.answer(draft, "danger", {"answer": "no"}, 0, visitor())
            assert turn.prompt is not None
            assert turn.prompt.path == "problem"
    with opened(data, empty_database_url, "new") as core:
        core.operations.publish()
        assert core.front_office.ask(during, visitor()).prompt
        with pytest.raises(Sealed):
            core.front_office.ask(before, visitor())


def test_a_folder_and_its_copy_read_alike(config: Path) -> None:
    """The fixtures of these tests read each folder once, by its content."""
    files = {file.name: file.read_bytes() for file in (config / "services" / "street-problem").iterdir()}
    original = {file.name: file.read_bytes() for file in (CONFIG / "services" / "street-problem").iterdir()}
    assert Folder("street-problem", files).revision == Folder("street-problem", original).revision


def test_data_does_not_open_with_another_secret_than_its_own(data: Path, empty_database_url: str) -> None:
    with opened(data, empty_database_url, secret_key="the first"):
        pass
    with pytest.raises(WrongFolder, match="NOWRONGDOOR_SECRET_KEY"):
        open_core(data, CONFIG, empty_database_url, "another")
    with opened(data, empty_database_url, secret_key="a new one, the first"):
        pass
    with opened(data, empty_database_url, secret_key="a new one"):
        pass
    with pytest.raises(WrongFolder, match="NOWRONGDOOR_SECRET_KEY"):
        open_core(data, CONFIG, empty_database_url, "the first")
