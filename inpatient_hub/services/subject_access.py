"""All that is kept here about one patient, for a subject access request: to read, and for a program."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.anchors import head_words
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.notes import STATE_LABELS, Note
from inpatient_hub.domain.patients import STATUS_LABELS, Patient, PatientStatus
from inpatient_hub.domain.retention import BLOCKER_WORDS, WORKING_COPY, LegalHold, Stay, span_words
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.host.written_files import write_whole
from inpatient_hub.services.ports import Clock, NoteFilter, Store, Work
from inpatient_hub.services.run_views import RunDefinitions
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.subject_answers import answers_in_words
from inpatient_hub.services.subject_tasks import day, moment, name, series_told, state_words, task_told
from inpatient_hub.services.trail import AuditTrail, in_words

FORMAT = 2
NOT_ENCRYPTED = (
    "The file is not encrypted. Whoever gets hold of it can read everything in it. Keep it only where the trust "
    "allows, and remove it when it was handed over."
)
_ALL = 1_000_000
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """Everything about one patient in both forms: `readable` is a page for a browser or a printer, `machine` JSON after
    `resources/records/subject.schema.json`."""

    readable: str
    machine: str


class SubjectAccessService:
    """Collects all that is kept about one patient, and writes down who asked for it."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        trail: AuditTrail,
        seat: Seat,
        plan: RetentionPlan,
        definitions: RunDefinitions,
    ) -> None:
        self._store = store
        self._clock = clock
        self._trail = trail
        self._seat = seat
        self._plan = plan
        self._definitions = definitions

    @needs(Right.EXPORT_SUBJECT)
    def save(self, patient_id: str, file: str, *, by: str) -> None:
        """Writes all that is kept about a patient to this file, whole or not at all: JSON when its name ends so, else
        a page to read. It is not encrypted. That it was asked for is in the audit trail before the file is written.
        Raises NotFound, and HubError when the file cannot be written."""
        made = self.collect(patient_id, by=by)
        write_whole(file, made.machine if file.casefold().endswith(".json") else made.readable)

    @needs(Right.EXPORT_SUBJECT)
    def collect(self, patient_id: str, *, by: str) -> SubjectFile:
        """Both forms. Raises NotFound."""
        with self._store.writing() as work:
            patient = work.patients.get(patient_id)
            self._seat.need_ward(patient.ward_id)
            event = self._trail.event(
                AuditAction.SUBJECT_EXPORTED, Kind.PATIENT, patient_id, by=by, patient_id=patient_id
            )
            work.audit.append(event)
        with self._store.reading() as work:  # so that what is written bears the number of its own entry, or a later one
            kept = self._kept(work, work.patients.get(patient_id), by)
        # Imported here, as it loads what pages are made with.
        from inpatient_hub.services.subject_html import subject_html

        return SubjectFile(subject_html(kept, self._clock), json.dumps(kept, indent=1, ensure_ascii=False) + "\n")

    def _kept(self, work: Work, patient: Patient, by: str) -> Plain:
        names = {one.id: one.signature for ward in work.wards.all() for one in work.staff.of_ward(ward.id)}
        ward = work.wards.get(patient.ward_id)
        lines = work.notes.page(NoteFilter(ward_id=ward.id, patient_id=patient.id), limit=_ALL).items
        tasks = [line.task for line in work.tasks.of_patient(patient.id)]
        events = work.audit.of_patient(patient.id, limit=_ALL)
        return {
            "inpatient_hub_subject": FORMAT,
            "about": WORKING_COPY,
            "made_at": moment(self._clock.now()),
            "made_by": names.get(by, ""),
            "ward": ward.name,
            "patient": _patient(patient, names),
            "notes": [_note(work.notes.get(line.id), names) for line in lines],
            "referrals": [self._run(work, line.run, names) for line in work.runs.of_patient(patient.id)],
            "tasks": [task_told(task, work.tasks.events(task.id), names) for task in tasks],
            "repeats": [series_told(one, names) for one in work.series.of_patient(patient.id)],
            "holds": [_hold(hold, names) for hold in work.retention.holds_of(patient.id)],
            "retention": self._retention(work.retention.stay(patient.id)),
            "audit": [
                {"at": moment(line.at), "who": line.who, "did": line.did, "about": line.about, **_values(event, names)}
                for event, line in zip(events, in_words(events, names), strict=True)
            ],
            "audit_head": head_words(work.audit.head()),
        }

    def _run(self, work: Work, run: WorkflowRun, names: Mapping[str, str]) -> Plain:
        definition = self._definitions.of(work, run)
        return {
            "id": run.id,
            "title": run.title,
            "state": state_words(run.state.value),
            "started_at": moment(run.started_at),
            "started_by": name(run.started_by, names),
            "ended_at": moment(run.ended_at),
            "ended_by": name(run.ended_by, names),
            "abandoned_reason": run.abandoned_reason,
            "answers": [
                {
                    "question": said.question,
                    "answer": said.words,
                    "by": name(said.by, names),
                    "at": moment(said.at),
                }
                for said in answers_in_words(definition, work.runs.answers(run.id))
            ],
        }

    def _retention(self, stay: Stay) -> Plain:
        last_on = self._clock.local(stay.last_at).date() if stay.last_at else None
        months = self._plan.in_error_months if stay.kind.value == "in_error" else self._plan.patient_months
        return {
            "period": span_words(months),
            "last_done_on": day(last_on),
            "period_ends_on": day(stay.period_ends(self._plan, last_on)),
            "kept_because": [BLOCKER_WORDS[blocker] for blocker in stay.blockers()],
        }


