"""The tables of tasks, repeats, what happened to tasks, and what a person has seen and saved of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.tasks import (
    NOT_IN_ERROR,
    OPEN,
    AuditType,
    Category,
    DayPart,
    Priority,
    TaskEventKind,
    TaskKind,
    TaskState,
    Team,
)
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import IDENTIFIER, Structure
from inpatient_hub.store.row_base import Base, flag, key, partial, record_rules, reference, sequence

_OPEN = one_of("state", OPEN)
TO_CHECK = f"{one_of('state', {TaskState.DONE})} AND needs_check AND checked_by IS NULL"
"""What is done and waits for a second person."""


class SeriesRow(Base):
    """A task that repeats: the rule, and what each of its tasks is."""

    __tablename__ = "series"
    __table_args__ = (
        *record_rules(
            kind=TaskKind,
            priority=Priority,
            state=SeriesState,
            missed=Missed,
            category=Category,
            audit_type=AuditType,
            offered_to=Team,
            not_on=Nation,
        ),
        Index("ix_series_ward", "ward_id", "state"),
        partial("ix_series_patient", "patient_id", where="patient_id IS NOT NULL"),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    title: Mapped[str]
    kind: Mapped[str]
    priority: Mapped[str]
    patient_id: Mapped[str | None] = reference("patients.id")
    category: Mapped[str | None]
    audit_type: Mapped[str | None]
    offered_to: Mapped[str | None]
    needs_check: Mapped[bool] = flag("needs_check")
    workflow_id: Mapped[str | None]
    guide_id: Mapped[str | None]
    shifts: Mapped[Any] = mapped_column(Structure, nullable=False)
    at: Mapped[str | None]
    rule: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    left_out: Mapped[Any] = mapped_column(Structure, nullable=False)
    not_on: Mapped[str | None]
    missed: Mapped[str]
    made_by: Mapped[str] = reference("staff.id")
    made_at: Mapped[datetime]
    state: Mapped[str]
    follows: Mapped[str | None] = mapped_column(IDENTIFIER)
    version: Mapped[int]


class TaskRow(Base):
    """A piece of work to be done."""

    __tablename__ = "tasks"
    __table_args__ = (
        *record_rules(
            kind=TaskKind,
            state=TaskState,
            priority=Priority,
            day_part=DayPart,
            category=Category,
            audit_type=AuditType,
            offered_to=Team,
        ),
        CheckConstraint("hand_backs >= 0", name="hand_backs"),
        CheckConstraint("duration > 0", name="duration"),
        partial("ix_tasks_day", "ward_id", "due_on", where=one_of("state", NOT_IN_ERROR)),
        partial("ix_tasks_open_lasting", "ward_id", "due_on", where=f"{_OPEN} AND lapses_at IS NULL"),
        partial("ix_tasks_open_lapsing", "ward_id", "lapses_at", where=f"{_OPEN} AND lapses_at IS NOT NULL"),
        partial("ix_tasks_to_chase", "ward_id", "chase_on", where=f"{_OPEN} AND chase_on IS NOT NULL"),
        partial("ix_tasks_to_check", "ward_id", "done_at", where=TO_CHECK),
        partial("ix_tasks_mine", "claimed_by", "due_on", where=f"{_OPEN} AND claimed_by IS NOT NULL"),
        partial("ix_tasks_done", "done_by", "done_at", where="done_by IS NOT NULL"),
        partial("ix_tasks_repeat", "repeat_id", "repeat_on", where="repeat_id IS NOT NULL"),
        partial("ix_tasks_repeats_of_ward", "ward_id", "repeat_on", where="repeat_id IS NOT NULL"),
        partial("ix_tasks_patient", "patient_id", "due_on", where="patient_id IS NOT NULL"),
        partial("ix_tasks_run", "run_id", where="run_id IS NOT NULL"),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    kind: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    priority: Mapped[str]
    patient_id: Mapped[str | None] = reference("patients.id")
    run_id: Mapped[str | None] = reference("runs.id")
    due_on: Mapped[date | None]
    created_by: Mapped[str] = reference("staff.id")
    created_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = reference("staff.id")
    claimed_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = reference("staff.id")
    done_at: Mapped[datetime | None]
    shift: Mapped[str | None]
    due_at: Mapped[datetime | None]
    day_part: Mapped[str | None]
    lapses_at: Mapped[datetime | None]
    duration: Mapped[int | None]
    place: Mapped[str | None]
    people: Mapped[str | None]
    category: Mapped[str | None]
    audit_type: Mapped[str | None]
    offered_to: Mapped[str | None]
    waiting_on: Mapped[str | None]
    chase_on: Mapped[date | None]
    hand_backs: Mapped[int]
    needs_check: Mapped[bool] = flag("needs_check")
    checked_by: Mapped[str | None] = reference("staff.id")
    checked_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    repeat_id: Mapped[str | None] = reference("series.id")
    repeat_on: Mapped[date | None]
    clock_rule: Mapped[str | None]
    clock_event: Mapped[datetime | None]
    workflow_id: Mapped[str | None]
    guide_id: Mapped[str | None]
    version: Mapped[int]


class TaskWordsRow(Base):
    """The words a task is found by. On SQLite a full-text index lies over this table, kept by triggers; its number,
    unlike the hidden one of `tasks`, stays the same whatever is done to the file."""

    __tablename__ = "task_words"
    __table_args__ = (
        Index("ix_task_words_words", text("to_tsvector('simple'::regconfig, words)"), postgresql_using="gin").ddl_if(
            dialect="postgresql"
        ),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = sequence()
    task_id: Mapped[str] = mapped_column(IDENTIFIER, ForeignKey("tasks.id"), unique=True)
    words: Mapped[str]


class TaskEventRow(Base):
    """One thing that happened to a task. Never changed or removed."""

    __tablename__ = "task_events"
    __table_args__ = (
        CheckConstraint("length(id) = 32", name="id"),
        CheckConstraint(one_of("kind", TaskEventKind), name="kind"),
        Index("ix_task_events_task", "task_id", "seq"),
        Index("ix_task_events_at", "at"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = sequence()
    id: Mapped[str] = mapped_column(IDENTIFIER, unique=True)
    task_id: Mapped[str] = reference("tasks.id")
    kind: Mapped[str]
    by: Mapped[str] = reference("staff.id")
    at: Mapped[datetime]
    detail: Mapped[str]
    before: Mapped[Any] = mapped_column(Structure, nullable=False)
    of: Mapped[str | None] = mapped_column(IDENTIFIER)


class SavedFilterRow(Base):
    """What a person wants to see of the diary, under a name."""

    __tablename__ = "saved_filters"
    __table_args__ = (*record_rules(), Index("ix_saved_filters_staff", "staff_id", "name"))

    id: Mapped[str] = key()
    staff_id: Mapped[str] = reference("staff.id")
    name: Mapped[str]
    body: Mapped[Any] = mapped_column(Structure, nullable=False)
    version: Mapped[int]


class SeenRow(Base):
    """Until when a person has seen what changed on a ward."""

    __tablename__ = "seen"
    __table_args__ = (*record_rules(), Index("ix_seen_staff", "staff_id"))

    id: Mapped[str] = key()
    staff_id: Mapped[str] = reference("staff.id")
    ward_id: Mapped[str] = reference("wards.id")
    until: Mapped[datetime]
    version: Mapped[int]
