"""Dates as they are written: Sat 5th Dec, 28.11.26, the 28th, 27nov, Fri 27/11."""

import re
from datetime import date, timedelta

from inpatient_hub.domain.due_parts import Days, Surety, Words, is_title_word

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
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_NUMBER = re.compile(r"(\d{1,2})(st|nd|rd|th)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/]?([a-z]{3,9})(?:[-/](20\d\d|\d\d))?", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"20\d\d", re.ASCII)


def weekday_of(word: str) -> int | None:
    """The day of the week a word names, Monday 0."""
    return _DAYS.get(word)


def is_month(word: str) -> bool:
    """Whether a word names a month."""
    return word in _MONTHS


def month_number(word: str) -> int | None:
    """The month a word names, January 1."""
    return _MONTHS.get(word)


def month_on(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last that there is. Raises OverflowError, ValueError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise OverflowError


def coming(wanted: int, today: date) -> date:
    """The next such day of the week, today included."""
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def dated(words: Words, today: date) -> Days | None:
    """A date, perhaps with its day of the week before or behind it: where they do not agree, either may be meant."""
    before = weekday_of(words[0])
    place = 1 if before is not None else 0
    found = _date(words[place:], today)
    if found is None:
        return _number_alone(words[place:], today, place) if before is None else _weekday_and_number(words, today)
    behind = place + found.count
    wanted = before if before is not None else weekday_of(words[behind]) if behind < len(words) else None
    behind += before is None and wanted is not None
    return _agreed(behind, found.days[0], wanted, today)


def _agreed(count: int, day: date, wanted: int | None, today: date) -> Days:
    if wanted is None or day.weekday() == wanted:
        return Days(count, (day,))
    return Days(count, (day, coming(wanted, today)), Surety.DOUBT)


def _date(words: Words, today: date) -> Days | None:
    """A date with its month: `5 Dec`, `the 5th of December 2026`, `Dec 5th`, `28.11.26`, `2026-11-28`."""
    place = 1 if words[:1] == ["the"] else 0
    rest = words[place:]
    if not rest:
        return None
    try:
        found = _in_figures(rest[0], today) or _day_and_month(rest, today)
    except ValueError:
        return None
    return None if found is None else Days(place + found.count, found.days)


def _in_figures(word: str, today: date) -> Days | None:
    if iso := _ISO.fullmatch(word):
        return Days(1, (date(int(iso[1]), int(iso[2]), int(iso[3])),))
    if numeric := _NUMERIC.fullmatch(word):
        year = int(numeric[4])
        return Days(1, (date(year if year > 99 else 2000 + year, int(numeric[3]), int(numeric[1])),))
    if (named := _NAMED.fullmatch(word)) and named[2] in _MONTHS:
        if named[3]:
            return Days(1, (date(2000 + int(named[3]) % 100, _MONTHS[named[2]], int(named[1])),))
        return Days(1, (_next_date(_MONTHS[named[2]], int(named[1]), today),))
    return None


def _day_and_month(words: Words, today: date) -> Days | None:
    joined = [word for word in words[:4] if word != "of"][:3]
    skipped = 1 if list(words[1:2]) == ["of"] else 0
    if len(joined) < 2 or "of" in words[:1]:
        return None
    day, month = (joined[1], joined[0]) if joined[0] in _MONTHS else (joined[0], joined[1])
    number = _DAY_NUMBER.fullmatch(day)
    if number is None or month not in _MONTHS:
        return None
    year = joined[2] if len(joined) > 2 else ""
    if _YEAR.fullmatch(year) or year in (f"{today:%y}", f"{today.year % 100 + 1}"):
        return Days(3 + skipped, (date(2000 + int(year) % 100, _MONTHS[month], int(number[1])),))
    return Days(2 + skipped, (_next_date(_MONTHS[month], int(number[1]), today),))


def _next_date(month: int, number: int, today: date) -> date:
    day = date(today.year, month, number)
    return day if day >= today else date(today.year + 1, month, number)


def _weekday_and_number(words: Words, today: date) -> Days | None:
    """`Sat 5th`: the next fifth of a month; `Sat 5/12`, where that is a Saturday."""
    wanted, rest = weekday_of(words[0]), list(words[1:])
    if short := _DAY_OF_MONTH.fullmatch(rest[0]) if rest else None:
        return _weekday_and_month(int(short[1]), int(short[2]), wanted, today)
    the = 1 if rest[:1] == ["the"] else 0
    number = _DAY_NUMBER.fullmatch(rest[the]) if the < len(rest) else None
    day = _next_number(int(number[1]), today) if number is not None and number[2] else None
    return None if day is None else _agreed(2 + the, day, wanted, today)


def _weekday_and_month(number: int, month: int, wanted: int | None, today: date) -> Days | None:
    try:
        day = _next_date(month, number, today)
    except ValueError:
        return None
    return Days(2, (day,)) if day.weekday() == wanted else None


def _number_alone(words: Words, today: date, place: int) -> Days | None:
    """`the 28th`: a day of the month where no other word follows, for there are first doses and second opinions."""
    the = 1 if words[:1] == ["the"] else 0
    number = _DAY_NUMBER.fullmatch(words[the]) if the < len(words) else None
    day = _next_number(int(number[1]), today) if number is not None and number[2] else None
    if day is None:
        return None
    following = words[the + 1] if the + 1 < len(words) else ""
    if is_month(following) or (following == "of" and is_month("".join(words[the + 2 : the + 3]))):
        return None
    sure = Surety.FAINT if is_title_word(following) or following == "of" else Surety.PLAIN
    return Days(place + the + 1, (day,), sure)


def _next_number(number: int, today: date) -> date | None:
    for months in range(3):
        first = month_on(today.replace(day=1), months)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        if day >= today:
            return day
    return None
