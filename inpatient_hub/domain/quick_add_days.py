"""What a typed line says of days in a way that must be asked about: `5/12`, a day gone by, a repeat within a day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.due_words import WardTime, understood
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question

_SHORTHAND = re.compile(r"(\d{1,2})/(7|12)", re.ASCII)
_ANY_SHORTHAND = re.compile(r"\d{1,2}/(?:7|52|12)", re.ASCII)
_COUNT = re.compile(r"\d{1,3}|a|an|one|two|three|four|five|six|seven|few", re.ASCII)
_AGO = re.compile(r"(?:day|night|week|fortnight|month|hour|year)s?", re.ASCII)
_LAST = re.compile(
    r"night|week|weekend|month|year|shift|evening|afternoon|morning"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_HOURS = re.compile(r"(?:hours?|hrs?|h|minutes?|mins?)", re.ASCII)
_EVERY_N = re.compile(r"\d{1,3}(?:hours?|hrs?|h|minutes?|mins?)", re.ASCII)
_Q = re.compile(r"q\d{0,3}(?:minutes?|mins?|hours?|hrs?)", re.ASCII)
_HOURLY = re.compile(r"(?:\d{1,2}|half)?-?(?:hourly|hrly|minutely)", re.ASCII)
_NUMBERED = re.compile(r"\d{1,3}|other|second|third|few|two|three|four|six|half", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEARLY_A_YEAR = 300
_MONTH_NAMED = re.compile(rf"\d(?:st|nd|rd|th)?,?\s+(?:{'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"20\d\d", re.ASCII)


def shorthand_or_date(words: Sequence[str], place: int, ward: WardTime) -> Question | None:
    """`5/12` is five months as clinicians write, or 5 December; None where it is no day of the calendar."""
    short = _SHORTHAND.fullmatch(words[place].casefold().strip(",;"))
    day = next_such(int(short[1]), int(short[2]), ward.today) if short is not None else None
    if short is None or day is None:
        return None
    count, unit = int(short[1]), "day" if short[2] == "7" else "month"
    spelt = f"in {count} {unit}{'s' if count > 1 else ''}"
    read = understood(spelt.split(), ward)
    said = f"'{words[place]}' may be a date, or {spelt.removeprefix('in ')} on."
    later = (Choice(words=f"{spelt.capitalize()}: {read.words}", instead=spelt),) if read is not None else ()
    return _question(ChipKind.DUE, words[place], said, Choice(words=shown(day), instead=written(day)), *later)


def a_day_gone_by(words: Sequence[str], ward: WardTime) -> Found | None:
    """`yesterday`, `last night`, `2 days ago`, each with the time beside it."""
    plain = [word.casefold().strip(",;.") for word in words]
    for place in range(len(plain)):
        count = _gone(plain[place:])
        if not count:
            continue
        behind = place + count
        after = understood(["today", *plain[behind:]], ward)
        more = after.behind - 1 if after is not None and after.first == 0 else 0
        before = _time_before(plain, place, ward)
        time = " ".join(words[before:place] or words[behind : behind + more])
        first, behind = before, behind + (more if before == place else 0)
        typed = " ".join(words[first:behind])
        said = f"'{typed}' has gone by."
        today = Choice(words=f"Today {time}".strip(), instead=f"today {time}".strip())
        return Found(first, behind, _question(ChipKind.DUE, typed, said, today))
    return None


def long_until(typed: str, day: date, words: str, ward: WardTime) -> Question | None:
    """A date without its year that was some weeks ago would come round in most of a year: which is meant is asked."""
    if (day - ward.today).days <= _NEARLY_A_YEAR or not _MONTH_NAMED.search(typed) or _YEAR.search(typed):
        return None
    said = f"'{typed}' has gone by this year."
    later = Choice(words=words, instead=written(day))
    return _question(ChipKind.DUE, typed, said, Choice(words="Today", instead="today"), later)


def within_a_day(words: Sequence[str], plain: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """`every 2 hours` and `hourly`: a repeat goes by days and shifts."""
    for place, word in enumerate(plain):
        within = _hours_at(plain[place:]) if word in ("every", "each", "q") else 0
        count = within or int(bool(_HOURLY.fullmatch(word) or _Q.fullmatch(word)))
        if not count:
            continue
        if (
            count == 1
            and place
            and word.lstrip("-") in ("hourly", "hrly", "minutely")
            and re.fullmatch(r"\d{1,2}", plain[place - 1])
        ):
            place, count = place - 1, 2  # noqa: PLW2901  `2 hourly`
        typed = " ".join(words[place : place + count])
        said = f"'{typed}' cannot be a repeat: repeats go by days and shifts."
        names = [shift.name for shift in ward.shifts if " " not in shift.name]
        choices = [Choice(words="Every day", instead="every day")]
        choices += [Choice(words=f"Every day, {one} shift", instead=f"every day {one.casefold()}") for one in names]
        yield Found(place, place + count, _question(ChipKind.REPEAT, typed, said, *choices))
        return


def next_such(day: int, month: int, today: date) -> date | None:
    """The next day of this date that comes, written as it is here: the day first."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def shown(day: date) -> str:
    """`Fri 5 Nov 2027`."""
    return f"{short_weekday(day)} {day.day} {short_month(day)} {day.year}"


def written(day: date) -> str:
    """`5 nov 2027`, as a line is read."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _gone(plain: Sequence[str]) -> int:
    """How many words at the beginning name a day gone by."""
    for said in (("the", "day", "before", "yesterday"), ("day", "before", "yesterday"), ("yesterday",)):
        if tuple(plain[: len(said)]) == said:
            return len(said)
    if len(plain) > 1 and plain[0] == "last" and _LAST.fullmatch(plain[1]):
        return 0 if plain[2:3] in (["of"], ["in"]) else 2
    if len(plain) > 1 and plain[1] == "ago" and _ANY_SHORTHAND.fullmatch(plain[0]):
        return 2
    if len(plain) > 2 and _COUNT.fullmatch(plain[0]) and _AGO.fullmatch(plain[1]) and plain[2] == "ago":
        return 3
    return 0


def _time_before(plain: Sequence[str], place: int, ward: WardTime) -> int:
    """Where a time that stands before the day begins, as in `14:00 yesterday`."""
    for first in range(max(0, place - 2), place):
        read = understood(["today", *plain[first:place]], ward)
        if read is not None and (read.first, read.behind) == (0, 1 + place - first):
            return first
    return place


def _hours_at(plain: Sequence[str]) -> int:
    if len(plain) > 1 and (_HOURS.fullmatch(plain[1]) or _EVERY_N.fullmatch(plain[1])):
        return 2
    return 3 if len(plain) > 2 and _NUMBERED.fullmatch(plain[1]) and _HOURS.fullmatch(plain[2]) else 0


def _question(kind: ChipKind, typed: str, sentence: str, *choices: Choice) -> Question:
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=kind, typed=typed, sentence=sentence, choices=(*choices, keep))
