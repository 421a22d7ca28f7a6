"""Keeps the patients, and lists them as the ward looks for them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, func, select, text

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import CURRENT, Patient, PatientStatus
from inpatient_hub.domain.runs import RunState
from inpatient_hub.services.ports import Page, PatientFilter, PatientLine, PatientOrder
from inpatient_hub.store import to_rows
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import PATIENT_COLUMNS, patient_from, patient_line_from
from inpatient_hub.store.paging import behind, cursor_after, key_name, keys_of
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import NoteRow, PatientRow, RunRow, StaffRow
from inpatient_hub.store.searching import holds_term, sought, term_values
from inpatient_hub.store.transaction import Transaction

_patients, _staff, _runs, _notes = (table_of(row) for row in (PatientRow, StaffRow, RunRow, NoteRow))
_PATIENT = tuple(_patients.c[name] for name in PATIENT_COLUMNS)
_RECORDS = Records(PatientRow, "Patient", columns=PATIENT_COLUMNS, make=patient_from)

_SORTED_BY = {
    PatientOrder.NAME: (_patients.c.name_order, _patients.c.id),
    PatientOrder.BED: (_patients.c.bed_order, _patients.c.name_order, _patients.c.id),
    PatientOrder.EXPECTED_DISCHARGE: (_patients.c.discharge_order, _patients.c.name_order, _patients.c.id),
}

_CURRENT = Fixed(
    select(*_PATIENT)
    .where(_patients.c.ward_id == bindparam("ward"), text(one_of("patients.status", CURRENT)))
    .order_by(*_SORTED_BY[PatientOrder.NAME])
)
_WITH_NHS_NUMBER = select(*_PATIENT).where(_patients.c.nhs_number == bindparam("nhs_number")).order_by(_patients.c.id)

_UNFILED = (
    select(func.count())
    .select_from(_notes)
    .where(_notes.c.patient_id == _patients.c.id, text(one_of("notes.state", {NoteState.COPIED})))
    .scalar_subquery()
)
_RUNS_OPEN = (
    select(func.count())
    .select_from(_runs)
    .where(_runs.c.patient_id == _patients.c.id, text(one_of("runs.state", {RunState.IN_PROGRESS})))
    .scalar_subquery()
)


class SqlPatientRepository:
    """The patients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, patient_id: str) -> Patient:
        """One patient. Raises NotFound."""
        return _RECORDS.get(self._transaction, patient_id)

    def add(self, patient: Patient) -> None:
        """Adds a patient."""
        _RECORDS.add(self._transaction, to_rows.patient_row(patient))

    def update(self, patient: Patient) -> Patient:
        """Saves a patient and returns them with their new version. Raises ChangedElsewhere, NotFound."""
        return replace(patient, version=_RECORDS.update(self._transaction, to_rows.patient_row(patient)))

    def current(self, ward_id: str) -> Sequence[Patient]:
        """Everyone who is on the ward's list today, by name."""
        return [patient_from(row) for row in self._transaction.rows(_CURRENT, ward=ward_id)]

    def with_nhs_number(self, nhs_number: str) -> Sequence[Patient]:
        """Everyone in this store with this NHS number of ten digits, whatever their status."""
        return [patient_from(row) for row in self._transaction.rows(_WITH_NHS_NUMBER, nhs_number=nhs_number)]

    def page(self, wanted: PatientFilter, *, after: str | None = None, limit: int = 200) -> Page[PatientLine]:
        """Part of a list, with the cursor of the next part."""
        columns = _SORTED_BY[wanted.order]
        keys = keys_of(after, wanted.order, len(columns)) if after else []
        words = sought(wanted.search)
        rows = self._transaction.rows(
            _page(wanted.order, wanted.statuses, len(words), bool(after)),
            ward=wanted.ward_id,
            limit=limit + 1,
            **term_values(words),
            **{key_name(position): key for position, key in enumerate(keys)},
        )
        more = len(rows) > limit
        cursor = cursor_after(wanted.order, rows[limit - 1][-len(columns) :]) if more else None
        return Page(tuple([patient_line_from(row) for row in rows[:limit]]), cursor)

    def count(self, wanted: PatientFilter) -> int:
        """How many patients the list holds altogether."""
        words = sought(wanted.search)
        statement = _count(wanted.statuses, len(words))
        return self._transaction.number(statement, ward=wanted.ward_id, **term_values(words))


def _conditions(statuses: frozenset[PatientStatus], terms: int) -> list[ColumnElement[bool] | TextClause]:
    return [
        _patients.c.ward_id == bindparam("ward"),
        text(one_of("patients.status", statuses)),
        *(holds_term(position, _patients.c.search_text) for position in range(terms)),
    ]


@lru_cache(maxsize=64)
def _page(order: PatientOrder, statuses: frozenset[PatientStatus], terms: int, continued: bool) -> Select[Any]:
    columns = _SORTED_BY[order]
    statement = (
        select(*_PATIENT, _staff.c.name, _UNFILED, _RUNS_OPEN, *columns)
        .select_from(_patients.outerjoin(_staff, _staff.c.id == _patients.c.named_nurse_id))
        .where(*_conditions(statuses, terms))
        .order_by(*columns)
        .limit(bindparam("limit"))
    )
    return statement.where(behind(columns)) if continued else statement


@lru_cache(maxsize=64)
def _count(statuses: frozenset[PatientStatus], terms: int) -> Select[Any]:
    return select(func.count()).select_from(_patients).where(*_conditions(statuses, terms))
