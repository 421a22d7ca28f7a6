"""Times of day as they are written: 14:05, 2.30pm, 1600h, at 1600, noon, 2 o'clock, half past 2, 2-4pm.

A time that may be in the night or in the afternoon is read as both; a figure with a dot, such as a level of 4.50, is a
time only where something beside it says so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from inpatient_hub.domain.due_parts import Surety, Words, number_of

_PARTED = re.compile(r"(\d{1,2})([:.])(\d{2})(am|pm)?", re.ASCII)
_FOUR = re.compile(r"(\d{2})(\d{2})", re.ASCII)
_FOUR_MARKED = re.compile(r"(\d{2})(\d{2})(?:h|hrs|hours)|(\d{1,2})h(\d{2})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(am|pm)?", re.ASCII)
_RANGE = re.compile(r"(\d{1,2}(?:[:.]\d{2})?|\d{4})(am|pm)?[-/\u2013](\d{1,2}(?:[:.]\d{2})?|\d{4})(am|pm)?", re.ASCII)
_UNIT = re.compile(
    r"kgs?|mgs?|g|mcg|ml|mls|l|litres?|mmols?|mmol/l|mg/l|cm|m|mm|units?|iu|%|st|lbs?|hours?|hrs?|days?|weeks?|pounds?|kcals?|cals?|wte|x"
    r"|c|/.*",
    re.ASCII,
)
_HALVES = {"am": "am", "pm": "pm"}
_OCLOCK = ("o'clock", "oclock", "o\u2019clock")
_STEP = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """How many words were read as a time, and which times they may be."""

    count: int
    times: tuple[time, ...]
    surety: Surety = Surety.PLAIN
    is_midnight: bool = False
    """Whether the word `midnight` was used: of a day it may be its beginning or its end."""
    has_half: bool = False
    """Whether `am` or `pm` was said."""


def clock_named(words: Words, *, sure: bool) -> Clock | None:
    """The time of day with which the words begin. `sure` says that a day, or `at`, stands beside it: then `14.30` and
    `1430` are times, which alone may be a level and an extension."""
    if not words:
        return None
    plain = [words[0].removeprefix("@"), *words[1:]] if re.match(r"@\d", words[0]) else words
    for read in _READERS:
        found = read(plain, sure or plain is not words)
        if found is not None:
            return found
    return None


def _noon(words: Words, _sure: bool) -> Clock | None:
    if words[0] in ("noon", "midday"):
        return Clock(1, (time(12),))
    if words[0] == "midnight":
        return Clock(1, (time(),), is_midnight=True)
    return None


def _parted(words: Words, sure: bool) -> Clock | None:
    """`14:30`, `2.30`, `2.30 pm`."""
    found = _PARTED.fullmatch(words[0])
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[3])
    following = words[1] if len(words) > 1 else ""
    half = found[4] or _HALVES.get(following)
    count = 2 if half is not None and found[4] is None else 1
    is_figure = found[2] == "." and half is None and (_UNIT.fullmatch(following) or re.fullmatch(r"0\.\d\d", words[0]))
    times = _times(hours, minutes, half, padded=len(found[1]) == 2)
    if is_figure or not times:
        return None
    doubt = len(times) > 1 or (found[2] == "." and half is None and not sure)
    return Clock(count, times, Surety.DOUBT if doubt else Surety.PLAIN, has_half=half is not None)


def _four(words: Words, sure: bool) -> Clock | None:
    """`1600h`, `16h00`, and `1600` where something says that it is a time."""
    marked, bare = _FOUR_MARKED.fullmatch(words[0]), _FOUR.fullmatch(words[0])
    if marked is not None:
        times = _times(int(marked[1] or marked[3]), int(marked[2] or marked[4]), None, padded=True)
        return Clock(1, times) if times else None
    if bare is None or words[1:2] in (["am"], ["pm"]):
        return None
    if words[1:2] in (["h"], ["hrs"], ["hours"]):
        times = _times(int(bare[1]), int(bare[2]), None, padded=True)
        return Clock(2, times) if times else None
    times = _times(int(bare[1]), int(bare[2]), None, padded=True)
    following = words[1] if len(words) > 1 else ""
    if not times or (not sure and (int(bare[2]) % _STEP or _UNIT.fullmatch(following))):
        return None
    return Clock(1, times, Surety.PLAIN if sure else Surety.FAINT)


def _hour(words: Words, _sure: bool) -> Clock | None:
    """`2pm`, `2 pm`, `2 o'clock`; a number alone is none."""
    found = _HOUR.fullmatch(words[0])
    hours = int(found[1]) if found is not None else number_of(words[0])
    if hours is None or hours > 23 or words[0] in ("a", "an"):
        return None
    count, half = 1, found[2] if found is not None else None
    if half is None and words[1:2] and words[1] in _OCLOCK:
        half = _HALVES.get(words[2]) if len(words) > 2 else None
        times = _times(hours, 0, half, padded=False)
        return Clock(3 if half else 2, times, Surety.DOUBT if len(times) > 1 else Surety.PLAIN) if times else None
    if half is None and words[1:2]:
        half = _HALVES.get(words[1])
        count = 2
    times = _times(hours, 0, half, padded=False) if half is not None else ()
    return Clock(count, times, has_half=True) if times else None


def _spoken(words: Words, _sure: bool) -> Clock | None:
    """`half 2`, `half past 2`, `quarter to 3`, `ten past 4`: in the night or in the afternoon."""
    if words[0] not in _SPOKEN_FIRST:
        return None
    for said, minutes in _SPOKEN:
        if tuple(words[: len(said)]) == said and len(words) > len(said):
            hour = number_of(words[len(said)])
            if hour is None or not 1 <= hour <= 12 or words[len(said)] in ("a", "an"):
                return None
            whole = hour * 60 + minutes
            following = words[len(said) + 1] if len(words) > len(said) + 1 else ""
            half = _HALVES.get(following)
            times = _times((whole // 60 - 1) % 12 + 1, whole % 60, half, padded=False)
            return Clock(len(said) + (2 if half else 1), times, Surety.DOUBT if len(times) > 1 else Surety.PLAIN)
    return None


def _range(words: Words, sure: bool) -> Clock | None:
    """`14:00-16:00`, `2-4pm`, and `2-4` beside a day: from when to when, and due at one of them."""
    found = _RANGE.fullmatch(words[0])
    if found is None:
        return None
    marked = bool(found[2] or found[4] or ":" in words[0] or "." in words[0] or (len(found[1]) == 4 and not sure))
    if not (sure or marked) or ("/" in words[0] and not (found[2] or found[4] or ":" in words[0])):
        return None
    if len(found[1]) == 4 and not found[2] and not found[4] and (int(found[1][2:]) % _STEP or len(found[3]) != 4):
        return None
    times = (*_bound(found[1], found[2] or found[4]), *_bound(found[3], found[4]))
    return Clock(1, tuple(dict.fromkeys(times)), Surety.DOUBT) if times else None


def _bound(figures: str, half: str | None) -> tuple[time, ...]:
    if len(figures) == 4 and figures.isdecimal():
        return _times(int(figures[:2]), int(figures[2:]), None, padded=True)
    hours, _dot, minutes = figures.replace(".", ":").partition(":")
    return _times(int(hours), int(minutes or 0), half, padded=len(hours) == 2)


def _times(hours: int, minutes: int, half: str | None, *, padded: bool) -> tuple[time, ...]:
    """The times that hours and minutes may be: two where only one figure says the hour, as in `2:30`."""
    if minutes > 59 or hours > 23 or (half is not None and not 1 <= hours <= 12):
        return ()
    if half is not None:
        return (time(hours % 12 + (12 if half == "pm" else 0), minutes),)
    if hours in range(1, 13) and not padded:
        return time(hours % 12, minutes), time(hours % 12 + 12, minutes)
    return (time(hours, minutes),)


_SPOKEN: Sequence[tuple[tuple[str, ...], int]] = (
    (("half", "past"), 30),
    (("half",), 30),
    (("quarter", "past"), 15),
    (("quarter", "to"), -15),
    (("ten", "past"), 10),
    (("ten", "to"), -10),
    (("five", "past"), 5),
    (("five", "to"), -5),
    (("twenty", "past"), 20),
    (("twenty", "to"), -20),
)
_SPOKEN_FIRST = frozenset(said[0] for said, _minutes in _SPOKEN)
_READERS: tuple[Callable[[Words, bool], Clock | None], ...] = (_noon, _range, _spoken, _parted, _four, _hour)
