"""What is read out ahead: a file for each sentence, made once, and gone when nobody says it any more."""

from __future__ import annotations

import gzip
import struct
from array import array
from pathlib import Path

import pytest

from channels.kiosk.prepared import Prepared, small

BACK, YES = ("en", "Back"), ("en", "Yes")
RATE = 22050


def wav(samples: array[int]) -> bytes:
    """As espeak-ng writes it: 16 bits, one channel, 44 bytes before the samples."""
    content = samples.tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    return b"RIFF" + bytes(4) + b"WAVE" + form + b"data" + bytes(4) + content


TONE = array("h", [0, 1000, -1000, 32767, -32768] * 1000)


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return Prepared(tmp_path / "speech")


def test_a_sentence_is_found_by_its_language_and_its_words(prepared: Prepared) -> None:
    assert prepared.missing(frozenset({BACK}), "a voice") == [BACK]
    prepared.put(BACK, wav(TONE))
    assert prepared.missing(frozenset({BACK}), "a voice") == []
    assert gzip.decompress(prepared.found(*BACK) or b"").startswith(b"RIFF")
    assert prepared.found("fr", "Back") is None
    assert prepared.found(*YES) is None


def test_what_is_said_no_longer_is_removed_and_so_is_what_was_written_by_half(prepared: Prepared) -> None:
    prepared.missing(frozenset({BACK, YES}), "a voice")
    for spoken in (BACK, YES):
        prepared.put(spoken, wav(TONE))
    (prepared.folder / ".half.1.new").touch()
    assert prepared.forget_others(frozenset({YES})) == 1
    assert (prepared.found(*BACK), prepared.weighed()[0]) == (None, 1)
    assert not list(prepared.folder.glob(".*"))


def test_another_voice_reads_everything_anew(prepared: Prepared) -> None:
    prepared.missing(frozenset({BACK}), "a voice")
    prepared.put(BACK, wav(TONE))
    assert prepared.missing(frozenset({BACK}), "a newer voice") == [BACK]
    assert prepared.found(*BACK) is None


def test_no_name_of_a_file_tells_what_is_said_in_it(prepared: Prepared) -> None:
    prepared.missing(frozenset({BACK}), "a voice")
    prepared.put(BACK, wav(TONE))
    assert not [file for file in prepared.folder.iterdir() if "ack" in file.name]


def test_the_small_sound_has_a_byte_for_each_sample_and_its_sizes_are_true() -> None:
    sound = small(wav(TONE))
    assert struct.unpack_from("<I", sound, 4)[0] == len(sound) - 8
    assert struct.unpack_from("<HHI", sound, 20) == (7, 1, RATE)
    at = sound.index(b"data")
    assert struct.unpack_from("<I", sound, at + 4)[0] == len(TONE)
    # G.711: silence is 0xFF, and the loudest are 0x80 and 0x00
    assert sound[at + 8 : at + 13] == bytes([0xFF, 0xCE, 0x4E, 0x80, 0x00])


def test_silence_at_the_end_is_cut_to_a_tenth_of_a_second() -> None:
    lasting = len(TONE) + RATE // 10
    silent = small(wav(TONE + array("h", [0] * RATE)))
    assert struct.unpack_from("<I", silent, silent.index(b"data") + 4)[0] == lasting
