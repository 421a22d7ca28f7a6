"""Reads dates and times as people type them, and writes them as the ward reads them."""

import re
from datetime import date, time, timedelta

from inpatient_hub.domain.day_names import MONTHS, SHORT_MONTHS, short_month, short_weekday

_MONTHS = tuple(name.casefold() for name in SHORT_MONTHS)
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}

_IN_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})(?:[/.\- ](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_IN_WORDS = re.compile(
    r"(?:[a-z]{3,9}[ ,]+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ ./\-]*"
    r"(?P<word>[a-z]{3,9})\.?[ ,./\-]*(?P<year>\d{4}|\d{2})?"
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:. ]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_NOON = 12
_FUTURE_YEARS = 10


def parse_date(text: str, today: date) -> date | None:
    """Read "20/11/2026", "20 nov", "fri 20 november 26", "2026-11-20", "tomorrow"; None when it is no date.

    Without a year, the nearest such day to ``today``; a year of two figures is never over ten years ahead.
    """
    wanted = " ".join(text.lower().split())
    if wanted in _NEAR:
        return today + timedelta(days=_NEAR[wanted])
    for shape in (_ISO, _IN_FIGURES, _IN_WORDS):
        if match := shape.fullmatch(wanted):
            parts = match.groupdict()
            month = int(parts["month"]) if "month" in parts else _month_of(parts["word"])
            return _date_of(int(parts["day"]), month, parts["year"], today)
    return None


def show_date(day: date | None, *, weekday: bool = False) -> str:
    """Write a date as "20 Nov 2026", or "Fri 20 Nov 2026" with its weekday; "" for None."""
    if day is None:
        return ""
    words = f"{day.day} {short_month(day)} {day.year}"
    return f"{short_weekday(day)} {words}" if weekday else words


def month_name(month: int) -> str:
    """Return the name of a month from 1 to 12."""
    return MONTHS[month - 1]


def parse_time(text: str) -> time | None:
    """Read "0930", "9:30", "9.30", "21", "9:30 pm"; None when it is no time of day."""
    match = _TIME.fullmatch(text.strip().lower())
    if not match:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def show_time(moment: time | None) -> str:
    """Write a time as "09:30"; "" for None."""
    return "" if moment is None else f"{moment.hour:02}:{moment.minute:02}"


def _month_of(word: str) -> int:
    """Return the month a word begins or spells, 0 when none."""
    short = word[:3]
    if short not in _MONTHS or not MONTHS[_MONTHS.index(short)].lower().startswith(word.replace("sept", "sep", 1)):
        return 0
    return _MONTHS.index(short) + 1


def _date_of(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is None:
        found = [_real_date(today.year + step, month, day) for step in (-1, 0, 1)]
        return min((one for one in found if one), key=lambda one: abs(one - today), default=None)
    number = int(year)
    if len(year) == 2:
        number += today.year // 100 * 100
        if number > today.year + _FUTURE_YEARS:
            number -= 100
    return _real_date(number, month, day)


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
