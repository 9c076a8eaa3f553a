"""What the YAML parser finds, said so that an owner knows what to write instead."""

from __future__ import annotations

import yaml

from service.definitions.findings import Position

_PROBLEMS = {
    "mapping values are not allowed in this context": (
        "a colon followed by a space is not possible here: put a text that contains one in quotes, "
        "and indent keys of one level equally"
    ),
    "found character that cannot start any token": (
        "a value cannot begin with this character: put the text in quotes"
    ),
    "found a tab character where an indentation space is expected": "indent with spaces, not with a tab",
    "found unexpected end of stream": "a quote is opened and never closed",
    "did not find expected ',' or ']'": (
        "a list in [brackets] needs commas between its members and a closing ]; "
        "put texts that hold one of , : [ ] { } in quotes"
    ),
    "did not find expected ',' or '}'": (
        "a mapping in {braces} needs commas between its keys and a closing }; "
        "put texts that hold one of , : [ ] { } in quotes"
    ),
    "did not find expected key": (
        "this does not belong to the lines above: indent it like them, "
        "and put a text that begins with { or [ or a quote in quotes as a whole"
    ),
    "did not find expected '-' indicator": "this line is not indented like the list it belongs to",
    "could not find expected ':'": "a key needs a colon and a space after it",
    "found unknown escape character": "after \\ in \"double quotes\" this character means nothing: use 'single quotes'",
    "did not find expected <document start>": "this line is not indented like the first one",
}


def in_words(error: yaml.MarkedYAMLError, text: str, position: Position) -> str:
    """`position` is where the parser stopped; where the trouble began earlier, the words name that line."""
    lines = text.split("\n")
    line = lines[position.line - 1] if position.line <= len(lines) else ""
    if line[position.column - 1 : position.column] == "\t":
        return "indent with spaces, not with a tab"
    words = _PROBLEMS.get(error.problem or "", f"this is not YAML ({error.problem})")
    begun = error.context_mark
    return (
        f"{words} (it begins in line {begun.line + 1})" if begun and begun.line + 1 < position.line else words
    )
