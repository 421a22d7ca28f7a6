"""Writes the audit trail, and reads it back in words a ward can follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.retention import ErasedKind, Erasure
from inpatient_hub.services.ports import Clock, NewId


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of a history: when, who, and what they did."""

    at: datetime
    who: str
    did: str
    about: str
    action: AuditAction
    kind: Kind
    entity_id: str


class AuditTrail:
    """Makes audit events. They are saved by the unit of work that makes the change, never afterwards."""

    def __init__(self, *, clock: Clock, new_id: NewId) -> None:
        self._clock = clock
        self._new_id = new_id

    def event(
        self,
        action: AuditAction,
        kind: Kind,
        entity_id: str,
        *,
        by: str | None,
        patient_id: str | None = None,
        detail: Mapping[str, str] | None = None,
        text_hash: str | None = None,
    ) -> AuditEvent:
        """An event of this moment. `detail` may hold titles, codes, dates and counts, no free text about a patient."""
        return AuditEvent(
            id=self._new_id(),
            at=self._clock.now(),
            actor_id=by,
            action=action,
            kind=kind,
            entity_id=entity_id,
            patient_id=patient_id,
            detail=dict(detail or {}),
            text_hash=text_hash,
        )

    def erased(self, action: AuditAction, erasure: Erasure, *, by: str | None) -> AuditEvent:
        """That something was erased: its id, the reason's code and how many rows, and nothing that was in them."""
        of_patient = erasure.kind is ErasedKind.PATIENT
        return self.event(
            action,
            {ErasedKind.PATIENT: Kind.PATIENT, ErasedKind.STAFF: Kind.STAFF}.get(erasure.kind, Kind.WARD),
            erasure.entity_id,
            by=by,
            patient_id=erasure.entity_id if of_patient else None,
            detail={"why": erasure.reason.value} | {name: str(count) for name, count in erasure.counts.items()},
        )


_DID: dict[AuditAction, str] = {
    AuditAction.WARD_SET_UP: "set up the ward",
    AuditAction.WARD_EDITED: "changed the ward's settings",
    AuditAction.STAFF_ADDED: "added a member of staff",
    AuditAction.SIGNED_IN: "started using this computer",
    AuditAction.SIGNED_OUT: "stopped using this computer",
    AuditAction.PATIENT_ADDED: "added the patient",
    AuditAction.PATIENT_EDITED: "changed the patient's details",
    AuditAction.PATIENT_IN_ERROR: "marked the patient as entered in error",
    AuditAction.RECORD_HELD: "put the records on hold",
    AuditAction.RECORD_RELEASED: "released the hold",
    AuditAction.RECORD_ERASED: "erased the records",
    AuditAction.RECORD_ERASED_AGAIN: "erased again what an older copy brought back",
    AuditAction.COPIES_CLEARED: "removed erased records from the backups",
    AuditAction.SUBJECT_EXPORTED: "exported all that is kept about the patient",
    AuditAction.DETAILS_REMOVED: "removed details beyond name, ward and dates",
    AuditAction.DETAILS_KEPT: "let the ward keep further details again",
    AuditAction.RUN_STARTED: "started",
    AuditAction.RUN_RESUMED: "resumed",
    AuditAction.RUN_ANSWERED: "answered",
    AuditAction.RUN_ABANDONED: "abandoned",
    AuditAction.RUN_FILED: "finished",
    AuditAction.NOTE_MADE: "made the note",
    AuditAction.NOTE_EDITED: "edited the note",
    AuditAction.NOTE_REMADE: "made the note again from the answers",
    AuditAction.NOTE_COPIED: "copied the note",
    AuditAction.NOTE_FILED: "said it is filed:",
    AuditAction.NOTE_NOT_FILED: "said it is not filed:",
    AuditAction.NOTE_IN_ERROR: "marked the note in error:",
    AuditAction.NOTE_RESTORED: "took back that it is in error:",
    AuditAction.TASK_CREATED: "added the task",
    AuditAction.TASK_CLAIMED: "claimed",
    AuditAction.TASK_RELEASED: "gave back",
    AuditAction.TASK_DONE: "finished the task",
    AuditAction.TASK_REOPENED: "reopened",
    AuditAction.TASK_MOVED: "moved the day of",
    AuditAction.TASK_IN_ERROR: "marked in error",
}


def in_words(events: Iterable[AuditEvent], names: Mapping[str, str]) -> tuple[HistoryLine, ...]:
    """History lines in the order given. `names` maps staff ids to names; someone unknown is `Someone`."""
    return tuple(
        HistoryLine(
            at=event.at,
            who=names.get(event.actor_id or "", "Someone"),
            did=_DID[event.action],
            about=_about(event),
            action=event.action,
            kind=event.kind,
            entity_id=event.entity_id,
        )
        for event in events
    )


def _about(event: AuditEvent) -> str:
    words = event.detail.get("title", "")
    if event.action is AuditAction.RUN_ANSWERED:
        words = event.detail.get("step", words)
    if "part" in event.detail:
        words = f"{words}, part {event.detail['part']}".lstrip(", ")
    if "reason" in event.detail:
        words = f"{words}. Reason: {event.detail['reason']}".lstrip(". ")
    return words
