"""Checks people's PINs and passphrases against Argon2id hashes in their usual text form."""

import re
import time
from base64 import b64decode, b64encode
from functools import cached_property
from hmac import compare_digest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inpatient_hub.store.keys.sealing import Cost

_FORM = re.compile(r"\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})")
_LEAST_MEMORY_KIB, _LEAST_PASSES = 19 * 1024, 2
"""OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory and two passes."""
_MOST_MEMORY_KIB, _MOST_PASSES = 64 * 1024, 20
_AIM_S = 0.15


class Argon2idHasher:
    """Salted Argon2id of libsodium, a tenth to a fifth of a second on the computer that makes it: a thief has to guess
    slowly, and somebody who sits down does not wait."""

    def verifier(self, typed: str) -> str:
        """`$argon2id$v=19$m=..,t=..,p=1$salt$hash`."""
        from inpatient_hub.store.keys.sealing import new_salt, stretched

        cost, salt = self._cost, new_salt()
        made = stretched(typed.encode("utf-8", "surrogatepass"), salt, cost)
        return f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p=1${_in_text(salt)}${_in_text(made)}"

    def matches(self, verifier: str, typed: str) -> bool:
        """Whether this was typed when the verifier was made. A verifier that is not one matches nothing."""
        from inpatient_hub.store.keys.sealing import Cost, stretched

        found = _FORM.fullmatch(verifier)
        if found is None:
            return False
        memory, passes = int(found[1]), int(found[2])
        if not (8 <= memory <= 4 * _MOST_MEMORY_KIB and 1 <= passes <= 4 * _MOST_PASSES):
            return False  # nothing we ever made; a garbled one must not stop the computer
        made = stretched(typed.encode("utf-8", "surrogatepass"), _from_text(found[3]), Cost(memory, passes))
        return compare_digest(made, _from_text(found[4]))

    @cached_property
    def _cost(self) -> "Cost":
        from inpatient_hub.store.keys.sealing import SALT_BYTES, Cost, stretched

        least = Cost(_LEAST_MEMORY_KIB, _LEAST_PASSES)
        begun = time.perf_counter()
        stretched(b"calibration", bytes(SALT_BYTES), least)
        return fitting(time.perf_counter() - begun)


def fitting(seconds: float) -> "Cost":
    """The cost that takes about 150 ms where the least cost takes so many seconds: memory first, as that is what a
    thief's graphics cards lack, then passes."""
    from inpatient_hub.store.keys.sealing import Cost

    times = max(1.0, _AIM_S / max(seconds, 0.001))
    memory = min(_MOST_MEMORY_KIB, round(_LEAST_MEMORY_KIB * times))
    passes = round(_LEAST_PASSES * times * _LEAST_MEMORY_KIB / memory)
    return Cost(memory, min(_MOST_PASSES, max(_LEAST_PASSES, passes)))


def _in_text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii").rstrip("=")


def _from_text(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4))
