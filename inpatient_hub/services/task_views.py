"""One task with everything about it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from inpatient_hub.domain.task_words import did, doer
from inpatient_hub.domain.tasks import TaskEvent
from inpatient_hub.services.absences import with_endings
from inpatient_hub.services.ports import Clock, TaskLine, Work
from inpatient_hub.services.task_records import TaskRecords
from inpatient_hub.services.ward_lines import as_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskHistoryLine:
    """One line of a task's history: who did what, and when."""

    at: datetime
    who: str
    did: str
    event: TaskEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """Everything about one task: its line, the names in it, and its history, newest first."""

    line: TaskLine
    created_by: str
    done_by: str | None
    checked_by: str | None
    history: tuple[TaskHistoryLine, ...]


def task_view(work: Work, task_id: str, records: TaskRecords) -> TaskView:
    """Everything about one task. Raises NotFound."""
    task = work.tasks.get(task_id)
    events = work.tasks.events(task_id)
    patient = work.patients.get(task.patient_id) if task.patient_id else None
    people = {task.created_by, task.claimed_by, task.done_by, task.checked_by, *_named_in(events)}
    names = {one: records.name_of(work, one) or "Someone" for one in people if one}
    line = TaskLine(
        task=task,
        patient_name=patient.banner_name if patient else None,
        bed=patient.bed if patient else None,
        claimed_by_name=names.get(task.claimed_by or ""),
    )
    return TaskView(
        line=as_kept(with_endings(work, [line], records.clock.now()), work.wards.get(task.ward_id))[0],
        created_by=names[task.created_by],
        done_by=names.get(task.done_by or ""),
        checked_by=names.get(task.checked_by or ""),
        history=history_in_words(events, names),
    )


def history_in_words(events: Sequence[TaskEvent], names: Mapping[str, str]) -> tuple[TaskHistoryLine, ...]:
    """A task's history, newest first."""
    by_id = {event.id: event for event in events}
    return tuple(
        TaskHistoryLine(
            at=event.at,
            who=doer(event, names.get(event.by, "Someone")),
            did=did(event, names, by_id.get(event.of or "")),
            event=event,
        )
        for event in reversed(events)
    )


def zone_of(clock: Clock) -> tzinfo:
    """The zone of the ward's clock."""
    zone = clock.local(clock.now()).tzinfo
    if zone is None:
        raise ValueError("The ward's clock has no zone.")
    return zone


def _named_in(events: Sequence[TaskEvent]) -> list[str]:
    return [str(one) for event in events for one in (event.by, event.before.get("claimed_by")) if one]
