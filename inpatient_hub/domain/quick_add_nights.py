"""Past midnight a night shift is still on, and `tomorrow` may be the day that begins with the morning: it is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from inpatient_hub.domain.due_calendar import TOMORROW
from inpatient_hub.domain.due_parts import Due, Understood, WardTime, as_typed, in_full, is_gone
from inpatient_hub.domain.due_shifts import due_of
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Question, question
from inpatient_hub.domain.shift_spans import ShiftSpan, spans_at
from inpatient_hub.domain.wall_time import at_wall

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def asked_at_night(typed: str, words: Sequence[str], found: Understood, ward: WardTime) -> Question | None:
    """The question whether `tomorrow` is the coming day, or `wed night` the night that is on; None by day."""
    on_duty = spans_at(ward.shifts, ward.now, ward.zone)
    if not on_duty or any(span.day == ward.today for span in on_duty):
        return None
    other = _the_night_on(found.due, on_duty)
    is_tomorrow = any(word.casefold().strip(",;:.") in TOMORROW for word in words)
    if other is None and is_tomorrow and found.due.day == ward.today + _DAY:
        other = _a_day_earlier(found.due, ward)
    if other is None or is_gone(other, ward):
        return None
    choices = (Choice(words=in_full(due, ward), instead=as_typed(due, ward)) for due in (other, found.due))
    return question(ChipKind.DUE, typed, f"It is past midnight. Which day is meant with '{typed}'?", *choices)


def _the_night_on(due: Due, on_duty: Sequence[ShiftSpan]) -> Due | None:
    """The working that is on, where the same shift of a week later was understood."""
    on = next((span for span in on_duty if span.shift.name == due.shift and span.day + _WEEK == due.day), None)
    return due_of(on) if on is not None else None


def _a_day_earlier(due: Due, ward: WardTime) -> Due:
    day = due.day - _DAY
    if due.at is None:
        return replace(due, day=day)
    clock = due.at.astimezone(ward.zone)
    return replace(due, day=day, at=at_wall(clock.date() - _DAY, clock.time(), ward.zone))
