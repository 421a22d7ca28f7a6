"""What due words are read against, and what they are read as: one day or time, or the several that they may mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from enum import IntEnum

from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import DayPart
from inpatient_hub.domain.working_days import Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class WardTime:
    """What due words are read against: the moment (UTC), the ward's zone, shifts, nation and ward round."""

    now: datetime
    zone: tzinfo
    shifts: tuple[Shift, ...]
    nation: Nation = Nation.ENGLAND
    ward_round: tuple[frozenset[int], time] | None = None
    """Days of the week (Monday 0) and the time at which the ward round begins, where the ward has said."""

    @property
    def today(self) -> date:
        """The day of the ward's clock."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due: a day of the ward's clock, and perhaps a shift, a moment (UTC) or a part of the day."""

    day: date
    shift: str | None = None
    at: datetime | None = None
    part: DayPart | None = None


class Surety(IntEnum):
    """How sure it is that words are meant as a day or a time, the surest first."""

    PLAIN = 0
    DOUBT = 1
    """Asked about."""
    FAINT = 2
    """Asked about where nothing else of the line says when."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How many words were read, and all that they may mean: more than one, or none, is a doubt."""

    count: int
    may_be: tuple[Due, ...]
    surety: Surety = Surety.PLAIN


@dataclass(frozen=True, slots=True)
class Days:
    """How many words were read as a day, and which days they may be."""

    count: int
    days: tuple[date, ...]
    surety: Surety = Surety.PLAIN


@dataclass(frozen=True, slots=True)
class Understood:
    """Due words that were understood: which words of the line they are (first and behind the last), and what they mean
    in full, for the chip: `Fri 27 Nov 2026, 17:00`."""

    first: int
    behind: int
    due: Due
    words: str
    may_be: tuple[Due, ...] = field(default=())
    """All that they may mean, where that is not plain."""
    surety: Surety = Surety.PLAIN


Words = Sequence[str]

PART_WORDS = {
    DayPart.MORNING: "morning",
    DayPart.AFTERNOON: "afternoon",
    DayPart.EVENING: "evening",
    DayPart.NIGHT: "night",
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), start=1
    )
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45}
_NOT_PLAIN = frozenset(
    "a about after again an and approx around at before by due each every for from in not of on or the then this till"
    " to until with within".split()
)


def number_of(word: str) -> int | None:
    """A whole number below a thousand in figures, or a small one in letters."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else _NUMBERS.get(word)


def is_title_word(word: str) -> bool:
    """Whether a word is plain English, and not one that joins days and times to the rest."""
    return re.fullmatch(r"[a-z][a-z'-]+", word) is not None and word not in _NOT_PLAIN


def in_full(due: Due, ward: WardTime) -> str:
    """A due time as it is shown before it is saved: day, date, and shift, time or part of the day."""
    near = {0: "Today", 1: "Tomorrow"}.get((due.day - ward.today).days, "")
    day = f"{near + ', ' if near else ''}{short_weekday(due.day)} {due.day.day} {short_month(due.day)} {due.day.year}"
    if due.shift is not None:
        return f"{day}, {due.shift} shift"
    if due.at is not None:
        return f"{day}, {due.at.astimezone(ward.zone):%H:%M}"
    return f"{day}, {PART_WORDS[due.part]}" if due.part is not None else day


def as_typed(due: Due, ward: WardTime) -> str:
    """A due time as a line says it so that it can mean nothing else: `27 nov 2026 02:30`."""
    day = f"{due.day.day} {short_month(due.day)} {due.day.year}".casefold()
    if due.shift is not None:
        return f"{day} {due.shift.casefold()}"
    if due.at is not None:
        return f"{day} {due.at.astimezone(ward.zone):%H:%M}"
    return f"{day} {PART_WORDS[due.part]}" if due.part is not None else day


def is_gone(due: Due, ward: WardTime) -> bool:
    """Whether it has gone by: the moment, the end of the shift or of that part of the day, or the whole day."""
    if due.at is not None:
        return due.at <= ward.now
    ends = _ENDS.get(due.part) if due.part is not None else None
    if ends is not None and due.day == ward.today:
        return ward.now.astimezone(ward.zone).time() >= ends
    return due.day < ward.today


_ENDS = {DayPart.MORNING: time(12), DayPart.AFTERNOON: time(18), DayPart.EVENING: time(22)}
