"""Keeps the runs, their answers in the order given, and the definitions they were started with."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, text

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import Answer, RunState, WorkflowRun
from inpatient_hub.services.ports import RunLine
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import ANSWER_COLUMNS, RUN_COLUMNS, answer_from, run_from, run_line_from
from inpatient_hub.store.records import Records, add_once, table_of
from inpatient_hub.store.rows import NoteRow, PatientRow, RunAnswerRow, RunRow, StaffRow, WorkflowDefinitionRow
from inpatient_hub.store.to_rows import row_of
from inpatient_hub.store.transaction import Transaction

_runs, _answers, _notes, _patients, _staff, _definitions = (
    table_of(row) for row in (RunRow, RunAnswerRow, NoteRow, PatientRow, StaffRow, WorkflowDefinitionRow)
)
_RECORDS = Records(RunRow, "Referral", columns=RUN_COLUMNS, make=run_from)

_ADD_ANSWERS = insert(_answers)
_ANSWERS = (
    select(*(_answers.c[name] for name in ANSWER_COLUMNS))
    .where(_answers.c.run_id == bindparam("run"))
    .order_by(_answers.c.seq)
)
_DEFINITION = select(_definitions.c.body).where(_definitions.c.digest == bindparam("digest"))

_NOTE_STATE = (
    select(_notes.c.state)
    .where(_notes.c.run_id == _runs.c.id, _notes.c.state != NoteState.IN_ERROR.value)
    .order_by(_notes.c.made_at.desc(), _notes.c.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _lines() -> Select[Any]:
    return select(
        *(_runs.c[name] for name in RUN_COLUMNS),
        _patients.c.family_name,
        _patients.c.given_name,
        _patients.c.bed,
        _staff.c.name,
        _NOTE_STATE,
    ).select_from(
        _runs.join(_patients, _patients.c.id == _runs.c.patient_id).join(_staff, _staff.c.id == _runs.c.started_by)
    )


_IN_PROGRESS = Fixed(
    _lines()
    .where(_runs.c.ward_id == bindparam("ward"), text(one_of("runs.state", {RunState.IN_PROGRESS})))
    .order_by(_runs.c.touched_at.desc(), _runs.c.id.desc())
)
_OF_PATIENT = (
    _lines().where(_runs.c.patient_id == bindparam("patient")).order_by(_runs.c.started_at.desc(), _runs.c.id.desc())
)


class SqlRunRepository:
    """Runs, their answers, and the definitions they were started with."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, run_id: str) -> WorkflowRun:
        """One run. Raises NotFound."""
        return _RECORDS.get(self._transaction, run_id)

    def add(self, run: WorkflowRun) -> None:
        """Adds a run; its definition must be kept by then."""
        _RECORDS.add(self._transaction, row_of(run))

    def update(self, run: WorkflowRun) -> WorkflowRun:
        """Saves a run and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(run, version=_RECORDS.update(self._transaction, row_of(run)))

    def in_progress(self, ward_id: str) -> Sequence[RunLine]:
        """The ward's unfinished runs, the one last worked on first."""
        return [run_line_from(row) for row in self._transaction.rows(_IN_PROGRESS, ward=ward_id)]

    def of_patient(self, patient_id: str) -> Sequence[RunLine]:
        """All runs of a patient, the one last started first."""
        return [run_line_from(row) for row in self._transaction.rows(_OF_PATIENT, patient=patient_id)]

    def record(self, run_id: str, answers: Collection[Answer]) -> None:
        """Adds answers behind those the run has. Raises NotFound for an unknown run."""
        if answers:
            self._transaction.add(_ADD_ANSWERS, [{"run_id": run_id, **row_of(answer)} for answer in answers])

    def answers(self, run_id: str) -> Sequence[Answer]:
        """Every answer ever given in a run, oldest first."""
        return [answer_from(row) for row in self._transaction.rows(_ANSWERS, run=run_id)]

    def keep_definition(self, digest: str, body: str) -> None:
        """Keeps the exact text of a definition, once."""
        add_once(self._transaction, _definitions, {"digest": digest, "body": body})

    def definition(self, digest: str) -> str:
        """The exact text that was kept. Raises NotFound."""
        row = self._transaction.row(_DEFINITION, digest=digest)
        if row is None:
            raise NotFound("Workflow definition")
        return str(row[0])
