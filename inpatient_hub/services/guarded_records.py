"""Runs, notes and the trail as they are shown to whoever is at the computer: those of their own wards."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Head
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.runs import Answer, WorkflowRun
from inpatient_hub.services.ports import (
    AuditFilter,
    AuditLine,
    AuditRepository,
    NoteFilter,
    NoteLine,
    NoteRepository,
    Page,
    RecordLine,
    RunLine,
    RunRepository,
)
from inpatient_hub.services.ward_sight import WardSight


class GuardedRuns:
    """The runs of the wards that may be seen. Everything but definitions, which tell nothing of anybody, raises
    OtherWard for another."""

    def __init__(self, runs: RunRepository, sight: WardSight) -> None:
        self._runs = runs
        self._sight = sight

    def get(self, run_id: str) -> WorkflowRun:
        """One run."""
        run = self._runs.get(run_id)
        self._sight.saw(Kind.RUN, run)
        return run

    def add(self, run: WorkflowRun) -> None:
        """Adds a run."""
        self._sight.need_for(Kind.PATIENT, run.patient_id)
        self._sight.saw(Kind.RUN, run)
        self._runs.add(run)

    def update(self, run: WorkflowRun) -> WorkflowRun:
        """Saves a run."""
        self._sight.need_to_change(Kind.RUN, run)
        return self._runs.update(run)

    def in_progress(self, ward_id: str) -> Sequence[RunLine]:
        """The ward's unfinished runs."""
        self._sight.need(ward_id)
        return self._runs.in_progress(ward_id)

    def of_patient(self, patient_id: str) -> Sequence[RunLine]:
        """All runs of a patient."""
        self._sight.need_for(Kind.PATIENT, patient_id)
        return self._runs.of_patient(patient_id)

    def record(self, run_id: str, answers: Collection[Answer]) -> None:
        """Adds answers to a run."""
        self._sight.need_for(Kind.RUN, run_id)
        self._runs.record(run_id, answers)

    def answers(self, run_id: str) -> Sequence[Answer]:
        """Every answer ever given in a run."""
        self._sight.need_for(Kind.RUN, run_id)
        return self._runs.answers(run_id)

    def keep_definition(self, digest: str, body: str) -> None:
        """Keeps the text of a definition."""
        self._runs.keep_definition(digest, body)

    def definition(self, digest: str) -> str:
        """The text of a definition."""
        return self._runs.definition(digest)


class GuardedNotes:
    """The notes of the wards that may be seen. Everything raises OtherWard for another."""

    def __init__(self, notes: NoteRepository, sight: WardSight) -> None:
        self._notes = notes
        self._sight = sight

    def get(self, note_id: str) -> Note:
        """One note."""
        note = self._notes.get(note_id)
        self._sight.saw(Kind.NOTE, note)
        return note

    def add(self, note: Note) -> None:
        """Adds a note."""
        self._sight.need_for(Kind.PATIENT, note.patient_id)
        self._sight.saw(Kind.NOTE, note)
        self._notes.add(note)

    def update(self, note: Note) -> Note:
        """Saves a note."""
        self._sight.need_to_change(Kind.NOTE, note)
        return self._notes.update(note)

    def of_run(self, run_id: str) -> Note | None:
        """The note of a run."""
        note = self._notes.of_run(run_id)
        if note is not None:
            self._sight.saw(Kind.NOTE, note)
        return note

    def unfiled(self, ward_id: str) -> Sequence[NoteLine]:
        """The ward's notes that were copied and not filed."""
        self._sight.need(ward_id)
        return self._notes.unfiled(ward_id)

    def page(self, wanted: NoteFilter, *, after: str | None = None, limit: int = 200) -> Page[NoteLine]:
        """Part of a list."""
        self._sight.need(wanted.ward_id)
        return self._notes.page(wanted, after=after, limit=limit)

    def count(self, wanted: NoteFilter) -> int:
        """How many a list holds."""
        self._sight.need(wanted.ward_id)
        return self._notes.count(wanted)


class GuardedAudit:
    """What happened on the wards that may be seen; nothing of what is no longer there, whose ward nobody can tell.
    Adding to it is open: whatever happens is recorded."""

    def __init__(self, audit: AuditRepository, sight: WardSight) -> None:
        self._audit = audit
        self._sight = sight

    def append(self, event: AuditEvent) -> None:
        """Adds an event."""
        self._audit.append(event)

    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]:
        """What happened to one record. Raises OtherWard."""
        is_there = self._sight.need_for(kind, entity_id) or kind is Kind.CONTENT
        return self._audit.of_entity(kind, entity_id) if is_there else ()

    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]:
        """What happened around one patient. Raises OtherWard."""
        is_there = self._sight.need_for(Kind.PATIENT, patient_id)
        return self._audit.of_patient(patient_id, limit=limit) if is_there else ()

    def page(self, wanted: AuditFilter, *, after: str | None = None, limit: int = 200) -> Page[AuditLine]:
        """Part of the trail of one ward; of all of them for who may see every ward. Raises OtherWard."""
        self._sight.need(wanted.ward_id or "")
        return self._audit.page(wanted, after=after, limit=limit)

    def count(self, wanted: AuditFilter) -> int:
        """How many entries it holds. Raises OtherWard."""
        self._sight.need(wanted.ward_id or "")
        return self._audit.count(wanted)

    def record_changes(
        self, ward_id: str, since: datetime, *, reader: str, patients: Collection[str], limit: int = 200
    ) -> Sequence[RecordLine]:
        """What others changed about a reader's patients on a ward. Raises OtherWard."""
        self._sight.need_self(reader)
        self._sight.need(ward_id)
        return self._audit.record_changes(ward_id, since, reader=reader, patients=patients, limit=limit)

    # What follows is asked to follow the chain as a whole, which no ward has for itself: the right to do that is the
    # service's to ask for, and none of it is shown.

    def head(self) -> Head:
        """The last entry's number and hash."""
        return self._audit.head()

    def last_at(self) -> datetime | None:
        """When the last entry was made."""
        return self._audit.last_at()

    def entries(self, after: int, limit: int) -> Sequence[Sequence[Any]]:
        """Entries as they are kept, in order."""
        return self._audit.entries(after, limit)

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
        """All of them in the form in which they are checked quickly."""
        return self._audit.hashed(after, at_once)

    def told(self, entries: Sequence[Sequence[Any]]) -> Sequence[AuditEvent]:
        """What such entries tell of."""
        return self._audit.told(entries)

    def of_actions(self, actions: Collection[AuditAction]) -> Sequence[AuditEvent]:
        """Every entry of these acts."""
        return self._audit.of_actions(actions)

    def with_hash(self, wanted: str) -> int | None:
        """The number of the entry with this hash."""
        return self._audit.with_hash(wanted)

    def before_first(self) -> int | None:
        """The number of an entry that stands before the first."""
        return self._audit.before_first()

    def is_guarded(self) -> bool:
        """Whether entries can only be added."""
        return self._audit.is_guarded()

    def closed(self) -> int | None:
        """The number of an entry whose key is gone though its patient is there."""
        return self._audit.closed()
