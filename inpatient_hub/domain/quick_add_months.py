"""Repeats of a typed line that go by months: `every first monday of the month`, `every quarter on the 5th`."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_months import NTH_WORDS, Nth, day_in_month, nth_named, of_the_month
from inpatient_hub.domain.due_parts import WardTime
from inpatient_hub.domain.quick_add_days import shown, written
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Words, question
from inpatient_hub.domain.quick_add_weekdays import FULL, JOINS
from inpatient_hub.domain.recurrence import Repeat, in_words, monthly_on_day, monthly_on_weekday

_EVERY = ("every", "each")
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_MANY = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "two": 2, "three": 3, "four": 4, "six": 6}
_MOST_MONTHS = 60
_ON = frozenset({"on", "the"})
_BY = frozenset({"by", "before", "due", "until", "untill", "till", "til", "from", "starting", "after"})

Read = tuple[int, str, str] | None
"""The place behind the words, the rule of RFC 5545, and how often in words."""


def monthly_at(plain: Sequence[str], place: int, ward: WardTime) -> Read:
    """A repeat by months that begins here, its day in the month with it."""
    nth = nth_named(plain[place:])
    if nth is not None:  # `first monday of every month`
        of = place + nth.count
        count, many = every_so_many_months(plain[of + 1 :]) if plain[of : of + 1] in (["of"], ["in"]) else (0, 0)
        return _read(of + 1 + count, many, _of_nth(nth), ward) if count else None
    if plain[place] in _EVERY and (nth := nth_named(plain[place + 1 :])) is not None:
        more = of_the_month(plain[place + 1 + nth.count :])
        return _read(place + 1 + nth.count + more, 1, _of_nth(nth), ward) if more else None
    numbered = _numbers_of_every(plain, place)
    if numbered is not None:
        behind, many, rule = numbered
        return _read(behind, many, rule, ward)
    count, many = every_so_many_months(plain[place:])
    at = place + count
    at += plain[at : at + 1] == ["on"]
    if not count or at >= len(plain):
        return None
    nth, the = nth_named(plain[at:]), plain[at : at + 1] == ["the"]
    if nth is not None:  # `monthly on the last friday`
        return _read(at + nth.count, many, _of_nth(nth), ward)
    number = _NUMBER.fullmatch("".join(plain[at + the : at + the + 1]))
    if number is None or not 1 <= int(number[1]) <= 31:
        return None
    return _read(at + the + 1, many, monthly_on_day(int(number[1])), ward)


def _numbers_of_every(plain: Sequence[str], place: int) -> tuple[int, int, str] | None:
    """`1st and 15th of every month`, `every 1st of the month`: the place behind, every how many months, the rule."""
    every = plain[place] in _EVERY
    at, numbers = place + every, list[int]()
    while at < len(plain) and (number := _NUMBER.fullmatch(plain[at])) is not None:
        numbers.append(int(number[1]))
        joined = plain[at + 1 : at + 2] and plain[at + 1] in JOINS
        at += 2 if joined and _NUMBER.fullmatch("".join(plain[at + 2 : at + 3])) else 1
    of = plain[at : at + 1] == ["of"]
    count, many = (of_the_month(plain[at:]), 1) if every else every_so_many_months(plain[at + of :])
    if not numbers or not of or not count or not all(1 <= one <= (31 if len(numbers) == 1 else 28) for one in numbers):
        return None
    days = ",".join(map(str, sorted(set(numbers))))
    rule = monthly_on_day(numbers[0]) if len(numbers) == 1 else f"FREQ=MONTHLY;BYMONTHDAY={days}"
    return at + count + (0 if every else 1), many, rule


def every_so_many_months(plain: Sequence[str]) -> tuple[int, int]:
    """How many words here say every how many months: `monthly`, `every 3 months`, `each quarter`."""
    word = plain[0] if plain else ""
    if word in ("monthly", "quarterly"):
        return 1, 1 if word == "monthly" else 3
    if word not in _EVERY or len(plain) < 2:
        return 0, 0
    if plain[1] in ("month", "quarter"):
        return 2, 1 if plain[1] == "month" else 3
    many = int(plain[1]) if plain[1].isdecimal() and len(plain[1]) < 3 else _MANY.get(plain[1], 0)
    if not 1 <= many <= _MOST_MONTHS or plain[2:3] not in (["month"], ["months"]):
        return 0, 0
    return 3, many


def on_a_day(many: int, ward: WardTime) -> tuple[Choice, ...]:
    """Every so many months on a day of theirs, to choose from: today's, and the last."""
    months = "month" if many == 1 else f"{many} months"
    rule, today = _every_many(monthly_on_day(ward.today.day), many), ward.today
    said = in_words(Repeat(rule=rule, starts_on=today))
    ending = "th" if 11 <= today.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(today.day % 10, "th")
    return (
        Choice(words=f"{said[:1].upper()}{said[1:]}", instead=f"every {months} on the {today.day}{ending}"),
        Choice(words=f"On the last day of every {months}", instead=f"every {months} on the last day"),
    )


