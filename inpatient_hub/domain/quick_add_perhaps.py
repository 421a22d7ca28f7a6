"""Short words of the ward that mean two things: `EOD` is the end of the day or every other day, `OD` once a day or an
overdose, and `w/c 7 Dec` is a week and no day. They are asked about."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from inpatient_hub.domain.due_dates import weekday_of
from inpatient_hub.domain.due_parts import number_of
from inpatient_hub.domain.due_words import WardTime, understood
from inpatient_hub.domain.quick_add_days import next_such, shown, written
from inpatient_hub.domain.quick_add_intervals import each_day
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question, Words, question

_LED = frozenset("by before b4 at".split())
_DAYS = frozenset("today tomorrow tmrw tmw tmr 2moro tomoz".split())
_DAILY = frozenset({"od", "om"})
_SOME = frozenset("few couple several some many within".split())
_OVERDOSE = frozenset(
    "risk attempt attempts history hx protocol pathway plan levels form policy of post following previous intentional"
    " paracetamol insulin opiate an the his her their after".split()
)
"""What stands beside `OD` where it is an overdose."""
_WEEKS = ("week", "wk")
_BEGINS = (("w/c",), ("wc",), ("w/b",), *((week, said) for week in _WEEKS for said in ("commencing", "beginning")))
_ENDS = (("w/e",), ("week", "ending"), ("wk", "ending"))
_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})", re.ASCII)


def perhaps_a_repeat(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`obs EOD`, `review EOW` and `weight OD`."""
    for place, word in enumerate(plain):
        before, following = plain[place - 1] if place else "", plain[place + 1] if place + 1 < len(plain) else ""
        names_day = following in _DAYS or weekday_of(following) is not None
        if word == "eod" and before not in _LED and not names_day:
            yield Found(place, place + 1, _end_or_every_other(words[place]))
            return
        if word == "eow":
            yield Found(place, place + 1, _end_or_every_other_week(words[place], ward, is_led=before in _LED))
            return
        if word in _DAILY and following not in _OVERDOSE and before not in _OVERDOSE:
            said = f"'{words[place]}' may be every day, or part of the title."
            yield Found(place, place + 1, question(ChipKind.REPEAT, words[place], said, *each_day(ward)))
            return


def perhaps_working_days(words: Words, plain: Sequence[str], _ward: WardTime) -> Iterator[Found]:
    """`bins working days` may repeat; `3 working days` is a length of time."""
    for place in range(len(plain) - 1):
        before = plain[place - 1] if place else ""
        is_length = number_of(before) is not None or any(letter.isdecimal() for letter in before) or before in _SOME
        if plain[place] == "working" and plain[place + 1] == "days" and not is_length:
            typed = " ".join(words[place : place + 2])
            yes = Choice(words="Every weekday, not on bank holidays", instead="every working day")
            yield Found(place, place + 2, question(ChipKind.REPEAT, typed, f"Does '{typed}' repeat?", yes))
            return


def _end_or_every_other(typed: str) -> Question:
    said = f"'{typed}' may be the end of the day, or every other day."
    ends = Choice(words="By the end of today", instead="by end of day")
    return question(ChipKind.REPEAT, typed, said, ends, Choice(words="Every other day", instead="every other day"))


def _end_or_every_other_week(typed: str, ward: WardTime, *, is_led: bool) -> Question:
    said = f"'{typed}' may be the end of the week{'' if is_led else ', or every other week'}."
    friday, sunday = (ward.today + timedelta(days=(day - ward.today.weekday()) % 7) for day in (4, 6))
    ends = (Choice(words=shown(day), instead=written(day)) for day in (friday, sunday))
    again = Choice(words="Every 14 days, from today or the day you type", instead="every 14 days")
    return question(ChipKind.REPEAT, typed, said, *ends, *(() if is_led else (again,)))


def week_named(words: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`w/c 7 Dec`, `week ending 11/12`: on which day of the week is asked."""
    plain = [word.casefold().strip(",;.:") for word in words]
    for place in range(len(plain)):
        for heads, later in ((_BEGINS, (0, 4, 6)), (_ENDS, (0,))):
            count = next((len(said) for said in heads if tuple(plain[place : place + len(said)]) == said), 0)
            day, more = _day_at(words[place + count :], ward) if count else (None, 0)
            if day is not None:
                behind = place + count + more
                typed = " ".join(words[place:behind])
                days = [day + timedelta(days=number) for number in later]
                choices = [Choice(words=shown(one), instead=written(one)) for one in days if one >= ward.today]
                said = f"'{typed}' is a week. On which day is it due?"
                yield Found(place, behind, question(ChipKind.DUE, typed, said, *choices))
                return


def _day_at(words: Sequence[str], ward: WardTime) -> tuple[date | None, int]:
    """The day with which the words begin, and how many of them name it."""
    short = _DATE.fullmatch(words[0].strip(",;")) if words else None
    if short is not None:
        return next_such(int(short[1]), int(short[2]), ward.today), 1
    found = understood(words, ward)
    is_day = found is not None and found.first == 0 and not (found.due.at or found.due.shift or found.due.part)
    return (found.due.day, found.behind) if found is not None and is_day else (None, 0)
