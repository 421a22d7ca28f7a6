"""The questions that lists of tasks are read with. Each finds its rows by an index, however long the ward's history."""

from typing import Any

from sqlalchemy import Select, bindparam, case, select, text

from inpatient_hub.domain.tasks import NOT_IN_ERROR, OPEN, Priority, TaskState
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import UtcDateTime
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import TASK_COLUMNS, TASK_EVENT_COLUMNS
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import PatientRow, StaffRow
from inpatient_hub.store.task_rows import TaskEventRow, TaskRow

tasks, events, patients, staff = (table_of(row) for row in (TaskRow, TaskEventRow, PatientRow, StaffRow))
_by = staff.alias("by")

TASK = tuple(tasks.c[name] for name in TASK_COLUMNS)
EVENT = tuple(events.c[name] for name in TASK_EVENT_COLUMNS)

_NAMES = (patients.c.family_name, patients.c.given_name, patients.c.bed, staff.c.name)
_WITH_NAMES = tasks.outerjoin(patients, patients.c.id == tasks.c.patient_id).outerjoin(
    staff, staff.c.id == tasks.c.claimed_by
)
LINES: Select[Any] = select(*TASK, *_NAMES).select_from(_WITH_NAMES)

_WARD = tasks.c.ward_id == bindparam("ward")
_MOST_PRESSING_FIRST = case({Priority.URGENT.value: 0, Priority.IMPORTANT.value: 1}, value=tasks.c.priority, else_=2)
_BY_DAY = (tasks.c.due_on, _MOST_PRESSING_FIRST, tasks.c.created_at, tasks.c.id)
_OPEN = text(one_of("tasks.state", OPEN))
_NOT_IN_ERROR = text(one_of("tasks.state", NOT_IN_ERROR))

_LASTING_DUE_BY = LINES.where(
    _WARD, _OPEN, text("tasks.lapses_at IS NULL"), tasks.c.due_on <= bindparam("day")
).order_by(*_BY_DAY)
LASTING_DUE_BY = Fixed(_LASTING_DUE_BY)
OF_RULES_DUE_BY = Fixed(_LASTING_DUE_BY.where(tasks.c.clock_rule.is_not(None)))
LAPSING_DUE_BY = Fixed(
    LINES.where(
        _WARD,
        _OPEN,
        text("tasks.lapses_at IS NOT NULL"),
        tasks.c.lapses_at > bindparam("at", type_=UtcDateTime()),
        tasks.c.due_on <= bindparam("day"),
    ).order_by(*_BY_DAY)
)
"""Apart from those before, as each has an index that leaves out what was missed in years gone by."""

WITHOUT_DAY = Fixed(
    LINES.where(_WARD, _OPEN, text("tasks.lapses_at IS NULL"), tasks.c.due_on.is_(None)).order_by(
        _MOST_PRESSING_FIRST, tasks.c.created_at, tasks.c.id
    )
)
BETWEEN = Fixed(
    LINES.where(
        _WARD, tasks.c.due_on >= bindparam("first"), tasks.c.due_on <= bindparam("last"), _NOT_IN_ERROR
    ).order_by(*_BY_DAY)
)
TO_CHASE = Fixed(
    LINES.where(_WARD, _OPEN, text("tasks.chase_on IS NOT NULL"), tasks.c.chase_on <= bindparam("day")).order_by(
        tasks.c.chase_on, _MOST_PRESSING_FIRST, tasks.c.created_at, tasks.c.id
    )
)
TO_CHECK = Fixed(
    LINES.where(
        _WARD,
        text(f"{one_of('tasks.state', {TaskState.DONE})} AND tasks.needs_check AND tasks.checked_by IS NULL"),
        tasks.c.done_at >= bindparam("since", type_=UtcDateTime()),
    ).order_by(tasks.c.done_at, tasks.c.id)
)
MISSED = Fixed(
    LINES.where(
        _WARD,
        _OPEN,
        text("tasks.lapses_at IS NOT NULL"),
        tasks.c.lapses_at > bindparam("since", type_=UtcDateTime()),
        tasks.c.lapses_at <= bindparam("until", type_=UtcDateTime()),
    ).order_by(tasks.c.lapses_at.desc(), tasks.c.id)
)
MINE = Fixed(
    LINES.where(tasks.c.claimed_by == bindparam("person"), _OPEN).order_by(
        case((tasks.c.due_on.is_(None), 1), else_=0), *_BY_DAY
    )
)
DONE_BY = Fixed(
    LINES.where(
        tasks.c.done_by == bindparam("person"),
        text(one_of("tasks.state", {TaskState.DONE})),
        tasks.c.done_at >= bindparam("since", type_=UtcDateTime()),
    ).order_by(tasks.c.done_at.desc(), tasks.c.id.desc())
)
OF_PATIENT = Fixed(
    LINES.where(tasks.c.patient_id == bindparam("patient")).order_by(
        case((tasks.c.due_on.is_(None), 1), else_=0), tasks.c.due_on, tasks.c.created_at, tasks.c.id
    )
)
OF_RUN = Fixed(select(*TASK).where(tasks.c.run_id == bindparam("run")).order_by(tasks.c.created_at, tasks.c.id))
OF_SERIES = Fixed(
    select(*TASK)
    .where(
        tasks.c.repeat_id == bindparam("series"),
        text("tasks.repeat_id IS NOT NULL"),
        tasks.c.repeat_on >= bindparam("first"),
        tasks.c.repeat_on <= bindparam("last"),
    )
    .order_by(tasks.c.repeat_on, tasks.c.id)
)
REPEATS_BETWEEN = Fixed(
    select(*TASK)
    .where(
        _WARD,
        text("tasks.repeat_id IS NOT NULL"),
        tasks.c.repeat_on >= bindparam("first"),
        tasks.c.repeat_on <= bindparam("last"),
    )
    .order_by(tasks.c.repeat_on, tasks.c.id)
)
REPEATS_STILL_OPEN = Fixed(
    select(*TASK)
    .where(
        _WARD,
        _OPEN,
        text("tasks.lapses_at IS NULL"),
        tasks.c.due_on <= bindparam("ever"),
        tasks.c.repeat_id.is_not(None),
    )
    .order_by(tasks.c.repeat_on, tasks.c.id)
)

EVENTS = Fixed(select(*EVENT).where(events.c.task_id == bindparam("task")).order_by(events.c.seq))
ONE_EVENT = Fixed(select(*EVENT).where(events.c.id == bindparam("wanted")))
_CHANGES: Select[Any] = (
    select(*EVENT, *TASK, *_NAMES, _by.c.name)
    .select_from(
        events.join(tasks, tasks.c.id == events.c.task_id)
        .outerjoin(patients, patients.c.id == tasks.c.patient_id)
        .outerjoin(staff, staff.c.id == tasks.c.claimed_by)
        .join(_by, _by.c.id == events.c.by)
    )
    # Joined to a text so that no index of tasks is tempting: a ward has more tasks than anything happened to of late.
    .where(tasks.c.ward_id.concat("") == bindparam("ward"), events.c.at > bindparam("since", type_=UtcDateTime()))
    .order_by(events.c.at.desc(), events.c.seq.desc())
    .limit(bindparam("limit"))
)
CHANGES = Fixed(_CHANGES)
CHANGES_OF_KIND = Fixed(_CHANGES.where(events.c.kind == bindparam("kind")))
