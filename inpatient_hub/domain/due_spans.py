"""How long it is until something is due: in 3 working days, in half an hour, within 72 hours, 2/52."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from inpatient_hub.domain.due_dates import month_on
from inpatient_hub.domain.due_parts import Days, Due, Reading, Surety, WardTime, Words, is_title_word, number_of
from inpatient_hub.domain.working_days import after_working_days

_SHORTHAND = re.compile(r"(\d{1,2})/(7|52|12)", re.ASCII)
_JOINED = re.compile(r"(\d{1,3})([a-z]+)", re.ASCII)
_UNCLEAR = re.compile(r"\d{1,3}-\d{1,3}|\d{1,3}\.\d|few|couple|some|several|next", re.ASCII)
_UNITS = {
    word: unit
    for unit, words in {
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days d",
        "week": "week weeks wk wks w",
        "fortnight": "fortnight fortnights",
        "month": "month months mth mths",
    }.items()
    for word in words.split()
}


def days_on(words: Words, ward: WardTime) -> Days | None:
    """A number of days, weeks or months from today: `in 2 weeks`, `in a fortnight`, `3/7`, `for 1/52`."""
    lead = 1 if words[:1] in (["in"], ["within"], ["for"]) else 0
    rest = words[lead:]
    if not rest:
        return None
    if lead and list(rest[:2]) == ["the", "next"] and words[0] != "for":
        again = days_on([words[0], *rest[2:]], ward)
        return None if again is None else Days(again.count + 2, again.days, again.surety)
    if short := _SHORTHAND.fullmatch(rest[0]):
        return _shorthand(short, lead, rest, ward)
    if words[0] == "for":
        return None
    counted = _counted(rest)
    if counted is None:
        return None
    count, number, unit = counted
    if unit not in _DAYS_ON or (not lead and not _is_meant(rest, count, unit)):
        return None
    count += rest[count : count + 1] == ["time"]
    day = _DAYS_ON[unit](ward, number)
    return Days(lead + count, (day,), Surety.PLAIN if lead else Surety.FAINT)


def moment_on(words: Words, ward: WardTime) -> Reading | None:
    """A number of hours or minutes from now: `in an hour and a half`, `in 30 mins`, `within 72 hours`."""
    if words[:1] not in (["in"], ["within"]):
        counted = _counted(words)
        if counted is None or counted[2] != "hour" or not _is_meant(words, counted[0], "hour"):
            return None
        return Reading(counted[0], (_at(ward, timedelta(hours=counted[1])),), Surety.FAINT)
    if list(words[1:3]) == ["the", "next"] and (again := moment_on([words[0], *words[3:]], ward)) is not None:
        return Reading(again.count + 2, again.may_be, again.surety)
    found = _how_long(words[1:])
    if found is None:
        return _unclear(words)
    count, long = found
    count += words[1 + count : 2 + count] == ["time"]
    return Reading(1 + count, (_at(ward, long),))


def _how_long(words: Words) -> tuple[int, timedelta] | None:
    """How many words say so many hours or minutes, and how long that is."""
    for said, long in _HALVES:
        if tuple(words[: len(said)]) == said:
            return len(said), long
    if len(words) > 1 and re.fullmatch(r"\d{1,2}\.\d", words[0], re.ASCII) and _UNITS.get(words[1]) == "hour":
        return 2, timedelta(minutes=round(float(words[0]) * 60))
    counted = _counted(words)
    if counted is None or counted[2] not in ("hour", "minute"):
        return None
    count, number, unit = counted
    if unit == "minute":
        return count, timedelta(minutes=number)
    and_a_half = tuple(words[count : count + 3]) == ("and", "a", "half")
    return count + 3 * and_a_half, timedelta(hours=number, minutes=30 * and_a_half)


def is_shorthand(word: str) -> bool:
    """Whether a word is what doctors write for so many days, weeks or months: `2/52`."""
    return _SHORTHAND.fullmatch(word) is not None


_HALVES = (
    (("half", "an", "hour"), timedelta(minutes=30)),
    (("half", "hour"), timedelta(minutes=30)),
    (("a", "half", "hour"), timedelta(minutes=30)),
    (("quarter", "of", "an", "hour"), timedelta(minutes=15)),
    (("hour",), timedelta(hours=1)),
    (("the", "hour"), timedelta(hours=1)),
)


def _shorthand(short: re.Match[str], lead: int, rest: Words, ward: WardTime) -> Days:
    """`4/52 rota` is no due time, or may be none."""
    number, per = int(short[1]), short[2]
    unit = {"7": "day", "52": "week", "12": "month"}[per]
    following = rest[1] if len(rest) > 1 else ""
    sure = Surety.DOUBT if not lead and is_title_word(following) else Surety.PLAIN
    count = 2 if following == "time" else 1
    sure = Surety.PLAIN if count > 1 else sure
    return Days(lead + count, (_DAYS_ON[unit](ward, number),), sure)


def _counted(words: Words) -> tuple[int, int, str] | None:
    """(how many words, number, unit) of `2 weeks`, `48h`, `3 working days`, `a fortnight`, `a couple of days`."""
    if not words:
        return None
    if joined := _JOINED.fullmatch(words[0]):
        unit = _UNITS.get(joined[2])
        return None if unit is None else (1, int(joined[1]), unit)
    if words[0] == "fortnight":
        return 1, 1, "fortnight"
    number = number_of(words[0])
    if number is None or len(words) < 2:
        return None
    rest = words[1:]
    if tuple(rest[:2]) == ("couple", "of") and len(rest) > 2:
        rest, number, more = rest[2:], 2, 2
    else:
        more = 0
    if rest[0] == "working" and rest[1:2] in (["day"], ["days"], ["day's"], ["days'"]):
        return 3 + more, number, "working"
    unit = _UNITS.get(rest[0].replace("\u2019", "'").removesuffix("'s").removesuffix("'"))
    return None if unit is None else (2 + more, number, unit)


def _is_meant(words: Words, count: int, unit: str) -> bool:
    """Whether a number of days without `in` looks like a due time: `3 days` may, `72 hour follow-up` not."""
    said = words[count - 1]
    following = words[count] if count < len(words) else ""
    is_many = said.endswith("s") or said[:1].isdecimal() or unit == "fortnight" or following == "time"
    is_plain = words[0] not in ("a", "an") and (is_many or words[0] in ("1", "one"))
    return is_plain and (following == "time" or not is_title_word(following))


def _unclear(words: Words) -> Reading | None:
    """`in a few days`, `in 2-3 weeks`: it says when and not plainly."""
    place = next((at for at, word in enumerate(words[1:5], start=1) if word in _UNITS or word in ("year", "years")), 0)
    if not place:  # `in 10`
        is_end = len(words) == 2 and number_of(words[1]) is not None and words[1] not in ("a", "an", "one")
        return Reading(2, (), Surety.DOUBT) if is_end else None
    is_some = any(_UNCLEAR.fullmatch(word) or number_of(word) is not None for word in words[1:place])
    return Reading(place + 1, (), Surety.DOUBT) if is_some else None


def _at(ward: WardTime, long: timedelta) -> Due:
    moment: datetime = ward.now + long
    return Due(day=moment.astimezone(ward.zone).date(), at=moment)


_DAYS_ON: Mapping[str, Callable[[WardTime, int], date]] = {
    "day": lambda ward, number: ward.today + timedelta(days=number),
    "working": lambda ward, number: after_working_days(ward.today, number, ward.nation),
    "week": lambda ward, number: ward.today + timedelta(weeks=number),
    "fortnight": lambda ward, number: ward.today + timedelta(weeks=2 * number),
    "month": lambda ward, number: month_on(ward.today, number),
}
