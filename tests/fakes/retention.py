"""Retention of a fake store: what decides when a record is due, holds, and erasing, in plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inpatient_hub.domain.audit_chain import to_be_sealed
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import CURRENT, Patient, only_kept
from inpatient_hub.domain.retention import WORK, ErasedKind, Erasure, Leaver, LegalHold, Stay
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.tasks import OPEN
from inpatient_hub.domain.wards import MINIMAL_FIELDS
from inpatient_hub.store.erasure import REMOVED_TEXT
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.to_rows import name_order
from tests.fakes.memory import REFERENCES, Memory, Records

_NAMES_STAFF = tuple(name for name, table in REFERENCES.items() if table == "staff")
_CLOSED = frozenset({NoteState.FILED, NoteState.NOT_FILED, NoteState.IN_ERROR})


class FakeRetentionRepository:
    """What decides when a record is due, and the holds on it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._holds = Records(memory, memory.holds, "Hold")

    def stay(self, patient_id: str) -> Stay:
        """What decides about one patient."""
        if patient_id not in self._memory.patients:
            raise NotFound("Patient")
        return self._stay(self._memory.patients[patient_id])

    def stays(self, ward_id: str) -> Sequence[Stay]:
        """The same of everyone who is not on the ward any more, by name."""
        gone = [one for one in self._memory.patients.values() if one.ward_id == ward_id and one.status not in CURRENT]
        return [self._stay(one) for one in sorted(gone, key=lambda one: (name_order(one), one.id))]

    def leavers(self, ward_id: str) -> Sequence[Leaver]:
        """What decides about everyone of the ward's staff who has left, by name."""
        gone = [one for one in self._memory.staff.values() if one.ward_id == ward_id and not one.active]
        return [
            Leaver(
                staff_id=one.id,
                ward_id=one.ward_id,
                name=one.name,
                last_at=max(
                    (event.at for event in self._memory.audit if one.id in (event.actor_id, event.entity_id)),
                    default=None,
                ),
                named_in=self._named_in(one.id),
            )
            for one in sorted(gone, key=lambda one: (folded(one.name), one.id))
        ]

    def hold_on(self, patient_id: str) -> LegalHold | None:
        """The hold that is in force."""
        return next((hold for hold in self.holds_of(patient_id) if hold.released_at is None), None)

    def holds(self, ward_id: str) -> Sequence[LegalHold]:
        """Every hold of the ward that is in force."""
        found = [one for one in self._memory.holds.values() if one.ward_id == ward_id and one.released_at is None]
        return sorted(found, key=lambda one: (one.placed_at, one.id))

    def holds_of(self, patient_id: str) -> Sequence[LegalHold]:
        """Every hold there was on a patient."""
        found = [one for one in self._memory.holds.values() if one.patient_id == patient_id]
        return sorted(found, key=lambda one: (one.placed_at, one.id))

    def add_hold(self, hold: LegalHold) -> None:
        """Adds a hold."""
        self._holds.add(hold)

    def update_hold(self, hold: LegalHold) -> LegalHold:
        """Saves a hold."""
        return self._holds.update(hold)

    def _named_in(self, staff_id: str) -> int:
        memory = self._memory
        kept = [
            *memory.patients.values(),
            *memory.runs.values(),
            *memory.notes.values(),
            *memory.tasks.values(),
            *memory.series.values(),
            *memory.task_events,
            *memory.holds.values(),
            *(answer for _, answer in memory.answers),
        ]
        return sum(getattr(record, name, None) == staff_id for record in kept for name in _NAMES_STAFF)

    def _stay(self, patient: Patient) -> Stay:
        memory = self._memory
        notes = [one for one in memory.notes.values() if one.patient_id == patient.id]
        runs = [one for one in memory.runs.values() if one.patient_id == patient.id]
        tasks = [one for one in memory.tasks.values() if one.patient_id == patient.id]
        moments = [
            *(moment for one in notes for moment in (one.made_at, one.copied_at, one.closed_at)),
            *(moment for one in runs for moment in (one.started_at, one.touched_at, one.ended_at)),
            *(moment for one in tasks for moment in (one.created_at, one.claimed_at, one.done_at)),
            *(event.at for event in memory.audit if event.patient_id == patient.id and event.action in WORK),
        ]
        return Stay(
            patient_id=patient.id,
            ward_id=patient.ward_id,
            name=patient.banner_name,
            status=patient.status,
            last_at=max((moment for moment in moments if moment is not None), default=None),
            notes=len(notes),
            notes_unfiled=sum(one.state is NoteState.COPIED for one in notes),
            runs=len(runs),
            runs_open=sum(one.state is RunState.IN_PROGRESS for one in runs),
            tasks=len(tasks),
            tasks_open=sum(one.state in OPEN for one in tasks),
            held=self.hold_on(patient.id) is not None,
        )


