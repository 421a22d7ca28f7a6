"""A piece of work to be done by someone on the ward, and everything that happened to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """What a task is about."""

    WARD = "ward"
    PATIENT = "patient"
    APPOINTMENT = "appointment"


class TaskState(StrEnum):
    """Where a task stands. Overdue is worked out from its due day, never stored."""

    TO_DO = "to_do"
    CLAIMED = "claimed"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    IN_ERROR = "in_error"


OPEN = frozenset({TaskState.TO_DO, TaskState.CLAIMED, TaskState.WAITING})


class Priority(StrEnum):
    """How soon a task matters."""

    ROUTINE = "routine"
    IMPORTANT = "important"
    URGENT = "urgent"


class TaskEventKind(StrEnum):
    """What can happen to a task."""

    CREATED = "created"
    CLAIMED = "claimed"
    RELEASED = "released"
    DONE = "done"
    REOPENED = "reopened"
    MOVED = "moved"
    IN_ERROR = "in_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task. `due_on` is a day of the ward's clock; moments are aware and in UTC."""

    id: str
    ward_id: str
    kind: TaskKind
    title: str
    state: TaskState = TaskState.TO_DO
    priority: Priority = Priority.ROUTINE
    patient_id: str | None = None
    run_id: str | None = None
    due_on: date | None = None
    created_by: str
    created_at: datetime
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    done_by: str | None = None
    done_at: datetime | None = None
    version: int = 1

    def is_overdue(self, today: date) -> bool:
        """Whether it is still open and its day has passed."""
        return self.state in OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """One thing that happened to a task. Never changed or removed."""

    id: str
    task_id: str
    kind: TaskEventKind
    by: str
    at: datetime
    detail: str = ""
    """Words built from choices, such as `from 27 Nov 2026 to 4 Dec 2026`; never free text about a patient."""
