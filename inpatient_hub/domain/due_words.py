"""Due times in the ward's own words: this shift, next night, before ward round, in 3 working days, Friday 17:00.

Nothing is guessed: words that are not understood stay words, and what was understood is shown before it is saved. What
doctors write as 2/52 means two weeks and 3/7 three days here, never the second of a month.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from inpatient_hub.domain.shift_spans import next_span, span_at, span_of
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import DayPart
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.domain.working_days import Nation, after_working_days


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


@dataclass(frozen=True, slots=True)
class Understood:
    """Due words that were understood: which words of the line they are (first and behind the last), and what they mean
    in full, for the chip: `Fri 27 Nov 2026, 17:00`."""

    first: int
    behind: int
    due: Due
    words: str


_DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_PARTS = {
    "morning": DayPart.MORNING,
    "am": DayPart.MORNING,
    "afternoon": DayPart.AFTERNOON,
    "pm": DayPart.AFTERNOON,
    "evening": DayPart.EVENING,
}
_PART_WORDS = {
    DayPart.MORNING: "morning",
    DayPart.AFTERNOON: "afternoon",
    DayPart.EVENING: "evening",
    DayPart.NIGHT: "night",
}
_NUMBERS = {
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_CLOCK = re.compile(r"(?:(\d{1,2})[:.](\d{2})|(\d{4})(?:h|hrs)?|(\d{1,2}))(am|pm)?", re.ASCII)
_SHORTHAND = re.compile(r"(\d{1,2})/(7|52|12)", re.ASCII)
_NUMERIC_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)

_THIS_SHIFT = (
    ("before", "end", "of", "shift"),
    ("end", "of", "shift"),
    ("before", "handover"),
    ("this", "shift"),
)

Words = Sequence[str]
Reading = tuple[int, Due] | None
"""How many words were read, and what they mean."""


def understood(words: Words, ward: WardTime) -> Understood | None:
    """The due words in a line's words, the longest reading that begins earliest; None when there are none. Words are
    compared without capitals; `by`, `on`, `before` and `due` before them are taken with them."""
    plain = [word.casefold().strip(",;") for word in words]
    for first in range(len(plain)):
        lead = first
        while lead < len(plain) and plain[lead] in ("by", "on", "due"):
            lead += 1
        found = _longest(plain[lead:], ward)
        if found is not None:
            count, due = found
            return Understood(first, lead + count, due, in_full(due, ward))
    return None


def in_full(due: Due, ward: WardTime) -> str:
    """A due time as it is shown before it is saved: day, date, and shift, time or part of the day."""
    near = {0: "Today", 1: "Tomorrow"}.get((due.day - ward.today).days, "")
    day = f"{near + ', ' if near else ''}{due.day:%a} {due.day.day} {due.day:%b %Y}"
    if due.shift is not None:
        return f"{day}, {due.shift} shift"
    if due.at is not None:
        return f"{day}, {due.at.astimezone(ward.zone):%H:%M}"
    return f"{day}, {_PART_WORDS[due.part]}" if due.part is not None else day


def _longest(words: Words, ward: WardTime) -> Reading:
    readings = [reading for read in _READERS if (reading := read(words, ward)) is not None]
    return max(readings, key=lambda reading: reading[0], default=None)


def _shift_words(words: Words, ward: WardTime) -> Reading:
    """`this shift`, `next shift`, `next night`, `tonight`, `before handover`, `before end of shift`."""
    if words[:1] == ["tonight"]:
        return _of_span(1, ward, "night", this=True)
    count = next((len(said) for said in _THIS_SHIFT if tuple(words[: len(said)]) == said), 0)
    if count:
        span = span_at(ward.shifts, ward.now, ward.zone) or next_span(ward.shifts, ward.now, ward.zone)
        return None if span is None else (count, Due(day=span.day, shift=span.shift.name, at=span.ends))
    if words[:1] in (["next"], ["this"]) and len(words) > 1:
        name = "" if words[1] == "shift" else words[1].removesuffix("s")
        known = {shift.name.casefold() for shift in ward.shifts}
        if not name or name in known:
            count = 3 if name and words[2:3] == ["shift"] else 2
            return _of_span(count, ward, name, this=words[0] == "this")
    return None


def _of_span(count: int, ward: WardTime, name: str, *, this: bool) -> Reading:
    here = span_at(ward.shifts, ward.now, ward.zone)
    if this and here is not None and here.shift.name.casefold() == name:
        span = here
    else:
        found = next_span(ward.shifts, ward.now, ward.zone, name=name)
        if found is None:
            return None
        span = found
    return count, Due(day=span.day, shift=span.shift.name, at=span.ends)


def _ward_round(words: Words, ward: WardTime) -> Reading:
    """`before ward round`, `ward round`: the next one, where the ward has said when it is."""
    at = 1 if words[:1] == ["before"] else 0
    if words[at : at + 2] == ["the", "ward"]:
        at += 1
    if words[at : at + 2] != ["ward", "round"] or ward.ward_round is None or not ward.ward_round[0]:
        return None
    days, begins = ward.ward_round
    day = ward.today
    while day.weekday() not in days or at_wall(day, begins, ward.zone) <= ward.now:
        day += timedelta(days=1)
    return at + 2, Due(day=day, at=at_wall(day, begins, ward.zone))


def _span_of_days(words: Words, ward: WardTime) -> Reading:
    """`in 3 working days`, `in 2 weeks`, `in an hour`, `3/7`, `2/52`, `6/12`."""
    if words and (short := _SHORTHAND.fullmatch(words[0])):
        count, per = int(short[1]), short[2]
        day = (
            _months_on(ward.today, count)
            if per == "12"
            else ward.today + timedelta(days=count * (1 if per == "7" else 7))
        )
        return 1, Due(day=day)
    if words[:1] != ["in"] or len(words) < 3:
        return None
    number = _NUMBERS.get(words[1]) or (int(words[1]) if words[1].isdecimal() and len(words[1]) < 4 else None)
    if number is None:
        return None
    if words[2] == "working" and words[3:4] in (["day"], ["days"]):
        return 4, Due(day=after_working_days(ward.today, number, ward.nation))
    unit = _UNITS.get(words[2].removesuffix("s"))
    return None if unit is None else (3, unit(ward, number))


_UNITS: Mapping[str, Callable[[WardTime, int], Due]] = {
    "minute": lambda ward, number: _at_moment(ward, ward.now + timedelta(minutes=number)),
    "hour": lambda ward, number: _at_moment(ward, ward.now + timedelta(hours=number)),
    "day": lambda ward, number: Due(day=ward.today + timedelta(days=number)),
    "week": lambda ward, number: Due(day=ward.today + timedelta(weeks=number)),
    "month": lambda ward, number: Due(day=_months_on(ward.today, number)),
}


def _at_moment(ward: WardTime, moment: datetime) -> Due:
    return Due(day=moment.astimezone(ward.zone).date(), at=moment)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise OverflowError


def _day_and_time(words: Words, ward: WardTime) -> Reading:
    """A day, perhaps with a time, a shift or a part of it; or a time of today alone."""
    day_count, day = _day_of(words, ward)
    rest = words[day_count:]
    at_count = 1 if rest[:1] in (["at"], ["before"]) and day_count + len(rest) > 1 else 0
    clock = _clock_of(rest[at_count:], alone=day is None and at_count == 0)
    if clock is not None:
        count, shown = clock
        when = day or ward.today
        moment = at_wall(when, shown, ward.zone)
        if day is None and moment <= ward.now:
            when += timedelta(days=1)
            moment = at_wall(when, shown, ward.zone)
        return day_count + at_count + count, Due(day=when, at=moment)
    if day is None:
        return None
    name = rest[0] if rest else ""
    for shift in ward.shifts:
        if shift.name.casefold() == name:
            count = day_count + (2 if rest[1:2] == ["shift"] else 1)
            return count, Due(day=day, shift=shift.name, at=span_of(shift, day, ward.zone).ends)
    if name in _PARTS:
        return day_count + 1, Due(day=day, part=_PARTS[name])
    return day_count, Due(day=day)


def _day_of(words: Words, ward: WardTime) -> tuple[int, date | None]:
    first = words[0] if words else ""
    if first in ("today", "tomorrow"):
        return 1, ward.today + timedelta(days=first == "tomorrow")
    if first == "next" and words[1:2] == ["week"]:
        return 2, ward.today + timedelta(days=7 - ward.today.weekday())
    if first == "next" and len(words) > 1 and words[1] in _DAYS:
        monday = ward.today + timedelta(days=7 - ward.today.weekday())
        return 2, monday + timedelta(days=_DAYS[words[1]])
    if first in _DAYS:
        day = ward.today + timedelta(days=(_DAYS[first] - ward.today.weekday()) % 7)
        if words[1:2] == ["week"]:
            return 2, day + timedelta(days=7)
        return 1, day
    return _calendar_day(words, ward.today)


def _calendar_day(words: Words, today: date) -> tuple[int, date | None]:
    first = words[0] if words else ""
    try:
        if iso := _ISO_DATE.fullmatch(first):
            return 1, date(int(iso[1]), int(iso[2]), int(iso[3]))
        if numeric := _NUMERIC_DATE.fullmatch(first):
            year = int(numeric[3])
            return 1, date(year if year > 99 else 2000 + year, int(numeric[2]), int(numeric[1]))
        number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", first, re.ASCII)
        if number is None or len(words) < 2 or words[1] not in _MONTHS:
            return 0, None
        if len(words) > 2 and re.fullmatch(r"20\d\d", words[2], re.ASCII):
            return 3, date(int(words[2]), _MONTHS[words[1]], int(number[1]))
        day = date(today.year, _MONTHS[words[1]], int(number[1]))
        return 2, day if day >= today else date(today.year + 1, day.month, day.day)
    except ValueError:
        return 0, None


def _clock_of(words: Words, *, alone: bool) -> tuple[int, time] | None:
    """A time of day. A bare number such as `4` is one only with `am` or `pm`; alone, four figures are none either: they
    may be an extension or a year."""
    if words[:1] in (["noon"], ["midday"]):
        return 1, time(12)
    found = _CLOCK.fullmatch(words[0]) if words else None
    if found is None:
        return None
    half = found[5] or (words[1] if words[1:2] in (["am"], ["pm"]) else None)
    count = 2 if found[5] is None and half is not None else 1
    if found[3] and (alone or half):
        return None
    hours, minutes = (found[1], found[2]) if found[1] else (found[3][:2], found[3][2:]) if found[3] else (found[4], "0")
    if found[4] and half is None:
        return None
    return _clock(int(hours), int(minutes), half, count)


def _clock(hours: int, minutes: int, half: str | None, count: int) -> tuple[int, time] | None:
    if minutes > 59 or hours > 23 or (half is not None and not 1 <= hours <= 12):
        return None
    if half is not None:
        hours = hours % 12 + (12 if half == "pm" else 0)
    return count, time(hours, minutes)


_READERS: tuple[Callable[[Words, WardTime], Reading], ...] = (
    _shift_words,
    _ward_round,
    _span_of_days,
    _day_and_time,
)
