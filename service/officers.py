"""Officers: who works for the town, in which office and role, and where they are signed in.

What they may do with a case is `casework`; how they sign in on a page is the counter door's.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.clock import Clock
from service.messages import Officer, Role
from service.store import officers as rows
from service.store.database import Database, Duplicate
from service.store.records import AttendanceRecord, OfficerRecord
from service.throttle import Throttle
from service.vault import Vault

ROLES: tuple[Role, ...] = ("clerk", "officer", "head", "owner", "operator", "auditor")
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
"""A working day; then one signs in again, however busy one was (ASVS 5.0, 7.3)."""
SEEN_EVERY = timedelta(minutes=1)
"""So often it is written down that somebody is still there."""
SHORTEST_PASSWORD = 12
TOKEN_BYTES = 32

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,58}[a-z0-9])?")


@dataclass(frozen=True)
class Officers:
    database: Database
    vault: Vault
    clock: Clock
    throttle: Throttle
    """Wrong passwords of one name."""
    sources: Throttle
    """Wrong passwords from one source."""
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def add(self, name: str, shown: str, password: str, roles: Collection[str], office: str) -> None:
        """Somebody new. Raises ValueError with a sentence for the operator."""
        if not _NAME.fullmatch(name):
            raise ValueError("a name is small letters, digits, dots and dashes, such as j.peeters")
        if not shown.strip():
            raise ValueError("say how the officer is called, such as Jan Peeters")
        unknown = sorted(set(roles) - set(ROLES))
        if unknown or not roles:
            raise ValueError(
                f"a role is one of {', '.join(ROLES)}" + (f", not {unknown[0]}" if unknown else "")
            )
        self._long_enough(password)
        record = OfficerRecord(
            name, shown.strip(), self.hasher.hash(password), sorted(set(roles)), office, self.clock()
        )
        try:
            with self.database.writing() as connection:
                rows.add(connection, record)
        except Duplicate:
            raise ValueError(f"{name} is an officer already") from None

    def change_password(self, name: str, password: str) -> None:
        """They have to sign in again everywhere. Raises LookupError, and ValueError for one that is too short."""
        self._long_enough(password)
        with self.database.writing(of_reserve=True) as connection:
            if not rows.change(connection, name, password=self.hasher.hash(password)):
                raise LookupError(name)
            rows.sign_out_everywhere(connection, name)

    def leave(self, name: str) -> None:
        """They are signed out everywhere at once, and cannot sign in any more. Raises LookupError."""
        with self.database.writing(of_reserve=True) as connection:
            if not rows.change(connection, name, left_at=self.clock()):
                raise LookupError(name)
            rows.sign_out_everywhere(connection, name)

    def all(self) -> list[Officer]:
        """Who works here now, by name."""
        with self.database.reading() as connection:
            return [officer_of(each) for each in rows.every(connection) if each.left_at is None]

    def ever(self) -> list[Officer]:
        """Those who have left too: what they did stays theirs."""
        with self.database.reading() as connection:
            return [officer_of(each) for each in rows.every(connection)]

    def sign_in(self, name: str, password: str, source: str) -> str | None:
        """What the officer's browser holds from now on; None where name or password are wrong, after the same work.

        Raises TooManyTries.
        """
        name = name.strip().casefold()
        if source:
            self.sources.ask(source)
        self.throttle.ask(name[:60])
        with self.database.reading() as connection:
            record = rows.get(connection, name)
        known = record if record is not None and record.left_at is None else None
        if not self._is_right(known.password if known else self._nobodys, password) or known is None:
            return None
        self.throttle.right(name[:60])
        if source:
            self.sources.right(source)
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self.clock()
        attendance = AttendanceRecord(self.vault.hashed("officer", token), known.name, now, now)
        with self.database.writing() as connection:
            rows.forget_absent(connection, now - LONGEST)
            if self.hasher.check_needs_rehash(known.password):
                rows.change(connection, known.name, password=self.hasher.hash(password))
            rows.sign_in(connection, attendance)
        return token

    def known(self, token: str) -> Officer | None:
        """Who holds a token; None for nobody, and for who was idle for half an hour or signed in a day ago."""
        with self.database.reading() as connection:
            found = rows.attending(connection, self.vault.hashes("officer", token)) if token else None
            record = rows.get(connection, found.officer) if found is not None else None
        now = self.clock()
        if found is None or record is None or record.left_at is not None:
            return None
        if found.seen_at + IDLE < now or found.begun_at + LONGEST < now:
            self.sign_out(token)
            return None
        if found.seen_at + SEEN_EVERY < now:
            with self.database.writing(of_reserve=True) as connection:
                rows.seen(connection, found.token, now)
        return officer_of(record)

    def sign_out(self, token: str) -> None:
        with self.database.writing(of_reserve=True) as connection:
            rows.sign_out(connection, self.vault.hashes("officer", token))

    def _is_right(self, stored: str, password: str) -> bool:
        try:
            return self.hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobodys(self) -> str:
        """A hash that no password gives: an unknown name takes as long as a wrong password."""
        return self.hasher.hash(secrets.token_urlsafe(TOKEN_BYTES))

    def _long_enough(self, password: str) -> None:
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"a password has at least {SHORTEST_PASSWORD} characters")


def officer_of(record: OfficerRecord) -> Officer:
    roles = tuple(role for role in ROLES if role in record.roles)
    return Officer(record.name, record.shown, roles, record.office)
