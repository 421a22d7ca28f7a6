"""What was changed about a patient, in words, after the name of whoever did it."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_words import DID
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.patients import STATUS_LABELS, PatientStatus
from inpatient_hub.domain.wards import PatientField

_LABELS: Mapping[str, str] = {
    "family_name": "family name",
    "given_name": "first name",
    "preferred_name": "what they like to be called",
    "nhs_number": "NHS number",
    "born_on": "date of birth",
    "room": "room",
    "bed": "bed",
    "legal_status": "legal status",
    "status": "where they are",
    "admitted_on": "date of admission",
    "expected_discharge_on": "discharge date",
    "named_nurse_id": "named nurse",
    "consultant_id": "consultant",
    "alerts": "alerts",
}
_WITH_THE = frozenset(_LABELS) - {"preferred_name", "status", "alerts"}
_RECORDED: Mapping[str, str] = {
    PatientStatus.ACTIVE.value: "recorded them as on the ward",
    PatientStatus.ON_LEAVE.value: "recorded leave",
    PatientStatus.DISCHARGE_PENDING.value: "recorded the discharge as pending",
    PatientStatus.DISCHARGED.value: "recorded the discharge",
    PatientStatus.IN_ERROR.value: "marked the patient as entered in error",
}
_KEPT_AS = {"named_nurse_id": "named_nurse", "consultant_id": "consultant", "room": "bed"}
_OPTIONAL = frozenset(field.value for field in PatientField)
_LEGAL = {status.code: status.label for status in LEGAL_STATUSES}
_STATUS = {status.value: label for status, label in STATUS_LABELS.items()}


def changed_fields(event: AuditEvent) -> tuple[str, ...]:
    """The details that a change of a patient was about."""
    return tuple(name for name in event.detail.get("changed", "").split(", ") if name)


def changed_words(event: AuditEvent, names: Mapping[str, str], fields: Collection[PatientField]) -> str:
    """What was done, such as `set discharge to Fri 27 Nov 2026` or `copied the note Advocate`. Of a detail that the
    ward does not keep nothing is told, and of one whose value can be read no more only that it changed. `names` maps
    staff ids to names."""
    if event.action in (AuditAction.PATIENT_EDITED, AuditAction.PATIENT_UNDONE):
        return _of_details(event, names, fields)
    if event.kind is Kind.PATIENT:
        return DID[event.action]
    return f"{DID[event.action]} {event.detail.get('title', '')}".rstrip()


def which_changed(event: AuditEvent) -> str:
    """Which details a change of a patient was about, such as `recorded leave, changed the bed and the legal status`; no
    value but where the patient is."""
    told = [name for name in changed_fields(event) if name in _LABELS]
    status = event.after.get("status") or ""
    moved = _RECORDED.get(status, "") if "status" in told else ""
    labels = [f"the {_LABELS[name]}" if name in _WITH_THE else _LABELS[name] for name in told]
    if moved:
        labels.remove(_LABELS["status"])
    changed = f"changed {_listed(labels)}" if labels else ""
    words = ", ".join(part for part in (moved, changed) if part)
    if event.action is AuditAction.PATIENT_UNDONE:
        return f"{DID[event.action]}: {words.removeprefix('changed ')}" if words else DID[event.action]
    return words or DID[event.action]


def _listed(labels: list[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _of_details(event: AuditEvent, names: Mapping[str, str], fields: Collection[PatientField]) -> str:
    switched_off = _OPTIONAL - {field.value for field in fields}
    told = [name for name in changed_fields(event) if name in _LABELS and _KEPT_AS.get(name, name) not in switched_off]
    words = [_of_field(name, event.after.get(name), names) for name in told]
    undone = "took back a change: " if event.action is AuditAction.PATIENT_UNDONE else ""
    return undone + (", ".join(words) or "changed the details")


def _of_field(name: str, value: str | None, names: Mapping[str, str]) -> str:
    say = _SAY.get(name)
    if say is None or value is None:
        return f"changed the {_LABELS[name]}"
    return say(value, names) if value else f"took the {_LABELS[name]} away"


def _discharge(value: str, _names: Mapping[str, str]) -> str:
    day = date.fromisoformat(value)
    return f"set discharge to {short_weekday(day)} {day.day} {short_month(day)} {day.year}"


def _status(value: str, _names: Mapping[str, str]) -> str:
    if value == PatientStatus.ACTIVE.value:
        return "marked them as back on the ward"
    return f"marked them as {_STATUS.get(value, value).lower()}"


def _bed(value: str, _names: Mapping[str, str]) -> str:
    return f"moved them to bed {value}"


def _legal(value: str, _names: Mapping[str, str]) -> str:
    label = _LEGAL.get(value, value)
    return f"set the legal status to {label if label.startswith('Section') else label.lower()}"


def _nurse(value: str, names: Mapping[str, str]) -> str:
    return f"made {names.get(value, 'someone else')} the named nurse"


_SAY: Mapping[str, Callable[[str, Mapping[str, str]], str]] = {
    "expected_discharge_on": _discharge,
    "status": _status,
    "bed": _bed,
    "legal_status": _legal,
    "named_nurse_id": _nurse,
}
