"""Recordings: a list beside the sound files, as a spreadsheet writes it, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.kiosk.recordings import LARGEST, read_recordings

OGG = b"OggS and what follows"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "terug.ogg").write_bytes(OGG)
    return tmp_path


def listed(folder: Path, written: str) -> Path:
    file = folder / "nl" / "recordings.csv"
    file.write_text(written, "utf-8")
    return file


@pytest.mark.parametrize(
    "written",
    [
        "words,file\nTerug,terug.ogg\n",
        "\ufeffwords;file\r\nTerug;terug.ogg\r\n",
        "file\twords\nterug.ogg\t  Terug: \n",
    ],
)
def test_a_list_is_read_as_any_spreadsheet_writes_it(folder: Path, written: str) -> None:
    listed(folder, written)
    recordings = read_recordings(folder)
    assert recordings.faults == ()
    assert recordings.by_words["nl", "Terug"].kind == "audio/ogg"
    assert recordings.languages == {"nl"}


def test_where_there_is_no_folder_nothing_is_recorded_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_recordings(tmp_path / "none").by_words == {}
    assert read_recordings(tmp_path / "none").faults == ()


def test_words_are_written_as_they_stand_and_found_as_they_are_spelled(folder: Path) -> None:
    listed(folder, 'words,file\n"Referentie, zoals K7QF-2M9X-V",terug.ogg\n')
    assert ("nl", "Referentie, zoals K 7 Q F, 2 M 9 X, V") in read_recordings(folder).by_words


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Terug,weg.ogg", "`weg.ogg` is missing"),
        ("Terug,", "no file is named"),
        (",terug.ogg", "which words does `terug.ogg` say?"),
        ("Terug,../nl/terug.ogg", "without a folder"),
        ("Terug,terug.txt", "must be one of .wav"),
        ("Terug,terug.mp3", "is no .mp3 file"),
        ("Terug,groot.ogg", "larger than 1024 KiB"),
        ("Terug,terug.ogg\nTerug,terug.ogg", "recorded twice"),
    ],
)
def test_what_cannot_be_played_is_said_with_its_line_and_left_out(
    folder: Path, line: str, sentence: str
) -> None:
    (folder / "nl" / "terug.mp3").write_bytes(OGG)
    (folder / "nl" / "groot.ogg").write_bytes(OGG + bytes(LARGEST))
    file = listed(folder, f"words,file\n{line}\n")
    recordings = read_recordings(folder)
    (fault,) = recordings.faults
    assert sentence in fault.words
    assert (fault.file, fault.line, fault.severity) == (file, 2 + line.count("\n"), "error")


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"woorden,bestand\n", "the first line"), (b"words,file\n\xff", "UTF-8")]
)
def test_a_list_that_is_none_is_said(folder: Path, content: bytes, sentence: str) -> None:
    (folder / "nl" / "recordings.csv").write_bytes(content)
    (fault,) = read_recordings(folder).faults
    assert sentence in fault.words


def test_what_the_kiosk_says_no_longer_is_a_warning(folder: Path) -> None:
    listed(folder, "words,file\nTerug,terug.ogg\n")
    recordings = read_recordings(folder)
    assert recordings.unsaid(frozenset({("nl", "Terug")})) == []
    (fault,) = recordings.unsaid(frozenset())
    assert fault.severity == "warning"
    assert "kiosk script nl" in fault.words
