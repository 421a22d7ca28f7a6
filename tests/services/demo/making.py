"""Builds the fictional ward in memory, at a moment that stands still."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from inpatient_hub.content.check import core_folder
from inpatient_hub.content.content import Content
from inpatient_hub.content.loader import load_packs
from inpatient_hub.domain.audit import AuditEvent
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.domain.tasks import Task, TaskEvent
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.demo_ward import DemoWard, build_demo
from inpatient_hub.services.ports import NoteFilter, PatientFilter
from inpatient_hub.services.seat import Seat
from tests.fakes.seat import the_program
from tests.fakes.store import FakeStore

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Parts:
    """What the ward is built with."""

    content: Content
    store: FakeStore = field(default_factory=FakeStore)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    seat: Seat = field(default_factory=the_program)


@dataclass(frozen=True)
class Built:
    """A fictional ward and everything on it, read back from its store."""

    made: DemoWard
    parts: Parts
    patients: tuple[Patient, ...]
    notes: tuple[Note, ...]
    runs: tuple[WorkflowRun, ...]
    tasks: tuple[Task, ...]
    task_events: tuple[TaskEvent, ...]
    audit: tuple[AuditEvent, ...]

    def patient(self, name: str) -> Patient:
        """The patient of this full name."""
        return next(one for one in self.patients if one.full_name == name)


def core_content() -> Content:
    """The content that ships."""
    return load_packs(core_folder(), None)


def built(content: Content, *, scale: int = 1, now: datetime = NOW, seed: int = 1) -> Built:
    """The fictional ward of this moment."""
    parts = Parts(content, clock=FixedClock(now))
    made = build_demo(parts, scale=scale, new_id=SeededIds(seed))
    with parts.store.reading() as work:
        wanted = PatientFilter(ward_id=made.ward_id, statuses=frozenset(PatientStatus))
        patients = tuple(line.patient for line in work.patients.page(wanted, limit=100_000).items)
        every_note = work.notes.page(NoteFilter(ward_id=made.ward_id, states=frozenset(NoteState)), limit=1_000_000)
        notes = tuple(work.notes.get(line.id) for line in every_note.items)
        runs = tuple(line.run for one in patients for line in work.runs.of_patient(one.id))
        tasks = tuple(line.task for one in patients for line in work.tasks.of_patient(one.id))
        task_events = tuple(event for task in tasks for event in work.tasks.events(task.id))
        audit = tuple(event for one in patients for event in work.audit.of_patient(one.id, limit=100_000))
    return Built(made, parts, patients, notes, runs, tasks, task_events, audit)
