"""Breaks the title of a repeat into two lines where one is too short for it."""

from collections.abc import Callable

MOST_LINES = 2


def wrapped(title: str, width: int, width_of: Callable[[str], int]) -> tuple[str, ...]:
    """The title in one line, or broken between words into two; what does not fit the second is left for it to be cut
    where it is drawn. A single word is never broken."""
    words = title.split()
    if width_of(title) <= width or len(words) < MOST_LINES:
        return (title,)
    first = words[:1]
    for word in words[1:]:
        if width_of(" ".join([*first, word])) > width:
            break
        first.append(word)
    rest = words[len(first) :]
    return (" ".join(first), " ".join(rest)) if rest else (title,)
