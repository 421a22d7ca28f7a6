"""One working of a shift: the night of 24 October is one span, from its start to its end, clock change and all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import Task
from inpatient_hub.domain.wall_time import at_wall


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSpan:
    """A shift on one day of the ward's clock: the day it begins. Moments are in UTC; the end is not part of it."""

    shift: Shift
    day: date
    starts: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether this moment lies in it."""
        return self.starts <= moment < self.ends


def span_of(shift: Shift, day: date, zone: tzinfo) -> ShiftSpan:
    """The working of a shift that begins on this day. One that ends before it starts, or at the same time, ends on the
    day after."""
    last = day if shift.starts < shift.ends else day + timedelta(days=1)
    return ShiftSpan(
        shift=shift, day=day, starts=at_wall(day, shift.starts, zone), ends=at_wall(last, shift.ends, zone)
    )


def spans_from(shifts: Sequence[Shift], day: date, zone: tzinfo) -> Iterator[ShiftSpan]:
    """Every working of the ward's shifts that begins on this day or later, in order of their starts. It never ends by
    itself while there are shifts."""
    while shifts:
        yield from sorted((span_of(shift, day, zone) for shift in shifts), key=lambda span: span.starts)
        day += timedelta(days=1)


def spans_at(shifts: Sequence[Shift], moment: datetime, zone: tzinfo) -> tuple[ShiftSpan, ...]:
    """The workings on duty at this moment, in order of their starts: two of them while one hands over to the other."""
    today = moment.astimezone(zone).date()
    spans = (span_of(shift, day, zone) for shift in shifts for day in (today - timedelta(days=1), today))
    return tuple(sorted((span for span in spans if span.holds(moment)), key=lambda span: span.starts))


def span_at(shifts: Sequence[Shift], moment: datetime, zone: tzinfo) -> ShiftSpan | None:
    """The working on duty at this moment. Where two overlap it is the incoming one: handover belongs to it."""
    return max(spans_at(shifts, moment, zone), key=lambda span: span.starts, default=None)


def next_span(shifts: Sequence[Shift], moment: datetime, zone: tzinfo, *, name: str = "") -> ShiftSpan | None:
    """The next working that begins after this moment: of the shift of this name, or of any."""
    wanted = [shift for shift in shifts if not name or shift.name.casefold() == name.casefold()]
    return next(
        (span for span in spans_from(wanted, moment.astimezone(zone).date(), zone) if span.starts > moment), None
    )


def is_end_of_day(task: Task, zone: tzinfo | None) -> bool:
    """Whether the moment a task is due is only the midnight after its day: a date without a time."""
    if task.due_at is None or task.due_on is None or task.shift is not None or zone is None:
        return False
    return task.due_at == at_wall(task.due_on + timedelta(days=1), time(), zone)


def own_time(task: Task, zone: tzinfo | None, shifts: Sequence[Shift]) -> time | None:
    """The time of day that a task has of its own; None where its moment is only the end of its day, or of its shift."""
    if task.due_at is None or is_end_of_day(task, zone) or _is_end_of_shift(task, zone, shifts):
        return None
    return task.due_at.astimezone(zone).time()


def _is_end_of_shift(task: Task, zone: tzinfo | None, shifts: Sequence[Shift]) -> bool:
    if task.shift is None or task.due_on is None or zone is None:
        return False
    ends = [span_of(shift, task.due_on, zone).ends for shift in shifts if shift.name == task.shift]
    return task.due_at in ends or not ends  # of a shift that the ward has no more, nobody can tell
