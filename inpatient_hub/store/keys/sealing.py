"""Wraps a key in another one, and stretches what a person types; the one home of the cryptography library.

XChaCha20-Poly1305 and Argon2id of libsodium, through PyNaCl: one library, with wheels for every system the program
runs on.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from nacl import bindings
from nacl.exceptions import CryptoError

SALT_BYTES = bindings.crypto_pwhash_SALTBYTES
KEY_BYTES = 32
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

_SHORTEST_S, _AIM_S, _LONGEST_S = 0.25, 0.35, 0.5


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess of a passphrase is: memory in KiB, and passes over it (Argon2id, one lane)."""

    memory_kib: int
    passes: int


LEAST = Cost(memory_kib=64 * 1024, passes=3)
"""RFC 9106, section 4, second recommended option: 64 MiB and 3 passes. Less only where there is no such memory."""

_MOST_MEMORY_KIB = 256 * 1024
MOST = Cost(memory_kib=1024 * 1024, passes=200)
"""What a key file may ask of this computer. A garbled one must not be able to stop it."""

WITHOUT_MEMORY = Cost(memory_kib=19 * 1024, passes=12)
"""OWASP's least memory, with the passes to make up for it."""


def seal(key: bytes, secret: bytes, label: bytes) -> bytes:
    """The secret so that only the key and the same label open it again. 40 bytes longer than the secret."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(secret, label, nonce, key)


def opened(key: bytes, box: bytes, label: bytes) -> bytes | None:
    """The secret in a box, or None when the key or the label is another one, or the box was changed."""
    nonce, sealed = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, label, nonce, key)
    except (CryptoError, ValueError, TypeError):
        return None


def stretched(words: bytes, salt: bytes, cost: Cost) -> bytes:
    """A key of 32 bytes from something guessable, as slowly as the cost says. Other threads go on meanwhile. Raises
    MemoryError when the computer has not so much memory."""
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES, words, salt, cost.passes, cost.memory_kib * 1024, bindings.crypto_pwhash_ALG_ARGON2ID13
        )
    except CryptoError:
        raise MemoryError from None


def mixed(key: bytes, salt: bytes, more: bytes = b"") -> bytes:
    """A key of 32 bytes from a random secret, which needs no stretching, and what else must be right."""
    return blake2b(more, key=key, salt=salt, digest_size=KEY_BYTES, person=b"hub slot").digest()


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def calibrated(seconds_of: Callable[[Cost], float] | None = None) -> Cost:
    """What makes one guess take 250 to 500 ms on this computer, and never less than `LEAST` where it has the memory.

    More memory is taken before more passes, as memory is what a thief's graphics cards lack.
    """
    measure = seconds_of or _seconds
    try:
        seconds = measure(LEAST)
    except MemoryError:
        return WITHOUT_MEMORY
    memory = LEAST.memory_kib
    while memory < _MOST_MEMORY_KIB and seconds * 2 <= _LONGEST_S:
        memory, seconds = memory * 2, seconds * 2
    passes = LEAST.passes
    if seconds < _SHORTEST_S:
        passes = min(MOST.passes, round(passes * _AIM_S / max(seconds, 0.001)))
    return Cost(memory, passes)


def _seconds(cost: Cost) -> float:
    begun = time.perf_counter()
    stretched(b"calibration", bytes(SALT_BYTES), cost)
    return time.perf_counter() - begun
