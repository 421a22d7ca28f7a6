"""The audit trail of a fake store."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from inpatient_hub.domain.audit import RECORD_CHANGES, VIEWS, AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, as_hashed, chained, event_of, to_be_sealed
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import AuditFilter, AuditLine, Page, RecordLine
from inpatient_hub.store.errors import StoreBug
from tests.fakes.memory import Memory


class FakeAuditRepository:
    """The audit trail."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def append(self, event: AuditEvent) -> None:
        """Adds an event. It names records of other tables without needing them."""
        added = self._memory.in_utc(event)
        if any(kept.id == event.id for kept in self._memory.audit):
            raise self._memory.fault(StoreBug("An event with this id is there already."))
        self._memory.audit.append(added)
        if to_be_sealed(added) and added.patient_id not in self._memory.patients:
            self._memory.unreadable.add(added.id)

    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]:
        """What happened to one record, newest first."""
        return self._newest(lambda one: one.entity_id == entity_id and one.kind == kind and one.action not in VIEWS)

    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]:
        """What happened around one patient, newest first."""
        return self._newest(lambda one: one.patient_id == patient_id and one.action not in VIEWS)[:limit]

    def record_changes(
        self, ward_id: str, since: datetime, *, reader: str, patients: Collection[str], limit: int = 200
    ) -> Sequence[RecordLine]:
        """What others changed of a reader's patients, the latest first."""
        found = []
        for event in sorted(self._newest(lambda _: True), key=lambda one: (one.at, one.seq or 0), reverse=True):
            patient = self._memory.patients.get(event.patient_id or "")
            if patient is None or patient.ward_id != ward_id or event.action not in RECORD_CHANGES:
                continue
            is_own = patient.named_nurse_id == reader
            told = is_own or patient.id in patients or "named_nurse_id" in event.detail.get("changed", "")
            if told and event.at > since and event.actor_id not in (None, reader):
                line = self._line(event)
                found.append(
                    RecordLine(
                        event=event, who=line.who, patient_name=patient.banner_name, bed=patient.bed, is_own=is_own
                    )
                )
        return found[:limit]

    def head(self) -> Head:
        """The last entry."""
        entries = self._chained()
        return Head(entries[-1].seq, entries[-1].hash) if entries else EMPTY

    def last_at(self) -> datetime | None:
        """When the last entry was made."""
        return self._memory.audit[-1].at if self._memory.audit else None

    def page(self, wanted: AuditFilter, *, after: str | None = None, limit: int = 200) -> Page[AuditLine]:
        """These entries, newest first, a page at a time."""
        kept = self._newest(lambda one: self._is_wanted(one, wanted))
        rest = [event for event in kept if after is None or (event.seq or 0) < int(after)]
        lines = tuple(self._line(event) for event in rest[:limit])
        return Page(lines, str(lines[-1].event.seq) if len(rest) > limit else None)

    def count(self, wanted: AuditFilter) -> int:
        """How many entries there are of these."""
        return sum(self._is_wanted(event, wanted) for event in self._memory.audit)

    def entries(self, after: int, limit: int) -> Sequence[Entry]:
        """So many entries after this number."""
        return self._chained()[after : after + limit]

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
        """All after this number in the form in which they are checked quickly."""
        rest = self._chained()[after:]
        for at in range(0, len(rest), at_once):
            yield [as_hashed(entry) for entry in rest[at : at + at_once]]

    def of_actions(self, actions: Collection[AuditAction]) -> Sequence[AuditEvent]:
        """All entries of these acts, newest first."""
        return self._newest(lambda one: one.action in actions)

    def with_hash(self, wanted: str) -> int | None:
        """The number of the entry that has this hash."""
        return next((entry.seq for entry in self._chained() if entry.hash == wanted), None)

    def before_first(self) -> int | None:
        """Numbers begin with 1."""
        return None

    def is_guarded(self) -> bool:
        """Memory has no guard to lose."""
        return True

    def closed(self) -> int | None:
        """Nothing is sealed."""
        return None

    def _chained(self) -> list[Entry]:
        """Every entry. What was chained stays so as long as the same events come before it."""
        known, events = self._memory.chain, self._memory.audit
        same = sum(1 for _ in takewhile(lambda pair: pair[0][0] is pair[1], zip(known, events, strict=False)))
        del known[same:]
        for event in events[same:]:
            head = Head(known[-1][1].seq, known[-1][1].hash) if known else EMPTY
            known.append((event, chained(event, head)))
        return [entry for _, entry in known]

    def _newest(self, is_wanted: Callable[[AuditEvent], bool]) -> list[AuditEvent]:
        """The events of this kind, the newest first, as a store reads them: anew each time."""
        pairs = zip(self._chained()[::-1], self._memory.audit[::-1], strict=True)
        return list(self.told([entry for entry, event in pairs if is_wanted(event)]))

    def told(self, entries: Sequence[Sequence[Any]]) -> Sequence[AuditEvent]:
        """What these entries tell of."""
        events = [event_of(Entry._make(entry)) for entry in entries]
        return [_blanked(event) if event.id in self._memory.unreadable else event for event in events]

    def _line(self, event: AuditEvent) -> AuditLine:
        person, patient = (
            self._memory.staff.get(event.actor_id or ""),
            self._memory.patients.get(event.patient_id or ""),
        )
        return AuditLine(
            event=event,
            who=person.name if person else None,
            patient_name=patient.banner_name if patient else None,
        )

    def _is_wanted(self, event: AuditEvent, wanted: AuditFilter) -> bool:
        people = (event.actor_id, event.entity_id if event.kind is Kind.STAFF else None)
        return (
            wanted.patient_id in (None, event.patient_id)
            and (wanted.person_id is None or wanted.person_id in people)
            and (wanted.actions is None or event.action in wanted.actions)
            and event.action not in wanted.but_not
            and (wanted.since is None or event.at >= wanted.since)
            and (wanted.until is None or event.at < wanted.until)
            and (wanted.ward_id is None or self._is_of_ward(event, wanted.ward_id))
        )

    def _is_of_ward(self, event: AuditEvent, ward_id: str) -> bool:
        person, patient, about = (
            self._memory.staff.get(event.actor_id or ""),
            self._memory.patients.get(event.patient_id or ""),
            self._memory.staff.get(event.entity_id) if event.kind is Kind.STAFF else None,
        )
        if patient is not None:
            return patient.ward_id == ward_id
        own = person is not None and person.ward_id == ward_id
        of_staff = about is not None and ward_id in (about.ward_id, *about.other_wards)
        of_nobody = event.entity_id == ward_id or event.kind is Kind.STORE or of_staff
        return own or (event.patient_id is None and of_nobody)

    def _named(self, event: AuditEvent) -> tuple[Staff | None, Patient | None]:
        staff, patients = self._memory.staff, self._memory.patients
        return staff.get(event.actor_id or ""), patients.get(event.patient_id or "")


def _blanked(event: AuditEvent) -> AuditEvent:
    typed = event.kind in (Kind.TASK, Kind.SERIES)
    detail = {name: value for name, value in event.detail.items() if not typed or name != "title"}
    return replace(event, reason=None, before={}, after={}, detail=detail, is_erased=True)
