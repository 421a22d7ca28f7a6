"""Brings the people of the fictional ward onto it: the ward itself, its staff, and each patient on their own day."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import timedelta

from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.demo_people import MANAGER, PATIENTS, STAFF, WARD_NAME, DemoPatient
from inpatient_hub.services.demo_timeline import Act, Times
from inpatient_hub.services.patients import PatientDetails, PatientService
from inpatient_hub.services.wards import WardService

SET_UP_DAYS_AGO = 130
"""Before the first patient of the demonstration came."""

_ADMITTED_AT = ("10:40", "14:55", "19:30", "23:15")
_PLANNED_DAYS_AGO = 2
_LEFT_FOR_LEAVE_MINUTES_AGO = 200


def set_up(wards: WardService) -> tuple[str, dict[str, Staff]]:
    """Makes the ward and its staff. Returns the ward's id, and the staff by name."""
    name, role = next(one for one in STAFF if one[0] == MANAGER)
    made = wards.set_up(ward_name=WARD_NAME, person_name=name, person_role=role)
    staff = {made.person.name: made.person}
    for other, role in STAFF:
        if other != MANAGER:
            person, _ = wards.add_person(made.ward.id, name=other, role=role, by=made.person.id)
            staff[other] = person
    return made.ward.id, staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Admissions:
    """Admits patients and changes their details later. Whoever is admitted is put into `admitted`, by name."""

    ward_id: str
    times: Times
    patients: PatientService
    staff: Mapping[str, Staff]
    nhs_numbers: Mapping[str, str]
    admitted: MutableMapping[str, Patient]

    def play(self) -> list[Act]:
        """One act for each patient."""
        return [self._stay(person, number) for number, person in enumerate(PATIENTS)]

    def _stay(self, person: DemoPatient, number: int) -> Act:
        """A patient's stay: admitted, a day of discharge planned, and what they are now."""
        yield self.times.on(person.days_here, _ADMITTED_AT[number % len(_ADMITTED_AT)])
        nurse = self.staff[person.nurse].id
        details = self._details(person)
        patient, _ = self.patients.add(self.ward_id, details, by=nurse)
        self.admitted[person.name] = patient
        if person.discharge_in is not None:
            yield self.times.on(_PLANNED_DAYS_AGO, "11:30")
            planned = self.times.today + timedelta(days=person.discharge_in)
            details = replace(details, expected_discharge_on=planned)
            patient = self._edited(patient, details, by=self.staff[person.consultant].id)
        if person.status is PatientStatus.ACTIVE:
            return
        if person.status is PatientStatus.ON_LEAVE:
            yield self.times.ago(_LEFT_FOR_LEAVE_MINUTES_AGO + number)
        else:
            yield self.times.on(person.left_days_ago or 1, "13:45")
        now = replace(details, status=person.status, legal_status=person.legal)
        self._edited(patient, now, by=nurse)

    def _edited(self, patient: Patient, details: PatientDetails, *, by: str) -> Patient:
        saved, _ = self.patients.edit(patient.id, details, seen_version=patient.version, by=by)
        self.admitted[saved.full_name] = saved
        return saved

    def _details(self, person: DemoPatient) -> PatientDetails:
        return PatientDetails(
            family_name=person.family,
            given_name=person.given,
            preferred_name=person.preferred,
            nhs_number=person.nhs_number or self.nhs_numbers[person.name],
            born_on=person.born_on,
            room=person.room,
            bed=str(person.bed),
            legal_status=person.legal_before or person.legal,
            admitted_on=self.times.today - timedelta(days=person.days_here),
            named_nurse_id=self.staff[person.nurse].id,
            consultant_id=self.staff[person.consultant].id,
            alerts=person.alerts,
        )
