"""What an entry of the audit trail says about a change: each changed field with its text before and after."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import Any

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward

Texts = dict[str, str]

_LAST_DIGITS = 4


def as_text(value: Any) -> str:
    """A value as the trail keeps it: codes, ISO dates, yes and no; empty for what is not there."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(sorted(as_text(one) for one in value))
    return str(value)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Texts, Texts]:
    """(before, after) of the fields that differ, as texts."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: as_text(before.get(name)) for name in changed}, {name: as_text(after[name]) for name in changed}


def of_patient(patient: Patient, names: Collection[str]) -> dict[str, Any]:
    """A patient's details for the trail. Of the NHS number only how it ends: enough to see that it was another, and
    nothing that names a patient once the record is erased."""
    told = {name: getattr(patient, name) for name in names if name != "nhs_number"}
    if "nhs_number" in names:
        told["nhs_number_ends"] = patient.nhs_number[-_LAST_DIGITS:] if patient.nhs_number else None
    return told


def of_person(person: Staff) -> dict[str, Any]:
    """A member of staff for the trail. Of a name it keeps only that it changed."""
    return {
        name: getattr(person, name) for name in ("name", "role", "access", "editor", "other_wards", "account", "active")
    }


def of_new_person(person: Staff) -> Texts:
    """What somebody new may do from the first, as it is after nothing."""
    return {
        name: as_text(value) for name, value in of_person(person).items() if value and name not in ("name", "active")
    }


def of_ward(ward: Ward) -> dict[str, Any]:
    """A ward's settings for the trail."""
    return {
        "fields": ward.fields,
        "length_limit": ward.notes.length_limit,
        "retrospect_minutes": ward.notes.retrospect_minutes,
        "identifiers": ward.notes.identifiers,
        "sign_in": ward.access.sign_in,
        "windows_accounts": ward.access.windows_accounts,
        "longest_hours": ward.access.longest_hours,
        "nation": ward.work.nation,
        "ward_round_days": tuple(str(day) for day in sorted(ward.work.ward_round_days)),
        "ward_round_at": f"{ward.work.ward_round_at:%H:%M}" if ward.work.ward_round_at else None,
        "clock_rules_on": ward.work.clock_rules_on or None,
        "clock_numbers": tuple(f"{rule}: {number}" for rule, number in ward.work.clock_numbers),
        "names_in_notices": ward.work.names_in_notices,
    }
