"""Erases a patient, somebody who has left, or a ward's details, and keeps a record that names nobody.

All of it happens in the caller's transaction: after a fault nothing was erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    or_,
    select,
    update,
)

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient, PatientStatus, only_kept
from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.wards import MINIMAL_FIELDS
from inpatient_hub.store.from_rows import PATIENT_COLUMNS, patient_from
from inpatient_hub.store.patients import SqlPatientRepository
from inpatient_hub.store.records import table_of
from inpatient_hub.store.reminder_rows import ReminderChoicesRow, ReminderRow
from inpatient_hub.store.retention_rows import ErasingRow, ErasureRow, LegalHoldRow
from inpatient_hub.store.rows import (
    AuditKeyRow,
    NoteRow,
    PatientRow,
    RunAnswerRow,
    RunRow,
    StaffRow,
    StaffSecretRow,
    WardRow,
)
from inpatient_hub.store.task_rows import SavedFilterRow, SeenRow, SeriesRow, TaskEventRow, TaskRow, TaskWordsRow
from inpatient_hub.store.transaction import Transaction
from inpatient_hub.store.wards import SqlWardRepository

REMOVED_TEXT = "The text was removed here: this ward keeps only name, ward and dates."
"""What stands in the place of a finished note's text on such a ward."""

_COLUMNS = ("id", "kind", "entity_id", "ward_id", "at", "by", "reason", "counts")

_wards, _patients, _runs, _answers, _notes, _tasks, _events, _holds, _staff, _secrets, _erasing, _erasures, _keys = (
    table_of(row)
    for row in (
        WardRow,
        PatientRow,
        RunRow,
        RunAnswerRow,
        NoteRow,
        TaskRow,
        TaskEventRow,
        LegalHoldRow,
        StaffRow,
        StaffSecretRow,
        ErasingRow,
        ErasureRow,
        AuditKeyRow,
    )
)
_words, _series, _filters, _seen = (table_of(row) for row in (TaskWordsRow, SeriesRow, SavedFilterRow, SeenRow))
_reminders, _choices = table_of(ReminderRow), table_of(ReminderChoicesRow)

_WHO: BindParameter[Any] = bindparam("who")
_THEIR_RUNS = select(_runs.c.id).where(_runs.c.patient_id == _WHO)


def _theirs(table: Table) -> ColumnElement[bool]:
    """The rows about the patient, and those that came of one of their runs."""
    return or_(table.c.patient_id == _WHO, table.c.run_id.in_(_THEIR_RUNS))


_KEYS = "audit_keys"
"""Without its key nobody reads what the audit trail says of a patient's values. Not counted: it is no record."""

_OF_PATIENT: Mapping[str, tuple[Table, ColumnElement[bool]]] = {
    "answers": (_answers, _answers.c.run_id.in_(_THEIR_RUNS)),
    "task_events": (_events, _events.c.task_id.in_(select(_tasks.c.id).where(_theirs(_tasks)))),
    "reminders": (_reminders, _reminders.c.task_id.in_(select(_tasks.c.id).where(_theirs(_tasks)))),
    "task_words": (_words, _words.c.task_id.in_(select(_tasks.c.id).where(_theirs(_tasks)))),
    "tasks": (_tasks, _theirs(_tasks)),
    "series": (_series, _series.c.patient_id == _WHO),
    "notes": (_notes, _theirs(_notes)),
    "holds": (_holds, _holds.c.patient_id == _WHO),
    "runs": (_runs, _runs.c.patient_id == _WHO),
    _KEYS: (_keys, _keys.c.patient_id == _WHO),
    "patients": (_patients, _patients.c.id == _WHO),
}
"""What is removed of a patient, what names another row before that row."""

_NO_RECORDS = frozenset({"task_words", "reminders", "reminder_choices", _KEYS})
"""Removed with what it is made of, and not counted: nobody would know it for something of the patient's."""

_OF_STAFF: Mapping[str, tuple[Table, ColumnElement[bool]]] = {
    "secrets": (_secrets, _secrets.c.staff_id == _WHO),
    "saved_filters": (_filters, _filters.c.staff_id == _WHO),
    "seen": (_seen, _seen.c.staff_id == _WHO),
    "reminders": (_reminders, _reminders.c.staff_id == _WHO),
    "reminder_choices": (_choices, _choices.c.staff_id == _WHO),
    "staff": (_staff, _staff.c.id == _WHO),
}

