"""The record of who did what, when, and to which record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inpatient_hub.domain.changes import Kind


class AuditAction(StrEnum):
    """What was done. A value, once used, keeps its meaning for ever."""

    WARD_SET_UP = "ward.set_up"
    WARD_EDITED = "ward.edited"
    STAFF_ADDED = "staff.added"
    SIGNED_IN = "staff.signed_in"
    SIGNED_OUT = "staff.signed_out"
    PATIENT_ADDED = "patient.added"
    PATIENT_EDITED = "patient.edited"
    PATIENT_IN_ERROR = "patient.in_error"
    RECORD_HELD = "record.held"
    RECORD_RELEASED = "record.released"
    RECORD_ERASED = "record.erased"
    RECORD_ERASED_AGAIN = "record.erased_again"
    COPIES_CLEARED = "record.copies_cleared"
    SUBJECT_EXPORTED = "record.exported"
    DETAILS_REMOVED = "record.details_removed"
    DETAILS_KEPT = "record.details_kept"
    RUN_STARTED = "run.started"
    RUN_RESUMED = "run.resumed"
    RUN_ANSWERED = "run.answered"
    RUN_ABANDONED = "run.abandoned"
    RUN_FILED = "run.filed"
    NOTE_MADE = "note.made"
    NOTE_EDITED = "note.edited"
    NOTE_REMADE = "note.remade"
    NOTE_COPIED = "note.copied"
    NOTE_FILED = "note.filed"
    NOTE_NOT_FILED = "note.not_filed"
    NOTE_IN_ERROR = "note.in_error"
    NOTE_RESTORED = "note.restored"
    TASK_CREATED = "task.created"
    TASK_CLAIMED = "task.claimed"
    TASK_RELEASED = "task.released"
    TASK_DONE = "task.done"
    TASK_REOPENED = "task.reopened"
    TASK_MOVED = "task.moved"
    TASK_IN_ERROR = "task.in_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One entry. `detail` holds codes, dates, counts and reasons chosen from lists; `text_hash` is the SHA-256 of a
    note's exact text in hexadecimal, so that the text itself need not be kept here."""

    id: str
    at: datetime
    actor_id: str | None
    action: AuditAction
    kind: Kind
    entity_id: str
    patient_id: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    text_hash: str | None = None
