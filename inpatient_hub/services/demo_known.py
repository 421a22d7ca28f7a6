"""Remembers who is on the fictional ward while it is played, rather than asking the store at every act."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import (
    Page,
    PatientFilter,
    PatientLine,
    PatientRepository,
    StaffRepository,
    WardRepository,
    Work,
)


class KnownWards:
    """The wards, each read once. What is written is read again."""

    def __init__(self, kept: WardRepository) -> None:
        self._kept = kept
        self._known: dict[str, Ward] = {}

    def all(self) -> Sequence[Ward]:
        """Every ward, by name."""
        return self._kept.all()

    def get(self, ward_id: str) -> Ward:
        """One ward. Raises NotFound."""
        if ward_id not in self._known:
            self._known[ward_id] = self._kept.get(ward_id)
        return self._known[ward_id]

    def add(self, ward: Ward) -> None:
        """Adds a ward."""
        self._kept.add(ward)

    def update(self, ward: Ward) -> Ward:
        """Saves a ward."""
        self._known.clear()
        return self._kept.update(ward)


class KnownStaff:
    """The people who work here, each ward's read once. What is written is read again."""

    def __init__(self, kept: StaffRepository) -> None:
        self._kept = kept
        self._known: dict[str, Staff] = {}
        self._wards: dict[str, Sequence[Staff]] = {}

    def get(self, staff_id: str) -> Staff:
        """One person. Raises NotFound."""
        if staff_id not in self._known:
            self._known[staff_id] = self._kept.get(staff_id)
        return self._known[staff_id]

    def of_ward(self, ward_id: str) -> Sequence[Staff]:
        """Everyone of a ward by name."""
        if ward_id not in self._wards:
            self._wards[ward_id] = self._kept.of_ward(ward_id)
        return self._wards[ward_id]

    def all(self) -> Sequence[Staff]:
        """Everyone of every ward by name."""
        return self._kept.all()

    def last_signed_in(self) -> Mapping[str, datetime]:
        """When each person signed in last, by id."""
        return self._kept.last_signed_in()

    def add(self, person: Staff) -> None:
        """Adds a person."""
        self._forget()
        self._kept.add(person)

    def update(self, person: Staff) -> Staff:
        """Saves a person."""
        self._forget()
        return self._kept.update(person)

    def _forget(self) -> None:
        self._known.clear()
        self._wards.clear()


class KnownPatients:
    """The patients; who is on a ward now is read again when somebody came or changed."""

    def __init__(self, kept: PatientRepository) -> None:
        self._kept = kept
        self._here: dict[str, Sequence[Patient]] = {}

    def get(self, patient_id: str) -> Patient:
        """One patient. Raises NotFound."""
        return self._kept.get(patient_id)

    def add(self, patient: Patient) -> None:
        """Adds a patient."""
        self._here.clear()
        self._kept.add(patient)

    def update(self, patient: Patient) -> Patient:
        """Saves a patient."""
        self._here.clear()
        return self._kept.update(patient)

    def current(self, ward_id: str) -> Sequence[Patient]:
        """Who is on a ward now."""
        if ward_id not in self._here:
            self._here[ward_id] = self._kept.current(ward_id)
        return self._here[ward_id]

    def with_nhs_number(self, nhs_number: str) -> Sequence[Patient]:
        """Everyone with this number."""
        return self._kept.with_nhs_number(nhs_number)

    def page(self, wanted: PatientFilter, *, after: str | None = None, limit: int = 200) -> Page[PatientLine]:
        """A page of the list."""
        return self._kept.page(wanted, after=after, limit=limit)

    def count(self, wanted: PatientFilter) -> int:
        """How many there are."""
        return self._kept.count(wanted)


class PlayedWork:
    """A unit of work in which who is on the ward is remembered; everything else is as the store gives it."""

    def __init__(self, work: Work) -> None:
        self.wards = KnownWards(work.wards)
        self.staff = KnownStaff(work.staff)
        self.secrets = work.secrets
        self.emergencies = work.emergencies
        self.patients = KnownPatients(work.patients)
        self.tasks = work.tasks
        self.series = work.series
        self.personal = work.personal
        self.runs = work.runs
        self.notes = work.notes
        self.audit = work.audit
        self.retention = work.retention
        self.erasures = work.erasures
