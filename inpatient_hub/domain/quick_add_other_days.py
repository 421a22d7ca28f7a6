"""Repeats that leave days out, and those of every other week: `every day except sunday`, `alternate mondays`."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_intervals import ALTERNATE, EVERY, MOST_DAYS, unsaid
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question, Words, question
from inpatient_hub.domain.quick_add_weekdays import FULL, listed_days, several_days_at

_EXCEPT = (("except",), ("excluding",), ("excl",), ("bar",), ("apart", "from"), ("but", "not"), ("not",))
_WEEKEND = frozenset({"weekend", "weekends"})
_BETWEEN = frozenset({"for", "on", "at", "the"})
_EVERY_DAY = (("every", "day"), ("each", "day"), ("daily",))
_WEEKDAYS = (("every", "weekday"), ("each", "weekday"), ("weekdays",))
_SO_MANY = re.compile(r"(\d{1,2}|bi|two|three|four|six|eight|twelve)-?(weekly|monthly)", re.ASCII)
_NUMBERS = {"bi": 2, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12}
_OTHER = frozenset({"other", "second", "2nd"})


def without_days(words: Words, plain: Sequence[str], _ward: WardTime) -> Iterator[Found]:
    """`every day except sunday`: the days that are left are offered, for the others would be made too."""
    for place in range(1, len(plain)):
        said = next((one for one in _EXCEPT if tuple(plain[place : place + len(one)]) == one), None)
        if said is None:
            continue
        at = place + len(said)
        while at < len(plain) and plain[at] in _BETWEEN:
            at += 1
        count, days = _days_at(plain, at)
        first, whole = _repeat_before(plain, place)
        if not count or not whole:
            continue
        typed = " ".join(words[first : at + count])
        left = [day for day in whole if day not in days]
        meant = [_every(left)] if left and len(left) < len(whole) else []
        asked = question(ChipKind.REPEAT, typed, f"On which days is '{typed}'?", *meant)
        yield Found(first, at + count, asked)
        return


def every_other(words: Words, plain: Sequence[str], _ward: WardTime) -> Iterator[Found]:
    """`alternate mondays`, `every other tuesday`: every 14 days, from the next of them."""
    for place in range(len(plain)):
        led, weeks = _weeks_led(plain, place)
        count, days = several_days_at(plain, place + led) if led and place + led < len(plain) else (0, [])
        if count:
            typed = " ".join(words[place : place + led + count])
            yield Found(place, place + led + count, _in_which_week(typed, weeks, days))
            return


def _weeks_led(plain: Sequence[str], place: int) -> tuple[int, int]:
    """How many words here say every so many of the days behind them, and how many: `alternate`, `every other`, `every
    2` with `tuesdays` behind it."""
    following = "".join(plain[place + 1 : place + 2])
    if plain[place] in ALTERNATE:
        return 1, 2
    if plain[place] not in EVERY:
        return 0, 0
    weeks = 2 if following in _OTHER else _number(following)
    return (2, weeks) if weeks > 1 else (0, 0)


def _in_which_week(typed: str, weeks: int, days: Sequence[int]) -> Question:
    every = 7 * weeks
    said = f"'{typed}' does not say in which week. Any other repeat is set up on the Repeats page."
    words, instead = f"Every {every} days, from the next {FULL[days[0]]}", f"every {every} days from {_short(days[0])}"
    meant = [Choice(words=words, instead=instead)] if len(days) == 1 and every <= MOST_DAYS else []
    return question(ChipKind.REPEAT, typed, said, *meant)


def every_so_many(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`6 weekly`, `2 weekly tues` and `3-monthly` are every so many weeks or months, and not each."""
    for place in range(len(plain)):
        count, many, unit = _so_many_at(plain, place)
        if not count or many < 2:
            continue
        at = place + count + (plain[place + count : place + count + 1] == ["on"])
        more, days = several_days_at(plain, at) if unit == "week" and at < len(plain) else (0, [])
        if not more:
            typed = " ".join(words[place : place + count])
            yield Found(place, place + count, unsaid(typed, many, unit, ward))
            return
        typed = " ".join(words[place : at + more])
        yield Found(place, at + more, _in_which_week(typed, many, days))
        return


def _so_many_at(plain: Sequence[str], place: int) -> tuple[int, int, str]:
    """How many words here are `6 weekly` or `3-monthly`, how many, and of what."""
    glued, following = _SO_MANY.fullmatch(plain[place]), "".join(plain[place + 1 : place + 2])
    if glued is not None:
        return 1, _number(glued[1]), glued[2].removesuffix("ly")
    number = _number(plain[place])
    return (2, number, following.removesuffix("ly")) if number and following in ("weekly", "monthly") else (0, 0, "")


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word, 0)


def _days_at(plain: Sequence[str], place: int) -> tuple[int, list[int]]:
    if plain[place : place + 1] and plain[place] in _WEEKEND:
        return 1, [5, 6]
    return several_days_at(plain, place) if place < len(plain) else (0, [])


def _repeat_before(plain: Sequence[str], place: int) -> tuple[int, list[int]]:
    """Where the repeat right before this place begins, and its days."""
    for said, days in ((_EVERY_DAY, list(range(7))), (_WEEKDAYS, list(range(5)))):
        for one in said:
            if tuple(plain[max(place - len(one), 0) : place]) == one:
                return place - len(one), days
    return place, []


def _every(days: Sequence[int]) -> Choice:
    named = listed_days(days)
    return Choice(words=named[:1].upper() + named[1:], instead=f"every {' '.join(_short(day) for day in days)}")


def _short(day: int) -> str:
    return FULL[day][:3].casefold()
