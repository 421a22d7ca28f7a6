"""Makes the numbers of fictional people: test NHS numbers, and ids that come out the same every time."""

import random
import uuid
from collections.abc import Iterator

_FIRST, _HOW_MANY = 999_000_000, 1_000_000
"""The nine digits before the check digit: test numbers run from 999 000 0000 to 999 999 9999."""

_STRIDE = 618_033
"""Shares no divisor with a million, so that a million steps give a million different numbers, none beside the last."""


def numbers_for_tests() -> Iterator[str]:
    """Valid NHS numbers of ten digits from the range kept for tests, each once. About 909,000 of them."""
    for step in range(_HOW_MANY):
        nine = str(_FIRST + step * _STRIDE % _HOW_MANY)
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:  # such a number is never given out (NHS Data Dictionary, NHS NUMBER)
            yield f"{nine}{check % 11}"


class SeededIds:
    """Ids in the form of `host.identity.new_id`, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the demo ward's chance is no secret

    def __call__(self) -> str:
        """The next id: a version 4 UUID as 32 hexadecimal characters."""
        return uuid.UUID(int=self._chance.getrandbits(128), version=4).hex
