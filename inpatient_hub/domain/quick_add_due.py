"""When a typed line says that something is due: the chip of it, or the question where that is not plain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from inpatient_hub.domain import quick_add_days as days
from inpatient_hub.domain.due_dates import weekday_of
from inpatient_hub.domain.due_words import Due, Surety, Understood, WardTime, as_typed, in_full, is_gone, mentions
from inpatient_hub.domain.quick_add_events import counted_from_an_event
from inpatient_hub.domain.quick_add_misspelt import misspelt
from inpatient_hub.domain.quick_add_nights import asked_at_night
from inpatient_hub.domain.quick_add_parts import Chip, ChipKind, Choice, Found, Question
from inpatient_hub.domain.quick_add_perhaps import week_named
from inpatient_hub.domain.quick_add_unread import unread
from inpatient_hub.domain.wall_time import at_wall

_JOINED = frozenset("and or to then & - / , not until till than".split())
_DURATION = ("in", "within", "for")
_EVERY = ("every", "each", "q")
_MOST = 4


def due_found(words: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """What the line says of its day and time, one thing at a time: days gone by, a week, when it is due, then whatever
    is left that looks like a day or a time and was not read."""
    past = days.a_day_gone_by(_unquoted(words), ward)
    if past is not None:
        yield past
    yield from week_named(_unquoted(words), ward)
    yield from misspelt(_unquoted(words))
    yield from counted_from_an_event(_unquoted(words))
    named = _as_one(mentions(_unquoted(words), ward))
    if len(named) > 1:
        yield _which_of(words, named, ward)
    elif named:
        yield _asked_or_meant(named[0], words, ward)
    yield from unread(_unquoted(words), ward)


def _unquoted(words: Sequence[str]) -> list[str]:
    """The words, nothing in the place of those in quotation marks: they belong to the title."""
    seen = list(words)
    opened = None
    for place, word in enumerate(words):
        if opened is None and word.startswith('"'):
            opened = place
        if opened is not None and word.rstrip(",;.").endswith('"') and word != '"':
            seen[opened : place + 1] = [""] * (place + 1 - opened)
            opened = None
    return seen


def _as_one(named: Sequence[Understood]) -> Sequence[Understood]:
    """`tomorrow, Thursday` says one day in two ways."""
    if len(named) < 2 or any(one.due != named[0].due or one.surety is not Surety.PLAIN for one in named):
        return named
    if any(before.behind != behind.first for before, behind in pairwise(named)):
        return named
    return (replace(named[0], behind=named[-1].behind),)


def _asked_or_meant(found: Understood, words: Sequence[str], ward: WardTime) -> Found:
    """The chip of a day, or the question where more than one may be meant or it lies in the past."""
    typed = " ".join(words[found.first : found.behind])
    for place in range(found.first, found.behind):
        led = place > found.first and words[place - 1].casefold() in _DURATION
        either = None if led else days.shorthand_or_date(words, place, ward)
        if either is not None:
            return Found(place, place + 1, either)
    if words[found.first].casefold() in _EVERY:
        return Found(found.first, found.behind, _repeat(typed))
    if found.surety is not Surety.PLAIN:
        return Found(found.first, found.behind, _which(typed, found, ward))
    if is_gone(found.due, ward):
        return Found(found.first, found.behind, _gone_by(typed, found, ward))
    far = days.long_until(typed, found.due.day, found.words, ward)
    far = far or asked_at_night(typed, words[found.first : found.behind], found, ward)
    chip = Chip(kind=ChipKind.DUE, typed=typed, words=found.words, due=found.due, shift=found.due.shift)
    return Found(found.first, found.behind, far or chip)


def _which(typed: str, found: Understood, ward: WardTime) -> Question:
    """Words that may mean more than one day or time, or one that may not be meant at all."""
    may_be = [due for due in found.may_be if not is_gone(due, ward)]
    if len(may_be) > 1:
        said = f"Which day or time is meant with '{typed}'?"
    elif may_be:
        said = f"'{typed}' may be when it is due, or part of the title."
    else:
        said = f"'{typed}' does not say plainly when it is due. Type a day or a time."
    return _question(typed, said, *(_choice(due, ward) for due in may_be))


def _repeat(typed: str) -> Question:
    """`each 2pm`: a repeat, and not one that is read from a line."""
    said = f"'{typed}' does not say on which days. Any other repeat is set up on the Repeats page."
    return replace(_question(typed, said), kind=ChipKind.REPEAT)


def _which_of(words: Sequence[str], named: Sequence[Understood], ward: WardTime) -> Found:
    """More than one day or time: whichever is chosen, the others stay in the title, in quotation marks."""
    first, behind = named[0].first, named[-1].behind
    typed = " ".join(words[first:behind])
    listed = [f"'{' '.join(words[one.first : one.behind])}'" for one in named[:_MOST]]
    choices = [*_together(words, named, ward)]
    choices += [_one_of(words, one, named, ward) for one in named[:_MOST]]
    said = f"More than one day or time is named: {', '.join(listed[:-1])} and {listed[-1]}."
    return Found(first, behind, _question(typed, said, *choices))


def _one_of(words: Sequence[str], chosen: Understood, named: Sequence[Understood], ward: WardTime) -> Choice:
    typed = " ".join(words[chosen.first : chosen.behind])
    is_plain = chosen.surety is Surety.PLAIN and "/" not in typed and not is_gone(chosen.due, ward)
    shown = chosen.words if is_plain else f"'{typed}'"
    between = [word for word, place in _outside(words, named) if word.casefold().strip(",;") not in _JOINED]
    if not between:
        return Choice(words=shown, instead=typed)
    quoted = [typed if one is chosen else f'"{" ".join(words[one.first : one.behind]).strip(",;")}"' for one in named]
    said = [quoted[0]]
    for before, one, text in zip(named, named[1:], quoted[1:], strict=False):
        said += [*words[before.behind : one.first], text]
    return Choice(words=shown, instead=" ".join(said))


def _outside(words: Sequence[str], named: Sequence[Understood]) -> Iterator[tuple[str, int]]:
    """The words between the days and times that were named."""
    for before, one in pairwise(named):
        yield from ((words[place], place) for place in range(before.behind, one.first))


def _together(words: Sequence[str], named: Sequence[Understood], ward: WardTime) -> Iterator[Choice]:
    """`Tuesday dentist 10:30` may be one: the time of that day."""
    if len(named) != 2:
        return
    parts = [words[one.first : one.behind] for one in named]
    between = " ".join(word for word, _place in _outside(words, named) if word.casefold() not in _JOINED)
    for order in (parts, parts[::-1]):
        both = mentions([*order[0], *order[1]], ward)
        if len(both) == 1 and (both[0].first, both[0].behind) == (0, len(parts[0]) + len(parts[1])):
            for due in both[0].may_be:
                if not is_gone(due, ward):
                    yield Choice(words=in_full(due, ward), instead=f"{as_typed(due, ward)} {between}".strip())
            return


def _gone_by(typed: str, found: Understood, ward: WardTime) -> Question:
    """The day or time that was understood lies in the past: today, or the next such, may be meant."""
    choices = [Choice(words="Today", instead="today")]
    due = found.due
    by_weekday = any(weekday_of(word) is not None for word in typed.casefold().replace(",", " ").split())
    if by_weekday or (due.day == ward.today and (due.at or due.shift or due.part)):
        choices.append(_choice(_later(due, 7 if by_weekday else 1, ward), ward))
    return _question(typed, f"{found.words} has gone by.", *choices)


def _later(due: Due, number: int, ward: WardTime) -> Due:
    day = due.day + timedelta(days=number)
    clock = due.at.astimezone(ward.zone).time() if due.at is not None and due.shift is None else None
    return replace(due, day=day, at=at_wall(day, clock, ward.zone) if clock is not None else None)


def _choice(due: Due, ward: WardTime) -> Choice:
    return Choice(words=in_full(due, ward), instead=as_typed(due, ward))


def _question(typed: str, sentence: str, *choices: Choice) -> Question:
    typed = re.sub(r"\s+", " ", typed)
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=ChipKind.DUE, typed=typed, sentence=sentence, choices=(*choices, keep))
