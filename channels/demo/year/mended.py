"""What was wrong with the town's definitions until June: kept here as it stood then, beside how it stands now.

A street problem wanted a house number, and its help said "if you can". In June the number was made optional. Where an
owner of the demo has written the line otherwise, nothing was wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Mended:
    service: str
    question: str
    now: str
    """A line of the question, as it stands in the town's configuration."""
    before: str


MENDED = (Mended("street-problem", "where", "number: optional", "number: required"),)

SERVICES = "services"


@contextmanager
def as_it_was(config: Path) -> Iterator[tuple[Path, Path]]:
    """The town's configuration with its services as they were, and where they stand in it; gone afterwards."""
    with TemporaryDirectory(prefix="nowrongdoor-") as folder:
        before = Path(folder)
        for each in config.iterdir():
            if each.name != SERVICES:
                (before / each.name).symlink_to(each.resolve())
        shutil.copytree(config / SERVICES, before / SERVICES)
        for mended in MENDED:
            _unmend(before / SERVICES / mended.service / "service.yaml", mended)
        yield before, before / SERVICES


def mend(config: Path, services: Path) -> None:
    """Write them there as they stand in the configuration."""
    for each in MENDED:
        file = config / SERVICES / each.service / "service.yaml"
        if file.is_file():
            shutil.copyfile(file, services / each.service / "service.yaml")


def _unmend(file: Path, mended: Mended) -> None:
    if not file.is_file():
        return
    text = file.read_text("utf-8")
    ahead, found, rest = text.partition(f"code: {mended.question}\n")
    question, next_one, others = rest.partition("- code:")
    if found and mended.now in question:
        question = question.replace(mended.now, mended.before, 1)
        file.write_text(f"{ahead}{found}{question}{next_one}{others}", "utf-8")
