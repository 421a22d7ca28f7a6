"""What is being typed about a patient, and what to do when somebody else changed the same patient meanwhile."""

from dataclasses import dataclass, replace

from inpatient_hub.domain.patients import Patient, spaced_nhs_number
from inpatient_hub.services.patients import PatientDetails

ALERT_POOL = (
    "1:1 observations",
    "Absconding risk",
    "Diabetes blood monitoring",
    "DoLS in place",
    "Epilepsy",
    "Falls risk",
    "Latex allergy",
    "Ligature risk",
    "Nil by mouth",
    "Penicillin allergy",
    "Pressure ulcer care",
    "Self-harm risk",
    "Thickened fluids",
    "Violence history",
    "VTE prophylaxis",
)
"""Alerts offered while typing; a ward may write its own."""

LABELS = {
    "family_name": "Family name",
    "given_name": "First name",
    "preferred_name": "Likes to be called",
    "nhs_number": "NHS number",
    "born_on": "Date of birth",
    "room": "Room",
    "bed": "Bed",
    "legal_status": "Legal status",
    "status": "Where they are",
    "admitted_on": "Admitted on",
    "expected_discharge_on": "Expected discharge",
    "named_nurse_id": "Named nurse",
    "consultant_id": "Consultant",
    "alerts": "Alerts",
}
"""The details of the form in reading order, each with the words on its label."""


@dataclass(frozen=True, slots=True)
class Rebased:
    """A draft carried over to a patient changed by someone else. `disputed` names the details both sides changed."""

    draft: PatientDetails
    base: PatientDetails
    taken: tuple[str, ...]
    disputed: tuple[str, ...]


def details_of(patient: Patient) -> PatientDetails:
    """A patient's details as the form shows them."""
    return PatientDetails(
        family_name=patient.family_name,
        given_name=patient.given_name,
        preferred_name=patient.preferred_name or "",
        nhs_number=spaced_nhs_number(patient.nhs_number),
        born_on=patient.born_on,
        room=patient.room or "",
        bed=patient.bed or "",
        legal_status=patient.legal_status,
        status=patient.status,
        admitted_on=patient.admitted_on,
        expected_discharge_on=patient.expected_discharge_on,
        named_nurse_id=patient.named_nurse_id,
        consultant_id=patient.consultant_id,
        alerts=patient.alerts,
    )


def rebased(base: PatientDetails, mine: PatientDetails, theirs: PatientDetails) -> Rebased:
    """Carries what was typed over to the details as they are now.

    A detail nobody typed in takes the other person's answer. One that was typed stays as typed; where the other
    person changed it too, it is `disputed`, for a person to settle.
    """
    taken, disputed = [], []
    draft = mine
    for name in LABELS:
        before, typed, now = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if now in (before, typed):
            continue
        if typed == before:
            taken.append(name)
            draft = replace(draft, **{name: now})
        else:
            disputed.append(name)
    return Rebased(draft, theirs, tuple(taken), tuple(disputed))


def words_for(names: tuple[str, ...]) -> str:
    """`bed`, `bed and room`, `bed, room and alerts`: these details in a sentence."""
    words = [LABELS[name] if LABELS[name].startswith("NHS") else LABELS[name].lower() for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def as_patient(details: PatientDetails, *, patient_id: str, ward_id: str) -> Patient:
    """The draft as a patient, for comparing names and beds only; nothing of it is checked or saved."""
    return Patient(
        id=patient_id,
        ward_id=ward_id,
        family_name=" ".join(details.family_name.split()),
        given_name=" ".join(details.given_name.split()),
        room=details.room or None,
        bed=details.bed or None,
        status=details.status,
    )
