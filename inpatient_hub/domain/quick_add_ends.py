"""Finds in a typed line how long its repeat goes on: `until friday`, `for 1/52`. An end that is not clear is asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from inpatient_hub.domain.due_words import Understood, WardTime, understood
from inpatient_hub.domain.quick_add_days import shorthand_or_date, shown, written
from inpatient_hub.domain.quick_add_parts import (
    Beds,
    Chip,
    ChipKind,
    Choice,
    Found,
    Question,
    QuickAdd,
    Words,
    question,
)

_UNTIL = frozenset({"until", "untill", "till", "til", "'til"})
_SHORTHAND = re.compile(r"(\d{1,2})/(7|52|12)", re.ASCII)
_TIMES = re.compile(r"x(\d{1,2})(/(?:7|52|12))?", re.ASCII)
_YEAR = re.compile(r"\b20\d\d\b", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.ASCII)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_DAYS = {"day": 1, "night": 1, "week": 7, "wk": 7, "fortnight": 14}
_NEARLY_A_YEAR = 300

Length = tuple[int, int, str] | None
"""How many words, how many, and of what: days or months."""


def end_in(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    """The last day of the repeat that the line has: one chip or one question."""
    plain = [word.casefold().strip(",;.") for word in words]
    for place, word in enumerate(plain):
        found = None
        if word in _UNTIL:
            found = _until(words, plain, place, ward)
        elif word == "to":
            found = _to(words, place, ward)
        elif word == "for":
            found = _for(words, plain, place, ward)
        elif word == "x" or _TIMES.fullmatch(word):
            found = _times(words, plain, place, ward)
        elif (_SHORTHAND.fullmatch(word) or word.isdecimal()) and plain[place - 1 : place] not in (
            ["in"],
            ["by"],
            ["due"],
            ["from"],
        ):
            found = _length_alone(words, plain, place)
        if found is not None:
            yield found
            return


def ends_before_it_begins(line: QuickAdd) -> Question | None:
    """The question where the last day of a repeat lies before its first."""
    end, begin = line.chip(ChipKind.UNTIL), line.chip(ChipKind.DUE)
    if end is None or end.until is None or end.counted or begin is None or begin.due is None:
        return None
    if end.until >= begin.due.day:
        return None
    said = f"The last day, {shown(end.until)}, is before the first, {shown(begin.due.day)}."
    return question(ChipKind.UNTIL, end.typed, said)


def _until(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    read = _day_behind(words, place, ward)
    if read is None:
        behind = min(place + 2, len(words))
        typed = " ".join(words[place:behind])
        said = f"'{typed}' names no day. Without one the repeat goes on until somebody ends it."
        return Found(place, behind, question(ChipKind.UNTIL, typed, said))
    behind = place + 1 + read.behind
    typed = " ".join(words[place:behind])
    asked = _doubtful_day(typed, plain[place + 1 : behind], read, ward)
    either = shorthand_or_date(words, behind - 1, ward)
    if either is not None:
        day, *later = (replace(one, instead=f"until {one.instead}") for one in either.choices[:-1])
        asked = question(ChipKind.UNTIL, typed, f"'{words[behind - 1]}' may be a date or a time from now.", day, *later)
    last = read.due.day
    return Found(place, behind, asked or _chip(typed, f"Last on {shown(last)}", last))


def _doubtful_day(typed: str, day_words: Sequence[str], read: Understood, ward: WardTime) -> Question | None:
    """An end that was, that is today, that has a time, or that lies nearly a year ahead."""
    last = read.due.day
    if last < ward.today:
        return question(ChipKind.UNTIL, typed, f"{shown(last)} has gone by.")
    if last == ward.today:
        week = last + timedelta(days=7)
        later = [_last_on(week)] if _WEEKDAY.fullmatch(day_words[-1]) else []
        return question(ChipKind.UNTIL, typed, "The last day is today: then it does not repeat.", *later)
    if read.due.at is not None or read.due.shift is not None or read.due.part is not None:
        return question(ChipKind.UNTIL, typed, "A repeat ends with a whole day.", _last_on(last))
    if (last - ward.today).days > _NEARLY_A_YEAR and not _YEAR.search(typed):
        return question(ChipKind.UNTIL, typed, f"'{typed}' has gone by this year.", _last_on(last))
    return None


def _to(words: Words, place: int, ward: WardTime) -> Found | None:
    """`daily to friday`: an end perhaps, or a word of the title."""
    read = _day_behind(words, place, ward)
    if read is None or read.due.at is not None or read.due.day <= ward.today:
        return None
    behind = place + 1 + read.behind
    typed = " ".join(words[place:behind])
    asked = question(ChipKind.UNTIL, typed, f"Is '{typed}' when it ends?", _last_on(read.due.day))
    return Found(place, behind, asked)


def _for(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    length = _length_at(plain, place + 1)
    if length is not None:
        return _counted(words, place, place + 1 + length[0], length, ward)
    if not plain[place + 1 : place + 2] or not plain[place + 1].isdecimal():
        return None
    typed = " ".join(words[place : place + 2])
    said = f"'{typed}' does not say how long: in days, weeks or months."
    return Found(place, place + 2, question(ChipKind.UNTIL, typed, said))


def _times(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    """`x3/7` and `x 5 days` are a length; `x3` alone may be how often."""
    glued = _TIMES.fullmatch(plain[place])
    at = [plain[place][1:], *plain[place + 1 :]] if glued else plain[place + 1 :]
    more = 0 if glued else 1
    length = _length_at(at, 0)
    if length is not None:
        return _counted(words, place, place + more + length[0], length, ward)
    if not at or not at[0].isdecimal():
        return None
    typed = " ".join(words[place : place + 1 + more])
    said = f"'{typed}' may be for so many days, or so often in one."
    days = Choice(words=f"For {int(at[0])} days", instead=f"for {int(at[0])} days")
    return Found(place, place + 1 + more, question(ChipKind.UNTIL, typed, said, days))


def _length_alone(words: Words, plain: Sequence[str], place: int) -> Found | None:
    """`daily 5/7` and `daily 5 days`: for so long, or begun then."""
    length = _length_at(plain, place)
    if length is None:
        return None
    typed = " ".join(words[place : place + length[0]])
    choices = (
        Choice(words=_length_words(length), instead=f"for {typed}"),
        Choice(words=f"Begins in {_length_words(length).removeprefix('For ')}", instead=f"in {_plain_length(length)}"),
    )
    said = f"'{typed}' may be for how long it repeats, or when it begins."
    return Found(place, place + length[0], question(ChipKind.UNTIL, typed, said, *choices))


def _day_behind(words: Words, place: int, ward: WardTime) -> Understood | None:
    """The day that stands right behind this word."""
    read = understood(words[place + 1 :], ward)
    return read if read is not None and read.first == 0 else None


def _length_at(plain: Sequence[str], place: int) -> Length:
    word = plain[place] if place < len(plain) else ""
    short = _SHORTHAND.fullmatch(word)
    if short is not None:
        count = int(short[1])
        per = {"7": 1, "52": 7}.get(short[2])
        return (1, count * per, "day") if per and count else (1, count, "month") if count else None
    many = int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)
    unit = plain[place + 1].removesuffix("s") if place + 1 < len(plain) else ""
    if not many or (unit not in _DAYS and unit != "month"):
        return None
    return (2, many, "month") if unit == "month" else (2, many * _DAYS[unit], "day")


def _counted(words: Words, first: int, behind: int, length: tuple[int, int, str], ward: WardTime) -> Found:
    """The chip of an end that is so long after the first day."""
    after = understood(f"in {_plain_length(length)}".split(), ward)
    typed = " ".join(words[first:behind])
    if after is None:
        return Found(first, behind, question(ChipKind.UNTIL, typed, f"'{typed}' is no length of time."))
    last = after.due.day - timedelta(days=1)
    return Found(first, behind, replace(_chip(typed, _length_words(length), last), counted=True))


def _plain_length(length: tuple[int, int, str]) -> str:
    _words, many, unit = length
    return f"{many} {unit}{'' if many == 1 else 's'}"


def _length_words(length: tuple[int, int, str]) -> str:
    return f"For {_plain_length(length)}"


def _chip(typed: str, said: str, last: date) -> Chip:
    return Chip(kind=ChipKind.UNTIL, typed=typed, words=said, until=last)


def _last_on(day: date) -> Choice:
    return Choice(words=f"Last on {shown(day)}", instead=f"until {written(day)}")
