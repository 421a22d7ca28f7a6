"""What a fake store remembers, and the rules it holds records to."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Generic, Protocol, Self, TypeVar

from inpatient_hub.domain.audit import AuditEvent
from inpatient_hub.domain.audit_chain import Entry
from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.retention import Erasure, LegalHold
from inpatient_hub.domain.runs import Answer, WorkflowRun
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.sign_in import EmergencyAccess, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskEvent
from inpatient_hub.domain.wards import Ward
from inpatient_hub.store.errors import StoreBug


class Record(Protocol):
    """Anything with an id and a version."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Record)
T = TypeVar("T")

REFERENCES = {
    "ward_id": "wards",
    "patient_id": "patients",
    "run_id": "runs",
    "task_id": "tasks",
    "repeat_id": "series",
    "definition_digest": "definitions",
    **dict.fromkeys(
        (
            "named_nurse_id consultant_id author_id by started_by touched_by ended_by copied_by closed_by "
            "created_by claimed_by done_by checked_by made_by staff_id reviewed_by placed_by released_by"
        ).split(),
        "staff",
    ),
}
"""Which fields name a record of another table."""


@dataclass
class Memory:
    """Everything a store holds. A unit of work writes to a copy, which takes the original's place when it ends well."""

    wards: dict[str, Ward] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    secrets: dict[str, StaffSecret] = field(default_factory=dict)
    emergencies: dict[str, EmergencyAccess] = field(default_factory=dict)
    patients: dict[str, Patient] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    task_events: list[TaskEvent] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    filters: dict[str, SavedFilter] = field(default_factory=dict)
    reminders: dict[str, ReminderMark] = field(default_factory=dict)
    reminder_choices: dict[str, ReminderChoices] = field(default_factory=dict)
    seen: dict[tuple[str, str], datetime] = field(default_factory=dict)
    read: dict[tuple[str, str, str], datetime] = field(default_factory=dict)
    runs: dict[str, WorkflowRun] = field(default_factory=dict)
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    audit: list[AuditEvent] = field(default_factory=list)
    chain: list[tuple[AuditEvent, Entry]] = field(default_factory=list)
    """The same events with their entries, as far as anybody asked for them."""
    unreadable: set[str] = field(default_factory=set)
    """Ids of entries whose sealed part nobody can open any more."""
    holds: dict[str, LegalHold] = field(default_factory=dict)
    erasures: list[Erasure] = field(default_factory=list)
    writes: bool = False
    broken: bool = False

    def draft(self) -> Self:
        """A copy that may be written to."""
        copies = {one.name: copy.copy(getattr(self, one.name)) for one in fields(self)}
        return replace(self, **copies | {"writes": True, "broken": False})

    def may_write(self) -> None:
        """Raises for a unit of work that only reads, or goes on after a fault."""
        if not self.writes:
            raise StoreBug("A unit of work that reads was asked to write.")
        if self.broken:
            raise StoreBug("A unit of work went on after a fault.")

    def fault(self, error: Exception) -> Exception:
        """The error to raise, after which this unit of work cannot be saved."""
        self.broken = True
        return error

    def checked(self, record: T, **more: str) -> T:
        """The record with its moments in UTC. Raises for a moment without a zone, and for a reference to what is not
        there."""
        values = {one.name: getattr(record, one.name) for one in fields(record)}  # type: ignore[arg-type]
        for name, value in (values | more).items():
            table: Mapping[str, object] = getattr(self, REFERENCES[name]) if name in REFERENCES else {}
            if name in REFERENCES and value is not None and value not in table:
                raise self.fault(NotFound("A linked record"))
        return self.in_utc(record)

    def in_utc(self, record: T) -> T:
        """A copy of the record with its moments in UTC. Raises for a moment without a zone."""
        self.may_write()
        moments = {}
        for one in fields(record):  # type: ignore[arg-type]
            value = getattr(record, one.name)
            if isinstance(value, datetime):
                if value.tzinfo is None:
                    raise self.fault(StoreBug("A moment without a time zone cannot be stored."))
                moments[one.name] = value.astimezone(UTC)
        return copy.deepcopy(replace(record, **moments))  # type: ignore[type-var]


class Records(Generic[R]):
    """Finds, adds and updates the records of one kind, as a table with versions does."""

    def __init__(self, memory: Memory, table: dict[str, R], thing: str) -> None:
        self._memory = memory
        self._table = table
        self._thing = thing

    def get(self, record_id: str) -> R:
        """The record. Raises NotFound."""
        if record_id not in self._table:
            raise NotFound(self._thing)
        return self._table[record_id]

    def add(self, record: R) -> None:
        """Adds a record."""
        kept = self._memory.checked(record)
        if record.id in self._table:
            raise self._memory.fault(StoreBug("A record with this id is there already."))
        self._table[record.id] = kept

    def update(self, record: R) -> R:
        """Saves a record over the version it was read with. Raises ChangedElsewhere, NotFound."""
        kept = self._memory.checked(record)
        if self.get(record.id).version != record.version:
            raise ChangedElsewhere(self._thing)
        saved: R = replace(kept, version=record.version + 1)  # type: ignore[type-var]
        self._table[record.id] = saved
        return saved