_WARD: BindParameter[Any] = bindparam("ward")
_RUNNING = select(_runs.c.id).where(_runs.c.ward_id == _WARD, _runs.c.state == RunState.IN_PROGRESS.value)
_ENDED = select(_runs.c.id).where(_runs.c.ward_id == _WARD, _runs.c.state != RunState.IN_PROGRESS.value)
_CLOSED = (NoteState.FILED.value, NoteState.NOT_FILED.value, NoteState.IN_ERROR.value)
_FINISHED_NOTE = (
    (_notes.c.ward_id == _WARD)
    & _notes.c.state.in_(_CLOSED)
    & (_notes.c.text != REMOVED_TEXT)
    & or_(_notes.c.run_id.is_(None), _notes.c.run_id.not_in(_RUNNING))
)
_OPEN_NOTE = (_notes.c.ward_id == _WARD) & (_notes.c.state.not_in(_CLOSED) | _notes.c.run_id.in_(_RUNNING))
_HAS_KEY = (
    select(_keys.c.patient_id).join(_patients, _patients.c.id == _keys.c.patient_id).where(_patients.c.ward_id == _WARD)
)
_KEYS_OF_WARD = delete(_keys).where(_keys.c.patient_id.in_(select(_patients.c.id).where(_patients.c.ward_id == _WARD)))

_RECORDS = select(*(_erasures.c[name] for name in _COLUMNS))
_IS_NOTED = select(_erasures.c.seq).where(_erasures.c.id == bindparam("id"))
_RETURNED = tuple(
    select(_erasures.c.entity_id).join(table, table.c.id == _erasures.c.entity_id) for table in (_patients, _staff)
)
_MINIMISED = (
    select(_erasures.c.ward_id)
    .join(_wards, _wards.c.id == _erasures.c.ward_id)
    .where(_erasures.c.kind == bindparam("kind"))
    .distinct()
)
_HAS_DETAILS = or_(
    *(
        _patients.c[name].is_not(None)
        for name in (
            "preferred_name",
            "nhs_number",
            "born_on",
            "room",
            "bed",
            "legal_status",
            "named_nurse_id",
            "consultant_id",
        )
    ),
    cast(_patients.c.alerts, Text) != "[]",
    _patients.c.status.in_([PatientStatus.ON_LEAVE.value, PatientStatus.DISCHARGE_PENDING.value]),
)
"""Rows worth a look; what is a detail the domain decides."""


