"""A backup is taken while people answer, holds no key and no clear word, and makes a town again on an empty machine.

Of SQLite, whatever engine the other tests run on: PostgreSQL brings its own program for that.
"""

from __future__ import annotations

import shutil
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from service.assembly import Core, open_core
from service.messages import Capabilities, Visitor
from tests.commands import run
from tests.conftest import ROOT
from tests.service.conftest import answered

PAGES = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
CANARY = "Canary in the coal mine"


@pytest.fixture
def home(tmp_path: Path, read_once: None) -> Path:
    return tmp_path / "town"


@pytest.fixture
def core(home: Path) -> Core:
    core = open_core(home, ROOT / "config", f"sqlite:///{home / 'town.db'}")
    core.operations.publish()
    return core


def reported(core: Core) -> str:
    turn = core.front_office.begin("street-problem", PAGES)
    turn = answered(core, turn, PAGES, "no", "other", CANARY, "Academiestraat 12")
    for path in ("photo", "mobile"):
        turn = core.front_office.skip(turn.draft or "", path, PAGES)
    turn = core.front_office.submit(turn.draft or "", turn.version, PAGES)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt.reference


def taken(home: Path, tmp_path: Path) -> tuple[Path, Path]:
    file, keys = tmp_path / "backup.tar.gz", tmp_path / "keys.txt"
    done = run("backup", file, "--keys", keys, "--data", home)
    assert done.exit_code == 0, done.output
    return file, keys


def test_a_backup_makes_the_town_again_on_an_empty_machine(core: Core, home: Path, tmp_path: Path) -> None:
    reference = reported(core)
    file, keys = taken(home, tmp_path)
    core.close()
    shutil.rmtree(home)
    elsewhere, config = tmp_path / "elsewhere" / "var", tmp_path / "elsewhere" / "config"
    restored = run("restore", file, "--keys", keys, "--config", config, "--data", elsewhere)
    assert restored.exit_code == 0, restored.output
    assert "The keys open it." in restored.output
    shown = run("cases", "show", reference, "--data", elsewhere, NOWRONGDOOR_CONFIG=config)
    assert CANARY in shown.output
    assert run("check", NOWRONGDOOR_CONFIG=config).exit_code == 0


def test_a_backup_is_taken_while_people_answer(core: Core, home: Path, tmp_path: Path) -> None:
    ended, made = threading.Event(), []

    def answer() -> None:
        while not ended.is_set():
            made.append(reported(core))

    people = threading.Thread(target=answer)
    people.start()
    while not made:
        pass
    file, keys = taken(home, tmp_path)
    ended.set()
    people.join()
    assert run("restore", file, "--keys", keys, "--data", tmp_path / "again").exit_code == 0
    assert run("cases", "show", made[0], "--data", tmp_path / "again").exit_code == 0
    core.close()


def test_it_holds_no_key_and_nothing_that_anybody_said(core: Core, home: Path, tmp_path: Path) -> None:
    reported(core)
    file, keys = taken(home, tmp_path)
    core.close()
    key = keys.read_text().strip()
    with tarfile.open(file) as archive:
        assert {name.partition("/")[0] for name in archive.getnames()} == {
            "manifest.json",
            "town.db",
            "config",
        }
        for member in archive.getmembers():
            content = archive.extractfile(member)
            written = content.read() if content is not None else b""
            assert key.encode() not in written
            assert CANARY.encode() not in written
    assert file.stat().st_mode & 0o077 == 0
    assert keys.stat().st_mode & 0o077 == 0


def spoilt(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


@pytest.mark.parametrize("harm", [spoilt, cut, lambda file: file.write_text("no backup")])
def test_what_is_damaged_is_not_restored(
    core: Core, home: Path, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    file, keys = taken(home, tmp_path)
    core.close()
    harm(file)
    refused = run("restore", file, "--keys", keys, "--data", tmp_path / "again")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert not (tmp_path / "again").exists()


def test_other_keys_open_nothing_and_leave_nothing(core: Core, home: Path, tmp_path: Path) -> None:
    file, keys = taken(home, tmp_path)
    core.close()
    keys.write_text("0" * 64)
    refused = run(
        "restore", file, "--keys", keys, "--config", tmp_path / "config", "--data", tmp_path / "again"
    )
    assert refused.exit_code == 1
    assert "Nothing is restored. The secret key is not the one" in refused.output
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "config").exists()


def test_a_town_whose_key_was_changed_is_restored_with_both_keys(
    core: Core, home: Path, tmp_path: Path
) -> None:
    reference = reported(core)
    core.close()
    both = f"{'1' * 64},{(home / 'keys' / 'master').read_text().strip()}"
    file, keys, again = tmp_path / "backup.tar.gz", tmp_path / "keys.txt", tmp_path / "again"
    done = run("backup", file, "--keys", keys, "--data", home, NOWRONGDOOR_SECRET_KEY=both)
    assert done.exit_code == 0, done.output
    restored = run("restore", file, "--keys", keys, "--data", again)
    assert restored.exit_code == 0, restored.output
    assert CANARY in run("cases", "show", reference, "--data", again).output


def test_nothing_is_ever_replaced(core: Core, home: Path, tmp_path: Path) -> None:
    file, keys = taken(home, tmp_path)
    core.close()
    assert "is there already" in run("backup", file, "--data", home).output
    assert "is not empty" in run("restore", file, "--keys", keys, "--data", home).output
    assert "There is no folder" in run("backup", tmp_path / "no" / "b.tar.gz", "--data", home).output
    assert (
        "There is no file" in run("restore", file, "--keys", tmp_path / "no", "--data", tmp_path / "x").output
    )


def test_the_doctor_says_that_all_is_well_or_what_is_not(core: Core, home: Path) -> None:
    core.close()
    assert run("doctor", "--data", home).output == "All is well.\n"
    store = home / "town.db"
    content = bytearray(store.read_bytes())
    for at in range(len(content) // 2, len(content) // 2 + 4096):
        content[at] ^= 0xFF
    store.write_bytes(content)
    found = run("doctor", "--data", home)
    assert found.exit_code == 1
    assert "is damaged: stop the server, and restore the last backup" in found.output
