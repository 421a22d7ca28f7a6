"""The shapes of the JSON that the command line prints. A key, once there, keeps its name and its meaning.

Days are `2026-11-20`, moments `2026-11-20T14:05:00+00:00` (UTC); what is not known is null. Keys are sorted.

    note list       {"notes": [NOTE LINE], "total": 25}
    note show       NOTE LINE's keys and "text", "text_sha256", "parts", "template", "event_at", "not_filed_reason",
                    "history": [{"at", "who", "did", "about", "action"}]
    note render     {"template": {"id", "version", "title"}, "patient": {"id", "banner_name", "bed"} or null, "text",
                    "text_sha256", "characters", "limit", "parts", "blanks": ["[PURPOSE]"], "ready": true,
                    "gap": "" or what the way to the note still needs,
                    "checks": [{"kind", "verdict", "words", "places"}],
                    "note": null or the id it was kept under}; run note the same
    note copy       {"note", "part", "parts", "text"}; run copy the same
    note file       {"note", "state", "follow_up": null or {"title", "due_on"}}; note not-filed and
                    in-error, run file the same
    run workflows   {"workflows": [{"id", "title", "category", "summary", "version", "past_review", "unset_contacts",
                    "steps": [{"id", "kind", "title"}]}]}
    run list        {"runs": [RUN LINE]}
    run status      RUN LINE's keys and "steps": [{"id", "kind", "title", "state", "answer", "by"}], "step", "question",
                    "missing", "offers": [{"value", "label"}], "fields": [{"id", "label", "kind", "value", "answered"}],
                    "note": null or {"id", "state"}, "follow_up": null or {"title", "due_on", "wanted"};
                    run start, answer, next and back the same
    run abandon     {"run", "state"}
    task list       {"tasks": [TASK LINE]}; task claim and done give a TASK LINE, task hand-back one with "note"
    task add        {"task": null or its id, "repeat": null or its id, "title",
                    "understood": [{"kind", "typed", "words"}]}
    task history    {"task", "history": [{"at", "who", "did", "kind"}]}, newest first
    patient list    {"patients": [PATIENT], "total": 18}
    ward show       {"ward": {"id", "name"}, "staff": [{"id", "name", "role"}], "patients": 18, "unfiled_notes": 3}
    ward set-up     {"ward": {"id", "name"}, "person": {"id", "name", "role"}}
    content check   {"problems": [{"file", "line", "key", "sentence", "hint"}]}
    content start-local  {"folder", "files": [...]}
    demo            {"ward", "staff", "patients", "notes"}: the ward's id, and how many there are of the others
    --version       {"version"}

    NOTE LINE       "id", "title", "state", "edited", "patient": {"id", "banner_name", "bed"}, "author", "run",
                    "made_at", "copied_at", "closed_at"
    RUN LINE        "id", "workflow", "title", "state", "patient": {"id", "banner_name", "bed"}, "step_number",
                    "step_count", "started_by", "started_at", "touched_at", "note_state"
    TASK LINE       "id", "title", "kind", "state", "priority", "due_on", "due_at", "shift", "patient": null or {"id",
                    "banner_name", "bed"}, "claimed_by", "offered_to", "waiting_on", "chase_on"
    PATIENT         "id", "name", "given_name", "family_name", "preferred_name", "nhs_number", "born_on", "room", "bed",
                    "legal_status", "status", "admitted_on", "expected_discharge_on", "named_nurse",
                    "alerts": [{"text", "stands_out"}], "unfiled_notes", "runs_open"
"""

from typing import Any

from inpatient_hub.cli.moments import iso_day, iso_moment
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.note_records import Copied
from inpatient_hub.services.notes import NoteView
from inpatient_hub.services.ports import NoteLine, PatientLine, RunLine

Json = dict[str, Any]


