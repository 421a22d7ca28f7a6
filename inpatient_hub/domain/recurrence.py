"""How a task repeats: a rule of RFC 5545 on the ward's calendar, in plain words, and what becomes of a missed one."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.working_days import Nation, bank_holidays

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset


class Missed(StrEnum):
    """What becomes of an occurrence that nobody did."""

    MOVES_ON = "moves_on"
    """It is let go when the next one comes, and counts as missed."""
    EXPIRES = "expires"
    """It ends with its shift, or with its day, and counts as missed."""
    STAYS = "stays"
    """It stays until it is done; the next one is only made after that."""
    PILES_UP = "piles_up"
    """It stays until it is done, and so does every later one."""


MISSED_WORDS: Mapping[Missed, str] = {
    Missed.MOVES_ON: "moves on to the next one, and counts as missed",
    Missed.EXPIRES: "ends with its shift, and counts as missed",
    Missed.STAYS: "stays until it is done",
    Missed.PILES_UP: "stays, and the next ones pile up",
}

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY_WORDS = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_KNOWN_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYMONTH"})
_KNOWN_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_MOST_EVERY = 366
_MANY = 4096
"""Months of repeats that are kept: two hundred repeats over a year and a half."""
_SOON = timedelta(days=31)
_MOST_HOLIDAYS = 60
"""So many times in a row that are all bank holidays, and a rule falls on no other day: such as every Christmas Day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A rule on days of the ward's clock. `rule` is the value of an RRULE without DTSTART and without times of day; the
    first day counts only if the rule names it. `left_out` are days taken out one by one; with `not_on` it leaves out
    the bank holidays of that part of the United Kingdom too."""

    rule: str
    starts_on: date
    ends_on: date | None = None
    left_out: tuple[date, ...] = ()
    not_on: Nation | None = None

    def __post_init__(self) -> None:
        check_rule(self.rule)
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise InvalidAnswer(
                "These days do not fit",
                "The last day is before the first.",
                remedy="Choose a later last day, or none.",
                field="ends_on",
            )


@lru_cache(maxsize=_MANY)
def check_rule(rule: str) -> None:
    """Raises InvalidAnswer for what is not a rule, and for one that goes by hours or minutes: on the ward's calendar a
    task repeats by days, and its shift says when."""
    parts = _parts_of(rule)
    unknown = set(parts) - _KNOWN_PARTS
    if unknown or parts.get("FREQ") not in _KNOWN_FREQUENCIES:
        raise _not_a_rule()
    if not parts.get("INTERVAL", "1").isdecimal() or not 1 <= int(parts.get("INTERVAL", "1")) <= _MOST_EVERY:
        raise _not_a_rule()
    try:
        _rule_from(rule, date(2026, 1, 1))
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise _not_a_rule() from None


def days_between(repeat: Repeat, first: date, last: date) -> list[date]:
    """The days on which it falls, from the first to the last, both included."""
    first, last = max(first, repeat.starts_on), min(last, repeat.ends_on or last)
    if first > last:
        return []
    days: list[date] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        days += _days_of(repeat, year, month)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return days[bisect_left(days, first) : bisect_right(days, last)]


def next_day(repeat: Repeat, after: date) -> date | None:
    """The first day after this one on which it falls, or None when there is none any more."""
    after = max(after, repeat.starts_on - timedelta(days=1))
    soon = days_between(repeat, after + timedelta(days=1), after + _SOON) if after < date.max - _SOON else []
    if soon:
        return soon[0]
    rule = _rule_of(repeat, after)
    for _ in range(_MOST_HOLIDAYS):
        found = rule.after(_midnight(after))
        if found is None or (repeat.ends_on is not None and found.date() > repeat.ends_on):
            return None
        after = found.date()
        if not is_holiday(repeat, after):
            return after
    return None


def all_days(repeat: Repeat) -> Iterator[date]:
    """Every day on which it falls, in order; endless for a rule without an end, unless it is all bank holidays."""
    holidays = 0
    for moment in _rule_of(repeat):
        if holidays == _MOST_HOLIDAYS or (repeat.ends_on is not None and moment.date() > repeat.ends_on):
            return
        if is_holiday(repeat, moment.date()):
            holidays += 1
            continue
        holidays = 0
        yield moment.date()


def is_holiday(repeat: Repeat, day: date) -> bool:
    """Whether it leaves this day out as a bank holiday."""
    return repeat.not_on is not None and day in bank_holidays(repeat.not_on, day.year)


def every_days(count: int) -> str:
    """The rule for every so many days, counted from the first."""
    return "FREQ=DAILY" if count == 1 else f"FREQ=DAILY;INTERVAL={count}"


def weekly_on(days: Sequence[int], *, every_weeks: int = 1) -> str:
    """The rule for days of the week, Monday 0 to Sunday 6, every so many weeks."""
    named = ",".join(WEEKDAYS[day] for day in sorted(set(days)))
    every = f";INTERVAL={every_weeks}" if every_weeks > 1 else ""
    return f"FREQ=WEEKLY{every};BYDAY={named}"


def monthly_on_day(day: int) -> str:
    """The rule for a day of each month. A month that has no such day is given its last: a check on the 31st must not be
    left out in June."""
    if day <= 28:
        return f"FREQ=MONTHLY;BYMONTHDAY={day}"
    days = ",".join(str(one) for one in range(28, day + 1))
    return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"


def monthly_on_weekday(nth: int, day: int) -> str:
    """The rule for, say, the second Tuesday of each month; -1 is the last."""
    return f"FREQ=MONTHLY;BYDAY={nth:+d}{WEEKDAYS[day]}"


def in_words(repeat: Repeat) -> str:
    """How it repeats, as one would say it: `every Monday and Thursday`, `every 3 days until 4 Dec 2026`."""
    parts = _parts_of(repeat.rule)
    words = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[parts["FREQ"]](parts, repeat)
    if "COUNT" in parts:
        words += f", {parts['COUNT']} times" if parts["COUNT"] != "1" else ", once"
    if repeat.ends_on is not None:
        words += f" until {_day_words(repeat.ends_on)}"
    return f"{words}, not on bank holidays" if repeat.not_on is not None else words


def _daily(parts: Mapping[str, str], _repeat: Repeat) -> str:
    count = int(parts.get("INTERVAL", "1"))
    return {1: "every day", 2: "every other day"}.get(count, f"every {count} days")


def _weekly(parts: Mapping[str, str], repeat: Repeat) -> str:
    named = parts.get("BYDAY", WEEKDAYS[repeat.starts_on.weekday()]).split(",")
    days = [day for day in WEEKDAYS if day in named]
    count = int(parts.get("INTERVAL", "1"))
    if count == 1 and len(days) == len(WEEKDAYS):
        return "every day"
    if count == 1 and tuple(days) == WEEKDAYS[:5]:
        return "every weekday"
    listed = _listed([_WEEKDAY_WORDS[day] for day in days])
    return f"every {listed}" if count == 1 else f"every {count} weeks on {listed}"


def _monthly(parts: Mapping[str, str], repeat: Repeat) -> str:
    count = int(parts.get("INTERVAL", "1"))
    every = "every month" if count == 1 else f"every {count} months"
    if "BYDAY" in parts:
        nth, day = int(parts["BYDAY"][:-2] or 1), parts["BYDAY"][-2:]
        return f"on the {_ORDINALS.get(nth, f'{nth}th')} {_WEEKDAY_WORDS[day]} of {every}"
    days = parts.get("BYMONTHDAY", str(repeat.starts_on.day)).split(",")
    if "BYSETPOS" in parts:
        return f"on the {_ordinal(int(days[-1]))} of {every}, or its last day"
    return f"on the {_listed([_ordinal(int(day)) for day in days])} of {every}"


def _yearly(parts: Mapping[str, str], repeat: Repeat) -> str:
    count = int(parts.get("INTERVAL", "1"))
    every = "every year" if count == 1 else f"every {count} years"
    return f"{every} on {repeat.starts_on.day} {short_month(repeat.starts_on)}"


_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def _ordinal(day: int) -> str:
    if day == -1:
        return "last day"
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _day_words(day: date) -> str:
    return f"{day.day} {short_month(day)} {day.year}"


def _parts_of(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise _not_a_rule()
        parts[name] = value
    return parts


@lru_cache(maxsize=_MANY)
def _days_of(repeat: Repeat, year: int, month: int) -> tuple[date, ...]:
    """The days of one month, whatever its last day is. Kept, as a page asks for those of all repeats time and again."""
    first = date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    rule = _rule_of(repeat, first)
    days = (moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True))
    return tuple(day for day in days if not is_holiday(repeat, day))


@lru_cache(maxsize=_MANY)
def _rule_from(rule: str, starts_on: date) -> "rrule":
    from dateutil.rrule import rrule, rrulestr  # takes 14 ms, and a start does not need it

    made = rrulestr(rule, dtstart=_midnight(starts_on))
    if not isinstance(made, rrule):
        raise _not_a_rule()
    return made


def _moved_on(rule: "rrule", repeat: Repeat, to: date) -> "rrule":
    """The rule as if it had begun shortly before this day, so that dateutil need not count through the years before;
    by whole steps of it, so that it falls on the same days. One that ends after so many times has to be counted."""
    parts, starts_on = _parts_of(repeat.rule), repeat.starts_on
    every = int(parts.get("INTERVAL", "1"))
    # A step fewer than would fit: the week or month that a day lies in may have begun before it.
    if "COUNT" in parts or parts["FREQ"] == "YEARLY":
        return rule
    if parts["FREQ"] == "MONTHLY":
        months = (to.year - starts_on.year) * 12 + to.month - starts_on.month
        steps = months // every - 1
        if steps < 1 or not {"BYDAY", "BYMONTHDAY"} & parts.keys():
            return rule
        year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + steps * every, 12)
        return rule.replace(dtstart=_midnight(date(year, month + 1, 1)))
    days = every * (7 if parts["FREQ"] == "WEEKLY" else 1)
    steps = (to - starts_on).days // days - 1
    return rule.replace(dtstart=_midnight(starts_on + timedelta(days=days * steps))) if steps > 0 else rule


def _rule_of(repeat: Repeat, since: date | None = None) -> "rrule | rruleset":
    """The rule; with a day, one that is right from then on and need not be before."""
    rule = _rule_from(repeat.rule, repeat.starts_on)
    if since is not None:
        rule = _moved_on(rule, repeat, since)
    if not repeat.left_out:
        return rule
    from dateutil.rrule import rruleset

    some = rruleset()
    some.rrule(rule)
    for day in repeat.left_out:
        some.exdate(_midnight(day))
    return some


def _midnight(day: date) -> datetime:
    # Without a zone on purpose: dateutil counts wrongly across a clock change when it is given one.
    return datetime.combine(day, time())


def _not_a_rule() -> InvalidAnswer:
    return InvalidAnswer(
        "This repeat was not understood",
        "It is not a rule by days, weeks, months or years.",
        remedy="Choose how often it repeats from the list.",
        field="repeat",
    )
