"""Turns a patient into what their banner shows: one formatter for every screen that names a patient."""

from datetime import date

from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.patients import STATUS_LABELS, Patient, PatientStatus, spaced_nhs_number
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.services.patients import PatientFacts


def banner_facts(facts: PatientFacts, today: date) -> BannerFacts:
    """The banner of a patient on this day. A detail that is not recorded or is switched off leaves no hole."""
    patient = facts.patient
    return BannerFacts(
        title=patient.banner_name,
        values=labelled_values(patient, facts.ward, today),
        legal=_legal_words(patient),
        alerts=tuple((alert.text, alert.stands_out) for alert in patient.alerts),
        similar=_similar_words(facts),
        similar_strong=any(one.same_family_name for one in facts.similar),
        side=_side(facts, today),
    )


def labelled_values(patient: Patient, ward: Ward, today: date) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs that tell the patient from every other."""
    years = patient.age_on(today)
    born = f"{day(patient.born_on)} ({years})" if patient.born_on else ""
    where = ", ".join(part for part in (patient.bed, ward.name) if part)
    pairs = (
        ("Likes to be called", patient.preferred_name or ""),
        ("Born", born),
        ("NHS number", spaced_nhs_number(patient.nhs_number)),
        ("Bed" if patient.bed else "Ward", where),
    )
    return tuple((label, value) for label, value in pairs if value)


def _legal_words(patient: Patient) -> str:
    status = legal_status(patient.legal_status) if patient.legal_status else None
    return status.label if status else ""


def _similar_words(facts: PatientFacts) -> str:
    if not facts.similar:
        return ""
    first = facts.similar[0].patient
    bed = f", bed {first.bed}" if first.bed else ""
    more = f" and {len(facts.similar) - 1} more" if len(facts.similar) > 1 else ""
    return f"Similar name: {first.full_name}{bed}{more}"


def _side(facts: PatientFacts, today: date) -> tuple[tuple[str, str], ...]:
    patient = facts.patient
    pairs = [("Named nurse", facts.named_nurse or ""), ("Consultant", facts.consultant or "")]
    if patient.status is not PatientStatus.ACTIVE:
        pairs.append(("Status", STATUS_LABELS[patient.status]))
    if patient.admitted_on:
        pairs.append(("Day", str((today - patient.admitted_on).days + 1)))
    return tuple((label, value) for label, value in pairs if value)
