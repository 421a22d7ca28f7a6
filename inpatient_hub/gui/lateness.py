"""How late a task is, in the same words on every page: hours and minutes within a day, then days."""

from datetime import UTC, datetime, timedelta

from inpatient_hub.domain.shift_spans import is_end_of_day
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.moments import age, due_words


def late_words(task: Task, at: datetime) -> str:
    """`4 h 42 min late`, `2 days late`, `now` within its first minute; a date without a time is late by days. `at` is
    on the ward's clock."""
    day = task.due_on or at.date()
    dated = task.due_at is None or is_end_of_day(task, at.tzinfo)
    late = at.astimezone(UTC) - task.due_at.astimezone(UTC) if task.due_at is not None and not dated else None
    if late is None or late >= timedelta(days=1):
        days = max((at.date() - day).days, 1)
        return due_words(at.date() - timedelta(days=days), at.date())
    return f"{age(late)} late" if late >= timedelta(minutes=1) else "now"
