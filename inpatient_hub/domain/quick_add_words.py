"""Finds in a typed line the words that name a day or a time, a priority or a team."""

from collections.abc import Iterator, Mapping

from inpatient_hub.domain import quick_add_days as days
from inpatient_hub.domain import quick_add_questions as ask
from inpatient_hub.domain.due_words import Understood, WardTime, understood
from inpatient_hub.domain.quick_add_marks import priority_in, team_in
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Finder, Found, Words


def _due(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    past = days.a_day_gone_by(words, ward)
    if past is not None:
        yield past
    found = understood(words, ward)
    if found is not None:
        yield _asked_or_meant(found, words, ward)
    yield from ask.unclear_times(words, ward)


def _asked_or_meant(found: Understood, words: Words, ward: WardTime) -> Found:
    """The chip of a day, or the question where more than one may be meant or it lies in the past."""
    typed = " ".join(words[found.first : found.behind])
    either = days.shorthand_or_date(words, found.behind - 1, ward)
    if either is not None:
        return Found(found.behind - 1, found.behind, either)
    if found.due.day < ward.today:
        return Found(found.first, found.behind, ask.gone_by(typed, found.words))
    far = days.long_until(typed, found.due.day, found.words, ward)
    chip = Chip(kind=ChipKind.DUE, typed=typed, words=found.words, due=found.due, shift=found.due.shift)
    return Found(found.first, found.behind, far or chip)


FINDERS: tuple[tuple[ChipKind, Finder], ...] = (
    (ChipKind.DUE, _due),
    (ChipKind.PRIORITY, priority_in),
    (ChipKind.TEAM, team_in),
)
