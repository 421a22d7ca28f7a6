"""A day by its place in the month: the first Monday of the month, the last day of December, the next working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inpatient_hub.domain.due_dates import month_number, month_on, weekday_of
from inpatient_hub.domain.due_parts import Days, WardTime
from inpatient_hub.domain.working_days import after_working_days, is_working_day

_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
NTH_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_WORKING = (("working", "day"), ("week", "day"), ("weekday",))


@dataclass(frozen=True, slots=True)
class Nth:
    """`the first Monday`: how many words, which of them, and of what: a day of the week, a working day or any."""

    count: int
    nth: int
    weekday: int | None = None
    working: bool = False


def nth_named(words: Sequence[str]) -> Nth | None:
    """The place in a month with which the words begin, such as `the last friday`; not yet of which month."""
    the = words[:1] == ["the"]
    nth = _NTH.get(words[the]) if the < len(words) else None
    rest = words[the + 1 :]
    if nth is None or not rest:
        return None
    working = next((len(said) for said in _WORKING if tuple(rest[: len(said)]) == said), 0)
    if working:
        return Nth(the + 1 + working, nth, working=True)
    weekday = weekday_of(rest[0])
    if weekday is None and rest[0] != "day":
        return None
    return Nth(the + 2, nth, weekday=weekday)


def of_the_month(words: Sequence[str]) -> int:
    """How many words here are `of the month`; none for a month that is named."""
    if words[:1] not in (["of"], ["in"]):
        return 0
    the = words[1:2] == ["the"]
    return 2 + the if words[1 + the : 2 + the] == ["month"] else 0


def day_in_month(words: Sequence[str], ward: WardTime) -> Days | None:
    """`first monday of the month`, `last working day of december`, `next working day`: the next such day."""
    if list(words[:3]) == ["next", "working", "day"]:
        return Days(3, (after_working_days(ward.today, 1, ward.nation),))
    nth = nth_named(words)
    if nth is None:
        return None
    behind, months = _months_meant(words[nth.count :], ward.today)
    for month in months:
        day = _day_of(nth, month, ward)
        if day is not None and (day >= ward.today or month is months[-1]):
            return Days(nth.count + behind, (day,))
    return None


def _months_meant(words: Sequence[str], today: date) -> tuple[int, tuple[date, ...]]:
    """How many words name the month, and the first days of those it may be: the first that has not gone by is meant."""
    this = today.replace(day=1)
    count = of_the_month(words)
    if count:
        return count, (this, month_on(this, 1))
    said = list(words[1:3]) if words[:1] in (["of"], ["in"]) else []
    if said in (["this", "month"], ["next", "month"]):
        return 3, (month_on(this, 1 if said[0] == "next" else 0),)
    number = month_number(said[0]) if said else None
    if number is None:
        return 0, ()
    named = month_on(this, (number - this.month) % 12)
    return 2, (named, month_on(named, 12))


def _day_of(nth: Nth, month: date, ward: WardTime) -> date | None:
    days = [month + timedelta(days=more) for more in range(31)]
    days = [day for day in days if day.month == month.month]
    if nth.working:
        days = [day for day in days if is_working_day(day, ward.nation)]
    elif nth.weekday is not None:
        days = [day for day in days if day.weekday() == nth.weekday]
    return days[nth.nth - 1 if nth.nth > 0 else -1] if len(days) >= nth.nth else None
