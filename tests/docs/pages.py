"""The documentation as a reader has it: pages with code that belongs into files, links, tables and commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TREE = ("channels", "config", "docs", "kiosk_ui", "service", "tests")
"""The rooms that a copy needs to serve a town and to be tested."""

_BLOCK = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"\*\*`([^`\n]+)`\*\*\n\n```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Named:
    """Code under the name of the file into which it belongs: all of it, or a change to it."""

    file: str
    language: str
    code: str


def named_blocks(page: Path) -> list[Named]:
    return [Named(*found.groups()) for found in _NAMED.finditer(page.read_text("utf-8"))]


def blocks(page: Path, *languages: str) -> list[str]:
    """Code that stands under no file's name, in these languages."""
    text = _NAMED.sub("", page.read_text("utf-8"))
    return [code for language, code in _BLOCK.findall(text) if language in languages]


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level, text = heading.split(" ")[0], f"{page.read_text('utf-8')}\n{heading.split(' ')[0]} "
    assert f"\n{heading}\n" in text, f"{page.name} has no heading “{heading}”"
    return text.split(f"\n{heading}\n", 1)[1].split(f"\n{level} ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, line by line, without the lines above and of the rules."""
    lines = text.splitlines()
    rules = {number for number, line in enumerate(lines) if re.fullmatch(r"\|[\s\-|]+\|", line)}
    heads = {number - 1 for number in rules}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for number, line in enumerate(lines)
        if line.startswith("|") and number not in rules | heads
    ]


@dataclass(frozen=True)
class Checkout:
    """A copy of the house in which a page's words are followed."""

    folder: Path

    def follow(self, page: Path) -> None:
        """Write every file that the page names, and make every change."""
        for block in named_blocks(page):
            file = self.folder / block.file
            if block.language == "diff":
                file.write_text(changed(file.read_text("utf-8"), block), "utf-8")
            else:
                assert not file.exists(), f"{page.name} writes {block.file} anew, and it is there already"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.code, "utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy, on nothing but the copy's own code."""
        own = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "NOWRONGDOOR_"))
        }
        environment = {**own, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def test(self, *arguments: str) -> None:
        """Run tests in the copy; at least one has to pass, and none may fail."""
        done = self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not long", *arguments)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def checkout(folder: Path) -> Checkout:
    for room in TREE:
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return Checkout(folder)


def changed(text: str, block: Named) -> str:
    """A text after a change written as a diff: its old lines must stand there once, one after the other."""
    lines = block.code.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -\n")
    new = "".join(line[1:] for line in lines if line[0] in " +\n")
    assert text.count(old) == 1, f"{block.file} should hold these lines once, and does not:\n{old}"
    return text.replace(old, new)
