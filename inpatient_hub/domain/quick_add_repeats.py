"""Finds in a typed line how often it repeats; what no repeat here can be is asked, never made into another one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_days import within_a_day
from inpatient_hub.domain.quick_add_intervals import ALTERNATE, EVERY, MOST_DAYS, how_often, several_a_day
from inpatient_hub.domain.quick_add_months import before_on, monthly_at, once_or_monthly
from inpatient_hub.domain.quick_add_other_days import every_other, every_so_many, without_days
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Choice, Found, Words, question
from inpatient_hub.domain.quick_add_perhaps import perhaps_a_repeat, perhaps_working_days
from inpatient_hub.domain.quick_add_weekdays import (
    FULL,
    JOINS,
    PLURALS,
    days_at,
    in_a_row,
    listed_days,
    several_days_at,
)
from inpatient_hub.domain.recurrence import WEEKDAYS, every_days, weekly_on
from inpatient_hub.domain.shifts import Shift

_PARTS = frozenset({"am", "pm", "morning", "mornings", "afternoon", "afternoons", "aft", "evening", "evenings"})
_NIGHTS = frozenset({"night", "nights"})

_SHORTENED = {"wk": "week", "wks": "weeks", "mth": "month", "mths": "months"}
_WORKING = "every weekday, not on bank holidays"
_NO_DAYS_ALONE = frozenset({"until", "till", "next", "other", "second", "2nd", "third", "3rd", "alternate", "alt"})
_OF_DAYS = frozenset({"on", "all"})
_NOT_MORE_DAYS = frozenset({"from", "starting", "beginning", "until", "untill", "till", "til", "to", "due", "on", "by"})

Read = tuple[int, str, str] | None
"""The place behind the words, the rule of RFC 5545, and how often in words."""


def repeat_in(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    """How often the line repeats: one chip or one question."""
    plain = [word.casefold().strip(",;.:") for word in words]
    plain = [_SHORTENED.get(word, word) for word in plain]
    for look in _LOOKS:
        found = next(look(words, plain, ward), None)
        if found is not None:
            yield found
            return


def _repeat(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    for place in range(len(plain)):
        found = monthly_at(plain, place, ward) or _working_at(plain, place) or _repeat_at(plain, place, ward)
        if found is not None:
            is_led = plain[place] in (*PLURALS, "weekdays", "working") or found[1].startswith("FREQ=MONTHLY")
            first = before_on(plain, place) if is_led else place
            first -= plain[place] == "working" and plain[first - 1] == "all"
            yield _and_a_day(words, plain, first, found) or _with_shift(words, plain, first, found, ward.shifts)
            return


def _and_a_day(words: Words, plain: Sequence[str], first: int, read: tuple[int, str, str]) -> Found | None:
    """`every mon or thu`, `every mon early thu`: a day right behind those of the repeat may be one of them."""
    behind, rule, said = read
    more = 0 if "".join(plain[behind : behind + 1]) in _NOT_MORE_DAYS else 1
    days = _weekdays_at(plain, behind + 1) if more and behind + 1 < len(plain) else None
    if not said.startswith("every ") or "BYDAY" not in rule or days is None:
        return None
    typed, named = " ".join(words[first : days[0]]), sorted({*_days_of(rule), *_days_of(days[1])})
    both = Choice(words=_begun(listed_days(named)), instead=_written(named))
    one = Choice(words=f"{_begun(said)} only", instead=_written(_days_of(rule)))
    return Found(first, days[0], question(ChipKind.REPEAT, typed, f"On which days is '{typed}'?", both, one))


def _days_of(rule: str) -> list[int]:
    return [WEEKDAYS.index(day) for day in rule.partition("BYDAY=")[2].split(",")]


def _written(days: Sequence[int]) -> str:
    return f"every {' '.join(FULL[day][:3].casefold() for day in days)}"


def _with_shift(
    words: Words, plain: Sequence[str], first: int, read: tuple[int, str, str], shifts: Sequence[Shift]
) -> Found:
    """The chip, with the shift that is named behind it; of two shifts which one is asked."""
    behind, rule, said = read
    named, after = _shifts_at(plain, behind, shifts)
    if {*plain[first:behind]} & {"nightly", "night"}:
        named, after = [_night(shifts) or ""], behind + (plain[behind : behind + 1] == ["shift"])
    how = " ".join(words[first:behind])
    if not named:
        named, first = _shifts_before(plain, first, shifts)
    if not named and plain[behind : behind + 1] and plain[behind] in _PARTS:
        return _of_part(words, first, behind, shifts)
    typed = " ".join(words[first:after])
    if len(named) > 1:
        choices = (Choice(words=f"{one} shift", instead=f"{how} {one.casefold()}") for one in named)
        asked = "Two shifts are named. A repeat typed here is for one; one for several is set up on the Repeats page."
        return Found(first, after, question(ChipKind.REPEAT, typed, asked, *choices))
    shift = named[0] if named else None
    shown = f"Repeats {said}" + (f", {shift} shift" if shift else "")
    made = Chip(kind=ChipKind.REPEAT, typed=typed, words=shown, rule=rule, shift=shift)
    return Found(first, after, replace(made, working=said == _WORKING))


def _shifts_at(plain: Sequence[str], place: int, shifts: Sequence[Shift]) -> tuple[list[str], int]:
    """The shifts that are named here, and the place behind them: `early`, `late shift`, `early and late`."""
    names = {shift.name.casefold(): shift.name for shift in shifts}
    named: list[str] = []
    while True:
        at = place + (bool(named) and plain[place : place + 1] == ["and"])
        found = names.get(plain[at].removesuffix("s")) if at < len(plain) else None
        if found is None:
            return named, place
        named.append(found)
        place = at + 1 + (plain[at + 1 : at + 2] in (["shift"], ["shifts"]))


def _shifts_before(plain: Sequence[str], place: int, shifts: Sequence[Shift]) -> tuple[list[str], int]:
    """The shifts named right before, `early and late every day`, and where they begin."""
    for first in range(max(place - 5, 0), place):
        named, behind = _shifts_at(plain, first, shifts)
        if named and behind == place:
            return named, first
    return [], place


def _of_part(words: Words, first: int, behind: int, shifts: Sequence[Shift]) -> Found:
    """`every mon am`: a repeat belongs to a shift, and not to a part of the day."""
    typed, how = " ".join(words[first : behind + 1]), " ".join(words[first:behind])
    choices = (Choice(words=f"{one.name} shift", instead=f"{how} {one.name.casefold()}") for one in shifts)
    said = f"On which shift is '{typed}'? A repeat belongs to a shift, or to the whole day."
    return Found(first, behind + 1, question(ChipKind.REPEAT, typed, said, *choices))


def _working_at(plain: Sequence[str], place: int) -> Read:
    """`every working day`, `on working days`: no bank holidays."""
    said, following = list(plain[place : place + 2]), list(plain[place + 1 : place + 3])
    if plain[place] in EVERY and following in (["working", "day"], ["working", "days"]):
        return place + 3, weekly_on(range(5)), _WORKING
    is_led = place > 0 and plain[place - 1] in _OF_DAYS
    return (place + 2, weekly_on(range(5)), _WORKING) if is_led and said == ["working", "days"] else None


def _repeat_at(plain: Sequence[str], place: int, ward: WardTime) -> Read:
    word, following = plain[place], list(plain[place + 1 : place + 3])
    if word in PLURALS:
        return _weekdays_at(plain, place)
    if word in ("daily", "nightly"):
        return (place + 1, every_days(1), "every day") if word == "daily" or _night(ward.shifts) else None
    if word == "once" and (following[:1] == ["daily"] or following == ["a", "day"]):
        return place + (2 if following[0] == "daily" else 3), every_days(1), "every day"
    if word in ALTERNATE and following[:1] in (["day"], ["days"]):
        return place + 2, every_days(2), "every other day"
    if word == "weekdays":
        return place + 1, weekly_on(range(5)), "every weekday"
    if word == "weekly" or (word in EVERY and following[:1] == ["week"]):
        at = place + (1 if word == "weekly" else 2)
        at += plain[at : at + 1] in (["on"], ["every"])
        return _weekdays_at(plain, at)
    return _every(plain, place, ward) if word in EVERY else None


def _every(plain: Sequence[str], place: int, ward: WardTime) -> Read:
    following = list(plain[place + 1 : place + 3])
    first = following[0] if following else ""
    if first == "day":
        return place + 2, every_days(1), "every day"
    if first in _NIGHTS and _night(ward.shifts):
        return place + 2, every_days(1), "every day"
    if first and first in {shift.name.casefold() for shift in ward.shifts}:
        return place + 1, every_days(1), "every day"
    if first in ("weekday", "weekend"):
        return place + 2, weekly_on(range(5) if first == "weekday" else (5, 6)), f"every {first}"
    if len(following) == 2 and following[1] == "days" and first.isdecimal() and 1 <= int(first) <= MOST_DAYS:
        return place + 3, every_days(int(first)), f"every {int(first)} days"
    if following in (["other", "day"], ["2nd", "day"], ["second", "day"]):
        return place + 3, every_days(2), "every other day"
    return _weekdays_at(plain, place + 1)


def _weekdays_at(plain: Sequence[str], place: int) -> Read:
    """Days of the week one after the other, `mon wed and fri`, and from one to another, `mon to fri`."""
    named: list[int] = []
    behind = place
    while behind < len(plain):
        count, more = days_at(plain, behind)
        if not count and plain[behind] in JOINS and behind + 1 < len(plain):
            count, more = days_at(plain, behind + 1)
            count += bool(count)
        if not count:
            break
        named += more
        behind += count
    return (behind, weekly_on(named), listed_days(named)) if named else None


def _night(shifts: Sequence[Shift]) -> str | None:
    return next((shift.name for shift in shifts if shift.name.casefold() in _NIGHTS), None)


def _several_days(words: Words, plain: Sequence[str], _ward: WardTime) -> Iterator[Found]:
    """`mon to fri` and `mon wed fri` alone may be a repeat, or days of something."""
    for place in range(len(plain)):
        count, days = several_days_at(plain, place)
        if len(set(days)) > 1 and (plain[place - 1] if place else "") not in _NO_DAYS_ALONE:
            typed = " ".join(words[place : place + count])
            short = [FULL[day][:3].casefold() for day in days]
            singles = list(dict.fromkeys(days))
            yes = Choice(words=_begun(listed_days(days)), instead=f"every {' '.join(short)}")
            if len(days) > 2 and days == in_a_row(short[0], short[-1]):
                said = f"Every {FULL[days[0]]} to {FULL[days[-1]]}"
                yes, singles = Choice(words=said, instead=f"every {short[0]} to {short[-1]}"), singles[:1]
            only = (Choice(words=f"On {FULL[day]} only", instead=FULL[day][:3].casefold()) for day in singles)
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, f"Does '{typed}' repeat?", yes, *only))
            return


def _begun(words: str) -> str:
    """Words as a sentence begins, the days of the week with their capitals."""
    return words[:1].upper() + words[1:]


_LOOKS = (
    several_a_day,
    without_days,
    every_other,
    every_so_many,
    _repeat,
    once_or_monthly,
    _several_days,
    within_a_day,
    how_often,
    perhaps_a_repeat,
    perhaps_working_days,
)
