"""What says in a typed line how often, and not on which days: `twice daily`, `every 2/52`, `monthly`. It is asked."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_dates import is_month
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_months import on_a_day
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question, Words, question
from inpatient_hub.domain.quick_add_weekdays import FULL, several_days_at

EVERY = frozenset({"every", "each"})
ALTERNATE = frozenset({"alternate", "alternating", "alt"})
_TIMES = re.compile(r"twice|thrice|[2-9]x|x[2-9]|[2-9]times", re.ASCII)
_NUMBER = re.compile(r"[2-9]|two|three|four|five|six", re.ASCII)
_FEW = re.compile(r"[2-9]", re.ASCII)
_LATIN = frozenset({"bd", "tds", "qds", "tid"})
_PER = frozenset({"a", "per", "each", "every"})
_SHORTHAND = re.compile(r"(\d{1,2})/(7|52|12)", re.ASCII)
_MANY = {"other": 2, "second": 2, "third": 3, "two": 2, "three": 3, "four": 4, "six": 6}
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|last|other", re.ASCII)
_UNREAD = frozenset("week month quarter fortnight year shift night morning afternoon evening am pm".split())
_MOST_MONTHS = 20
MOST_DAYS = 366
"""The longest interval of a repeat that goes by days."""


def several_a_day(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`twice daily`, `x3 a day`, `tds`: a repeat comes once a day, or once a shift."""
    for place in range(len(plain)):
        count, per_day = _several_at(plain, place)
        if not count:
            continue
        typed = " ".join(words[place : place + count])
        if per_day:
            said = f"'{typed}' cannot be one repeat: a repeat comes once a day. Add one for each shift."
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, said, *each_day(ward)))
        else:
            said = f"'{typed}' does not say on which days. Type them, such as 'every mon thu'."
            yield Found(place, place + count, question(ChipKind.REPEAT, typed, said))
        return


def _several_at(plain: Sequence[str], place: int) -> tuple[int, bool]:
    """How many words here say that it is several times, and whether a day (else a week)."""
    if plain[place] in _LATIN:
        return 1, True
    if _FEW.fullmatch(plain[place]) and plain[place + 1 : place + 2] == ["daily"]:
        return 2, True  # `2 daily`
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


def each_day(ward: WardTime) -> list[Choice]:
    """Every day, and every day on each shift, to choose from."""
    names = [shift.name for shift in ward.shifts if " " not in shift.name]
    choices = [Choice(words="Every day", instead="every day")]
    return choices + [Choice(words=f"Every day, {one} shift", instead=f"every day {one.casefold()}") for one in names]


def how_often(words: Words, plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """What says how often and not on which days: `weekly`, `every 2/52`, `every month`."""
    for place in range(len(plain)):
        found = (
            _how_often_at(words, plain, place, ward)
            or _alternate_at(words, plain, place, ward)
            or _in_a_month_at(words, plain, place, ward)
        )
        if found is not None:
            yield found
            return


def _how_often_at(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    word = plain[place]
    if word in ("weekly", "fortnightly", "monthly", "quarterly", "yearly", "nightly"):
        unit = {"weekly": "week", "fortnightly": "fortnight", "nightly": "night"}.get(word, word.removesuffix("ly"))
        return Found(place, place + 1, unsaid(words[place], 1, unit, ward))
    if word == "once" and plain[place + 1 : place + 3] == ["a", "week"]:
        return Found(place, place + 3, unsaid(" ".join(words[place : place + 3]), 1, "week", ward))
    if word == "once" and plain[place + 1 : place + 2] == ["weekly"]:
        return Found(place, place + 2, unsaid(" ".join(words[place : place + 2]), 1, "week", ward))
    if word not in EVERY:
        return None
    if _ORDINAL.fullmatch(plain[place + 1] if place + 1 < len(plain) else ""):
        behind = place + 2 + (several_days_at(plain, place + 2)[0] if place + 2 < len(plain) else 0)
        if behind > place + 2 or plain[place + 1][0].isdecimal():
            return Found(place, behind, unsaid(" ".join(words[place:behind]), 0, "", ward))
    count, many, unit = _interval_at(plain, place + 1)
    if not count:
        return None
    behind = place + 1 + count
    return Found(place, behind, unsaid(" ".join(words[place:behind]), many, unit, ward))


def _alternate_at(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    """`alternate nights`, `alt weeks`."""
    unit = plain[place + 1].removesuffix("s") if place + 1 < len(plain) else ""
    if plain[place] not in ALTERNATE or unit not in _UNREAD:
        return None
    return Found(place, place + 2, unsaid(" ".join(words[place : place + 2]), 2, unit, ward))


def _in_a_month_at(words: Words, plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    """`every january` names no day."""
    if plain[place] not in EVERY or not is_month("".join(plain[place + 1 : place + 2])):
        return None
    return Found(place, place + 2, unsaid(" ".join(words[place : place + 2]), 0, "", ward))


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


def unsaid(typed: str, many: int, unit: str, ward: WardTime) -> Question:
    if (many, unit) == (1, "week"):
        days = (Choice(words=f"Every {day}", instead=f"every {day}") for day in FULL)
        return question(ChipKind.REPEAT, typed, "On which day of the week does it repeat?", *days)
    if unit in ("shift", "night", "morning", "afternoon", "evening", "am", "pm"):
        return question(ChipKind.REPEAT, typed, f"'{typed}' does not say on which days and shift.", *each_day(ward))
    said = f"'{typed}' does not say on which days. Any other repeat is set up on the Repeats page."
    every = many * {"day": 1, "week": 7, "fortnight": 14}.get(unit, 0)
    if unit in ("month", "quarter") and 0 < many <= _MOST_MONTHS:
        asked = f"On which day of the month does '{typed}' fall? Any other is set up on the Repeats page."
        return question(ChipKind.REPEAT, typed, asked, *on_a_day(many * (3 if unit == "quarter" else 1), ward))
    if not 0 < every <= MOST_DAYS:
        return question(ChipKind.REPEAT, typed, said)
    again = Choice(words=f"Every {every} days, from today or the day you type", instead=f"every {every} days")
    return question(ChipKind.REPEAT, typed, said, again)
