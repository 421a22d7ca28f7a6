"""Keeps the tasks and what happened to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, case, insert, select, text

from inpatient_hub.domain.tasks import OPEN, Priority, Task, TaskEvent
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.from_rows import TASK_COLUMNS, TASK_EVENT_COLUMNS, task_event_from, task_from, task_line_from
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import PatientRow, StaffRow, TaskEventRow, TaskRow
from inpatient_hub.store.to_rows import row_of
from inpatient_hub.store.transaction import Transaction

_tasks, _events, _patients, _staff = (table_of(row) for row in (TaskRow, TaskEventRow, PatientRow, StaffRow))
_TASK = tuple(_tasks.c[name] for name in TASK_COLUMNS)
_RECORDS = Records(TaskRow, "Task", columns=TASK_COLUMNS, make=task_from)

_LINES = select(*_TASK, _patients.c.family_name, _patients.c.given_name, _patients.c.bed, _staff.c.name).select_from(
    _tasks.outerjoin(_patients, _patients.c.id == _tasks.c.patient_id).outerjoin(
        _staff, _staff.c.id == _tasks.c.claimed_by
    )
)
_MOST_PRESSING_FIRST = case({Priority.URGENT.value: 0, Priority.IMPORTANT.value: 1}, value=_tasks.c.priority, else_=2)
_OPEN_DUE_BY = _LINES.where(
    _tasks.c.ward_id == bindparam("ward"), text(one_of("tasks.state", OPEN)), _tasks.c.due_on <= bindparam("day")
).order_by(_tasks.c.due_on, _MOST_PRESSING_FIRST, _tasks.c.created_at, _tasks.c.id)
_OF_PATIENT = _LINES.where(_tasks.c.patient_id == bindparam("patient")).order_by(
    case((_tasks.c.due_on.is_(None), 1), else_=0), _tasks.c.due_on, _tasks.c.created_at, _tasks.c.id
)
_OF_RUN = select(*_TASK).where(_tasks.c.run_id == bindparam("run")).order_by(_tasks.c.created_at, _tasks.c.id)

_ADD_EVENT = insert(_events)
_EVENTS = (
    select(*(_events.c[name] for name in TASK_EVENT_COLUMNS))
    .where(_events.c.task_id == bindparam("task"))
    .order_by(_events.c.seq)
)


class SqlTaskRepository:
    """The tasks and what happened to them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, task_id: str) -> Task:
        """One task. Raises NotFound."""
        return _RECORDS.get(self._transaction, task_id)

    def add(self, task: Task) -> None:
        """Adds a task."""
        _RECORDS.add(self._transaction, row_of(task))

    def update(self, task: Task) -> Task:
        """Saves a task and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(task, version=_RECORDS.update(self._transaction, row_of(task)))

    def open_due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Unfinished tasks whose day is this one or has passed: by day, the most pressing of a day first."""
        return [task_line_from(row) for row in self._transaction.rows(_OPEN_DUE_BY, ward=ward_id, day=day)]

    def of_patient(self, patient_id: str) -> Sequence[TaskLine]:
        """All tasks of a patient by day, those without a day last."""
        return [task_line_from(row) for row in self._transaction.rows(_OF_PATIENT, patient=patient_id)]

    def of_run(self, run_id: str) -> Sequence[Task]:
        """The tasks a run made, oldest first."""
        return [task_from(row) for row in self._transaction.rows(_OF_RUN, run=run_id)]

    def record(self, event: TaskEvent) -> None:
        """Adds what happened to a task. Raises NotFound for an unknown task."""
        self._transaction.add(_ADD_EVENT, row_of(event))

    def events(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task, oldest first."""
        return [task_event_from(row) for row in self._transaction.rows(_EVENTS, task=task_id)]
