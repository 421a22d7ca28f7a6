"""Reads what decides when a record is due to be erased, and keeps the holds on it."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, text

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.domain.retention import WORK, Leaver, LegalHold, Stay
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.tasks import OPEN
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.from_rows import banner_name
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.reminder_rows import ReminderChoicesRow, ReminderRow
from inpatient_hub.store.retention_rows import LegalHoldRow
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.rows import AuditEventRow, NoteRow, PatientRow, RunRow, StaffRow, StaffSecretRow
from inpatient_hub.store.task_rows import SavedFilterRow, SeenRow, TaskRow
from inpatient_hub.store.transaction import Transaction

_HOLD_COLUMNS = tuple(field.name for field in fields(LegalHold))

_patients, _runs, _notes, _tasks, _audit, _staff, _holds = (
    table_of(row) for row in (PatientRow, RunRow, NoteRow, TaskRow, AuditEventRow, StaffRow, LegalHoldRow)
)


def _hold_from(values: Sequence[Any]) -> LegalHold:
    return LegalHold(**dict(zip(_HOLD_COLUMNS, values, strict=True)))


_RECORDS = Records(LegalHoldRow, "Hold", columns=_HOLD_COLUMNS, make=_hold_from)
_HOLD = select(*(_holds.c[name] for name in _HOLD_COLUMNS))
_HOLD_ON = _HOLD.where(_holds.c.patient_id == bindparam("patient"), _holds.c.released_at.is_(None))
_HOLDS = _HOLD.where(_holds.c.ward_id == bindparam("ward"), _holds.c.released_at.is_(None)).order_by(
    _holds.c.placed_at, _holds.c.id
)
_HOLDS_OF = _HOLD.where(_holds.c.patient_id == bindparam("patient")).order_by(_holds.c.placed_at, _holds.c.id)


def _of(what: Any, table: Table, *conditions: str) -> ColumnElement[Any]:
    """One figure about the patient's rows in another table."""
    mine = table.c.patient_id == _patients.c.id
    return select(what).select_from(table).where(mine, *(text(one) for one in conditions)).scalar_subquery()


_COUNTS = (
    _of(func.count(), _notes),
    _of(func.count(), _notes, one_of("notes.state", {NoteState.COPIED})),
    _of(func.count(), _runs),
    _of(func.count(), _runs, one_of("runs.state", {RunState.IN_PROGRESS})),
    _of(func.count(), _tasks),
    _of(func.count(), _tasks, one_of("tasks.state", OPEN)),
    _of(func.count(), _holds, "legal_holds.released_at IS NULL"),
)
_MOMENTS = (
    *(_of(func.max(_notes.c[name]), _notes) for name in ("made_at", "copied_at", "closed_at")),
    *(_of(func.max(_runs.c[name]), _runs) for name in ("started_at", "touched_at", "ended_at")),
    *(_of(func.max(_tasks.c[name]), _tasks) for name in ("created_at", "claimed_at", "done_at")),
    _of(func.max(_audit.c.at), _audit, one_of("audit_events.action", WORK)),
)
_STAY = (_patients.c.id, _patients.c.ward_id, _patients.c.family_name, _patients.c.given_name, _patients.c.status)
_STAYS: Select[Any] = select(*_STAY, *_COUNTS, *_MOMENTS)
_ONE_STAY = _STAYS.where(_patients.c.id == bindparam("patient"))
_STAYS_OVER = _STAYS.where(
    _patients.c.ward_id == bindparam("ward"), text(f"NOT {one_of('patients.status', CURRENT)}")
).order_by(_patients.c.name_order, _patients.c.id)


def names_of_staff() -> tuple[ColumnElement[Any], ...]:
    """Every column of the store that names a member of staff, but for what belongs to that person alone."""
    own = [table_of(row) for row in (StaffSecretRow, SavedFilterRow, SeenRow, ReminderRow, ReminderChoicesRow)]
    return tuple(
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is _staff.c.id and table not in own
    )


@cache
def _leavers() -> Select[Any]:
    named = [select(func.count()).where(column == _staff.c.id).scalar_subquery() for column in names_of_staff()]
    by_them = _audit.c.actor_id == _staff.c.id
    about_them = _audit.c.entity_id == _staff.c.id
    last = select(func.max(_audit.c.at)).where(by_them | about_them).scalar_subquery()
    total = sum(named[1:], start=named[0])
    return (
        select(_staff.c.id, _staff.c.ward_id, _staff.c.name, last, total)
        .where(_staff.c.ward_id == bindparam("ward"), _staff.c.active.is_(False))
        .order_by(_staff.c.name_order, _staff.c.id)
    )


class SqlRetentionRepository:
    """What decides when a record is due, and the holds on it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def stay(self, patient_id: str) -> Stay:
        """What decides about one patient. Raises NotFound."""
        row = self._transaction.row(_ONE_STAY, patient=patient_id)
        if row is None:
            raise NotFound("Patient")
        return _stay_from(row)

    def stays(self, ward_id: str) -> Sequence[Stay]:
        """The same of everyone who is not on the ward any more, by name."""
        return [_stay_from(row) for row in self._transaction.rows(_STAYS_OVER, ward=ward_id)]

    def leavers(self, ward_id: str) -> Sequence[Leaver]:
        """What decides about everyone of the ward's staff who has left, by name."""
        rows = self._transaction.rows(_leavers(), ward=ward_id)
        return [Leaver(**dict(zip(_LEAVER, row, strict=True))) for row in rows]

    def hold_on(self, patient_id: str) -> LegalHold | None:
        """The hold that is in force."""
        row = self._transaction.row(_HOLD_ON, patient=patient_id)
        return None if row is None else _hold_from(row)

    def holds(self, ward_id: str) -> Sequence[LegalHold]:
        """Every hold of the ward that is in force, the oldest first."""
        return [_hold_from(row) for row in self._transaction.rows(_HOLDS, ward=ward_id)]

    def holds_of(self, patient_id: str) -> Sequence[LegalHold]:
        """Every hold there was on a patient, the oldest first."""
        return [_hold_from(row) for row in self._transaction.rows(_HOLDS_OF, patient=patient_id)]

    def add_hold(self, hold: LegalHold) -> None:
        """Adds a hold."""
        _RECORDS.add(self._transaction, _hold_row(hold))

    def update_hold(self, hold: LegalHold) -> LegalHold:
        """Saves a hold and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(hold, version=_RECORDS.update(self._transaction, _hold_row(hold)))


_LEAVER = ("staff_id", "ward_id", "name", "last_at", "named_in")


def _hold_row(hold: LegalHold) -> dict[str, Any]:
    return {name: getattr(hold, name) for name in _HOLD_COLUMNS}


def _stay_from(row: Sequence[Any]) -> Stay:
    patient_id, ward_id, family, given, status = row[:5]
    notes, unfiled, runs, runs_open, tasks, tasks_open, holds = row[5:12]
    return Stay(
        patient_id=patient_id,
        ward_id=ward_id,
        name=banner_name(family, given),
        status=PatientStatus(status),
        last_at=max((moment for moment in row[12:] if moment is not None), default=None),
        notes=notes,
        notes_unfiled=unfiled,
        runs=runs,
        runs_open=runs_open,
        tasks=tasks,
        tasks_open=tasks_open,
        held=holds > 0,
    )
