"""When a task is due: a day, and perhaps a shift, a time or a part of the day; and what moving it makes of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.shift_spans import own_time, span_of
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.task_acts import Act, TaskRefused, late_reason, late_words, need_open
from inpatient_hub.domain.task_reasons import LATE_MOVED
from inpatient_hub.domain.tasks import DayPart, Task, TaskEvent, TaskEventKind
from inpatient_hub.domain.wall_time import at_wall, is_put_forward

MOST_AHEAD = timedelta(days=5 * 365)
"""How far off the day of a task may be; what comes round by law is within three years."""
_TO_TIME = re.compile(r"to \d{1,2} \w+ \d{4}(?:, [^,]+)?, (\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When something is due, on the ward's clock. `day` is the day a shift begins."""

    day: date
    shift: str | None = None
    at: time | None = None
    part: DayPart | None = None


def timed(task: Task, timing: Timing, *, shifts: Sequence[Shift], zone: tzinfo) -> Task:
    """The task due then. One that lapses does so with its new shift, or its new day. Raises InvalidAnswer for a shift
    the ward does not have."""
    ends, due_at = at_wall(timing.day + timedelta(days=1), time(), zone), None
    if timing.shift is not None:
        shift = _named(timing.shift, shifts)
        ends = due_at = span_of(shift, timing.day, zone).ends
    if timing.at is not None:
        due_at = at_wall(_day_of(timing, shifts), timing.at, zone)
    return replace(
        task,
        due_on=timing.day,
        shift=timing.shift,
        due_at=due_at,
        day_part=timing.part,
        lapses_at=ends if task.lapses_at is not None else None,
    )


def timing_of(task: Task, zone: tzinfo, shifts: Sequence[Shift]) -> Timing | None:
    """When a task is due, as it can be chosen; None for one without a day. The end of its day, or of its shift, is no
    time of its own."""
    if task.due_on is None:
        return None
    return Timing(day=task.due_on, shift=task.shift, at=own_time(task, zone, shifts), part=task.day_part)


def typed_timing(
    task: Task, history: Callable[[], Sequence[TaskEvent]], zone: tzinfo, shifts: Sequence[Shift]
) -> Timing | None:
    """When a task is due, as it was last chosen. A time in the hour that the clocks leave out has the moment of the
    change, so that only the task's history still tells it; it is read for no other."""
    timing = timing_of(task, zone, shifts)
    if timing is None or timing.at is None or task.due_at is None or not is_put_forward(task.due_at, zone):
        return timing
    for event in reversed(history()):
        if event.kind is TaskEventKind.MOVED:
            chosen = _moved_to(event, timing)
            if at_wall(_day_of(chosen, shifts), chosen.at or timing.at, zone) == task.due_at:
                return chosen
    return timing


def _moved_to(event: TaskEvent, timing: Timing) -> Timing:
    """The timing with the time that a move named last: `to 28 Mar 2027, 01:30`."""
    found = _TO_TIME.search(event.detail)
    return replace(timing, at=time(int(found[1]), int(found[2]))) if found is not None else timing


def move(
    task: Task,
    timing: Timing,
    *,
    shifts: Sequence[Shift],
    zone: tzinfo,
    now: datetime,
    reason: str | None = None,
    asks: bool = False,
    was: Timing | None = None,
) -> Act:
    """Moves a task to another day, shift or time. Raises TaskRefused, also for a time of a repeat that was missed,
    which it stays; InvalidAnswer for what has gone by; and, where a person can be asked, ReasonNeeded for one that is
    late, as moving it takes that off every list. `was` is when it was due, where that is known better than by its
    moment."""
    need_open(task)
    if task.repeat_on is not None and task.is_missed(now):
        raise TaskRefused(
            "Nothing was changed",
            "Its time is over, and it counts as missed.",
            remedy="Say that it was done late, or add a task for another day.",
        )
    refuse_gone(timing, shifts=shifts, zone=zone, now=now)
    moved = timed(task, timing, shifts=shifts, zone=zone)
    was = was or timing_of(task, zone, shifts)
    detail = f"from {in_words(was)} to {in_words(timing)}" if was is not None else f"to {in_words(timing)}"
    today = now.astimezone(zone).date()
    code = late_reason(task, reason, today=today, at=now, asks=asks, what="moved late", known=LATE_MOVED)
    return Act(moved, TaskEventKind.MOVED, ", ".join(part for part in (detail, late_words(code)) if part))


def refuse_gone(timing: Timing, *, shifts: Sequence[Shift], zone: tzinfo, now: datetime) -> None:
    """Raises InvalidAnswer for a day that has gone by or is too far off, or a shift that is over."""
    refuse_far(timing.day, now.astimezone(zone).date())
    if timing.shift is not None:
        is_gone = span_of(_named(timing.shift, shifts), timing.day, zone).ends <= now
    else:
        is_gone = timing.day < now.astimezone(zone).date()
    if is_gone:
        what = "This shift is over." if timing.shift is not None else "This day has gone by."
        raise InvalidAnswer("Not saved", what, remedy="Choose today or later.", field="due_on")


def refuse_far(day: date, today: date) -> None:
    """Raises InvalidAnswer for a day in a year that was mistyped: what is due in 2126 is off every list."""
    if day > today + MOST_AHEAD:
        years = MOST_AHEAD.days // 365
        raise InvalidAnswer(
            "Not saved", f"This day is more than {years} years off.", remedy="Look at the year.", field="due_on"
        )


def in_words(timing: Timing) -> str:
    """When, in words: `27 Nov 2026, Late` or `27 Nov 2026, 14:05`."""
    said = [f"{timing.day.day} {short_month(timing.day)} {timing.day.year}"]
    if timing.shift is not None:
        said.append(timing.shift)
    if timing.at is not None:
        said.append(f"{timing.at:%H:%M}")
    if timing.part is not None:
        said.append(timing.part.value)
    return ", ".join(said)


def _named(name: str, shifts: Sequence[Shift]) -> Shift:
    found = next((shift for shift in shifts if shift.name == name), None)
    if found is None:
        raise InvalidAnswer(
            "Not saved", "The ward has no such shift.", remedy="Choose one of the ward's shifts.", field="shift"
        )
    return found


def _day_of(timing: Timing, shifts: Sequence[Shift]) -> date:
    """The day on which the time falls: in a night that began today, half past two is tomorrow."""
    if timing.shift is None or timing.at is None:
        return timing.day
    shift = _named(timing.shift, shifts)
    is_after_midnight = shift.starts >= shift.ends and timing.at < shift.starts
    return timing.day + timedelta(days=1) if is_after_midnight else timing.day
