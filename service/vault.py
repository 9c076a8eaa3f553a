"""Keys and sealing: what personal data looks like at rest. Knows bytes and keys, not what they mean.

Each draft and each line has a data key, wrapped by the master key; answers, stored turns and files are sealed
with it and bound to their row. Forgetting the data key forgets the person. What must be found without being read
is stored as a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY = 32


class Sealed(ValueError):
    """Something could not be opened: the wrong key, another row, or changed bytes."""


@dataclass(frozen=True)
class DataKey:
    """A key for one draft or line. `wrapped` is what is stored; it opens only with the master key `key_id`."""

    raw: bytes = field(repr=False)
    wrapped: bytes
    key_id: str

    def seal(self, content: bytes, row: str) -> bytes:
        """`row` names where it is stored (`answer:<draft>:<path>`): moved elsewhere it does not open."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(self.raw).encrypt(nonce, content, row.encode())

    def open(self, sealed: bytes, row: str) -> bytes:
        try:
            return AESGCM(self.raw).decrypt(sealed[:NONCE], sealed[NONCE:], row.encode())
        except (InvalidTag, ValueError) as error:
            raise Sealed(row.split(":")[0]) from error


@dataclass(frozen=True)
class _Ring:
    """What is derived from the master keys, by their ids; the first is current, the others are being retired."""

    wrapping: Mapping[str, bytes] = field(repr=False)
    hashing: Mapping[str, bytes] = field(repr=False)
    signing: Mapping[str, bytes] = field(repr=False)

    @property
    def current(self) -> str:
        return next(iter(self.wrapping))


class Vault:
    """The master keys: `keys` by id, of which `current` wraps new data keys and makes new hashes.

    `read_again` gives the keys as they are kept now, the current one first: another process may have added one.
    """

    def __init__(
        self,
        keys: Mapping[str, bytes],
        current: str,
        read_again: Callable[[], Mapping[str, bytes]] | None = None,
    ) -> None:
        self._ring = _ring({current: keys[current], **keys})
        self._read_again = read_again

    @property
    def current(self) -> str:
        return self._ring.current

    @property
    def retiring(self) -> tuple[str, ...]:
        """The ids of the keys that make nothing new."""
        return tuple(self._ring.wrapping)[1:]

    def look_again(self) -> None:
        """Take the keys as they are kept now. Raises ValueError or OSError where they cannot be read; all stay then."""
        if self._read_again is not None:
            keys = self._read_again()
            if list(keys) != list(self._ring.wrapping):
                self._ring = _ring(keys)

    def _knows(self, key_id: str) -> bool:
        """Whether it is one of our keys; one that is not known may have been added since they were read."""
        if key_id not in self._ring.wrapping:
            with suppress(ValueError, OSError):
                self.look_again()
        return key_id in self._ring.wrapping

    def new_key(self) -> DataKey:
        return self._wrapped(secrets.token_bytes(KEY))

    def wrapped_anew(self, key: DataKey) -> DataKey:
        """The same key, wrapped by the current master key: what it has sealed stays as it is."""
        return self._wrapped(key.raw)

    def _wrapped(self, raw: bytes) -> DataKey:
        ring, nonce = self._ring, secrets.token_bytes(NONCE)
        wrapped = nonce + AESGCM(ring.wrapping[ring.current]).encrypt(nonce, raw, b"data key")
        return DataKey(raw, wrapped, ring.current)

    def unwrap(self, wrapped: bytes, key_id: str) -> DataKey:
        try:
            if not self._knows(key_id):
                raise Sealed("data key")
            raw = AESGCM(self._ring.wrapping[key_id]).decrypt(wrapped[:NONCE], wrapped[NONCE:], b"data key")
        except (InvalidTag, KeyError, ValueError) as error:
            raise Sealed("data key") from error
        return DataKey(raw, wrapped, key_id)

    def hashed(self, purpose: str, words: str) -> str:
        """A keyed hash for looking something up: `<key id>:<64 hex digits>`. Equal words, equal hash."""
        return self._hashed(self.current, purpose, words)

    def hashes(self, purpose: str, words: str) -> list[str]:
        """All keyed hashes that may have been stored for the words: the current key's, then the retiring ones'."""
        return [self._hashed(key_id, purpose, words) for key_id in self._ring.hashing]

    def matches(self, purpose: str, words: str, stored: str) -> bool:
        """Whether `words` gave the stored hash, whichever of our keys made it; in constant time."""
        key_id = stored.partition(":")[0]
        known = key_id if self._knows(key_id) else self.current
        return hmac.compare_digest(self._hashed(known, purpose, words), stored)

    def _hashed(self, key_id: str, purpose: str, words: str) -> str:
        digest = hmac.new(self._ring.hashing[key_id], f"{purpose}\0{words}".encode(), hashlib.sha256)
        return f"{key_id}:{digest.hexdigest()}"

    def secret_for(self, purpose: str) -> str:
        """A secret that a door may sign its own tokens with; never the same for two purposes."""
        return self.secrets_for(purpose)[0]

    def secrets_for(self, purpose: str) -> list[str]:
        """The same, followed by those of the keys that are being retired: what they signed is still good."""
        signing = self._ring.signing.values()
        return [hmac.new(each, purpose.encode(), hashlib.sha256).hexdigest() for each in signing]


def _ring(keys: Mapping[str, bytes]) -> _Ring:
    def each(purpose: bytes) -> dict[str, bytes]:
        return {key_id: _derived(key, purpose) for key_id, key in keys.items()}

    return _Ring(each(b"wrap"), each(b"hash"), each(b"sign"))


def keys_in(written: str) -> dict[str, bytes]:
    """Master keys as they are written, with commas between, by their ids: the first is current."""
    secret_keys = [each.strip() for each in written.split(",") if each.strip()]
    return {hashlib.sha256(f"id {each}".encode()).hexdigest()[:8]: each.encode() for each in secret_keys}


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY, salt=None, info=b"nowrongdoor " + purpose).derive(key)
