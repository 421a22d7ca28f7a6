"""The repositories of a fake store: plain Python over what it remembers."""

import copy
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer, NotFound
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import CURRENT, Patient
from inpatient_hub.domain.runs import Answer, RunState, WorkflowRun
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.sign_in import EmergencyAccess, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import (
    NoteFilter,
    NoteLine,
    Page,
    PatientFilter,
    PatientLine,
    PatientOrder,
    RunLine,
)
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.to_rows import bed_order, discharge_order, name_order, search_text
from tests.fakes.memory import Memory, Records

T = TypeVar("T")


def _page(
    items: Iterable[T], key: Callable[[T], list[str]], after: str | None, limit: int, *, descending: bool = False
) -> tuple[list[T], str | None]:
    ordered = sorted(items, key=key, reverse=descending)
    if after is not None:
        last = json.loads(after)
        ordered = [item for item in ordered if (list(key(item)) < last if descending else list(key(item)) > last)]
    part = ordered[:limit]
    return part, json.dumps(key(part[-1])) if len(ordered) > limit else None


class FakeWardRepository(Records[Ward]):
    """The wards."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.wards, "Ward")

    def all(self) -> Sequence[Ward]:
        """Every ward, by name."""
        return sorted(self._table.values(), key=lambda ward: folded(ward.name))

    def add(self, record: Ward) -> None:
        """Adds a ward whose name is not taken."""
        self._check_name(record)
        super().add(record)

    def update(self, record: Ward) -> Ward:
        """Saves a ward whose name is not another's."""
        self._check_name(record)
        return super().update(record)

    def _check_name(self, ward: Ward) -> None:
        taken = {folded(other.name) for other in self._table.values() if other.id != ward.id}
        if folded(ward.name) in taken:
            raise self._memory.fault(
                InvalidAnswer("Ward not saved", "There is one of this name.", remedy="Choose it.", field="ward_name")
            )


class FakeStaffRepository(Records[Staff]):
    """The people who work here."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.staff, "Member of staff")

    def of_ward(self, ward_id: str) -> Sequence[Staff]:
        """Everyone of a ward, by name."""
        return [person for person in self.all() if person.ward_id == ward_id]

    def all(self) -> Sequence[Staff]:
        """Everyone, by name."""
        return sorted(self._table.values(), key=lambda person: (folded(person.name), person.id))

    def last_signed_in(self) -> Mapping[str, datetime]:
        """When each signed in last."""
        events = [event for event in self._memory.audit if event.action is AuditAction.SIGNED_IN]
        return {event.entity_id: event.at for event in sorted(events, key=lambda event: event.at)}


class FakeSecretRepository:
    """What people sign in with."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def find(self, staff_id: str) -> StaffSecret | None:
        """The person's."""
        return self._memory.secrets.get(staff_id)

    def all(self) -> Sequence[StaffSecret]:
        """Everybody's."""
        return sorted(self._memory.secrets.values(), key=lambda secret: secret.staff_id)

    def add(self, secret: StaffSecret) -> None:
        """Adds the first of a person."""
        kept = self._memory.checked(secret)
        if secret.staff_id in self._memory.secrets:
            raise self._memory.fault(StoreBug("A record with this id is there already."))
        self._memory.secrets[secret.staff_id] = kept

    def update(self, secret: StaffSecret) -> StaffSecret:
        """Saves over the version it was read with."""
        kept, before = self._memory.checked(secret), self.find(secret.staff_id)
        if before is None:
            raise NotFound("Sign-in")
        if before.version != secret.version:
            raise ChangedElsewhere("Sign-in")
        self._memory.secrets[secret.staff_id] = saved = replace(kept, version=secret.version + 1)
        return saved


class FakeEmergencyRepository(Records[EmergencyAccess]):
    """Who opened which ward with which reason."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.emergencies, "Emergency access")

    def of_ward(self, ward_id: str) -> Sequence[EmergencyAccess]:
        """All of a ward, the latest first."""
        found = (one for one in self._table.values() if one.ward_id == ward_id)
        return sorted(found, key=lambda one: (one.begins_at, one.id), reverse=True)


def _sort_key(order: PatientOrder) -> Callable[[Patient], list[str]]:
    first: dict[PatientOrder, Callable[[Patient], list[str]]] = {
        PatientOrder.NAME: lambda _: [],
        PatientOrder.BED: lambda patient: [bed_order(patient)],
        PatientOrder.EXPECTED_DISCHARGE: lambda patient: [discharge_order(patient)],
    }
    return lambda patient: [*first[order](patient), name_order(patient), patient.id]


class FakePatientRepository(Records[Patient]):
    """The patients."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.patients, "Patient")

    def current(self, ward_id: str) -> Sequence[Patient]:
        """Everyone on the ward's list today, by name."""
        here = (one for one in self._table.values() if one.ward_id == ward_id and one.status in CURRENT)
        return sorted(here, key=_sort_key(PatientOrder.NAME))

    def with_nhs_number(self, nhs_number: str) -> Sequence[Patient]:
        """Everyone with this NHS number."""
        found = (one for one in self._table.values() if one.nhs_number == nhs_number)
        return sorted(found, key=lambda one: one.id)

    def page(self, wanted: PatientFilter, *, after: str | None = None, limit: int = 200) -> Page[PatientLine]:
        """Part of a list."""
        found, following = _page(self._matching(wanted), _sort_key(wanted.order), after, limit)
        return Page(tuple(self._line(patient) for patient in found), following)

    def count(self, wanted: PatientFilter) -> int:
        """How many the list holds altogether."""
        return len(self._matching(wanted))

    def _matching(self, wanted: PatientFilter) -> list[Patient]:
        return [
            one
            for one in self._table.values()
            if one.ward_id == wanted.ward_id
            and one.status in wanted.statuses
            and all(term in search_text(one) for term in wanted.search)
        ]

    def _line(self, patient: Patient) -> PatientLine:
        nurse = self._memory.staff.get(patient.named_nurse_id or "")
        notes = [note for note in self._memory.notes.values() if note.patient_id == patient.id]
        runs = [run for run in self._memory.runs.values() if run.patient_id == patient.id]
        return PatientLine(
            patient=patient,
            named_nurse=nurse.name if nurse else None,
            unfiled=sum(note.state is NoteState.COPIED for note in notes),
            runs_open=sum(run.state is RunState.IN_PROGRESS for run in runs),
        )