class SqlErasureRepository:
    """Erases, and remembers that it did."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def erase(self, erasure: Erasure) -> Erasure:
        """Erases what `kind` and `entity_id` name, if it is there, and returns the record of it, with how many rows of
        each kind were removed."""
        done = replace(erasure, counts=self._removed(erasure))
        self._note(done)
        return done

    def erase_again(self, erasure: Erasure) -> Erasure:
        """Erases what an older copy brought back. The record of the erasure is kept as it was made first. Returns it
        with how many rows were removed now."""
        counts = self._removed(erasure)
        if self._transaction.row(_IS_NOTED, id=erasure.id) is None:
            self._note(erasure)
        return replace(erasure, counts=counts)

    def returned(self) -> Sequence[Erasure]:
        """Erasures whose record is here and what was erased too: somebody has put rows of an older copy in."""
        back = {row[0] for question in _RETURNED for row in self._transaction.rows(question)}
        for (ward_id,) in self._transaction.rows(_MINIMISED, kind=ErasedKind.DETAILS.value):
            if self._with_details(ward_id) and SqlWardRepository(self._transaction).get(ward_id).minimal:
                back.add(ward_id)
        return [one for one in self.all() if one.entity_id in back] if back else []

    def all(self) -> Sequence[Erasure]:
        """Every erasure, the oldest first."""
        return [_erasure_from(row) for row in self._transaction.rows(_RECORDS.order_by(_erasures.c.seq))]

    def recent(self, ward_id: str, limit: int = 200) -> Sequence[Erasure]:
        """Erasures of one ward, the newest first."""
        newest = _RECORDS.where(_erasures.c.ward_id == _WARD).order_by(_erasures.c.seq.desc()).limit(bindparam("limit"))
        return [_erasure_from(row) for row in self._transaction.rows(newest, ward=ward_id, limit=limit)]

    def removable(self, ward_id: str) -> Mapping[str, int]:
        """What there is on a ward beyond name, ward and dates: patients with such details, finished notes with their
        text, answers of ended referrals; and, under `open`, notes that are not finished and keep theirs until then."""
        return {
            "patients": len(self._with_details(ward_id)),
            "notes": self._count(_notes, _FINISHED_NOTE, ward_id),
            "answers": self._count(_answers, _answers.c.run_id.in_(_ENDED), ward_id),
            "open": self._count(_notes, _OPEN_NOTE, ward_id),
        }

    def _count(self, table: Table, condition: ColumnElement[bool], ward_id: str) -> int:
        return len(self._transaction.rows(select(table.primary_key.columns[0]).where(condition), ward=ward_id))

    def _note(self, erasure: Erasure) -> None:
        self._transaction.add(insert(_erasures), {name: getattr(erasure, name) for name in _COLUMNS})

    def _removed(self, erasure: Erasure) -> dict[str, int]:
        if erasure.kind is ErasedKind.DETAILS:
            return self._details(erasure.entity_id)
        if erasure.kind is ErasedKind.STAFF:
            return self._all_of(_OF_STAFF, erasure.entity_id)
        self._open_guards([erasure.entity_id])
        counts = self._all_of(_OF_PATIENT, erasure.entity_id)
        self._close_guards()
        return counts

    def _all_of(self, parts: Mapping[str, tuple[Table, ColumnElement[bool]]], who: str) -> dict[str, int]:
        found = {
            name: self._transaction.change(delete(table).where(condition), {"who": who})
            for name, (table, condition) in parts.items()
        }
        return {name: count for name, count in found.items() if count and name not in _NO_RECORDS}

    def _open_guards(self, patient_ids: Sequence[str]) -> None:
        if patient_ids:
            self._transaction.add(insert(_erasing), [{"patient_id": one, "cannot_stay": ""} for one in patient_ids])

    def _close_guards(self) -> None:
        self._transaction.change(delete(_erasing), {})

    def _details(self, ward_id: str) -> dict[str, int]:
        """Removes a ward's details, what the audit trail says of their values among them, and has it keep no more from
        now on."""
        try:
            ward = SqlWardRepository(self._transaction).get(ward_id)
        except NotFound:
            return {}
        if not ward.minimal:
            SqlWardRepository(self._transaction).update(ward.made_minimal())
        self._open_guards([row[0] for row in self._transaction.rows(_HAS_KEY, ward=ward_id)])
        self._transaction.change(_KEYS_OF_WARD, {"ward": ward_id})
        self._close_guards()
        bare = self._with_details(ward_id)
        for patient in bare:
            SqlPatientRepository(self._transaction).update(patient)
        texts = update(_notes).where(_FINISHED_NOTE).values(text=REMOVED_TEXT, version=_notes.c.version + 1)
        notes = self._transaction.change(texts, {"ward": ward_id})
        ended = select(_runs.c.patient_id).where(_runs.c.id.in_(_ENDED)).distinct()
        self._open_guards([row[0] for row in self._transaction.rows(ended, ward=ward_id)])
        answers = self._transaction.change(delete(_answers).where(_answers.c.run_id.in_(_ENDED)), {"ward": ward_id})
        self._close_guards()
        counts = {"patients": len(bare), "notes": notes, "answers": answers}
        return {name: count for name, count in counts.items() if count}

    def _with_details(self, ward_id: str) -> list[Patient]:
        """The ward's patients of whom more is kept than name, ward and dates, without it."""
        of_ward: Select[Any] = select(*(_patients.c[name] for name in PATIENT_COLUMNS)).where(
            _patients.c.ward_id == _WARD, _HAS_DETAILS
        )
        patients = [patient_from(row) for row in self._transaction.rows(of_ward, ward=ward_id)]
        pairs = [(patient, only_kept(patient, MINIMAL_FIELDS)) for patient in patients]
        return [bare for patient, bare in pairs if bare != patient]


def _erasure_from(row: Sequence[Any]) -> Erasure:
    named = dict(zip(_COLUMNS, row, strict=True))
    named["kind"] = ErasedKind(named["kind"])
    named["reason"] = ErasureReason(named["reason"])
    return Erasure(**named)
