"""What the services ask of a store, whoever keeps it: SQLite, PostgreSQL, or a fake in memory."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Head
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import CURRENT, Patient, PatientStatus
from inpatient_hub.domain.runs import Answer, WorkflowRun
from inpatient_hub.domain.sign_in import EmergencyAccess, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Standing, Task, TaskEvent, TaskEventKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.retention_ports import ErasureRepository, RetentionRepository

if TYPE_CHECKING:
    from inpatient_hub.services.task_ports import PersonalRepository, SeriesRepository, TaskChange, Worth

T = TypeVar("T")


class Clock(Protocol):
    """Tells the time. Aware, in UTC; `local` is the same moment on the ward's clock (Europe/London)."""

    def now(self) -> datetime: ...
    def local(self, moment: datetime) -> datetime: ...
    def today(self) -> date: ...


class NewId(Protocol):
    """Makes an opaque id that was never used before."""

    def __call__(self) -> str: ...


class PatientOrder(StrEnum):
    """How a list of patients is sorted."""

    NAME = "name"
    BED = "bed"
    EXPECTED_DISCHARGE = "expected_discharge"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFilter:
    """Which patients a list shows. `search` holds folded words, each of which must occur."""

    ward_id: str
    search: tuple[str, ...] = ()
    statuses: frozenset[PatientStatus] = CURRENT
    order: PatientOrder = PatientOrder.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFilter:
    """Which notes a list shows, newest first. `search` matches the note's title and the patient."""

    ward_id: str
    search: tuple[str, ...] = ()
    states: frozenset[NoteState] = frozenset(NoteState)
    patient_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """One row of the patients list."""

    patient: Patient
    named_nurse: str | None
    unfiled: int
    runs_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One row of a list of notes; the text itself is not loaded."""

    id: str
    title: str
    state: NoteState
    edited: bool
    patient_id: str
    patient_name: str
    bed: str | None
    author: str
    run_id: str | None
    made_at: datetime
    copied_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One row of a list of runs."""

    run: WorkflowRun
    patient_name: str
    bed: str | None
    started_by_name: str
    note_state: NoteState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One row of a list of tasks."""

    task: Task
    patient_name: str | None
    bed: str | None
    claimed_by_name: str | None
    ended: bool = False
    """Whether its time ran out after its patient had left: `absences.with_endings` tells."""

    def standing(self, today: date, now: datetime) -> Standing:
        """How it stands on the ward's day, at this moment."""
        return Standing.ENDED if self.ended else self.task.standing(today, now)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a list. `next` is the cursor to ask the following part with, or None at the end."""

    items: tuple[T, ...]
    next: str | None = None


class WardRepository(Protocol):
    """The wards of this store."""

    def all(self) -> Sequence[Ward]: ...
    def get(self, ward_id: str) -> Ward: ...
    def add(self, ward: Ward) -> None: ...
    def update(self, ward: Ward) -> Ward: ...


class StaffRepository(Protocol):
    """The people who work here."""

    def get(self, staff_id: str) -> Staff: ...
    def of_ward(self, ward_id: str) -> Sequence[Staff]: ...
    def all(self) -> Sequence[Staff]: ...
    def last_signed_in(self) -> Mapping[str, datetime]: ...
    def add(self, person: Staff) -> None: ...
    def update(self, person: Staff) -> Staff: ...


class SecretRepository(Protocol):
    """What people sign in with: one secret a person, at most."""

    def find(self, staff_id: str) -> StaffSecret | None: ...
    def all(self) -> Sequence[StaffSecret]: ...
    def add(self, secret: StaffSecret) -> None: ...
    def update(self, secret: StaffSecret) -> StaffSecret: ...


class EmergencyRepository(Protocol):
    """Who opened which ward with which reason."""

    def get(self, access_id: str) -> EmergencyAccess: ...
    def of_ward(self, ward_id: str) -> Sequence[EmergencyAccess]: ...
    def add(self, access: EmergencyAccess) -> None: ...
    def update(self, access: EmergencyAccess) -> EmergencyAccess: ...


class PatientRepository(Protocol):
    """The patients. `update` raises ChangedElsewhere when the stored version is not the given one."""

    def get(self, patient_id: str) -> Patient: ...
    def add(self, patient: Patient) -> None: ...
    def update(self, patient: Patient) -> Patient: ...
    def current(self, ward_id: str) -> Sequence[Patient]: ...
    def with_nhs_number(self, nhs_number: str) -> Sequence[Patient]: ...
    def page(self, wanted: PatientFilter, *, after: str | None = None, limit: int = 200) -> Page[PatientLine]: ...
    def count(self, wanted: PatientFilter) -> int: ...


class TaskRepository(Protocol):
    """The tasks and what happened to them."""

    def get(self, task_id: str) -> Task: ...
    def add(self, task: Task) -> None: ...
    def update(self, task: Task) -> Task: ...
    def add_once(self, task: Task) -> bool: ...
    def claim(self, task_id: str, who: str, at: datetime) -> Task | None: ...
    def open_due_by(self, ward_id: str, day: date, *, at: datetime | None = None) -> Sequence[TaskLine]: ...
    def of_rules_due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]: ...
    def without_day(self, ward_id: str) -> Sequence[TaskLine]: ...
    def between(self, ward_id: str, first: date, last: date) -> Sequence[TaskLine]: ...
    def to_chase(self, ward_id: str, day: date) -> Sequence[TaskLine]: ...
    def to_check(self, ward_id: str, since: datetime) -> Sequence[TaskLine]: ...
    def missed(self, ward_id: str, since: datetime, until: datetime) -> Sequence[TaskLine]: ...
    def claimed_by(self, staff_id: str) -> Sequence[TaskLine]: ...
    def done_by(self, staff_id: str, since: datetime) -> Sequence[TaskLine]: ...
    def of_patient(self, patient_id: str) -> Sequence[TaskLine]: ...
    def of_run(self, run_id: str) -> Sequence[Task]: ...
    def of_series(self, series_id: str, first: date, last: date) -> Sequence[Task]: ...
    def repeats(self, ward_id: str, first: date, last: date) -> Sequence[Task]: ...
    def find(self, ward_id: str, terms: Sequence[str], *, limit: int = 50) -> Sequence[TaskLine]: ...
    def record(self, event: TaskEvent) -> None: ...
    def events(self, task_id: str) -> Sequence[TaskEvent]: ...
    def event(self, event_id: str) -> TaskEvent: ...
    def changes_since(
        self,
        ward_id: str,
        since: datetime,
        *,
        kind: TaskEventKind | None = None,
        limit: int = 500,
        worth: "Worth | None" = None,
    ) -> "Sequence[TaskChange]": ...


class RunRepository(Protocol):
    """Runs, their answers, and the definitions they were started with."""

    def get(self, run_id: str) -> WorkflowRun: ...
    def add(self, run: WorkflowRun) -> None: ...
    def update(self, run: WorkflowRun) -> WorkflowRun: ...
    def in_progress(self, ward_id: str) -> Sequence[RunLine]: ...
    def of_patient(self, patient_id: str) -> Sequence[RunLine]: ...
    def record(self, run_id: str, answers: Collection[Answer]) -> None: ...
    def answers(self, run_id: str) -> Sequence[Answer]: ...
    def keep_definition(self, digest: str, body: str) -> None: ...
    def definition(self, digest: str) -> str: ...


class NoteRepository(Protocol):
    """The notes."""

    def get(self, note_id: str) -> Note: ...
    def add(self, note: Note) -> None: ...
    def update(self, note: Note) -> Note: ...
    def of_run(self, run_id: str) -> Note | None: ...
    def unfiled(self, ward_id: str) -> Sequence[NoteLine]: ...
    def page(self, wanted: NoteFilter, *, after: str | None = None, limit: int = 200) -> Page[NoteLine]: ...
    def count(self, wanted: NoteFilter) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries of the audit trail are shown. With a ward: what was done by its staff, to its patients and
    settings, and to the store as a whole. With a person: what they did, and what was done about their own record and
    sign-in. `but_not` are acts that are left out, so that one which only another version
    knows is found. `since` and `until` are moments, the latter not included."""

    ward_id: str | None = None
    patient_id: str | None = None
    person_id: str | None = None
    actions: frozenset[AuditAction] | None = None
    but_not: frozenset[AuditAction] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One entry of the audit trail with the names it needs; a name is None when nobody of this id is there."""

    event: AuditEvent
    who: str | None
    patient_name: str | None
    whom: str = ""
    """Whose record or sign-in it is about, where that is somebody else's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A change of a patient's record with the names it needs. `is_own` is whether the reader is their named nurse."""

    event: AuditEvent
    who: str | None
    patient_name: str
    bed: str | None
    is_own: bool


class AuditRepository(Protocol):
    """The audit trail: events are added and read, never changed. Who only looked is left out of what is read here."""

    def append(self, event: AuditEvent) -> None: ...
    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]: ...
    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]: ...
    def record_changes(
        self, ward_id: str, since: datetime, *, reader: str, patients: Collection[str], limit: int = 200
    ) -> Sequence[RecordLine]: ...
    def head(self) -> Head: ...
    def last_at(self) -> datetime | None: ...
    def page(self, wanted: AuditFilter, *, after: str | None = None, limit: int = 200) -> Page[AuditLine]: ...
    def count(self, wanted: AuditFilter) -> int: ...
    def entries(self, after: int, limit: int) -> Sequence[Sequence[Any]]: ...
    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]: ...
    def told(self, entries: Sequence[Sequence[Any]]) -> Sequence[AuditEvent]: ...
    def of_actions(self, actions: Collection[AuditAction]) -> Sequence[AuditEvent]: ...
    def with_hash(self, wanted: str) -> int | None: ...
    def before_first(self) -> int | None: ...
    def is_guarded(self) -> bool: ...
    def closed(self) -> int | None: ...


class Work(Protocol):
    """One unit of work: everything read in it agrees, everything written in it is saved together or not at all."""

    @property
    def wards(self) -> WardRepository: ...
    @property
    def staff(self) -> StaffRepository: ...
    @property
    def secrets(self) -> SecretRepository: ...
    @property
    def emergencies(self) -> EmergencyRepository: ...
    @property
    def patients(self) -> PatientRepository: ...
    @property
    def tasks(self) -> TaskRepository: ...
    @property
    def series(self) -> "SeriesRepository": ...
    @property
    def personal(self) -> "PersonalRepository": ...
    @property
    def runs(self) -> RunRepository: ...
    @property
    def notes(self) -> NoteRepository: ...
    @property
    def audit(self) -> AuditRepository: ...
    @property
    def retention(self) -> RetentionRepository: ...
    @property
    def erasures(self) -> ErasureRepository: ...


class Store(Protocol):
    """Opens units of work. `writing` saves when its block ends well and takes everything back when it raises."""

    def reading(self) -> AbstractContextManager[Work]: ...
    def writing(self) -> AbstractContextManager[Work]: ...