def note_line(line: NoteLine) -> Json:
    """One note of a list."""
    return {
        "id": line.id,
        "title": line.title,
        "state": line.state.value,
        "edited": line.edited,
        "patient": {"id": line.patient_id, "banner_name": line.patient_name, "bed": line.bed},
        "author": line.author,
        "run": line.run_id,
        "made_at": iso_moment(line.made_at),
        "copied_at": iso_moment(line.copied_at),
        "closed_at": iso_moment(line.closed_at),
    }


def note(view: NoteView) -> Json:
    """One note with its text and what happened to it."""
    one = view.note
    return {
        "id": one.id,
        "title": one.title,
        "state": one.state.value,
        "edited": one.edited,
        "patient": patient_brief(view.facts.patient),
        "author": view.author,
        "run": one.run_id,
        "made_at": iso_moment(one.made_at),
        "copied_at": iso_moment(one.copied_at),
        "closed_at": iso_moment(one.closed_at),
        "template": {"id": one.template_id, "version": one.template_version},
        "event_at": iso_moment(one.event_at),
        "not_filed_reason": one.not_filed_reason,
        "text": one.text,
        "text_sha256": one.text_hash,
        "parts": view.parts,
        "history": [
            {
                "at": iso_moment(line.at),
                "who": line.who,
                "did": line.did,
                "about": line.about,
                "action": line.action.value,
            }
            for line in view.history
        ],
    }


def preview(shown: NotePreview, patient: Patient | None, *, gap: str = "") -> Json:
    """A note as it would be copied now. `gap` is what the way to it still needs."""
    return {
        "template": {"id": shown.template.id, "version": shown.template.version, "title": shown.title},
        "patient": patient_brief(patient) if patient else None,
        "text": shown.text,
        "text_sha256": shown.text_hash,
        "characters": shown.characters,
        "limit": shown.limit,
        "parts": shown.parts,
        "blanks": list(shown.blanks),
        "ready": not shown.blanks and not shown.refusals and not gap,
        "gap": gap,
        "checks": [
            {
                "kind": check.kind.value,
                "verdict": check.verdict.value,
                "words": check.words,
                "places": list(check.places),
            }
            for check in shown.checks
        ],
        "note": shown.note.id if shown.note else None,
    }


def copied(one: Copied) -> Json:
    """What was put on the clipboard."""
    return {"note": one.note.id, "part": one.part, "parts": one.parts, "text": one.text}


def patient_brief(patient: Patient) -> Json:
    """A patient as other records name them."""
    return {"id": patient.id, "banner_name": patient.banner_name, "bed": patient.bed}


def patient_line(line: PatientLine) -> Json:
    """One patient of a list."""
    one = line.patient
    return {
        "id": one.id,
        "name": one.full_name,
        "given_name": one.given_name,
        "family_name": one.family_name,
        "preferred_name": one.preferred_name,
        "nhs_number": one.nhs_number,
        "born_on": iso_day(one.born_on),
        "room": one.room,
        "bed": one.bed,
        "legal_status": one.legal_status,
        "status": one.status.value,
        "admitted_on": iso_day(one.admitted_on),
        "expected_discharge_on": iso_day(one.expected_discharge_on),
        "named_nurse": line.named_nurse,
        "alerts": [{"text": alert.text, "stands_out": alert.stands_out} for alert in one.alerts],
        "unfiled_notes": line.unfiled,
        "runs_open": line.runs_open,
    }


def person(one: Staff) -> Json:
    """A member of staff."""
    return {"id": one.id, "name": one.name, "role": one.role}


def run_line(line: RunLine) -> Json:
    """One run of a list."""
    run = line.run
    return {
        "id": run.id,
        "workflow": run.workflow_id,
        "title": run.title,
        "state": run.state.value,
        "patient": {"id": run.patient_id, "banner_name": line.patient_name, "bed": line.bed},
        "step_number": run.step_number,
        "step_count": run.step_count,
        "started_by": line.started_by_name,
        "started_at": iso_moment(run.started_at),
        "touched_at": iso_moment(run.touched_at),
        "note_state": line.note_state.value if line.note_state else None,
    }
