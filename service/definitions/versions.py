"""Versions: publishing service folders by their content's hash, and the last good one that keeps serving.

A draft or a case keeps the revision it was begun with; it is read from the store, wherever the folder is by now.
"""

from __future__ import annotations

import base64
import json
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from service.definitions.definition import Definition
from service.definitions.findings import Finding
from service.definitions.folder import Folder, read_folder
from service.definitions.loading import Loaded, between, load
from service.store import definitions as rows
from service.store.database import Database, Duplicate
from service.store.records import DefinitionRecord

MOST_KNOWN = 200
"""Revisions held in memory: an owner who edits all day in a demo must not fill it."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a revision was published that was never served here: earlier than every other."""

Loader = Callable[[Folder], Loaded]
Reader = Callable[[Path], Folder]
Trier = Callable[[Loaded], Loaded]
"""Tries a definition out before it is published for the first time (see `service.ways`)."""


class Shelf:
    """The definitions that this town serves. Thread-safe: a reader sees one complete state or the next."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        clock: Callable[[], datetime],
        loader: Loader = load,
        trier: Trier = lambda loaded: loaded,
        order: tuple[str, ...] = (),
        live: bool = False,
        reader: Reader = read_folder,
    ) -> None:
        self._folder = folder
        self._database = database
        self._clock = clock
        self._load = loader
        self._try = trier
        self._order = order
        self._live = live
        self._read = reader
        self._current: dict[str, Definition] = {}
        self._known: dict[str, Definition] = {}
        self._turn = threading.Lock()
        self._stamp: tuple[tuple[str, int, int], ...] = ()

    def publish(self) -> list[Finding]:
        """Read every folder, store what is new, and serve it. Idempotent.

        A broken folder leaves its last good version serving; its findings are returned like all others.
        """
        with self._turn:
            self._stamp = self._stamped()
            loaded = [self.judged(self._read(path)) for path in self._folders()]
            served = [definition for each in loaded if (definition := self._served(each)) is not None]
            self._current = {
                each.code: each for each in sorted(served, key=lambda each: self._place(each.code))
            }
            return [*(finding for each in loaded for finding in each.findings), *between(loaded)]

    def changed(self) -> bool:
        """Whether a file was saved since the last publishing."""
        return self._stamped() != self._stamp

    def services(self) -> Iterable[Definition]:
        return self._current.values()

    def current(self, service: str) -> Definition | None:
        return self._current.get(service)

    def path_of(self, service: str) -> Path | None:
        """Where a service that is served stands; None where its folder is gone, or for any other name."""
        path = self._folder / service
        return path if service in self._current and path.is_dir() else None

    def folder_of(self, service: str) -> Folder | None:
        """The folder of a service that is served, as it is read now, good or not."""
        path = self.path_of(service)
        return self._read(path) if path is not None else None

    def serving(self, revision: str) -> Definition:
        """What a draft of that revision is asked by: its own revision; in a rehearsal the newest."""
        own = self.at(revision)
        return self._current.get(own.code, own) if self._live else own

    def at(self, revision: str) -> Definition:
        """Any revision that was ever published here. Raises LookupError for another."""
        known = self._known.get(revision)
        if known is None:
            with self._database.reading() as connection:
                record = rows.get(connection, revision)
            known = self._from_record(record) if record else None
            if known is None:
                raise LookupError(f"no definition has the revision {revision[:12]}")
            self._remember(known)
        return known

    def files_of(self, revision: str) -> dict[str, bytes]:
        """All that was written in the folder of a revision. Raises LookupError for an unknown one."""
        with self._database.reading() as connection:
            record = rows.get(connection, revision)
        if record is None:
            raise LookupError(f"no definition has the revision {revision[:12]}")
        return _files(record)

    def judged(self, folder: Folder) -> Loaded:
        """What there is to say about a folder, published or not; what was published before is not tried again."""
        loaded = self._load(folder)
        if loaded.definition is None or self._published_before(loaded.definition.revision):
            return loaded
        return self._try(loaded)

    def _served(self, loaded: Loaded) -> Definition | None:
        """What a folder serves: itself where it is good, else its last good version, else nothing."""
        if loaded.definition is not None:
            self._store(loaded.definition, loaded.folder)
            self._remember(loaded.definition)
            return loaded.definition
        with self._database.reading() as connection:
            record = rows.newest(connection, loaded.folder.code)
        return self._from_record(record) if record else None

    def _remember(self, definition: Definition) -> None:
        """Past the bound only what is served is kept: any other is read from the store again when it is wanted."""
        if len(self._known) >= MOST_KNOWN:
            self._known = {each.revision: each for each in self._current.values()}
        self._known[definition.revision] = definition

    def _published_before(self, revision: str) -> bool:
        with self._database.reading() as connection:
            return rows.get(connection, revision) is not None

    def _from_record(self, record: DefinitionRecord) -> Definition | None:
        """Judged without the town and the day, which may have changed since it was found good."""
        return load(Folder(record.service, _files(record))).definition

    def keep(self, code: str, files: Mapping[str, bytes]) -> None:
        """A revision that is not served here (any more), for drafts that answer it; a broken one is left out."""
        folder = Folder(code, files)
        definition = load(folder).definition
        if definition is not None:
            with suppress(Duplicate), self._database.writing() as connection:
                rows.add(connection, self._record(definition, folder, NEVER))

    def _store(self, definition: Definition, folder: Folder) -> None:
        """Out of the reserve: a town without room for more opens all the same."""
        unit = self._database.writing(of_reserve=True)
        with suppress(Duplicate), unit as connection:  # another process publishes too
            newest = rows.newest(connection, definition.code)
            if newest is not None and newest.revision == definition.revision:
                return
            if rows.get(connection, definition.revision) is not None:
                rows.touch(connection, definition.revision, self._clock())
                return
            rows.add(connection, self._record(definition, folder, self._clock()))

    def _record(self, definition: Definition, folder: Folder, published_at: datetime) -> DefinitionRecord:
        files = {name: base64.b64encode(content).decode() for name, content in folder.files.items()}
        return DefinitionRecord(
            revision=definition.revision,
            service=definition.code,
            version=definition.version,
            folder=zlib.compress(json.dumps(files).encode()),
            published_at=published_at,
        )

    def _folders(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(
            path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))
        )

    def _place(self, code: str) -> tuple[int, str]:
        return (self._order.index(code) if code in self._order else len(self._order), code)

    def _stamped(self) -> tuple[tuple[str, int, int], ...]:
        """Files and folders that are gone while one looks, as those that editors write beside, do not count."""
        files: list[Path] = []
        for folder in self._folders():
            with suppress(FileNotFoundError):
                files += sorted(folder.iterdir())
        stamps = []
        for file in files:
            with suppress(FileNotFoundError):
                stat = file.stat()
                stamps.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)


def _files(record: DefinitionRecord) -> dict[str, bytes]:
    files = json.loads(zlib.decompress(record.folder))
    return {name: base64.b64decode(content) for name, content in files.items()}
