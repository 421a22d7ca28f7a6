"""Who put another date in the place of one that a rule had worked out, when, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.shift_spans import is_end_of_day
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The correction that holds. `why` is in the words of the reason that was chosen."""

    at: datetime
    by: str
    name: str
    why: str


def correction_that_holds(events: Sequence[TaskEvent], name_of: Callable[[str], str]) -> Correction | None:
    """The last correction of a task's date that was not taken back; `events` oldest first, as they are kept."""
    gone: set[str] = set()
    for event in reversed(events):
        if event.of is not None and event.id not in gone:
            gone.add(event.of)
        if event.kind is TaskEventKind.CORRECTED and event.id not in gone:
            return Correction(at=event.at, by=event.by, name=name_of(event.by), why=event.detail.partition(". ")[2])
    return None


def need_behind_event(task: Task, zone: tzinfo) -> None:
    """Raises InvalidAnswer for a date, or an hour, before the event that it counts from."""
    if task.clock_event is None or task.due_on is None:
        return
    is_day_before = task.due_on < task.clock_event.astimezone(zone).date()
    if is_day_before or (task.due_at is not None and task.due_at < task.clock_event):
        what = "day" if is_day_before else "hour"
        raise InvalidAnswer(
            "Not corrected",
            f"This {what} is before the event that the date counts from.",
            remedy=f"Choose the {what} of the event or later.",
            field=what if is_day_before else "at",
        )


def when_due(task: Task, zone: tzinfo) -> str:
    """`20 Nov 2026`, with the hour where it has one: of a holding power nothing else tells what was corrected."""
    if task.due_on is None:
        return "no day"
    day = f"{task.due_on.day} {short_month(task.due_on)} {task.due_on.year}"
    has_hour = task.due_at is not None and not is_end_of_day(task, zone)
    return f"{day}, {task.due_at.astimezone(zone):%H:%M}" if has_hour and task.due_at else day
