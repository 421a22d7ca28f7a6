"""Keeps the tasks and what happened to them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import bindparam, case, insert, text, update

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.frozen import but
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.tasks import OPEN, Task, TaskEvent, TaskEventKind, TaskState, by_day
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.task_ports import TaskChange, Worth
from inpatient_hub.store import task_lists as lists
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import UtcDateTime
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import (
    TASK_COLUMNS,
    TASK_EVENT_COLUMNS,
    task_event_from,
    task_from,
    task_line_from,
)
from inpatient_hub.store.records import Records, add_once, table_of
from inpatient_hub.store.task_rows import TaskEventRow, TaskRow, TaskWordsRow
from inpatient_hub.store.task_search import found_on
from inpatient_hub.store.to_rows import row_of
from inpatient_hub.store.transaction import Transaction

_tasks, _events, _words = (table_of(row) for row in (TaskRow, TaskEventRow, TaskWordsRow))
_RECORDS = Records(TaskRow, "Task", columns=TASK_COLUMNS, make=task_from)
_ADD_EVENT = Fixed(insert(_events))
_ADD_WORDS = Fixed(insert(_words))
_EVER = datetime(1, 1, 2, tzinfo=UTC)
_EVENT_END = len(TASK_EVENT_COLUMNS)
_PATIENT_AT, _HOLDER_AT = (_EVENT_END + TASK_COLUMNS.index(name) for name in ("patient_id", "claimed_by"))

_CLAIM = Fixed(
    update(_tasks)
    .where(_tasks.c.id == bindparam("known_id"), _tasks.c.claimed_by.is_(None), text(one_of("state", OPEN)))
    .values(
        claimed_by=bindparam("who"),
        claimed_at=bindparam("moment", type_=UtcDateTime()),
        state=case((_tasks.c.state == TaskState.TO_DO.value, TaskState.CLAIMED.value), else_=_tasks.c.state),
        version=_tasks.c.version + 1,
    )
    .returning(*(_tasks.c[name] for name in TASK_COLUMNS))
)
_WORDS = Fixed(
    update(_words)
    .where(_words.c.task_id == bindparam("task"), _words.c.words != bindparam("said"))
    .values(words=bindparam("said"))
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
        self._transaction.add(_ADD_WORDS, {"task_id": task.id, "words": folded(task.title)})

    def add_once(self, task: Task) -> bool:
        """Adds a task unless one with its id is there, also when another computer adds the same at the same moment.
        Returns whether it was added."""
        if not add_once(self._transaction, _tasks, row_of(task)):
            return False
        self._transaction.add(_ADD_WORDS, {"task_id": task.id, "words": folded(task.title)})
        return True

    def update(self, task: Task) -> Task:
        """Saves a task and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        version = _RECORDS.update(self._transaction, row_of(task))
        self._transaction.change(_WORDS, {"task": task.id, "said": folded(task.title)})
        return but(task, version=version)

    def claim(self, task_id: str, who: str, at: datetime) -> Task | None:
        """Claims a task that is open and that nobody has, in one step. Returns it as it is then, None where it did
        not."""
        row = self._transaction.changed_row(_CLAIM, {"known_id": task_id, "who": who, "moment": at})
        return task_from(row) if row is not None else None

    def open_due_by(self, ward_id: str, day: date, *, at: datetime | None = None) -> Sequence[TaskLine]:
        """Unfinished tasks whose day is this one or has passed: by day, the most pressing of a day first. With a moment
        without those that were missed by then."""
        lasting = self._lines(lists.LASTING_DUE_BY, ward=ward_id, day=day)
        lapsing = self._lines(lists.LAPSING_DUE_BY, ward=ward_id, day=day, at=at or _EVER)
        return sorted([*lasting, *lapsing], key=lambda line: by_day(line.task)) if lapsing else lasting

    def of_rules_due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Unfinished tasks whose date a clock rule worked out and is this day or has passed, by day."""
        return self._lines(lists.OF_RULES_DUE_BY, ward=ward_id, day=day)

    def without_day(self, ward_id: str) -> Sequence[TaskLine]:
        """Unfinished tasks that have no day, the most pressing first."""
        return self._lines(lists.WITHOUT_DAY, ward=ward_id)

    def between(self, ward_id: str, first: date, last: date) -> Sequence[TaskLine]:
        """The ward's tasks of these days, both included, done or not; those in error are left out."""
        return self._lines(lists.BETWEEN, ward=ward_id, first=first, last=last)

    def to_chase(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Tasks that wait and whose day to ask again has come, the longest ago first."""
        return self._lines(lists.TO_CHASE, ward=ward_id, day=day)

    def to_check(self, ward_id: str, since: datetime) -> Sequence[TaskLine]:
        """What was done since then and waits for a second person to confirm it, the longest ago first."""
        return self._lines(lists.TO_CHECK, ward=ward_id, since=since)

    def missed(self, ward_id: str, since: datetime, until: datetime) -> Sequence[TaskLine]:
        """What was missed after the first moment and up to the second, the latest first."""
        return self._lines(lists.MISSED, ward=ward_id, since=since, until=until)

    def claimed_by(self, staff_id: str) -> Sequence[TaskLine]:
        """The unfinished tasks a person has, by day, those without a day last."""
        return self._lines(lists.MINE, person=staff_id)

    def done_by(self, staff_id: str, since: datetime) -> Sequence[TaskLine]:
        """What a person has done since then, the latest first."""
        return self._lines(lists.DONE_BY, person=staff_id, since=since)

    def of_patient(self, patient_id: str) -> Sequence[TaskLine]:
        """All tasks of a patient by day, those without a day last."""
        return self._lines(lists.OF_PATIENT, patient=patient_id)

    def of_run(self, run_id: str) -> Sequence[Task]:
        """The tasks a run made, oldest first."""
        return [task_from(row) for row in self._transaction.rows(lists.OF_RUN, run=run_id)]

    def of_series(self, series_id: str, first: date, last: date) -> Sequence[Task]:
        """The tasks a repeat became on these days of its rule, wherever they were moved to since."""
        rows = self._transaction.rows(lists.OF_SERIES, series=series_id, first=first, last=last)
        return [task_from(row) for row in rows]

    def repeats(self, ward_id: str, first: date, last: date) -> Sequence[Task]:
        """What all repeats of a ward became on these days of their rules, and what of them is open from before."""
        now = self._transaction.rows(lists.REPEATS_BETWEEN, ward=ward_id, first=first, last=last)
        left = self._transaction.rows(lists.REPEATS_STILL_OPEN, ward=ward_id, ever=date.max)
        found = {task.id: task for task in map(task_from, [*left, *now])}
        return list(found.values())

    def find(self, ward_id: str, terms: Sequence[str], *, limit: int = 50) -> Sequence[TaskLine]:
        """Tasks with these words in their titles, the one added last first; the words may be beginnings."""
        statement, values = found_on(self._transaction.dialect, terms)
        if statement is None:
            return []
        return self._lines(statement, ward=ward_id, limit=limit, **values)

    def record(self, event: TaskEvent) -> None:
        """Adds what happened to a task. Raises NotFound for an unknown task."""
        self._transaction.add(_ADD_EVENT, row_of(event))

    def events(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task, oldest first."""
        return [task_event_from(row) for row in self._transaction.rows(lists.EVENTS, task=task_id)]

    def event(self, event_id: str) -> TaskEvent:
        """One thing that happened. Raises NotFound."""
        row = self._transaction.row(lists.ONE_EVENT, wanted=event_id)
        if row is None:
            raise NotFound("Event")
        return task_event_from(row)

    def changes_since(
        self,
        ward_id: str,
        since: datetime,
        *,
        kind: TaskEventKind | None = None,
        limit: int = 500,
        worth: Worth | None = None,
    ) -> Sequence[TaskChange]:
        """What happened on a ward after this moment, or only what is of this kind, the latest first: of so many those
        that are worth telling."""
        asked = {"ward": ward_id, "since": since, "limit": limit}
        if kind is None:
            rows = self._transaction.rows(lists.CHANGES, **asked)
        else:
            rows = self._transaction.rows(lists.CHANGES_OF_KIND, **asked, kind=kind.value)
        told = []
        for row in rows:
            event = task_event_from(row[:_EVENT_END])
            if worth is None or worth(event, row[_PATIENT_AT], row[_HOLDER_AT]):
                line = task_line_from(row[_EVENT_END:-1])
                told.append(TaskChange(event=event, line=line, by_name=row[-1]))
        return told

    def _lines(self, statement: object, **values: object) -> list[TaskLine]:
        return [task_line_from(row) for row in self._transaction.rows(statement, **values)]  # type: ignore[arg-type]
