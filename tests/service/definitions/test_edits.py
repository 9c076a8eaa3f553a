"""Edits tried out in a rehearsal, beside the files that they were made from."""

from pathlib import Path

import pytest

from service.definitions.edits import Edits

FILE = b"service: trial\ntitle: Hire a hall\n"
EDIT = b"service: trial\ntitle: Hire a room\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "trial"
    folder.mkdir(parents=True)
    (folder / "service.yaml").write_bytes(FILE)
    (folder / "rates.csv").write_bytes(b"a,b\n")
    return folder


@pytest.fixture
def edits(tmp_path: Path) -> Edits:
    return Edits(tmp_path / "edits")


def text(edits: Edits, path: Path) -> bytes:
    return edits.read(path).files["service.yaml"]


def test_without_an_edit_the_folder_is_read_as_it_stands(edits: Edits, path: Path) -> None:
    assert text(edits, path) == FILE
    assert not edits.folder.exists()


def test_an_edit_stands_in_for_the_file_and_leaves_it_alone(edits: Edits, path: Path) -> None:
    edits.keep(path, EDIT)
    assert text(edits, path) == EDIT
    assert (path / "service.yaml").read_bytes() == FILE
    assert sorted(edits.read(path).files) == ["rates.csv", "service.yaml"]


def test_another_process_sees_it_too(edits: Edits, path: Path) -> None:
    edits.keep(path, EDIT)
    assert text(Edits(edits.folder), path) == EDIT


def test_the_last_edit_wins_and_is_the_only_one(edits: Edits, path: Path) -> None:
    edits.keep(path, EDIT)
    edits.keep(path, EDIT + b"# more\n")
    assert text(edits, path) == EDIT + b"# more\n"
    assert len(list((edits.folder / "trial").iterdir())) == 1


def test_an_edit_back_to_the_file_is_no_edit(edits: Edits, path: Path) -> None:
    edits.keep(path, EDIT)
    edits.keep(path, FILE)
    assert list((edits.folder / "trial").iterdir()) == []


def test_where_the_file_has_changed_since_the_edit_is_gone_for_good(edits: Edits, path: Path) -> None:
    edits.keep(path, EDIT)
    (path / "service.yaml").write_bytes(FILE + b"# saved by the owner\n")
    assert text(edits, path) == FILE + b"# saved by the owner\n"
    (path / "service.yaml").write_bytes(FILE)
    assert text(edits, path) == FILE


def test_dropping_what_was_never_edited_is_nothing(edits: Edits, path: Path) -> None:
    edits.drop("trial")
    assert text(edits, path) == FILE
