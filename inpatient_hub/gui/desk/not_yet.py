"""Whether a task's day or shift is still to come: what is for tomorrow is not ticked today without a question."""

from collections.abc import Sequence
from datetime import datetime

from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import OPEN, Task
from inpatient_hub.gui.desk.task_words import day_words
from inpatient_hub.gui.moments import clock, short_day


def not_yet(task: Task, shifts: Sequence[Shift], now: datetime) -> str:
    """For when it is, `tomorrow, Sun 29 Nov`, or `the Night shift, which begins at 20:45`; empty once its day has come,
    and its shift. `now` is on the ward's clock."""
    if task.due_on is None or task.state not in OPEN or now.tzinfo is None:
        return ""
    today = now.date()
    if task.due_on > today:
        day = day_words(task.due_on, today)
        date = short_day(task.due_on)
        return date if day == date else f"{day}, {date}"
    shift = next((shift for shift in shifts if shift.name == task.shift), None)
    starts = span_of(shift, task.due_on, now.tzinfo).starts if shift is not None else None
    if shift is None or starts is None or starts <= now:
        return ""
    return f"the {shift.name} shift, which begins at {clock(starts.astimezone(now.tzinfo))}"
