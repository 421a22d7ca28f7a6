"""Wards, staff, emergencies and patients as they are shown to whoever is at the computer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.sign_in import EmergencyAccess
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import (
    EmergencyRepository,
    Page,
    PatientFilter,
    PatientLine,
    PatientRepository,
    StaffRepository,
    WardRepository,
)
from inpatient_hub.services.ward_sight import WardSight


class GuardedWards:
    """Wards are shown to all, who choose theirs by its name; they are changed by their own people."""

    def __init__(self, wards: WardRepository, sight: WardSight) -> None:
        self._wards = wards
        self._sight = sight

    def all(self) -> Sequence[Ward]:
        """Every ward."""
        return self._wards.all()

    def get(self, ward_id: str) -> Ward:
        """One ward."""
        return self._wards.get(ward_id)

    def add(self, ward: Ward) -> None:
        """Adds a ward. Who may do that is for the service to say."""
        self._sight.is_new(ward.id)
        self._wards.add(ward)

    def update(self, ward: Ward) -> Ward:
        """Saves a ward. Raises OtherWard."""
        self._sight.need_own(ward.id)
        return self._wards.update(ward)


class GuardedStaff:
    """People are shown to all, who choose their own name; they are changed from their own ward."""

    def __init__(self, staff: StaffRepository, sight: WardSight) -> None:
        self._staff = staff
        self._sight = sight

    def get(self, staff_id: str) -> Staff:
        """One person."""
        return self._staff.get(staff_id)

    def of_ward(self, ward_id: str) -> Sequence[Staff]:
        """Everyone of a ward."""
        return self._staff.of_ward(ward_id)

    def all(self) -> Sequence[Staff]:
        """Everyone."""
        return self._staff.all()

    def last_signed_in(self) -> Mapping[str, datetime]:
        """When each person signed in last."""
        return self._staff.last_signed_in()

    def add(self, person: Staff) -> None:
        """Adds a person. Raises OtherWard."""
        self._sight.need_own(person.ward_id)
        self._staff.add(person)

    def update(self, person: Staff) -> Staff:
        """Saves a person. Raises OtherWard."""
        self._sight.need_to_change_person(person)
        return self._staff.update(person)


class GuardedEmergencies:
    """Who opened a ward with which reason: told to the ward's own people, and added by whoever comes."""

    def __init__(self, emergencies: EmergencyRepository, sight: WardSight) -> None:
        self._emergencies = emergencies
        self._sight = sight

    def get(self, access_id: str) -> EmergencyAccess:
        """One of them. Raises OtherWard."""
        access = self._emergencies.get(access_id)
        self._sight.need_own(access.ward_id)
        return access

    def of_ward(self, ward_id: str) -> Sequence[EmergencyAccess]:
        """All of a ward. Raises OtherWard."""
        self._sight.need_own(ward_id)
        return self._emergencies.of_ward(ward_id)

    def add(self, access: EmergencyAccess) -> None:
        """Adds one."""
        self._emergencies.add(access)

    def update(self, access: EmergencyAccess) -> EmergencyAccess:
        """Saves that one was reviewed. Raises OtherWard."""
        self._sight.need_own(access.ward_id)
        return self._emergencies.update(access)


class GuardedPatients:
    """The patients of the wards that may be seen. Everything raises OtherWard for another."""

    def __init__(self, patients: PatientRepository, sight: WardSight) -> None:
        self._patients = patients
        self._sight = sight

    def get(self, patient_id: str) -> Patient:
        """One patient."""
        patient = self._patients.get(patient_id)
        self._sight.saw(Kind.PATIENT, patient)
        return patient

    def add(self, patient: Patient) -> None:
        """Adds a patient."""
        self._sight.saw(Kind.PATIENT, patient)
        self._patients.add(patient)

    def update(self, patient: Patient) -> Patient:
        """Saves a patient."""
        self._sight.need_to_change(Kind.PATIENT, patient)
        return self._patients.update(patient)

    def current(self, ward_id: str) -> Sequence[Patient]:
        """Everyone who is on the ward's list."""
        self._sight.need(ward_id)
        return self._patients.current(ward_id)

    def with_nhs_number(self, nhs_number: str) -> Sequence[Patient]:
        """Everyone with this number. Of those on other wards it tells that they are there, and nothing else: who adds
        somebody twice has to hear of it, and of nothing more."""
        found = self._patients.with_nhs_number(nhs_number)
        return [one if self._sight.may_see(one.ward_id) else _somebody(one) for one in found]

    def page(self, wanted: PatientFilter, *, after: str | None = None, limit: int = 200) -> Page[PatientLine]:
        """Part of a list."""
        self._sight.need(wanted.ward_id)
        return self._patients.page(wanted, after=after, limit=limit)

    def count(self, wanted: PatientFilter) -> int:
        """How many a list holds."""
        self._sight.need(wanted.ward_id)
        return self._patients.count(wanted)


def _somebody(patient: Patient) -> Patient:
    """A patient of another ward: that they have this number and are on a list, without a name or an id."""
    return Patient(id="", ward_id="", family_name="", nhs_number=patient.nhs_number, status=patient.status)
