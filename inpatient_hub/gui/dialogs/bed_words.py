"""The words that warn of two patients in one bed."""

from collections.abc import Sequence

from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.gui.moments import day

REMEDY = "Save it if that is right, as in the middle of a move. Otherwise change the bed."


def same_bed_sentence(bed: str, others: Sequence[Patient]) -> str:
    """`Bed 4 is Catherine Earnshaw's, born 14 Mar 1994.`; empty when nobody else has it."""
    if not others:
        return ""
    told = "; and ".join(_told(one) for one in others)
    return f"Bed {' '.join(bed.split())} is {told}."


def _told(patient: Patient) -> str:
    born = f"born {day(patient.born_on)}" if patient.born_on else ""
    away = "on leave" if patient.status is PatientStatus.ON_LEAVE else ""
    return ", ".join(part for part in (f"{patient.full_name}'s", born, away) if part)
