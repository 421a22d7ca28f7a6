"""Due times in the ward's own words: this shift, next night, before ward round, in 3 working days, Friday 17:00.

Nothing is guessed: words that are not understood stay words, what was understood is shown before it is saved, and what
may be meant in more than one way is told as all that it may be. What doctors write as 2/52 means two weeks and 3/7
three days here, never the second of a month.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from inpatient_hub.domain.due_dates import weekday_of
from inpatient_hub.domain.due_days import day_and_time
from inpatient_hub.domain.due_parts import (
    Due,
    Reading,
    Surety,
    Understood,
    WardTime,
    Words,
    as_typed,
    in_full,
    is_gone,
    is_title_word,
    number_of,
)
from inpatient_hub.domain.due_shifts import before_a_shift, next_shift, this_shift, tonight, ward_round
from inpatient_hub.domain.due_spans import is_shorthand, moment_on

__all__ = ["Due", "Surety", "Understood", "WardTime", "as_typed", "in_full", "is_gone", "mentions", "understood"]

_LEADS = frozenset(
    "by on due at before @ the after from since until till til around about approx for between every each q not pre"
    " post".split()
)
_LEADING = (("no", "later", "than"), ("on", "or", "before"))
_HALF = re.compile(r"(?<![a-z])([ap])\.m\.?")
_SHORTENED = {"nxt": "next", "wk": "week", "wks": "weeks", "nite": "night", "b4": "before", "wkend": "weekend"}
_SHORTENED |= {"tomo": "tomorrow", "cob": "cop"}
_DOUBTFUL = frozenset("after from since until till til around about approx for between every each q not post".split())
_NO_TIMES = frozenset(
    "ext extension bleep ring on call tel phone room rm number no fax pager bed beds bay code page form ref".split()
)
_BEDS = frozenset("bed beds bay room rm".split())
_FOR = frozenset("for over x last past".split())
_OXYGEN = frozenset("o2 spo2 oxygen".split())
_ALSO_WORDS = {
    "sat": frozenset("with in down up by on outside beside out alone".split()),
    "sun": frozenset("cream creams hat lotion block screen burn glasses lounge room".split()),
    "mon": frozenset(),
    "wed": frozenset(),
}
"""Names of days that are words too, and what follows them where they are words; any word may at the beginning."""


def understood(words: Words, ward: WardTime) -> Understood | None:
    """The first due words in a line's words that can mean one thing only, the longest reading of them; None when there
    are none. Words are compared without capitals; `by`, `on`, `at`, `before` and `due` before them are taken with
    them."""
    return next((found for found in mentions(words, ward) if found.surety is Surety.PLAIN), None)


def mentions(words: Words, ward: WardTime) -> tuple[Understood, ...]:
    """Every due time that a line's words name, in order; those that may be none only where there is no other, or a day
    alone that they may be the time of."""
    plain = [_plain(word) for word in words]
    found: list[Understood] = []
    place = 0
    while place < len(plain):
        one = _at(plain, place, ward)
        if one is not None:
            found.append(one)
        place = place + 1 if one is None else one.behind
    sure = [one for one in found if one.surety is not Surety.FAINT]
    if len(sure) == 1 and _is_day_alone(sure[0].due):
        return tuple(one for one in found if one in sure or not _is_day_alone(one.due))
    return tuple(sure or found)


def _is_day_alone(due: Due) -> bool:
    return not (due.at or due.shift or due.part)


def _plain(word: str) -> str:
    plain = _HALF.sub(r"\1m", word.casefold()).lstrip("(").rstrip(",;:.?)").replace("\u2019", "'")
    return _SHORTENED.get(plain, plain)


def _at(plain: list[str], place: int, ward: WardTime) -> Understood | None:
    """What the words at this place name, those that lead to it included."""
    if not plain[place] or plain[place][0] in '\0"':
        return None
    whole = next((len(said) for said in _LEADING if tuple(plain[place : place + len(said)]) == said), 0)
    lead_from = start = place + whole
    while start < len(plain) and plain[start] in _LEADS:
        start += 1
    lead, words = plain[lead_from:start], plain[start:]
    if not words or _is_something_else(plain, start):
        return None
    reading = _longest(words, ward, [word for word in lead if word != "the"])
    if reading is None or (start and plain[start - 1] in _FOR and _is_how_long(words, reading)):
        return None
    before = before_a_shift(reading, words, lead, ward)
    reading = before or _as_led(
        reading, lead, plain[max(0, place - 2) : place], ward, is_duration=is_shorthand(words[0])
    )
    if reading.surety is Surety.PLAIN and _is_also_a_word(plain, start, reading, lead):
        reading = Reading(reading.count, reading.may_be, Surety.DOUBT)
    due = reading.may_be[0] if reading.may_be else Due(day=ward.today)
    said = in_full(due, ward) if reading.may_be else ""
    return Understood(place, start + reading.count, due, said, reading.may_be, reading.surety)


def _longest(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    readings = []
    for read in _READERS:
        try:
            found = read(words, ward, lead)
        except (OverflowError, ValueError):  # in 9999 months: no day of the calendar
            continue
        if found is not None:
            readings.append(found)
    return max(readings, key=lambda reading: (reading.count, -reading.surety), default=None)


def _as_led(reading: Reading, lead: Words, earlier: Words, ward: WardTime, *, is_duration: bool) -> Reading:
    """The reading with what leads to it: `after Friday` may be Friday or Saturday, `before Friday` Thursday or
    Friday; `every` belongs to a repeat."""
    days = [due for due in reading.may_be if due.shift is None and due.at is None and due.part is None]
    if len(days) == len(reading.may_be) > 0 and lead[:1] in (["after"], ["before"]):
        named = {due.day for due in days}
        named.add(max(named) + timedelta(days=1) if lead[0] == "after" else min(named) - timedelta(days=1))
        may_be = tuple(Due(day=day) for day in sorted(named) if day >= ward.today)
        return Reading(reading.count, may_be, Surety.DOUBT)
    if lead[-1:] == ["for"] and is_duration:
        return reading
    if lead[-1:] == ["from"] and days:
        return reading  # begun on that day
    if reading.surety is Surety.PLAIN and not _DOUBTFUL.isdisjoint([*lead, *_repeating(earlier)]):
        return Reading(reading.count, reading.may_be, Surety.DOUBT)
    return reading


def _repeating(earlier: Words) -> Words:
    return [word for word in earlier if word in ("every", "each")]


def _is_something_else(plain: list[str], start: int) -> bool:
    """Whether the words before these say that they are a bed, an extension or a level of oxygen."""
    before = plain[start - 1] if start else ""
    if is_shorthand(plain[start]):
        return before in _BEDS
    if plain[start].isdecimal() and len(plain[start]) == 4:
        return before in _NO_TIMES
    return weekday_of(plain[start]) is not None and before in _OXYGEN


def _is_how_long(words: Words, reading: Reading) -> bool:
    """`for 5 days` says how long, and not when."""
    return reading.surety is Surety.FAINT and number_of(words[0]) is not None


def _is_also_a_word(plain: list[str], start: int, reading: Reading, lead: Words) -> bool:
    word, behind = plain[start], start + reading.count
    if lead or behind >= len(plain):
        return False
    following = plain[behind]
    if reading.count == 2 and "may" in plain[start:behind]:
        return is_title_word(following)  # `2 may need transport`
    if reading.count > 1 or word not in _ALSO_WORDS:
        return False
    if word == "sat" and following[:1].isdecimal():
        return True  # a level of oxygen
    return following in _ALSO_WORDS[word] or (start == 0 and is_title_word(following))


_READERS: tuple[Callable[[Words, WardTime, Words], Reading | None], ...] = (
    this_shift,
    next_shift,
    tonight,
    ward_round,
    lambda words, ward, _lead: moment_on(words, ward),
    day_and_time,
)