class FakeErasureRepository:
    """Erases, and remembers that it did."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def erase(self, erasure: Erasure) -> Erasure:
        """Erases what is named, if it is there, and keeps the record of it."""
        self._memory.may_write()
        if any(kept.id == erasure.id for kept in self._memory.erasures):
            raise self._memory.fault(StoreBug("An erasure with this id is there already."))
        erasing = {
            ErasedKind.PATIENT: self._patient,
            ErasedKind.STAFF: self._staff,
            ErasedKind.DETAILS: self._details,
        }
        counts = {name: count for name, count in erasing[erasure.kind](erasure.entity_id).items() if count}
        kept = self._memory.in_utc(replace(erasure, counts=counts))
        self._memory.erasures.append(kept)
        return kept

    def erase_again(self, erasure: Erasure) -> Erasure:
        """Erases what came back; the record stays as it was."""
        kept = [one for one in self._memory.erasures if one.id == erasure.id]
        self._memory.erasures[:] = [one for one in self._memory.erasures if one.id != erasure.id]
        done = self.erase(erasure)
        self._memory.erasures.pop()
        self._memory.erasures.extend(kept or [self._memory.in_utc(erasure)])
        return done

    def returned(self) -> Sequence[Erasure]:
        """Erasures whose record is here and what was erased too."""
        memory = self._memory
        bare = {one.id for one in memory.wards.values() if one.minimal and self.removable(one.id)["patients"]}
        return [one for one in memory.erasures if one.entity_id in {*memory.patients, *memory.staff, *bare}]

    def all(self) -> Sequence[Erasure]:
        """Every erasure, the oldest first."""
        return list(self._memory.erasures)

    def recent(self, ward_id: str, limit: int = 200) -> Sequence[Erasure]:
        """Erasures of one ward, the newest first."""
        return [one for one in self._memory.erasures if one.ward_id == ward_id][::-1][:limit]

    def removable(self, ward_id: str) -> Mapping[str, int]:
        """What there is on a ward beyond name, ward and dates."""
        mine = [one for one in self._memory.notes.values() if one.ward_id == ward_id]
        patients = [one for one in self._memory.patients.values() if one.ward_id == ward_id]
        return {
            "patients": sum(only_kept(one, MINIMAL_FIELDS) != one for one in patients),
            "notes": sum(self._is_finished(one) and one.text != REMOVED_TEXT for one in mine),
            "answers": sum(run in self._ended(ward_id) for run, _ in self._memory.answers),
            "open": sum(not self._is_finished(one) for one in mine),
        }

    def _patient(self, who: str) -> dict[str, int]:
        memory = self._memory
        runs = {one.id for one in memory.runs.values() if one.patient_id == who}
        tasks = {one.id for one in memory.tasks.values() if one.patient_id == who or one.run_id in runs}
        notes = {one.id for one in memory.notes.values() if one.patient_id == who or one.run_id in runs}
        holds = {one.id for one in memory.holds.values() if one.patient_id == who}
        repeats = {one.id for one in memory.series.values() if one.patient_id == who}
        kept_answers = [pair for pair in memory.answers if pair[0] not in runs]
        kept_events = [one for one in memory.task_events if one.task_id not in tasks]
        counts = {
            "answers": len(memory.answers) - len(kept_answers),
            "task_events": len(memory.task_events) - len(kept_events),
            "tasks": len(tasks),
            "series": len(repeats),
            "notes": len(notes),
            "holds": len(holds),
            "runs": len(runs),
            "patients": int(who in memory.patients),
        }
        self._shred({who})
        memory.answers[:] = kept_answers
        memory.task_events[:] = kept_events
        told = {one.id for one in memory.reminders.values() if one.task_id in tasks}
        tables: tuple[tuple[dict[str, object], set[str]], ...] = (
            (memory.reminders, told),  # type: ignore[assignment]
            (memory.tasks, tasks),  # type: ignore[assignment]
            (memory.series, repeats),
            (memory.notes, notes),
            (memory.holds, holds),
            (memory.runs, runs),
            (memory.patients, {who}),
        )
        for table, ids in tables:
            for one in ids & set(table):
                del table[one]
        return counts

    def _staff(self, who: str) -> dict[str, int]:
        memory = self._memory
        filters = [one.id for one in memory.filters.values() if one.staff_id == who]
        marks = [mark for mark in memory.seen if mark[0] == who]
        read = [mark for mark in memory.read if mark[0] == who]
        for one_read in read:
            del memory.read[one_read]
        for one in filters:
            del memory.filters[one]
        for mark in marks:
            del memory.seen[mark]
        for told in [one.id for one in memory.reminders.values() if one.staff_id == who]:
            del memory.reminders[told]
        memory.reminder_choices.pop(who, None)
        gone = int(memory.staff.pop(who, None) is not None)
        return {"saved_filters": len(filters), "seen": len(marks) + len(read), "staff": gone}

    def _details(self, ward_id: str) -> dict[str, int]:
        memory = self._memory
        if ward_id not in memory.wards:
            return {}
        ward = memory.wards[ward_id]
        if not ward.minimal:
            memory.wards[ward_id] = replace(ward.made_minimal(), version=ward.version + 1)
        self._shred({one.id for one in memory.patients.values() if one.ward_id == ward_id})
        counts = dict(self.removable(ward_id))
        del counts["open"]
        for one in [one for one in memory.patients.values() if one.ward_id == ward_id]:
            if (bare := only_kept(one, MINIMAL_FIELDS)) != one:
                memory.patients[one.id] = replace(bare, version=one.version + 1)
        for note in [one for one in memory.notes.values() if one.ward_id == ward_id]:
            if self._is_finished(note) and note.text != REMOVED_TEXT:
                memory.notes[note.id] = replace(note, text=REMOVED_TEXT, version=note.version + 1)
        ended = self._ended(ward_id)
        memory.answers[:] = [pair for pair in memory.answers if pair[0] not in ended]
        return counts

    def _shred(self, patients: set[str]) -> None:
        """What the trail has sealed about these is read by nobody any more."""
        mine = (event for event in self._memory.audit if event.patient_id in patients and to_be_sealed(event))
        self._memory.unreadable |= {event.id for event in mine}

    def _ended(self, ward_id: str) -> set[str]:
        runs = self._memory.runs.values()
        return {one.id for one in runs if one.ward_id == ward_id and one.state is not RunState.IN_PROGRESS}

    def _is_finished(self, note: Note) -> bool:
        run = self._memory.runs.get(note.run_id or "")
        return note.state in _CLOSED and (run is None or run.state is not RunState.IN_PROGRESS)
