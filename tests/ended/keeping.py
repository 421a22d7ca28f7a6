"""What killed workers do besides runs and notes: wards are set up, people and patients added and changed, tasks done.

Each act is told with what the program shows of the record before and after it, and with how many entries of the audit
trail it has had since: fewer must never be found.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.patients import PatientDetails

Shown = tuple[str, ...]

MOST_PATIENTS = 25


@dataclass(frozen=True, slots=True)
class Record:
    """A record, and the name by which it is found again: that of a ward, of one of its people, the surname of a
    patient, the id of a task. No two have the same."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class WillKeep:
    """An act on a record that is begun: killed now, the record is shown as before or like this."""

    record: Record
    shown: Shown


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished act: what is shown of the record after it, and how many entries of the audit trail there must be."""

    record: Record
    shown: Shown
    entries: int


def the_ward(hub: Hub) -> Ward:
    """The ward on which all the work is done: the one that was there before any was set up."""
    return next(ward for ward in hub.wards.all() if not ward.name.startswith("Made "))


def found(hub: Hub, record: Record) -> Kept | None:
    """What is there of a record now, or None."""
    looks = {Kind.WARD: _ward, Kind.STAFF: _person, Kind.PATIENT: _patient, Kind.TASK: _task}
    entity, shown = looks[record.kind](hub, record.name)
    if not entity:
        return None
    with hub.store.reading() as work:
        return Kept(record, shown, len(work.audit.of_entity(record.kind, entity)))


def lost(hub: Hub, told: Kept, under_way: WillKeep | None) -> list[str]:
    """What of this finished act is not there."""
    there = found(hub, told.record)
    allowed = {told.shown}
    if under_way is not None and under_way.record == told.record:
        allowed.add(under_way.shown)
    if there is None or there.shown not in allowed:
        return [f"{told.record.kind}: {there and there.shown} instead of {told.shown}"]
    return [] if there.entries >= told.entries else [f"{told.record.kind}: the audit trail has lost an entry"]


class Keeper:
    """Does one act after another, each chosen by chance."""

    def __init__(self, hub: Hub, chance: random.Random, say: Callable[[WillKeep | Kept], None]) -> None:
        self._hub = hub
        self._chance = chance
        self._say = say
        self._ward = the_ward(hub)
        self._by = hub.wards.staff(self._ward.id)[0].id
        self._done: list[str] = []

    def act(self) -> None:
        """One act."""
        act = self._chance.choices(
            (self._set_up, self._add_person, self._add_patient, self._move_patient, self._task), (1, 1, 3, 5, 6)
        )[0]
        act()

    def _do(self, record: Record, shown: Shown, act: Callable[[], object]) -> None:
        before = found(self._hub, record)
        self._say(WillKeep(record, shown))
        act()
        self._say(Kept(record, shown, before.entries + 1 if before else 1))

    def _new_name(self, of: str) -> str:
        return f"Made {of} {self._chance.randrange(10**9)}"

    def _set_up(self) -> None:
        name, first = self._new_name("ward"), self._new_name("person")
        self._do(
            Record(Kind.WARD, name),
            (name, first),
            lambda: self._hub.wards.set_up(ward_name=name, person_name=first, person_role="RMN"),
        )

    def _add_person(self) -> None:
        name = self._new_name("person")
        self._do(
            Record(Kind.STAFF, name),
            (name, "HCA"),
            lambda: self._hub.wards.add_person(self._ward.id, name=name, role="HCA", by=self._by),
        )

    def _add_patient(self) -> None:
        if self._hub.patients.count(self._ward.id) >= MOST_PATIENTS:
            self._move_patient()
            return
        name, bed = self._new_name("patient"), str(self._chance.randrange(90))
        details = PatientDetails(family_name=name, given_name="Tess", bed=bed)
        self._do(
            Record(Kind.PATIENT, name),
            (bed, "Tess", ""),
            lambda: self._hub.patients.add(self._ward.id, details, by=self._by),
        )

    def _move_patient(self) -> None:
        page = self._hub.patients.find(self._ward.id, "Made patient", limit=40)
        if not page.items:
            return
        patient = self._chance.choice(page.items).patient
        bed = str(self._chance.randrange(90))
        if bed == patient.bed:
            return
        preferred = self._chance.choice(("", "Tessa"))
        details = PatientDetails(family_name=patient.family_name, given_name="Tess", bed=bed, preferred_name=preferred)
        self._do(
            Record(Kind.PATIENT, patient.family_name),
            (bed, "Tess", preferred),
            lambda: self._hub.patients.edit(patient.id, details, seen_version=patient.version, by=self._by),
        )

    def _task(self) -> None:
        tasks = self._hub.tasks
        if self._done and self._chance.random() < 0.3:
            task_id = self._done.pop()
            state, claimed = self._state_of(task_id)
            now = TaskState.CLAIMED if claimed else TaskState.TO_DO
            assert state == TaskState.DONE
            self._do(Record(Kind.TASK, task_id), (now, claimed), lambda: tasks.reopen(task_id, by=self._by))
            return
        lines = tasks.due_by(self._ward.id, self._hub.clock.today() + timedelta(days=60))
        if not lines:
            return
        task = self._chance.choice(lines).task
        record = Record(Kind.TASK, task.id)
        if task.claimed_by is None:
            shown: Shown = (TaskState.CLAIMED, self._by)
            self._do(record, shown, lambda: tasks.claim(task.id, by=self._by))
        elif self._chance.random() < 0.5:
            self._do(record, (TaskState.TO_DO, ""), lambda: tasks.release(task.id, by=self._by))
        else:
            shown = (TaskState.DONE, task.claimed_by)
            self._do(record, shown, lambda: tasks.complete(task.id, by=self._by))
            self._done.append(task.id)

    def _state_of(self, task_id: str) -> tuple[str, str]:
        _, (state, claimed) = _task(self._hub, task_id)
        return state, claimed


def _ward(hub: Hub, name: str) -> tuple[str, Shown]:
    ward = next((ward for ward in hub.wards.all() if ward.name == name), None)
    return (ward.id, (ward.name, *(one.name for one in hub.wards.staff(ward.id)))) if ward else ("", ())


def _person(hub: Hub, name: str) -> tuple[str, Shown]:
    one = next((one for one in hub.wards.staff(the_ward(hub).id) if one.name == name), None)
    return (one.id, (one.name, one.role)) if one else ("", ())


def _patient(hub: Hub, name: str) -> tuple[str, Shown]:
    patients = (line.patient for line in hub.patients.find(the_ward(hub).id, name).items)
    one: Patient | None = next((patient for patient in patients if patient.family_name == name), None)
    return (one.id, (one.bed or "", one.given_name, one.preferred_name or "")) if one else ("", ())


def _task(hub: Hub, task_id: str) -> tuple[str, Shown]:
    with hub.store.reading() as work:
        task = work.tasks.get(task_id)
    return task.id, (task.state, task.claimed_by or "")
