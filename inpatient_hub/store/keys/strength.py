"""Refuses passphrases and PINs that would be guessed first."""

import unicodedata
from itertools import pairwise

from inpatient_hub.domain.lock_troubles import TooWeak
from inpatient_hub.domain.locking import TrustPolicy, Way

_LEAST_DIFFERENT = 5
_MOST_LENGTH = 1024


def as_typed(words: str) -> bytes:
    """What was typed as bytes that are the same on every keyboard and system."""
    return unicodedata.normalize("NFKC", words).encode("utf-8", "surrogatepass")


def check_passphrase(words: str, policy: TrustPolicy) -> None:
    """Raises TooWeak."""
    plain = unicodedata.normalize("NFKC", words)
    if len(plain.strip()) < policy.passphrase_length:
        raise TooWeak(
            Way.PASSPHRASE,
            f"It has to have at least {policy.passphrase_length} characters. Four words that have nothing to do with "
            "each other are easy to remember.",
        )
    if len(set(plain)) < _LEAST_DIFFERENT:
        raise TooWeak(Way.PASSPHRASE, "The same few characters again and again are guessed first. Choose another.")
    if len(plain) > _MOST_LENGTH:
        raise TooWeak(Way.PASSPHRASE, f"It may have at most {_MOST_LENGTH} characters.")


def check_pin(pin: str, policy: TrustPolicy) -> None:
    """Raises TooWeak."""
    plain = unicodedata.normalize("NFKC", pin)
    if not (plain.isascii() and plain.isdecimal()) or not policy.pin_length <= len(plain) <= 16:
        raise TooWeak(Way.PIN, f"A PIN is {policy.pin_length} to 16 figures, and nothing else.")
    steps = {int(later) - int(earlier) for earlier, later in pairwise(plain)}
    if steps in ({0}, {1}, {-1}):
        raise TooWeak(Way.PIN, "One figure again and again, or figures in a row, are guessed first. Choose another.")
