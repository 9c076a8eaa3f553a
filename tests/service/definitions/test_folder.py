from __future__ import annotations

from pathlib import Path

from service.definitions.folder import LARGEST, Folder, read_folder


def test_only_what_belongs_to_a_service_is_read(tmp_path: Path):
    for name in ("service.yaml", "fees.csv", "fr.po", "README.md", "notes.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "old").mkdir()
    folder = read_folder(tmp_path)
    assert folder.code == tmp_path.name
    assert set(folder.files) == {"service.yaml", "fees.csv", "fr.po"}
    assert folder.findings == ()


def test_a_folder_that_is_too_large_is_not_read_on(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"x" * (LARGEST // 2))
    (tmp_path / "b.csv").write_bytes(b"x" * LARGEST)
    folder = read_folder(tmp_path)
    assert set(folder.files) == {"a.csv"}
    assert [each.words for each in folder.findings] == [
        "the folder holds more than 2 MB: make its tables smaller"
    ]


def test_another_ending_for_yaml_is_pointed_out(tmp_path: Path):
    (tmp_path / "service.yml").write_text("service: x")
    assert [each.words for each in read_folder(tmp_path).findings] == ["rename this file to `service.yaml`"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path):
    assert read_folder(tmp_path / "gone").files == {}


def test_the_revision_changes_with_every_byte_and_every_name_and_with_nothing_else():
    one = Folder("a", {"service.yaml": b"x", "fees.csv": b"y"})
    assert (
        one.revision == Folder("b", {"fees.csv": b"y", "service.yaml": b"x"}, shown_as="elsewhere").revision
    )
    others = [
        Folder("a", {"service.yaml": b"x", "fees.csv": b"z"}),
        Folder("a", {"service.yaml": b"x", "fees.csvy": b""}),
        Folder("a", {"service.yaml": b"xy", "fees.csv": b""}),
        Folder("a", {"service.yaml": b"x"}),
    ]
    assert len({one.revision, *(other.revision for other in others)}) == 5
