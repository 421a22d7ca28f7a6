"""Days as they are written: Friday week, a week on Wednesday, Sat 5th Dec, 28.11.26, next week Wed, end of month."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from inpatient_hub.domain.due_parts import Days, Surety, WardTime, Words, is_title_word, number_of

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
_TODAY = frozenset("today 2day tdy".split())
_TOMORROW = frozenset(
    "tomorrow tmrw tmw tmr tmrrw tomorow tommorow tommorrow tomoro tmoro 2moro 2morow 2morrow 2mrw tomoz".split()
)
_CLOSE = (
    ("end", "of", "the", "day"),
    ("end", "of", "day"),
    ("end", "of", "play"),
    ("close", "of", "play"),
    ("cop",),
    ("eod",),
)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_NUMBER = re.compile(r"(\d{1,2})(st|nd|rd|th)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/]?([a-z]{3,9})(?:[-/](20\d\d|\d\d))?", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"20\d\d", re.ASCII)
_VAGUE = frozenset("next this at over the weekend end early late later beginning start".split())
_WEEKS = {"week": 1, "weeks": 1, "wk": 1, "wks": 1, "fortnight": 2}


def day_named(words: Words, ward: WardTime) -> Days | None:
    """The day with which the words begin, the longest reading of it; None where there is none."""
    if not words:
        return None
    readings = [found for read in _READERS if (found := read(words, ward.today)) is not None]
    return max(readings, key=lambda found: (found.count, -found.surety), default=None)


def weekday_of(word: str) -> int | None:
    """The day of the week a word names, Monday 0."""
    return _DAYS.get(word)


def is_month(word: str) -> bool:
    """Whether a word names a month."""
    return word in _MONTHS


def month_on(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last that there is. Raises OverflowError, ValueError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise OverflowError


def _near(words: Words, today: date) -> Days | None:
    first = words[0]
    if first in _TODAY or first in _TOMORROW:
        day = today + timedelta(days=first not in _TODAY)
        return Days(2, (day + timedelta(days=7),)) if words[1:2] == ["week"] else Days(1, (day,))
    the = first == "the"
    if list(words[the : the + 2]) == ["day", "after"] and len(words) > the + 2 and words[the + 2] in _TOMORROW:
        return Days(the + 3, (today + timedelta(days=2),))
    return Days(2, (today,)) if list(words[:2]) == ["later", "today"] else None


def _close(words: Words, today: date) -> Days | None:
    """`end of day`, `close of play Friday`: the day itself, at its end."""
    count = next((len(said) for said in _CLOSE if tuple(words[: len(said)]) == said), 0)
    if not count:
        return None
    place = count + (words[count : count + 1] in (["on"], ["of"]))
    rest = words[place:]
    other = (_near(rest, today) or _bare_weekday(rest, today)) if rest else None
    return Days(count, (today,)) if other is None else Days(place + other.count, other.days)


def _weekday(words: Words, today: date) -> Days | None:
    """`Friday`, `this coming Friday`, `next Friday`, `Friday week`, `Friday next week`."""
    lead = 0
    while lead < 2 and words[lead : lead + 1] in (["this"], ["coming"]):
        lead += 1
    is_next = words[0] == "next"
    place = 1 if is_next else lead
    wanted = weekday_of(words[place]) if place < len(words) else None
    if wanted is None:
        return None
    following = _monday(today) + timedelta(days=7 + wanted)
    day = _coming(wanted, today)
    if is_next and today < day < following:  # `next Thursday`, said on a Wednesday
        return Days(2, (day, following), Surety.DOUBT)
    if is_next or words[place + 1 : place + 3] == ["next", "week"]:
        return Days(place + (1 if is_next else 3), (following,))
    return (
        Days(place + 2, (day + timedelta(days=7),))
        if words[place + 1 : place + 2] == ["week"]
        else Days(place + 1, (day,))
    )


def _next_week(words: Words, today: date) -> Days | None:
    """`next week`, `next week on Wed`."""
    if list(words[:2]) != ["next", "week"]:
        return None
    place = 3 if words[2:3] == ["on"] else 2
    wanted = weekday_of(words[place]) if place < len(words) else None
    if wanted is None:
        return Days(2, (_monday(today) + timedelta(days=7),))
    return Days(place + 1, (_monday(today) + timedelta(days=7 + wanted),))


def _weeks_on(words: Words, today: date) -> Days | None:
    """`a week on Wednesday`, `week Wed`, `a week today`, `2 weeks tomorrow`, `a fortnight on Friday`."""
    place = 1 if words[0] == "in" else 0
    number = number_of(words[place]) if place < len(words) else None
    place += number is not None
    weeks = _WEEKS.get(words[place], 0) if place < len(words) else 0
    if not weeks:
        return None
    place += 1
    place += words[place : place + 1] in (["on"], ["from"])
    rest = words[place:]
    anchor = (_near(rest, today) or _bare_weekday(rest, today)) if rest else None
    if anchor is None:
        return None
    return Days(place + 1, (anchor.days[0] + timedelta(weeks=weeks * (number or 1)),))


def _bare_weekday(words: Words, today: date) -> Days | None:
    wanted = weekday_of(words[0])
    return None if wanted is None else Days(1, (_coming(wanted, today),))


def _dated(words: Words, today: date) -> Days | None:
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
    return Days(count, (day, _coming(wanted, today)), Surety.DOUBT)


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
    if is_month(following):
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


def _vague(words: Words, today: date) -> Days | None:
    """What names no one day: the weekend, the end of the week or the month, this week, next month."""
    if words[0] not in _VAGUE:
        return None
    for said, days in _vaguely(today):
        plain = [word for word in words[: len(said) + 1] if word != "the"][: len(said)]
        if tuple(plain) == said:
            return Days(len(said) + ("the" in words[: len(said)]), days, Surety.DOUBT)
    return None


def _vaguely(today: date) -> Iterator[tuple[tuple[str, ...], tuple[date, ...]]]:
    friday, saturday, sunday = (_coming(day, today) for day in (4, 5, 6))
    week = timedelta(days=7)
    following = month_on(today.replace(day=1), 1)
    monday = _monday(today) + week
    tuesday, thursday = monday + timedelta(days=1), monday + timedelta(days=3)
    yield ("early", "next", "week"), (monday, tuesday)
    yield ("late", "next", "week"), (thursday, thursday + timedelta(days=1))
    yield ("later", "next", "week"), (thursday, thursday + timedelta(days=1))
    yield ("beginning", "of", "next", "week"), (monday,)
    yield ("start", "of", "next", "week"), (monday,)
    yield ("later", "this", "week"), (friday, sunday)
    yield ("next", "weekend"), (_monday(today) + timedelta(days=12), _monday(today) + timedelta(days=13))
    yield ("this", "weekend"), (saturday, sunday)
    yield ("at", "weekend"), (saturday, sunday)
    yield ("over", "weekend"), (saturday, sunday)
    yield ("weekend",), (saturday, sunday)
    yield ("end", "of", "week"), (friday, sunday)
    yield ("end", "of", "next", "week"), (friday + week, sunday + week)
    yield ("this", "week"), (friday, sunday)
    yield ("end", "of", "month"), (following - timedelta(days=1),)
    yield ("this", "month"), (following - timedelta(days=1),)
    yield ("next", "month"), (following, month_on(today, 1))


def _coming(wanted: int, today: date) -> date:
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


_READERS: tuple[Callable[[Words, date], Days | None], ...] = (
    _near,
    _close,
    _weekday,
    _next_week,
    _weeks_on,
    _dated,
    _vague,
)
