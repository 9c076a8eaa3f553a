"""A page of HTML becomes a PDF that can be read aloud, kept and printed. What stands on it is its maker's.

WeasyPrint draws it. It needs Pango on the machine; where that is missing the town runs all the same, and says what to
install. The fonts lie beside this file and are embedded.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFile

if TYPE_CHECKING:
    from types import ModuleType

VARIANT = "pdf/ua-1"
"""Tagged, with its language and the order in which it is read (ISO 14289-1)."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Pango and its company are called on Debian and Ubuntu; `.ci/prepare` installs the same."""


class NotDrawn(Exception):
    """No PDF can be made on this machine; the words are the operator's, and say what to do."""


def pdf(page: str, folder: Path) -> bytes:
    """The PDF of a page whose sheets and pictures lie in `folder`; the same page gives the same bytes.

    Raises NotDrawn.
    """
    weasyprint = _library()
    own_files = weasyprint.URLFetcher(allowed_protocols={"file", "data"})  # nothing is fetched from the net
    document = weasyprint.HTML(string=page, base_url=f"{folder.as_uri()}/", url_fetcher=own_files)
    return bytes(document.write_pdf(pdf_variant=VARIANT, pdf_identifier=sha256(page.encode()).digest()[:16]))


def missing() -> str:
    """What an operator has to do before anything can be drawn; empty where nothing is missing."""
    try:
        _library()
    except NotDrawn as error:
        return str(error)
    return ""


def _library() -> ModuleType:
    """WeasyPrint, imported when the first page is wanted: it is large, and looks for Pango at once."""
    try:
        with redirect_stdout(StringIO()):  # where it advises programmers at length
            import weasyprint
        # It sets that for all: a broken photo would be taken for a whole one.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    except OSError as error:  # the package is there, and what it stands on is not
        raise NotDrawn(
            f"letters and reports need Pango, which this machine has not. As root: apt-get install {PACKAGES}"
        ) from error
    return weasyprint
