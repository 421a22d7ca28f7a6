"""When a task is due, in the words of its row: how late, how soon, on which day, and for a screen reader in full."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from inpatient_hub.domain.shift_spans import is_end_of_day, next_span, own_time
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import DayPart, Task
from inpatient_hub.gui.lateness import late_words
from inpatient_hub.gui.moments import age, clock, due_words, short_day
from inpatient_hub.services.today import TodayView

SOON = timedelta(hours=1)
"""From here on a row says how many minutes are left."""
_PARTS = {
    DayPart.MORNING: "Morning",
    DayPart.AFTERNOON: "Afternoon",
    DayPart.EVENING: "Evening",
    DayPart.NIGHT: "Night",
}


class Times(NamedTuple):
    """What stands in the column of times, one over the other, in which colour, and how it is spoken."""

    time: str
    distance: str = ""
    token: str = "text"
    spoken: str = ""


def late_times(task: Task, at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """How late: in hours and minutes within a day, then in days; a date without a time in days."""
    day = task.due_on or at.date()
    dated = task.due_at is None or is_end_of_day(task, at.tzinfo)
    late = _from_to(task.due_at, at) if task.due_at is not None and not dated else None
    if late is None or task.due_at is None or late >= timedelta(days=1):
        days = max((at.date() - day).days, 1)
        return Times(short_day(day), late_words(task, at), "act-text", f"Overdue by {_counted(days, 'day')}")
    due = task.due_at.astimezone(at.tzinfo)
    time = clock(due) if due.date() == at.date() else short_day(due.date())
    return Times(time, late_words(task, at), "act-text", f"Overdue by {in_full(late)}")


def chase_times(task: Task, at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """The day on which it was to be asked about again."""
    day = task.chase_on or at.date()
    when = "today" if day == at.date() else short_day(day)
    return Times("Chase", when, "warn-text", f"To be chased {'today' if day == at.date() else f'since {when}'}")


def waiting_times(task: Task, at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """The day on which it is to be asked about again, still to come."""
    when = short_day(task.chase_on or at.date())
    return Times("Chase", when, "text", f"To be chased on {when}")


def shift_times(task: Task, at: datetime, shifts: Sequence[Shift] = ()) -> Times:
    """A time of this shift, and how soon; of a task that belongs to the shift as a whole its end."""
    if task.due_at is None or is_end_of_day(task, at.tzinfo):
        return Times("Today", "", "text", "Due today")
    due = task.due_at.astimezone(at.tzinfo)
    is_end = own_time(task, at.tzinfo, shifts) is None
    time = f"By {clock(due)}" if is_end else clock(due)
    left = _from_to(at, due)
    distance = f"in {age(left)}" if _MINUTE <= left <= SOON else "now" if left < _MINUTE else ""
    spoken = f"Due {'by' if is_end else 'at'} {clock(due)}"
    return Times(time, distance, "text", f"{spoken}, in {in_full(left)}" if distance.startswith("in ") else spoken)


def later_times(task: Task, at: datetime, shifts: Sequence[Shift] = ()) -> Times:
    """A time of a later shift of today, or that shift."""
    if task.shift is not None and own_time(task, at.tzinfo, shifts) is None:
        return Times(task.shift, "", "text", f"Due on the {task.shift} shift")
    return shift_times(task, at, shifts)


def coming_times(task: Task, at: datetime, shifts: Sequence[Shift] = ()) -> Times:
    """The day, and on it the shift or the time, else how far it is."""
    day = task.due_on or at.date()
    far = due_words(day, at.date())
    own = own_time(task, at.tzinfo, shifts)
    if own is not None:
        below = f"{own:%H:%M}"
    else:
        below = task.shift or (_PARTS[task.day_part] if task.day_part is not None else far)
    return Times(short_day(day), below, "text", f"Due {far}" if below == far else f"Due {far}, {below}")


def no_times(_task: Task, _at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """Nothing: it is due on no day."""
    return Times("No day", "", "muted", "Due on no day")


def missed_times(task: Task, at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """When its time went by."""
    gone = (task.lapses_at or at).astimezone(at.tzinfo)
    when = clock(gone) if gone.date() == at.date() else short_day(gone.date())
    return Times(when, "missed", "muted", f"Missed, {when}")


def done_times(task: Task, at: datetime, _shifts: Sequence[Shift] = ()) -> Times:
    """When it was done."""
    done = (task.done_at or at).astimezone(at.tzinfo)
    when = clock(done) if done.date() == at.date() else short_day(done.date())
    return Times(when, "done", "text", f"Done, {when}")


def appointment_times(task: Task, at: datetime) -> Times:
    """The time or part of the day, and whether it is soon, under way or over."""
    if task.due_at is None:
        part = _PARTS[task.day_part] if task.day_part is not None else "Today"
        return Times(part, "", "text", part)
    begins = task.due_at.astimezone(at.tzinfo)
    left = _from_to(at, begins)
    if is_over(task, at):
        return Times(clock(begins), f"{age(-left)} ago", "muted", f"{clock(begins)}, {in_full(-left)} ago")
    distance = "now" if left < _MINUTE else f"in {age(left)}" if left <= SOON else ""
    return Times(clock(begins), distance, "text", f"{clock(begins)}, {distance}" if distance else clock(begins))


def is_over(task: Task, at: datetime) -> bool:
    """Whether an appointment has had its time; one of no known length has once it has begun."""
    return task.due_at is not None and task.due_at + timedelta(minutes=task.duration or 0) < at


def shift_line(view: TodayView) -> str:
    """`Late shift, 13:30 to 21:30. 4 h 48 min left`; between two shifts when the next begins."""
    span, zone = view.span, view.at.tzinfo
    if span is not None:
        hours = f"{span.starts.astimezone(zone):%H:%M} to {span.ends.astimezone(zone):%H:%M}"
        return f"{span.shift.name} shift, {hours}. {age(_from_to(view.at, span.ends))} left"
    following = next_span(view.ward.shifts, view.at, zone) if zone is not None else None
    if following is None:
        return ""
    return f"Between shifts. {following.shift.name} begins at {following.starts.astimezone(zone):%H:%M}"


def in_full(span: timedelta) -> str:
    """`4 hours 42 minutes`: as it is spoken."""
    hours, minutes = divmod(max(int(span.total_seconds() // 60), 0), 60)
    parts = [_counted(count, word) for count, word in ((hours, "hour"), (minutes, "minute")) if count]
    return " ".join(parts) or "less than a minute"


_MINUTE = timedelta(minutes=1)


def _from_to(first: datetime, last: datetime) -> timedelta:
    """The time that passes between two moments: on the clock alone an hour is lost or won when it is changed."""
    return last.astimezone(UTC) - first.astimezone(UTC)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
