"""Letters on paper: a decision in finished words becomes a PDF that can be read aloud, kept and printed.

WeasyPrint draws them. It needs Pango on the machine; where that is missing the town runs all the same, and a move that
a letter belongs to says so. The fonts lie beside this file and are embedded: a letter looks the same on every machine,
in every language of the town.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from datetime import UTC
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape
from PIL import ImageFile

from channels.shared.reading_order import held_together, runs_from_right
from service.messages import Letter, LetterNotMade

if TYPE_CHECKING:
    from types import ModuleType

_HERE = Path(__file__).parent
_VARIANT = "pdf/ua-1"
"""Tagged, with its language and the order in which it is read (ISO 14289-1)."""
_CODE = re.compile(r"(?=\S{0,20}\d)[^\s&;]+-[^\s&;]+")
"""A number plate or a reference: breaks at its hyphens would pull it apart."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Pango and its company are called on Debian and Ubuntu; `.ci/prepare` installs the same."""


def on_paper(letter: Letter) -> bytes:
    """The PDF of a letter; the same letter gives the same bytes. Raises LetterNotMade."""
    weasyprint = _library()
    page = _template().render(
        letter=letter,
        dir="rtl" if runs_from_right(letter.language) else "ltr",
        at=letter.at.astimezone(UTC).isoformat(timespec="seconds"),
    )
    own_files = weasyprint.URLFetcher(allowed_protocols={"file"})  # nothing is fetched from the net
    document = weasyprint.HTML(string=page, base_url=f"{_HERE.as_uri()}/", url_fetcher=own_files)
    made = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=sha256(page.encode()).digest()[:16])
    return bytes(made)


def missing() -> str:
    """What an operator has to do before letters can be made; empty where nothing is missing."""
    try:
        _library()
    except LetterNotMade as error:
        return str(error)
    return ""


def _library() -> ModuleType:
    """WeasyPrint, imported when the first letter is wanted: it is large, and looks for Pango at once."""
    try:
        with redirect_stdout(StringIO()):  # where it advises programmers at length
            import weasyprint
        ImageFile.LOAD_TRUNCATED_IMAGES = (
            False  # it sets that for all: a broken photo would be taken for a whole one
        )
    except OSError as error:  # the package is there, and what it stands on is not
        raise LetterNotMade(
            f"letters need Pango, which this machine has not. As root: apt-get install {PACKAGES}"
        ) from error
    return weasyprint


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
