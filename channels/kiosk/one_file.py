"""Plain modules become one script, and sheets one sheet, without what only their readers need. Nothing is installed.

It understands what the modules of `kiosk_ui/` are written in and no more: imports of names at the top, each on a line
of its own; exported functions, classes and constants, or one list of names at the end; remarks on lines of their own,
or after code. Remarks that begin with `/*!` stay: they say whose work it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_EXPORTS = re.compile(r"\bexport\s*\{([^}]*)\};?")
_BLOCK = re.compile(r"^[ \t]*/\*(?!!).*?\*/[ \t]*\n?", re.DOTALL | re.MULTILINE)
_REMARK = re.compile(r"(?:^[ \t]*|[ \t]+)//[ #].*$", re.MULTILINE)
_AIR = re.compile(r"^[ \t]+|\n(?=\s*\n)", re.MULTILINE)
_ANYWHERE = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)


class NotPlain(ValueError):
    """A module is written in a way that is not understood here."""


def one_script(main: Path) -> str:
    """`main` and all that it imports, each in a scope of its own, what is imported before what imports it."""
    scopes = {file: "$" + re.sub(r"\W", "_", file.stem) for file in _in_order(main, ())}
    return "".join(_scope(file, scopes) for file in scopes)


def one_sheet(files: Iterable[Path]) -> str:
    return "".join(_AIR.sub("", _ANYWHERE.sub("", file.read_text("utf-8"))) for file in files)


def _in_order(file: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """May name a file more than once; its first place counts."""
    if file in above:
        raise NotPlain(f"{file.name} imports itself by way of {above[-1].name}")
    for _names, address in _IMPORT.findall(file.read_text("utf-8")):
        yield from _in_order((file.parent / address).resolve(), (*above, file))
    yield file


def _scope(file: Path, scopes: dict[Path, str]) -> str:
    written = file.read_text("utf-8")
    exported = [f"{name}: {name}" for name in _EXPORTED.findall(written)]

    def imported(match: re.Match[str]) -> str:
        names = match[1].replace(" as ", ": ")
        return f"const {{{names}}} = {scopes[(file.parent / match[2]).resolve()]};\n"

    def listed(match: re.Match[str]) -> str:
        for pair in match[1].split(","):
            name, _as, other = pair.strip().partition(" as ")
            exported.append(f"{other or name}: {name}")
        return ""

    body = _EXPORTS.sub(listed, _EXPORTED.sub("", _IMPORT.sub(imported, _without_remarks(written))))
    if re.search(r"^(import|export)\b|\bimport\.meta\b", body, re.MULTILINE):
        raise NotPlain(f"{file.name} imports or exports in another way")
    return f"const {scopes[file]} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"


def _without_remarks(written: str) -> str:
    return _AIR.sub("", _REMARK.sub("", _BLOCK.sub("", written)))
