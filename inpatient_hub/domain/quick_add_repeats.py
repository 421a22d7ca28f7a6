"""Finds in a typed line how often it repeats; what no repeat here can be is asked, never made into another one."""

import re
from collections.abc import Iterator, Mapping, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_days import within_a_day
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Choice, Found, Question, Words, question
from inpatient_hub.domain.recurrence import every_days, weekly_on
from inpatient_hub.domain.shifts import Shift

_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_WEEKDAYS = {
    name: number
    for number, (full, short) in enumerate(zip(_FULL, _SHORT, strict=True))
    for name in (full.casefold(), *short.split())
}
_PLURALS = {f"{day.casefold()}s": number for number, day in enumerate(_FULL)}
_RANGE = frozenset({"to", "-", "thru", "through"})
_EVERY = frozenset({"every", "each"})
_NIGHTS = frozenset({"night", "nights"})
_TIMES = re.compile(r"twice|thrice|[2-9]x|x[2-9]|[2-9]times", re.ASCII)
_NUMBER = re.compile(r"[2-9]|two|three|four|five|six", re.ASCII)
_LATIN = frozenset({"bd", "tds", "qds", "tid"})
_PER = frozenset({"a", "per", "each", "every"})
_SHORTHAND = re.compile(r"(\d{1,2})/(7|52|12)", re.ASCII)
_MANY = {"other": 2, "second": 2, "third": 3, "two": 2, "three": 3, "four": 4, "six": 6}
_UNREAD = frozenset("week month fortnight year shift night morning afternoon evening am pm".split())
_MOST = 366

Read = tuple[int, str, str] | None
"""The place behind the words, the rule of RFC 5545, and how often in words."""


