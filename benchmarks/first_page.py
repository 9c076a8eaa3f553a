"""How many bytes a browser transfers for the web's first page: the page, and all that it names."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from benchmarks.people import Line
from benchmarks.wire import Answer

MOST_REDIRECTS = 5
_NAMED = re.compile(
    r"""(?:<(?:link|script|img|use)\b[^>]*?\b(?:href|src)=["']|url\(["']?)(?P<address>/[^"')#]+)"""
)
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}


def transferred(line: Line, path: str) -> dict[str, int]:
    """Bytes on the wire, headers included, by address."""
    page, found = _opened(line, path)
    waiting = list(named_in(_text(page)))
    while waiting:
        address = waiting.pop()
        if address not in found:
            answer = line.send("", "GET", address, HEADERS)
            found[address] = answer.carried
            if "css" in answer.header("content-type"):
                waiting += named_in(_text(answer))
    return found


def named_in(text: str) -> Iterator[str]:
    """What a page or a stylesheet makes a browser fetch."""
    yield from dict.fromkeys(match["address"] for match in _NAMED.finditer(text))


def _opened(line: Line, path: str) -> tuple[Answer, dict[str, int]]:
    found: dict[str, int] = {}
    for _ in range(MOST_REDIRECTS):
        answer = line.send("", "GET", path, HEADERS)
        found[path] = answer.carried
        if answer.status not in (302, 303, 307, 308):
            return answer, found
        path = answer.header("location")
    raise ValueError(f"{path} is always somewhere else")


def _text(answer: Answer) -> str:
    packed = answer.header("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()