class FakeRunRepository(Records[WorkflowRun]):
    """Runs, their answers and their definitions."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.runs, "Referral")

    def in_progress(self, ward_id: str) -> Sequence[RunLine]:
        """The ward's unfinished runs, the one last worked on first."""
        found = [run for run in self._table.values() if run.ward_id == ward_id and run.state is RunState.IN_PROGRESS]
        found.sort(key=lambda run: (run.touched_at, run.id), reverse=True)
        return [self._line(run) for run in found]

    def of_patient(self, patient_id: str) -> Sequence[RunLine]:
        """All runs of a patient, the one last started first."""
        found = [run for run in self._table.values() if run.patient_id == patient_id]
        found.sort(key=lambda run: (run.started_at, run.id), reverse=True)
        return [self._line(run) for run in found]

    def record(self, run_id: str, answers: Collection[Answer]) -> None:
        """Adds answers."""
        for answer in answers:
            self._memory.answers.append((run_id, self._memory.checked(answer, run_id=run_id)))

    def answers(self, run_id: str) -> Sequence[Answer]:
        """Every answer ever given, oldest first."""
        return [copy.deepcopy(answer) for run, answer in self._memory.answers if run == run_id]

    def keep_definition(self, digest: str, body: str) -> None:
        """Keeps the text of a definition, once."""
        self._memory.may_write()
        self._memory.definitions.setdefault(digest, body)

    def definition(self, digest: str) -> str:
        """The text that was kept."""
        if digest not in self._memory.definitions:
            raise NotFound("Workflow definition")
        return self._memory.definitions[digest]

    def _line(self, run: WorkflowRun) -> RunLine:
        patient = self._memory.patients[run.patient_id]
        note = FakeNoteRepository(self._memory).of_run(run.id)
        return RunLine(
            run=run,
            patient_name=patient.banner_name,
            bed=patient.bed,
            started_by_name=self._memory.staff[run.started_by].name,
            note_state=note.state if note else None,
        )


def _newest(note: Note) -> list[str]:
    return [note.made_at.isoformat(timespec="microseconds"), note.id]


class FakeNoteRepository(Records[Note]):
    """The notes."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.notes, "Note")

    def of_run(self, run_id: str) -> Note | None:
        """The newest note of a run that is not in error."""
        found = [
            note for note in self._table.values() if note.run_id == run_id and note.state is not NoteState.IN_ERROR
        ]
        return max(found, key=_newest, default=None)

    def unfiled(self, ward_id: str) -> Sequence[NoteLine]:
        """Notes copied and not yet filed, the one copied first at the top."""
        found = [note for note in self._table.values() if note.ward_id == ward_id and note.state is NoteState.COPIED]
        found.sort(key=lambda note: (note.copied_at, note.id))
        return [self._line(note) for note in found]

    def page(self, wanted: NoteFilter, *, after: str | None = None, limit: int = 200) -> Page[NoteLine]:
        """Part of a list, newest first."""
        found, following = _page(self._matching(wanted), _newest, after, limit, descending=True)
        return Page(tuple(self._line(note) for note in found), following)

    def count(self, wanted: NoteFilter) -> int:
        """How many the list holds altogether."""
        return len(self._matching(wanted))

    def _matching(self, wanted: NoteFilter) -> list[Note]:
        return [
            note
            for note in self._table.values()
            if note.ward_id == wanted.ward_id
            and note.state in wanted.states
            and wanted.patient_id in (None, note.patient_id)
            and all(self._holds(note, term) for term in wanted.search)
        ]

    def _holds(self, note: Note, term: str) -> bool:
        return term in folded(note.title) or term in search_text(self._memory.patients[note.patient_id])

    def _line(self, note: Note) -> NoteLine:
        patient = self._memory.patients[note.patient_id]
        kept: dict[str, Any] = {
            name: getattr(note, name)
            for name in ("id", "title", "state", "edited", "patient_id", "run_id", "made_at", "copied_at", "closed_at")
        }
        author = self._memory.staff[note.author_id].name
        return NoteLine(**kept, patient_name=patient.banner_name, bed=patient.bed, author=author)
