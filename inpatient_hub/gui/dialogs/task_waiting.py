"""What a task can wait on, as it is offered: the usual ones first, then everybody else by group."""

from inpatient_hub.domain.hand_back import PINNED, WAITING_ON, waiting_words

Pairs = tuple[tuple[str, str], ...]


def usual() -> Pairs:
    """(code, words) of what is waited on most."""
    return tuple((code, _capital(waiting_words(code))) for code in PINNED)


def others() -> Pairs:
    """(code, words) of everything else, in the order of its groups."""
    codes = (code for group in WAITING_ON.values() for code in group if code not in PINNED)
    return tuple((code, _capital(waiting_words(code))) for code in codes)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
