"""What the patient picker lists: who was found, and each patient as a row."""

from dataclasses import dataclass
from datetime import date

from inpatient_hub.domain.patients import STATUS_LABELS, PatientStatus, spaced_nhs_number
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import PatientLine

_AWAY = {PatientStatus.ON_LEAVE: "walk", PatientStatus.DISCHARGE_PENDING: "door-exit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The patients whose name, bed or NHS number hold the words of `query`; `are_all` says that not only those on the
    ward are looked for."""

    query: str = ""
    lines: tuple[PatientLine, ...] = ()
    today: date = date.min
    ward: str = ""
    more: bool = False
    are_all: bool = False

    def empty_words(self) -> tuple[str, str]:
        """A sentence and a quiet line for an empty list."""
        if self.query.strip():
            gone = "" if self.are_all else " Discharged patients are not in this list."
            return (
                f"Nobody on {self.ward} matches '{self.query.strip()}'",
                f"Try fewer letters, the bed, or the NHS number.{gone}",
            )
        return f"No patients on {self.ward} yet", "Add the patient on the Patients page first."


def patient_row(line: PatientLine, today: date) -> RowFacts:
    """One patient: bed, name, and what tells them from the others."""
    patient = line.patient
    born = f"born {day(patient.born_on)} ({patient.age_on(today)})" if patient.born_on else ""
    nhs_number = f"NHS {spaced_nhs_number(patient.nhs_number)}" if patient.nhs_number else ""
    second = ", ".join(part for part in (patient.preferred_name or "", born, nhs_number) if part)
    away = patient.status is not PatientStatus.ACTIVE
    return RowFacts(
        patient.id,
        patient.banner_name,
        second=second,
        time=f"Bed {patient.bed}" if patient.bed else "",
        chips=(ChipFacts(STATUS_LABELS[patient.status], "info", _AWAY.get(patient.status)),) if away else (),
    )
