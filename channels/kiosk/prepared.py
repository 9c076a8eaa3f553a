"""Sounds that were read out ahead: one small file for each sentence that the kiosk can say and that is nobody's.

A file is found by the language and the words that it says; its name is their hash. Whoever only asks for a sound
writes nothing here: files come from the script alone. They are the voice's sound in eight bits (µ-law, ITU-T G.711)
without the silence at its end, and compressed: a third of what the voice gives, and every browser plays it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Spoken = tuple[str, str]
"""A language, and words in it."""
Script = frozenset[Spoken]

_HEADER = 44
_RATE = 24
_SILENCE = 0.1
"""Seconds that stay at the end, so that what follows is apart."""
_MU_LAW = 7
_BIAS, _LOUDEST = 0x84, 32635
_MADE_BY = "voice"
"""The file that names the voice which made the others."""


@dataclass(frozen=True)
class Prepared:
    folder: Path

    def found(self, language: str, words: str) -> bytes | None:
        """The sound of these words, compressed (gzip); None where it was not read out ahead."""
        try:
            return self._file((language, words)).read_bytes()
        except OSError:
            return None

    def missing(self, script: Script, voice: str) -> list[Spoken]:
        """What has no file yet, in an order that stays; with another voice than before everything."""
        if self._voice() != voice:
            self._empty()
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / _MADE_BY, voice.encode())
        there = {file.name for file in self._files()}
        return sorted(each for each in script if _name(each) not in there)

    def put(self, spoken: Spoken, sound: bytes) -> None:
        """Keep the sound (WAV, 16 bits, one channel) of words that are nobody's."""
        _write(self._file(spoken), gzip.compress(small(sound), mtime=0))

    def forget_others(self, script: Script) -> int:
        """Remove what is said no longer, and what was not written to its end; how many sounds that were."""
        kept, gone = {_name(each) for each in script}, 0
        for file in self.folder.glob(".*.new"):
            file.unlink(missing_ok=True)
        for file in self._files():
            if file.name not in kept:
                file.unlink(missing_ok=True)
                gone += 1
        return gone

    def weighed(self) -> tuple[int, int]:
        """How many sounds there are, and how many bytes they have together."""
        sizes = [file.stat().st_size for file in self._files()]
        return len(sizes), sum(sizes)

    def _file(self, spoken: Spoken) -> Path:
        return self.folder / _name(spoken)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob("*.wav.gz")

    def _voice(self) -> str:
        try:
            return (self.folder / _MADE_BY).read_text("utf-8")
        except OSError:
            return ""

    def _empty(self) -> None:
        for file in self._files():
            file.unlink(missing_ok=True)


def small(sound: bytes) -> bytes:
    """A WAV file of half the size that sounds the same to the ear: µ-law, and its silent end cut."""
    (rate,) = struct.unpack_from("<I", sound, _RATE)
    samples = array("H", sound[_HEADER : len(sound) - (len(sound) - _HEADER) % 2])
    end = len(samples)
    while end and not samples[end - 1]:
        end -= 1
    samples = samples[: end + int(rate * _SILENCE)]
    companded = bytes(map(_companded().__getitem__, samples))
    form = struct.pack("<4sIHHIIHHH", b"fmt ", 18, _MU_LAW, 1, rate, rate, 1, 8, 0)
    fact = struct.pack("<4sII", b"fact", 4, len(companded))
    content = b"WAVE" + form + fact + struct.pack("<4sI", b"data", len(companded)) + companded
    content += b"\0" * (len(companded) % 2)
    return struct.pack("<4sI", b"RIFF", len(content)) + content


@cache
def _companded() -> bytes:
    """For each sample of 16 bits, read without its sign, the byte that stands for it."""
    return bytes(_byte(sample - 0x10000 if sample & 0x8000 else sample) for sample in range(0x10000))


def _byte(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), _LOUDEST) + _BIAS
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | (magnitude >> (exponent + 3)) & 0x0F) & 0xFF


def _name(spoken: Spoken) -> str:
    return hashlib.sha256("\0".join(spoken).encode()).hexdigest() + ".wav.gz"


def _write(file: Path, content: bytes) -> None:
    """Whole, or not at all: two may read out at the same time."""
    made = file.with_name(f".{file.name}.{os.getpid()}.new")
    made.write_bytes(content)
    made.replace(file)
