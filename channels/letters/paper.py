"""Letters on paper: a decision in finished words becomes a page, and the page a PDF (`shared.pdf`).

Where none can be drawn the town runs all the same, and a move that a letter belongs to says so.
"""

from __future__ import annotations

import re
from datetime import UTC
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape

from channels.shared.pdf import NotDrawn, pdf
from channels.shared.reading_order import held_together, runs_from_right
from service.messages import Letter, LetterNotMade

_HERE = Path(__file__).parent
_CODE = re.compile(r"(?=\S{0,20}\d)[^\s&;]+-[^\s&;]+")
"""A number plate or a reference: breaks at its hyphens would pull it apart."""


def on_paper(letter: Letter) -> bytes:
    """The PDF of a letter; the same letter gives the same bytes. Raises LetterNotMade."""
    page = _template().render(
        letter=letter,
        dir="rtl" if runs_from_right(letter.language) else "ltr",
        at=letter.at.astimezone(UTC).isoformat(timespec="seconds"),
    )
    try:
        return pdf(page, _HERE)
    except NotDrawn as error:
        raise LetterNotMade(str(error)) from error


def _held(words: str) -> Markup:
    """Numbers and codes in the order in which they are said, each on one line."""
    return Markup(_CODE.sub(r'<span class="whole">\g<0></span>', str(escape(held_together(words)))))  # noqa: S704 - escaped


def _side(words: str) -> str:
    """From which side words run, by their first letter: what an officer wrote may be in another language."""
    first = next((each for each in map(bidirectional, words) if each in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


@cache
def _template() -> Template:
    paper = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=False)
    paper.filters |= {"held": _held, "side": _side}
    return paper.get_template("letter.html")