def repeat_in(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    """How often the line repeats: one chip or one question."""
    plain = [word.casefold().strip(",;.:") for word in words]
    for look in (_several_a_day, _repeat, _from_day_to_day, within_a_day, _how_often):
        found = next(look(words, plain, ward), None)
        if found is not None:
            yield found
            return


def _repeat(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    for place in range(len(plain)):
        found = _repeat_at(plain, place, ward)
        if found is not None:
            first = (
                place - 1 if plain[place] in (*_PLURALS, "weekdays") and plain[place - 1 : place] == ["on"] else place
            )
            yield _with_shift(words, plain, first, found, ward.shifts)
            return


def _with_shift(
    words: Words, plain: Sequence[str], first: int, read: tuple[int, str, str], shifts: Sequence[Shift]
) -> Found:
    """The chip, with the shift that is named behind it; of two shifts which one is asked."""
    behind, rule, said = read
    names = {shift.name.casefold(): shift.name for shift in shifts}
    shift = names.get(plain[behind].removesuffix("s")) if behind < len(plain) else None
    nightly = {plain[first], *plain[first + 1 : behind]} & {"nightly", "night"}
    if nightly:
        shift = shift or _night(shifts)
    elif shift is not None:
        behind += 1
    more = behind + 1 if plain[behind : behind + 1] == ["and"] else behind
    if shift is not None and more < len(plain) and names.get(plain[more].removesuffix("s")):
        typed = " ".join(words[first : more + 1])
        how = " ".join(words[first : behind - 1])
        named = (shift, names[plain[more].removesuffix("s")])
        choices = (Choice(words=f"{one} shift", instead=f"{how} {one.casefold()}") for one in named)
        said = "Two shifts are named. A repeat typed here is for one; one for several is set up on the Repeats page."
        return Found(first, more + 1, question(ChipKind.REPEAT, typed, said, *choices))
    typed = " ".join(words[first:behind])
    shown = f"Repeats {said}" + (f", {shift} shift" if shift else "")
    return Found(first, behind, Chip(kind=ChipKind.REPEAT, typed=typed, words=shown, rule=rule, shift=shift))


def _repeat_at(plain: Sequence[str], place: int, ward: WardTime) -> Read:
    word, following = plain[place], list(plain[place + 1 : place + 3])
    if word in _PLURALS:
        return _weekdays_at(plain, place)
    if word in ("daily", "nightly"):
        return (place + 1, every_days(1), "every day") if word == "daily" or _night(ward.shifts) else None
    if word == "once" and (following[:1] == ["daily"] or following == ["a", "day"]):
        return place + (2 if following[0] == "daily" else 3), every_days(1), "every day"
    if word == "weekdays":
        return place + 1, weekly_on(range(5)), "every weekday"
    if word == "weekly" or (word in _EVERY and following[:1] == ["week"]):
        at = place + (1 if word == "weekly" else 2)
        at += plain[at : at + 1] in (["on"], ["every"])
        return _weekdays_at(plain, at)
    return _every(plain, place, ward) if word in _EVERY else None


def _every(plain: Sequence[str], place: int, ward: WardTime) -> Read:
    following = list(plain[place + 1 : place + 3])
    first = following[0] if following else ""
    if first == "day":
        return place + 2, every_days(1), "every day"
    if first in _NIGHTS and _night(ward.shifts):
        return place + 2, every_days(1), "every day"
    if first in ("weekday", "weekend"):
        return place + 2, weekly_on(range(5) if first == "weekday" else (5, 6)), f"every {first}"
    if len(following) == 2 and following[1] == "days" and first.isdecimal() and 1 <= int(first) <= _MOST:
        return place + 3, every_days(int(first)), f"every {int(first)} days"
    if following == ["other", "day"]:
        return place + 3, every_days(2), "every other day"
    return _weekdays_at(plain, place + 1)


def _weekdays_at(plain: Sequence[str], place: int) -> Read:
    """Days of the week one after the other, `mon wed and fri`, and from one to another, `mon to fri`."""
    named: list[int] = []
    behind = place
    while behind < len(plain):
        count, more = _days_at(plain, behind)
        if not count and plain[behind] in ("and", "&") and behind + 1 < len(plain):
            count, more = _days_at(plain, behind + 1)
            count += bool(count)
        if not count:
            break
        named += more
        behind += count
    return (behind, weekly_on(named), _listed(named)) if named else None


def _days_at(plain: Sequence[str], place: int) -> tuple[int, list[int]]:
    """How many words here are a day or days in a row, and which."""
    joined = plain[place].split("-")
    if len(joined) == 2 and all(one in _WEEKDAYS for one in joined):
        return 1, _in_a_row(*joined)
    if plain[place] not in _WEEKDAYS and plain[place] not in _PLURALS:
        return 0, []
    behind = list(plain[place + 1 : place + 3])
    if len(behind) == 2 and behind[0] in _RANGE and behind[1] in _WEEKDAYS and plain[place] in _WEEKDAYS:
        return 3, _in_a_row(plain[place], behind[1])
    return 1, [_WEEKDAYS[plain[place]] if plain[place] in _WEEKDAYS else _PLURALS[plain[place]]]


def _in_a_row(first: str, last: str) -> list[int]:
    begins = _WEEKDAYS[first]
    return [(begins + more) % 7 for more in range((_WEEKDAYS[last] - begins) % 7 + 1)]


def _listed(named: Sequence[int]) -> str:
    days = sorted(set(named))
    if days == list(range(5)):
        return "every weekday"
    names = [_FULL[day] for day in days]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"every {listed}"


def _night(shifts: Sequence[Shift]) -> str | None:
    return next((shift.name for shift in shifts if shift.name.casefold() in _NIGHTS), None)


def _several_a_day(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`twice daily`, `x3 a day`, `tds`: a repeat comes once a day, or once a shift."""
    for place in range(len(plain)):
        count, per_day = _several_at(plain, place)
        if not count:
            continue
        typed = " ".join(words[place : place + count])
        if per_day:
            said = f"'{typed}' cannot be one repeat: a repeat comes once a day. Add one for each shift."
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, said, *_each_day(ward)))
        else:
            said = f"'{typed}' does not say on which days. Type them, such as 'every mon thu'."
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, said))
        return


def _several_at(plain: Sequence[str], place: int) -> tuple[int, bool]:
    """How many words here say that it is several times, and whether a day (else a week)."""
    if plain[place] in _LATIN:
        return 1, True
    times = _times_at(plain, place)
    per = list(plain[place + times : place + times + 2]) if times else []
    if per[:1] in (["daily"], ["weekly"]):
        return times + 1, per[0] == "daily"
    if len(per) == 2 and per[0] in _PER and per[1] in ("day", "week"):
        return times + 2, per[1] == "day"
    if plain[place] == "daily" and place + 1 < len(plain):
        times = _times_at(plain, place + 1)
        return (times + 1, True) if times and not plain[place + 1].startswith("x") else (0, True)
    return 0, True


def _times_at(plain: Sequence[str], place: int) -> int:
    """How many words here are `twice`, `x3`, `3 times` or `three x`."""
    if _TIMES.fullmatch(plain[place]):
        return 1
    following = plain[place + 1] if place + 1 < len(plain) else ""
    if _NUMBER.fullmatch(plain[place]) and following in ("times", "x"):
        return 2
    return 2 if plain[place] == "x" and _NUMBER.fullmatch(following) else 0


def _each_day(ward: WardTime) -> list[Choice]:
    names = [shift.name for shift in ward.shifts if " " not in shift.name]
    choices = [Choice(words="Every day", instead="every day")]
    return choices + [Choice(words=f"Every day, {one} shift", instead=f"every day {one.casefold()}") for one in names]


def _from_day_to_day(words: Words, plain: Sequence[str], _ward: WardTime) -> Iterator[Found]:
    """`mon to fri` alone may be a repeat, or the first and the last day of something."""
    for place in range(len(plain)):
        count, days = _days_at(plain, place)
        if count and len(days) > 1 and (plain[place - 1] if place else "") not in ("until", "till", "next"):
            typed = " ".join(words[place : place + count])
            first, last = _FULL[days[0]], _FULL[days[-1]]
            again = f"every {first[:3].casefold()} to {last[:3].casefold()}"
            yes = Choice(words=f"Every {first} to {last}", instead=again)
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, f"Does '{typed}' repeat?", yes))
            return


def _how_often(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """What says how often and not on which days: `weekly`, `every 2/52`, `every month`."""
    for place in range(len(plain)):
        found = _how_often_at(words, plain, place, ward)
        if found is not None:
            yield found
            return


def _how_often_at(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    word = plain[place]
    if word in ("weekly", "fortnightly", "monthly", "yearly", "nightly"):
        unit = {"weekly": "week", "fortnightly": "fortnight", "nightly": "night"}.get(word, word.removesuffix("ly"))
        return Found(place, place + 1, _unsaid(words[place], 1, unit, ward))
    if word not in _EVERY:
        return None
    count, many, unit = _interval_at(plain, place + 1)
    if not count:
        return None
    behind = place + 1 + count
    return Found(place, behind, _unsaid(" ".join(words[place:behind]), many, unit, ward))


def _interval_at(plain: Sequence[str], place: int) -> tuple[int, int, str]:
    """How many words here are an interval, how many of which unit: `2/52`, `2 weeks`, `other week`, `month`."""
    word = plain[place] if place < len(plain) else ""
    short = _SHORTHAND.fullmatch(word)
    if short is not None:
        return 1, int(short[1]), {"7": "day", "52": "week", "12": "month"}[short[2]]
    if word in _UNREAD:
        return 1, 1, word
    unit = plain[place + 1].removesuffix("s") if place + 1 < len(plain) else ""
    many = int(word) if word.isdecimal() and len(word) < 4 else _MANY.get(word, 0)
    return (2, many, unit) if many and unit in (*_UNREAD, "day") else (0, 0, "")


def _unsaid(typed: str, many: int, unit: str, ward: WardTime) -> Question:
    if (many, unit) == (1, "week"):
        days = (Choice(words=f"Every {day}", instead=f"every {day}") for day in _FULL)
        return question(ChipKind.REPEAT, typed, "On which day of the week does it repeat?", *days)
    if unit in ("shift", "night", "morning", "afternoon", "evening", "am", "pm"):
        return question(ChipKind.REPEAT, typed, f"'{typed}' does not say on which days and shift.", *_each_day(ward))
    said = f"'{typed}' does not say on which days. Any other repeat is set up on the Repeats page."
    every = many * {"day": 1, "week": 7, "fortnight": 14}.get(unit, 0)
    if not 0 < every <= _MOST:
        return question(ChipKind.REPEAT, typed, said)
    again = Choice(words=f"Every {every} days, from today or the day you type", instead=f"every {every} days")
    return question(ChipKind.REPEAT, typed, said, again)
