"""Makes the data folders that earlier releases left behind: `python -m tests.service.store.releases.make`.

There were no numbered releases before the first one, so each migration stands for one: the last commit at which it was
the newest is taken out of the history, a town of its own code is opened with one service, two people text it, and the
database is written down as SQL. It has to be run once for each new migration, before the next one is made; what is
there already stays as it is.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
HERE = Path(__file__).parent
VERSIONS = "service/store/migrations/versions"
KEY = "the key of towns that are only there to be upgraded"
PLAY = f"""
import sys
from pathlib import Path
from service.assembly import open_core
from service.messages import Capabilities, Line, Reply, Visitor

data, config = Path(sys.argv[1]), Path(sys.argv[2])
core = open_core(data, config, f"sqlite:///{{data / 'town.db'}}", {KEY!r})
assert not [each for each in core.operations.publish() if each.severity == "error"]
def text(contact, *words):
    visitor = Visitor(door="sms", language="en", capabilities=Capabilities(photos=False, documents=False),
                      line=Line(contact, "+32460000000"))
    for number, each in enumerate(words):
        said = str(core.front_office.hear(Reply(each, f"{{contact}}-{{number}}"), visitor))
    return said
assert "'done'" in text("tel:+32470000001", "street", "no", "other", "Canary", "Academiestraat 7", "skip", "0")
assert "What is the problem" in text("tel:+32470000002", "street", "no")
core.close()
"""
"""What people did in each of them, in words that every release understood."""


def main() -> None:
    for migration, commit in last_commits():
        target = HERE / f"{migration}.sql.gz"
        if not target.exists():
            made(commit, target)
            sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes, as of {commit[:7]}\n")


def last_commits() -> list[tuple[str, str]]:
    """Each migration with the last commit at which it was the newest."""
    found: dict[str, str] = {}
    for commit in git("log", "--first-parent", "--format=%H", "--reverse", "HEAD").split():
        names = git("ls-tree", "--name-only", commit, f"{VERSIONS}/").split()
        numbers = [Path(name).name[:4] for name in names if Path(name).name[:4].isdigit()]
        if numbers:
            found[max(numbers)] = commit
    return sorted(found.items())


def made(commit: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = subprocess.run(
            ["git", "archive", commit, "service", "config"], cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        subprocess.run(["tar", "-x", "-C", name], check=True, input=archive.stdout)
        for service in (folder / "config" / "services").iterdir():
            if service.name != "street-problem":
                shutil.rmtree(service)
        data = folder / "var"
        data.mkdir()
        play = [sys.executable, "-c", PLAY, str(data), str(folder / "config")]
        subprocess.run(play, cwd=folder, check=True, env={**os.environ, "PYTHONPATH": name})
        with closing(sqlite3.connect(data / "town.db")) as town:
            written = "\n".join(town.iterdump()) + "\n"
        target.write_bytes(gzip.compress(written.encode(), mtime=0))


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
