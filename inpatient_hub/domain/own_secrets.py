"""Which PINs and passphrases people may choose to sign in with, and how a start code is read."""

import unicodedata
from itertools import pairwise

from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.domain.sign_in_troubles import SecretTooWeak

LEAST_PASSPHRASE = 8
_MOST_PASSPHRASE = 256
_MOST_PIN = 16
_LEAST_DIFFERENT_FIGURES = 3
_LEAST_DIFFERENT_LETTERS = 4

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What start codes are made of: no letter that is taken for another letter or a figure."""

_MISREAD = str.maketrans("OIL", "011", " -")


def as_typed(text: str) -> str:
    """What was typed, the same on every keyboard and system."""
    return unicodedata.normalize("NFKC", text)


def as_start_code(text: str) -> str:
    """A start code without the gaps, and with what is easily misread put right."""
    return as_typed(text).upper().translate(_MISREAD)


def kind_chosen(text: str, *, pin_length: int, name: str) -> SecretKind:
    """Whether a person chose a PIN or a passphrase. Raises SecretTooWeak for one that would be guessed first."""
    plain = as_typed(text)
    if plain.isascii() and plain.isdecimal():
        _check_pin(plain, pin_length)
        return SecretKind.PIN
    _check_passphrase(plain, pin_length, name)
    return SecretKind.PASSPHRASE


def _check_pin(pin: str, least: int) -> None:
    if not least <= len(pin) <= _MOST_PIN:
        raise SecretTooWeak(f"A PIN is {least} to {_MOST_PIN} figures.")
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)}
    if steps in ({1}, {-1}) or len(set(pin)) < _LEAST_DIFFERENT_FIGURES:
        raise SecretTooWeak("The same figures again and again, or figures in a row, are guessed first. Choose another.")


def _check_passphrase(words: str, pin_length: int, name: str) -> None:
    if len(words.strip()) < LEAST_PASSPHRASE:
        raise SecretTooWeak(f"It is a PIN of {pin_length} figures, or a passphrase of {LEAST_PASSPHRASE} characters.")
    if len(words) > _MOST_PASSPHRASE:
        raise SecretTooWeak(f"A passphrase has at most {_MOST_PASSPHRASE} characters.")
    if len(set(words)) < _LEAST_DIFFERENT_LETTERS:
        raise SecretTooWeak("The same few characters again and again are guessed first. Choose another.")
    if folded(words) == folded(name):
        raise SecretTooWeak("Your own name is guessed first. Choose another.")
