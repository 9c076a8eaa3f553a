"""Keys and sealing: what personal data looks like at rest. Knows bytes and keys, not what they mean.

Each draft and each line has a data key, wrapped by the master key; answers, stored turns and files are sealed
with it and bound to their row. Forgetting the data key forgets the person. What must be found without being read
is stored as a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
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


class Vault:
    """The master keys: `keys` by id, of which `current` wraps new data keys and makes new hashes."""

    def __init__(self, keys: Mapping[str, bytes], current: str) -> None:
        self._wrapping = {key_id: _derived(key, b"wrap") for key_id, key in keys.items()}
        self._hashing = {key_id: _derived(key, b"hash") for key_id, key in keys.items()}
        self._signing = _derived(keys[current], b"sign")
        self.current = current

    def new_key(self) -> DataKey:
        raw = secrets.token_bytes(KEY)
        nonce = secrets.token_bytes(NONCE)
        wrapped = nonce + AESGCM(self._wrapping[self.current]).encrypt(nonce, raw, b"data key")
        return DataKey(raw, wrapped, self.current)

    def unwrap(self, wrapped: bytes, key_id: str) -> DataKey:
        try:
            raw = AESGCM(self._wrapping[key_id]).decrypt(wrapped[:NONCE], wrapped[NONCE:], b"data key")
        except (InvalidTag, KeyError, ValueError) as error:
            raise Sealed("data key") from error
        return DataKey(raw, wrapped, key_id)

    def hashed(self, purpose: str, words: str) -> str:
        """A keyed hash for looking something up: `<key id>:<64 hex digits>`. Equal words, equal hash."""
        return self._hashed(self.current, purpose, words)

    def hashes(self, purpose: str, words: str) -> list[str]:
        """All keyed hashes that may have been stored for the words: the current key's, then the retiring ones'."""
        retiring = [key_id for key_id in self._hashing if key_id != self.current]
        return [self._hashed(key_id, purpose, words) for key_id in (self.current, *retiring)]

    def matches(self, purpose: str, words: str, stored: str) -> bool:
        """Whether `words` gave the stored hash, whichever of our keys made it; in constant time."""
        key_id = stored.partition(":")[0]
        known = key_id if key_id in self._hashing else self.current
        return hmac.compare_digest(self._hashed(known, purpose, words), stored)

    def _hashed(self, key_id: str, purpose: str, words: str) -> str:
        digest = hmac.new(self._hashing[key_id], f"{purpose}\0{words}".encode(), hashlib.sha256)
        return f"{key_id}:{digest.hexdigest()}"

    def secret_for(self, purpose: str) -> str:
        """A secret that a door may sign its own tokens with; never the same for two purposes."""
        return hmac.new(self._signing, purpose.encode(), hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY, salt=None, info=b"nowrongdoor " + purpose).derive(key)
