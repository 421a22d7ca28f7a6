"""Days as they are said: Friday week, a week on Wednesday, next week Wed, close of play, the end of the month."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from inpatient_hub.domain.due_dates import coming, dated, month_on, weekday_of
from inpatient_hub.domain.due_parts import Days, Surety, WardTime, Words, number_of

_TODAY = frozenset("today 2day tdy".split())
TOMORROW = frozenset(
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
_VAGUE = frozenset("next this at over the weekend end early late later beginning start".split())
_WEEKS = {"week": 1, "weeks": 1, "wk": 1, "wks": 1, "fortnight": 2}


def day_named(words: Words, ward: WardTime) -> Days | None:
    """The day with which the words begin, the longest reading of it; None where there is none."""
    if not words:
        return None
    readings = [found for read in _READERS if (found := read(words, ward.today)) is not None]
    return max(readings, key=lambda found: (found.count, -found.surety), default=None)


def _near(words: Words, today: date) -> Days | None:
    first = words[0]
    if first in _TODAY or first in TOMORROW:
        day = today + timedelta(days=first not in _TODAY)
        return Days(2, (day + timedelta(days=7),)) if words[1:2] == ["week"] else Days(1, (day,))
    the = first == "the"
    if list(words[the : the + 2]) == ["day", "after"] and len(words) > the + 2 and words[the + 2] in TOMORROW:
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
    day = coming(wanted, today)
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
    is_months = words[place : place + 1] in (["month"], ["months"])
    if not weeks and not is_months:
        return None
    place += 1
    place += words[place : place + 1] in (["on"], ["from"])
    rest = words[place:]
    anchor = (_near(rest, today) or _bare_weekday(rest, today)) if rest else None
    if anchor is None:
        return None
    if is_months:
        return Days(place + anchor.count, (month_on(anchor.days[0], number or 1),))
    return Days(place + anchor.count, (anchor.days[0] + timedelta(weeks=weeks * (number or 1)),))


def _bare_weekday(words: Words, today: date) -> Days | None:
    wanted = weekday_of(words[0])
    return None if wanted is None else Days(1, (coming(wanted, today),))


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
    friday, saturday, sunday = (coming(day, today) for day in (4, 5, 6))
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


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


_READERS: tuple[Callable[[Words, date], Days | None], ...] = (
    _near,
    _close,
    _weekday,
    _next_week,
    _weeks_on,
    dated,
    _vague,
)
