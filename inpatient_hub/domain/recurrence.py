"""How a task repeats: a rule of RFC 5545 on the ward's calendar, in plain words, and what becomes of a missed one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import InvalidAnswer

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A rule on days of the ward's clock. `rule` is the value of an RRULE without DTSTART and without times of day; the
    first day counts only if the rule names it. `left_out` are days taken out one by one."""

    rule: str
    starts_on: date
    ends_on: date | None = None
    left_out: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        check_rule(self.rule)
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise InvalidAnswer(
                "These days do not fit",
                "The last day is before the first.",
                remedy="Choose a later last day, or none.",
                field="ends_on",
            )


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
    rule = _rule_of(repeat)
    return [moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True)]


def next_day(repeat: Repeat, after: date) -> date | None:
    """The first day after this one on which it falls, or None when there is none any more."""
    found = _rule_of(repeat).after(_midnight(max(after, repeat.starts_on - timedelta(days=1))))
    day = found.date() if found is not None else None
    return None if day is None or (repeat.ends_on is not None and day > repeat.ends_on) else day


def all_days(repeat: Repeat) -> Iterator[date]:
    """Every day on which it falls, in order; endless for a rule without an end."""
    for moment in _rule_of(repeat):
        if repeat.ends_on is not None and moment.date() > repeat.ends_on:
            return
        yield moment.date()


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
    return words


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
    return f"{every} on {repeat.starts_on.day} {repeat.starts_on:%b}"


_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def _ordinal(day: int) -> str:
    if day == -1:
        return "last day"
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _day_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _parts_of(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise _not_a_rule()
        parts[name] = value
    return parts


def _rule_from(rule: str, starts_on: date) -> "rrule":
    from dateutil.rrule import rrule, rrulestr  # takes 14 ms, and a start does not need it

    made = rrulestr(rule, dtstart=_midnight(starts_on))
    if not isinstance(made, rrule):
        raise _not_a_rule()
    return made


def _rule_of(repeat: Repeat) -> "rrule | rruleset":
    rule = _rule_from(repeat.rule, repeat.starts_on)
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
