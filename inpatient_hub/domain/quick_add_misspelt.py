"""A day or month that was mistyped is asked about, as in `thrusday 2pm` or `12 decmber`: it would be today's task."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.day_names import DAYS, MONTHS
from inpatient_hub.domain.due_calendar import TOMORROW
from inpatient_hub.domain.due_dates import is_month, weekday_of
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, question

_ALL_DAYS = tuple(day.casefold() for day in DAYS)
_NO_NAMES = ("tomorrow", "tonight")
_WORDS = (*_ALL_DAYS, *(f"{day}s" for day in _ALL_DAYS), *_NO_NAMES)
_MONTHS = tuple(month.casefold() for month in MONTHS)
_SHORTEST = 5
_LONG = 8
"""From so many letters on two may be wrong, where the first is right."""
_MOST_OTHER_LETTERS = 4
_LETTERS = re.compile(r"[a-z]+", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.ASCII)
_TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx")
_OTHER_WORDS = frozenset("sundry today todays someday midday monthly months augment august mayor marsh".split())
"""Words of a task that are nearly a day or a month."""
_READ = frozenset({*_WORDS, *_OTHER_WORDS, *TOMORROW, "tonite"})


def misspelt(words: Sequence[str]) -> Iterator[Found]:
    """The first word that is nearly a day, or nearly a month beside a number."""
    plain = [word.casefold().strip(",;.:!?") for word in words]
    for place, word in enumerate(plain):
        if not _may_be(word) or (place and plain[place - 1] in _TITLES):
            continue
        meant = nearly_a_day(word)
        if not meant and _is_beside_number(plain, place):
            meant = _near(word, _MONTHS)
        if meant:
            typed = words[place]
            choices = (Choice(words=one.capitalize(), instead=one) for one in meant)
            listed = " or ".join(one if one in _NO_NAMES else one.capitalize() for one in meant)
            said = f"Does '{typed}' mean {listed}?"
            yield Found(place, place + 1, question(ChipKind.DUE, typed, said, *choices))
            return


def nearly_a_day(word: str) -> list[str]:
    """The days that a small word is nearly; none for one that is read as a day."""
    return _near(word, _WORDS) if _may_be(word) else []


def _may_be(word: str) -> bool:
    is_known = weekday_of(word) is not None or is_month(word) or word in _READ
    return len(word) >= _SHORTEST and _LETTERS.fullmatch(word) is not None and not is_known


def _is_beside_number(plain: Sequence[str], place: int) -> bool:
    beside = [*plain[max(place - 2, 0) : place], *plain[place + 1 : place + 2]]
    return any(_NUMBER.fullmatch(one) for one in beside)


def _near(word: str, wanted: Sequence[str]) -> list[str]:
    """Those that the word is but for one letter, or two swapped; of the long ones also for two."""
    alike = [
        one for one in wanted if len(set(one) ^ set(word)) <= _MOST_OTHER_LETTERS
    ]  # few: the line is read as typed
    close = [one for one in alike if abs(len(one) - len(word)) <= 1 and _apart(word, one) == 1]
    if close or len(word) < _LONG - 1:
        return close
    return [one for one in alike if len(one) >= _LONG and one[0] == word[0] and _apart(word, one) == 2]


def _apart(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong or swapped with the next (Damerau, Levenshtein)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    older: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, there in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != there))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == there:
                cost = min(cost, older[column - 2] + 1)
            here.append(cost)
        older, above = above, here
    return above[-1]
