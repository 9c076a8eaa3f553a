"""The annotated example of a service: all of the format in one folder, and where a new service begins."""

from __future__ import annotations

import re
from pathlib import Path

from service.definitions.folder import SERVICE_FILE, SUFFIXES

EXAMPLE = Path(__file__).parent
_CODE = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


def write_example(folder: Path, code: str) -> None:
    """Write the example as a service of that code. Raises ValueError where a service cannot be named so."""
    if not _CODE.fullmatch(code) or not 2 <= len(code) <= 60:
        wanted = "write lower-case letters, digits and single hyphens, such as `street-party`"
        raise ValueError(f"`{code}` cannot name a service: {wanted}")
    keyword = re.sub("[^A-Z0-9]", "", code.upper())[:20]
    folder.mkdir(parents=True)
    for file in sorted(EXAMPLE.iterdir()):
        if file.suffix in SUFFIXES:
            text = file.read_text("utf-8")
            if file.name == SERVICE_FILE:
                text = text.replace("service: example ", f"service: {code} ", 1).replace(
                    "[EXAMPLE]", f"[{keyword}]", 1
                )
            (folder / file.name).write_text(text, "utf-8")
