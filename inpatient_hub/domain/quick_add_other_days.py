"""Repeats that leave days out, and those of every other week: `every day except sunday`, `alternate mondays`."""

from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_intervals import ALTERNATE, EVERY
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Words, question
from inpatient_hub.domain.quick_add_weekdays import FULL, listed_days, several_days_at

_EXCEPT = (("except",), ("excluding",), ("excl",), ("bar",), ("apart", "from"), ("but", "not"), ("not",))
_WEEKEND = frozenset({"weekend", "weekends"})
_BETWEEN = frozenset({"for", "on", "at", "the"})
_EVERY_DAY = (("every", "day"), ("each", "day"), ("daily",))
_WEEKDAYS = (("every", "weekday"), ("each", "weekday"), ("weekdays",))
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
    for place, word in enumerate(plain):
        led = 1 if word in ALTERNATE else 2 if word in EVERY and plain[place + 1 : place + 2][:1] else 0
        if not led or (led == 2 and plain[place + 1] not in _OTHER) or place + led >= len(plain):
            continue
        count, days = several_days_at(plain, place + led)
        if not count:
            continue
        typed = " ".join(words[place : place + led + count])
        meant = [Choice(words=f"Every 14 days, from the next {FULL[days[0]]}", instead=_fortnightly(days[0]))]
        said = f"'{typed}' does not say in which week. Any other repeat is set up on the Repeats page."
        asked = question(ChipKind.REPEAT, typed, said, *(meant if len(days) == 1 else ()))
        yield Found(place, place + led + count, asked)
        return


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


def _fortnightly(day: int) -> str:
    return f"every 14 days from {_short(day)}"


def _short(day: int) -> str:
    return FULL[day][:3].casefold()
