"""What is wrong in a content pack, where it stands, and what to do about it."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inpatient_hub.domain.errors import HubError

KeyPath = tuple[str | int, ...]
"""Where a value stands in a file: `("steps", 3, "options", 1, "next")`. Lists count from 0."""

_LONGEST_SHOWN = 60
_LONGEST_COMPARED = 80
"""difflib takes time in the square of the length; nobody mistypes a key of this length."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a pack. `file` is relative to its folder; `line` counts from 1, 0 for the whole file."""

    file: str
    line: int
    key: str
    """`steps[3].options[1].nxt`, or empty for the whole file."""
    sentence: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [place, *([self.key] if self.key else []), f"{self.sentence} {self.hint}".strip()]
        return ": ".join(parts)


class ContentError(HubError):
    """A content pack cannot be used. `problems` holds everything that is wrong with it, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        super().__init__(
            "The content that ships with Inpatient Hub cannot be used",
            f"{count} {'problem was' if count == 1 else 'problems were'} found. {_listed(problems)}",
            remedy="Install Inpatient Hub again. If it stays, show this list to whoever looks after it.",
        )
        self.problems = tuple(problems)


def _listed(problems: Sequence[Problem], most: int = 5) -> str:
    more = [f"And {len(problems) - most} more."] if len(problems) > most else []
    return " ".join([*(str(problem) for problem in problems[:most]), *more])


def key_words(path: KeyPath) -> str:
    """`steps[3].options[1].next` for a key path."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += f".{shown(part)}" if words else shown(part)
    return words


def shown(value: object) -> str:
    """A value as a sentence may quote it: one line, without control characters, not too long."""
    words = re.sub(r"[^\S ]+|[\x00-\x1f\x7f-\x9f]+", " ", str(value)).strip()
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 3]}..."


def did_you_mean(word: object, known: Iterable[str], *, listing: str = "") -> str:
    """`Did you mean 'next'?` when a known word is close; else the known words after `listing`, when that is given."""
    candidates = sorted(set(known))
    typed = str(word)
    if len(typed) <= _LONGEST_COMPARED:
        folded = {candidate.casefold(): candidate for candidate in candidates}
        close = difflib.get_close_matches(typed.casefold(), folded, n=1, cutoff=0.7)
        if close:
            return f"Did you mean '{folded[close[0]]}'?"
    if listing and candidates:
        return f"{listing}: {', '.join(candidates)}."
    return ""