def once_or_monthly(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`first monday of the month` may be one day, or a repeat; a working day of every month is none that can be."""
    for place in range(len(plain)):
        found = _no_rule(words, plain, place, ward) or _once_or_monthly_at(words, plain, place, ward)
        if found is not None:
            yield found
            return


def _once_or_monthly_at(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    nth = nth_named(plain[place:])
    more = of_the_month(plain[place + nth.count :]) if nth is not None else 0
    day = day_in_month(plain[place:], ward) if more else None
    first = before_on(plain, place)
    if nth is None or day is None or nth.working or (first and plain[first - 1] in _BY):
        return None
    behind, once = place + day.count, day.days[0]
    typed, said = " ".join(words[first:behind]), NTH_WORDS[nth.nth]
    what = FULL[nth.weekday] if nth.weekday is not None else "day"
    only = Choice(words=f"{shown(once)} only", instead=written(once))
    again = Choice(words=f"On the {said} {what} of every month", instead=f"every {said} {what.casefold()} of the month")
    return Found(first, behind, question(ChipKind.REPEAT, typed, f"Does '{typed}' repeat?", only, again))


def _no_rule(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    """`first working day of every month`: bank holidays move it, and a repeat goes by a fixed rule."""
    every = plain[place] in _EVERY
    nth = nth_named(plain[place + every :])
    if nth is None or not nth.working:
        return None
    of = place + every + nth.count
    count = of_the_month(plain[of:]) if every else 0
    if not every and plain[of : of + 1] in (["of"], ["in"]):
        months = every_so_many_months(plain[of + 1 :])[0]
        count = months + 1 if months else 0
    if not count:
        return None
    first, behind = before_on(plain, place), of + count
    typed, day = " ".join(words[first:behind]), day_in_month([*plain[place + every : of], "of", "the", "month"], ward)
    once = [Choice(words=f"{shown(day.days[0])} only", instead=written(day.days[0]))] if day is not None else []
    said = f"'{typed}' cannot be a repeat: bank holidays would move it."
    return Found(first, behind, question(ChipKind.REPEAT, typed, said, *once))


def before_on(plain: Sequence[str], place: int) -> int:
    """Where the `on the` before these words begins."""
    while place and plain[place - 1] in _ON:
        place -= 1
    return place


def _of_nth(nth: Nth) -> str | None:
    """The rule of a place in the month; none for a working day."""
    if nth.working:
        return None
    if nth.weekday is not None:
        return monthly_on_weekday(nth.nth, nth.weekday)
    return f"FREQ=MONTHLY;BYMONTHDAY={nth.nth}"


def _read(behind: int, many: int, rule: str | None, ward: WardTime) -> Read:
    if rule is None:
        return None
    rule = _every_many(rule, many)
    return behind, rule, in_words(Repeat(rule=rule, starts_on=ward.today))


def _every_many(rule: str, many: int) -> str:
    return rule if many == 1 else rule.replace("FREQ=MONTHLY", f"FREQ=MONTHLY;INTERVAL={many}", 1)
