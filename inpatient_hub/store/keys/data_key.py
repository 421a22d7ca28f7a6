"""The key that a ward's store is encrypted with. It hides itself wherever it could be shown or written by mistake."""

import hmac
import secrets
from hashlib import blake2b
from typing import NoReturn

KEY_BYTES = 32
ID_BYTES = 16


class DataKey:
    """A random 256-bit key and the id of its lock. The id is no secret: it stands at the beginning of every file that
    is encrypted with the key, and in the key file, so that what belongs together is known without opening it."""

    __slots__ = ("_key", "lock_id")

    def __init__(self, key: bytes, lock_id: bytes) -> None:
        if len(key) != KEY_BYTES or len(lock_id) != ID_BYTES:
            raise ValueError("A data key has 32 bytes, and the id of its lock 16.")
        self._key = key
        self.lock_id = lock_id

    @classmethod
    def new(cls) -> "DataKey":
        """A key that nobody has seen."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(ID_BYTES))

    def raw(self) -> bytes:
        """The key itself, to be wrapped."""
        return self._key

    def check(self) -> bytes:
        """16 bytes by which the key is known again, and from which it cannot be found."""
        return blake2b(self.lock_id, key=self._key, digest_size=16, person=b"hub data key").digest()

    def derived(self, purpose: bytes) -> bytes:
        """Another key of 32 bytes for a purpose of its own (at most 16 bytes of name)."""
        return blake2b(self.lock_id, key=self._key, digest_size=32, person=purpose).digest()

    def pragma(self) -> str:
        """The statement that unlocks a connection: the key as it is, and the id as the salt at the file's beginning."""
        return f"PRAGMA key = \"x'{self._key.hex()}{self.lock_id.hex()}'\""

    def attach_words(self) -> str:
        """The key as ATTACH wants it."""
        return f"x'{self._key.hex()}{self.lock_id.hex()}'"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DataKey):
            return NotImplemented
        return hmac.compare_digest(self._key, other._key) and hmac.compare_digest(self.lock_id, other.lock_id)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "DataKey(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A data key is never written anywhere.")