def _values(event: AuditEvent, names: Mapping[str, str]) -> Plain:
    """What an entry says of values before and after, such as an earlier bed; nobody is told by an id, and nothing by a
    code that has words."""

    def told(values: Mapping[str, str]) -> Plain:
        return {field.removesuffix("_id"): names.get(text, _in_words(field, text)) for field, text in values.items()}

    return {"before": told(event.before), "after": told(event.after)}


def _in_words(field: str, text: str) -> str:
    if field == "state":
        return state_words(text) if text else ""
    if field == "status":
        return STATUS_LABELS[PatientStatus(text)] if text in set(PatientStatus) else text
    status = legal_status(text) if field == "legal_status" else None
    return status.label if status else text


def _patient(patient: Patient, names: Mapping[str, str]) -> Plain:
    status = legal_status(patient.legal_status or "")
    return {
        "id": patient.id,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "preferred_name": patient.preferred_name,
        "nhs_number": patient.nhs_number,
        "born_on": day(patient.born_on),
        "room": patient.room,
        "bed": patient.bed,
        "status": STATUS_LABELS[patient.status],
        "legal_status": status.label if status else patient.legal_status,
        "admitted_on": day(patient.admitted_on),
        "expected_discharge_on": day(patient.expected_discharge_on),
        "named_nurse": name(patient.named_nurse_id, names),
        "consultant": name(patient.consultant_id, names),
        "alerts": [{"text": alert.text, "stands_out": alert.stands_out} for alert in patient.alerts],
    }


def _note(note: Note, names: Mapping[str, str]) -> Plain:
    return {
        "id": note.id,
        "title": note.title,
        "state": STATE_LABELS[note.state],
        "text": note.text.replace("\r\n", "\n"),
        "changed_by_hand": note.edited,
        "event_at": moment(note.event_at),
        "made_at": moment(note.made_at),
        "author": name(note.author_id, names),
        "copied_at": moment(note.copied_at),
        "copied_by": name(note.copied_by, names),
        "closed_at": moment(note.closed_at),
        "closed_by": name(note.closed_by, names),
        "not_filed_reason": note.not_filed_reason,
        "referral": note.run_id,
    }


def _hold(hold: LegalHold, names: Mapping[str, str]) -> Plain:
    return {
        "reason": hold.reason,
        "placed_at": moment(hold.placed_at),
        "placed_by": name(hold.placed_by, names),
        "released_at": moment(hold.released_at),
        "released_by": name(hold.released_by, names),
    }
