"""Fictional wards, people, patients, runs, notes and tasks for the tests of the store."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerValue, WorkflowRun
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LATEST_DAY = date(2099, 12, 31)
DIGEST = "5" * 64


def later(minutes: float) -> datetime:
    """So many minutes after NOW."""
    return NOW + timedelta(minutes=minutes)


def a_ward(**changed: Any) -> Ward:
    """Wuthering Ward."""
    usual: dict[str, Any] = {"id": new_id(), "name": "Wuthering Ward"}
    return Ward(**usual | changed)


def a_nurse(ward: Ward, **changed: Any) -> Staff:
    """Nelly Dean, RMN."""
    usual: dict[str, Any] = {"id": new_id(), "ward_id": ward.id, "name": "Nelly Dean", "role": "RMN"}
    return Staff(**usual | changed)


def a_patient(ward: Ward, **changed: Any) -> Patient:
    """Catherine Earnshaw."""
    usual: dict[str, Any] = {"id": new_id(), "ward_id": ward.id, "family_name": "Earnshaw", "given_name": "Catherine"}
    return Patient(**usual | changed)


def a_run(patient: Patient, nurse: Staff, **changed: Any) -> WorkflowRun:
    """A run of the advocate referral, just started."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "ward_id": patient.ward_id,
        "patient_id": patient.id,
        "workflow_id": "imha",
        "workflow_version": "1",
        "title": "Refer to an advocate",
        "definition_digest": DIGEST,
        "current_step_id": "consent",
        "started_by": nurse.id,
        "started_at": NOW,
        "touched_by": nurse.id,
        "touched_at": NOW,
    }
    return WorkflowRun(**usual | changed)


def a_note(patient: Patient, nurse: Staff, **changed: Any) -> Note:
    """A draft of a note."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "ward_id": patient.ward_id,
        "patient_id": patient.id,
        "run_id": None,
        "template_id": "imha-referral",
        "template_version": "1",
        "title": "Advocate referral",
        "text": "Catherine Earnshaw\r\nReferred.\r\n",
        "event_at": NOW,
        "author_id": nurse.id,
        "made_at": NOW,
    }
    return Note(**usual | changed)


def a_copied_note(patient: Patient, nurse: Staff, copied_at: datetime, **changed: Any) -> Note:
    """A note in the unfiled tray."""
    copied: dict[str, Any] = {"state": NoteState.COPIED, "copied_by": nurse.id, "copied_at": copied_at}
    return a_note(patient, nurse, **copied | changed)


def a_task(ward: Ward, nurse: Staff, **changed: Any) -> Task:
    """Something to do today."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "ward_id": ward.id,
        "kind": TaskKind.WARD,
        "title": "Ring the advocate",
        "due_on": TODAY,
        "created_by": nurse.id,
        "created_at": NOW,
    }
    return Task(**usual | changed)


def a_task_event(task: Task, nurse: Staff, kind: TaskEventKind, **changed: Any) -> TaskEvent:
    """Something that happened to a task."""
    usual: dict[str, Any] = {"id": new_id(), "task_id": task.id, "kind": kind, "by": nurse.id, "at": NOW}
    return TaskEvent(**usual | changed)


def an_answer(nurse: Staff, step_id: str, value: AnswerValue, **changed: Any) -> Answer:
    """An answer given now."""
    usual: dict[str, Any] = {"step_id": step_id, "value": value, "by": nurse.id, "at": NOW}
    return Answer(**usual | changed)


def an_event(**changed: Any) -> AuditEvent:
    """An entry of the audit trail."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "at": NOW,
        "actor_id": new_id(),
        "action": AuditAction.NOTE_COPIED,
        "kind": Kind.NOTE,
        "entity_id": new_id(),
    }
    return AuditEvent(**usual | changed)


def save(store: Store, *records: Ward | Staff | Patient | WorkflowRun | Note | Task) -> None:
    """Adds these records, in this order, in one unit of work."""
    with store.writing() as work:
        adders = {
            Ward: work.wards.add,
            Staff: work.staff.add,
            Patient: work.patients.add,
            WorkflowRun: work.runs.add,
            Note: work.notes.add,
            Task: work.tasks.add,
        }
        for record in records:
            if isinstance(record, WorkflowRun):
                work.runs.keep_definition(record.definition_digest, "{}")
            add: Any = adders[type(record)]
            add(record)
