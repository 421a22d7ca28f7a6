"""The recovery key as it is written on paper: eight groups of five, each with a character that shows a typing mistake.

Crockford's base 32 (crockford.com/base32.html): no I, L, O or U, so that nothing is misread. The fifth character of a
group depends on the other four and on the place of the group, so that a wrong character, two swapped ones and two
swapped groups are seen, and the person is told which group to look at.
"""

from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey

KEY_BYTES = 20
"""160 bits: nobody guesses that, so that it need not be stretched."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
GROUPS = 8
GROUP_SIGNS = 5
"""Characters of a group, the last of which checks the others."""
_DATA = GROUP_SIGNS - 1


def words_of(key: bytes) -> str:
    """The key for paper: `7K3QW-0ZT4M-...`. Raises ValueError for a key of another length."""
    if len(key) != KEY_BYTES:
        raise ValueError("A recovery key has 20 bytes.")
    number = int.from_bytes(key)
    signs = [number >> 5 * place & 31 for place in reversed(range(GROUPS * _DATA))]
    groups = [signs[first : first + _DATA] for first in range(0, len(signs), _DATA)]
    return "-".join(
        "".join(_SIGNS[sign] for sign in (*group, _check(group, place))) for place, group in enumerate(groups, start=1)
    )


def key_of(words: str) -> bytes:
    """The key behind what a person typed, whatever spaces, hyphens and capitals there are. Raises
    MistypedRecoveryKey, which names the first group that is wrong."""
    typed = typed_signs(words)
    if len(typed) != GROUPS * GROUP_SIGNS:
        raise MistypedRecoveryKey
    number = 0
    for place in range(1, GROUPS + 1):
        group = _group(typed, place)
        if not _is_sound(group, place):
            raise MistypedRecoveryKey(place)
        for sign in group[:_DATA]:
            number = number << 5 | sign
    return number.to_bytes(KEY_BYTES)


def typed_signs(words: str) -> str:
    """The characters of what a person typed, without spaces and hyphens, and with a misread I, L or O put right."""
    return "".join(sign for sign in words if not (sign.isspace() or sign in "-._")).upper().translate(_MISREAD)


def first_mistake(words: str) -> int:
    """The first whole group with a typing mistake, counted from 1, while a key is still being typed; 0 for none."""
    typed = typed_signs(words)
    whole = min(len(typed) // GROUP_SIGNS, GROUPS)
    return next((place for place in range(1, whole + 1) if not _is_sound(_group(typed, place), place)), 0)


def looks_like_recovery_key(words: str) -> bool:
    """Whether a person who may give either meant a recovery key and not a passphrase."""
    try:
        key_of(words)
    except MistypedRecoveryKey:
        return False
    return True


def _group(typed: str, place: int) -> list[int]:
    return [_SIGNS.find(sign) for sign in typed[(place - 1) * GROUP_SIGNS : place * GROUP_SIGNS]]


def _is_sound(group: list[int], place: int) -> bool:
    return -1 not in group and group[-1] == _check(group[:_DATA], place)


def _check(group: list[int], place: int) -> int:
    """A weighted sum in the field of 32 elements; every weight differs, so that no swap of two leaves it the same."""
    total = place
    for weight, sign in enumerate(group, start=1):
        total ^= _times(sign, weight + 1)
    return total


def _times(one: int, other: int) -> int:
    """The product in GF(32) with x^5 + x^2 + 1."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0b100101 if one & 16 else 0)
        other >>= 1
    return product
