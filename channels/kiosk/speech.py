"""The kiosk's own voice where espeak-ng is installed: words in, a sound file out. Nothing that is said is logged.

The screen's own words are rendered once and remembered; whatever else is said may be somebody's answer, so it is
rendered again each time.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable, Collection
from functools import cached_property, lru_cache
from threading import BoundedSemaphore

PROGRAM = "espeak-ng"
LONGEST = 1000
"""Characters said at once. The screen says sentence by sentence."""
_AT_ONCE = 2
_PATIENCE = 5.0
"""Seconds, to wait for one's turn and again for the voice; a sentence takes hundredths of one."""
_REMEMBERED = 64
"""Sounds of about 100 KB."""
_RIFF_SIZE, _DATA_SIZE = 4, 40
_HEADER = 44


class NoVoice(Exception):
    """Nothing here can say this: there is no program, no voice of this language, or it is busy."""


class Voice:
    """Says only what it is asked to; `own_words` are those of the screen, by language, that may be remembered."""

    def __init__(self, own_words: Callable[[], Collection[tuple[str, str]]], program: str = PROGRAM) -> None:
        self._program = shutil.which(program)
        self._words = own_words
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._remembered = lru_cache(_REMEMBERED)(self._rendered)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that it has a voice for, as in `fr`."""
        try:
            told = self._told("--voices")
        except NoVoice:
            return frozenset()
        columns = (line.split() for line in told.splitlines()[1:])
        return frozenset(column[1].partition("-")[0] for column in columns if len(column) > 1)

    @cached_property
    def name(self) -> str:
        """Which voice it is, as it tells itself; empty where there is none."""
        try:
            return self._told("--version").partition("  ")[0].strip()
        except NoVoice:
            return ""

    @cached_property
    def _own_words(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._words())

    def say(self, language: str, words: str) -> bytes:
        """A WAV file. Raises NoVoice."""
        if language not in self.languages:
            raise NoVoice
        known = (language, words) in self._own_words
        return (self._remembered if known else self._rendered)(language, words)

    def _told(self, option: str) -> str:
        if not self._program:
            raise NoVoice
        try:
            told = subprocess.run([self._program, option], capture_output=True, timeout=_PATIENCE, check=True)
        except (OSError, subprocess.SubprocessError):
            raise NoVoice from None
        return told.stdout.decode(errors="replace")

    def _rendered(self, language: str, words: str) -> bytes:
        if not self._program or not self._turns.acquire(timeout=_PATIENCE):
            raise NoVoice
        try:
            sound = subprocess.run(
                [self._program, "-v", language, "--stdin", "--stdout"],
                input=_plain(words).encode(),
                capture_output=True,
                timeout=_PATIENCE,
                check=True,
            ).stdout
        except (OSError, subprocess.SubprocessError):
            raise NoVoice from None
        finally:
            self._turns.release()
        return _measured(sound)


def _plain(words: str) -> str:
    """Two brackets would be read as phonemes."""
    return words.replace("[[", "[ [")


def _measured(sound: bytes) -> bytes:
    """The file with its true size: written to a pipe, it could not know it."""
    if len(sound) < _HEADER or sound[:4] != b"RIFF":
        raise NoVoice
    measured = bytearray(sound)
    struct.pack_into("<I", measured, _RIFF_SIZE, len(sound) - 8)
    struct.pack_into("<I", measured, _DATA_SIZE, len(sound) - _HEADER)
    return bytes(measured)
