"""Recordings: people's voices in the place of the machine's, `config/recordings/<language>/recordings.csv`.

    words,file
    Welcome,welcome.ogg

Each line names words as they stand on the screen, and a sound file beside the list. Which words are said at all is the
script's; what is wrong with a list is said by `nowrongdoor check`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Literal

from channels.kiosk.prepared import Script, Spoken
from channels.kiosk.spelling import as_asked, as_spoken

LIST = "recordings.csv"
COLUMNS = ("words", "file")
KINDS: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    ".wav": ("audio/wav", (b"RIFF",)),
    ".ogg": ("audio/ogg", (b"OggS",)),
    ".opus": ("audio/ogg", (b"OggS",)),
    ".mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
}
"""What every browser plays, by the end of its name: its media type, and how its bytes begin."""
LARGEST = 1024 * 1024
"""Bytes of one recording: more than a minute."""
MOST_BYTES = 16 * 1024 * 1024
"""Of all recordings together, which every outpost fetches: an hour and a half at 24 kbit/s."""


@dataclass(frozen=True)
class Fault:
    file: Path
    line: int
    words: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Recording:
    """A line of a list that can be played."""

    words: str
    """As somebody wrote them, which is as they stand on the screen."""
    file: Path
    list: Path
    line: int

    @property
    def kind(self) -> str:
        return KINDS[self.file.suffix.lower()][0]


@dataclass(frozen=True)
class Recordings:
    by_words: Mapping[Spoken, Recording]
    faults: tuple[Fault, ...]

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(language for language, _ in self.by_words)

    def unsaid(self, script: Script) -> list[Fault]:
        """Recordings of words that the kiosk does not say, or not any more."""
        return [
            Fault(
                each.list,
                each.line,
                f"nothing says “{each.words}” (any more): see `nowrongdoor kiosk script {spoken[0]}`",
                "warning",
            )
            for spoken, each in self.by_words.items()
            if spoken not in script
        ]


NOTHING = Recordings({}, ())


def read_recordings(folder: Path) -> Recordings:
    """All lists of a configuration folder. What cannot be played is left out, and said."""
    by_words: dict[Spoken, Recording] = {}
    faults: list[Fault] = []
    weight = 0
    for written in sorted(folder.glob(f"*/{LIST}")):
        for line, words, name in _lines(written, faults):
            file = written.parent / name
            spoken = (written.parent.name, as_asked(as_spoken(words)))
            wrong = _wrong(words, name, file) or (
                "these words are recorded twice" if spoken in by_words else ""
            )
            if wrong:
                faults.append(Fault(written, line, wrong))
                continue
            by_words[spoken] = Recording(words, file, written, line)
            weight += file.stat().st_size
    if weight > MOST_BYTES:
        mib = 1024 * 1024
        words = (
            f"all recordings weigh {weight // mib} MiB together, and kiosks fetch {MOST_BYTES // mib} at most"
        )
        faults.append(Fault(folder, 1, f"{words}: convert them to .ogg (Opus, 24 kbit/s)"))
    return Recordings(by_words, tuple(faults))


def _lines(written: Path, faults: list[Fault]) -> Iterator[tuple[int, str, str]]:
    """Number, words and file of each line. Spreadsheets put a comma, a semicolon or a tab between columns."""
    try:
        text = written.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(written, 1, "this list cannot be read as UTF-8: save it so in your spreadsheet"))
        return
    first = text.partition("\n")[0]
    between = next((each for each in ";\t" if each in first), ",")
    reader = csv.DictReader(StringIO(text), delimiter=between)
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        faults.append(Fault(written, 1, "the first line must be `words,file`"))
        return
    for row in reader:
        words, name = ((row[column] or "").strip() for column in COLUMNS)
        if words or name:
            yield reader.line_num, words, name


def _wrong(words: str, name: str, file: Path) -> str:
    """What keeps a recording from being played; empty where nothing does."""
    if not words:
        return f"which words does `{name}` say? The first column is empty"
    if not name:
        return f"no file is named for “{words}”"
    if Path(name).name != name:
        return f"`{name}` must stand beside this list, without a folder in its name"
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        return f"`{name}` must be one of {', '.join(KINDS)}"
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            begins = opened.read(4)
    except OSError:
        return f"`{name}` is missing, or cannot be read"
    if not begins.startswith(kind[1]):
        return f"`{name}` is no {file.suffix.lower()} file, whatever its name says"
    return f"`{name}` is larger than {LARGEST // 1024} KiB" if size > LARGEST else ""
