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
    STAFF_EDITED = "staff.edited"
    STAFF_LEFT = "staff.left"
    STAFF_BACK = "staff.back"
    SECRET_CHOSEN = "staff.secret_chosen"
    START_CODE_GIVEN = "staff.start_code_given"
    SIGNED_IN = "staff.signed_in"
    SIGNED_OUT = "staff.signed_out"
    SIGN_IN_FAILED = "staff.sign_in_failed"
    SECRET_SWITCHED_OFF = "staff.secret_switched_off"
    SIGN_IN_OVER = "staff.sign_in_over"
    EMERGENCY_OPENED = "ward.opened_in_emergency"
    EMERGENCY_REVIEWED = "ward.emergency_reviewed"
    PATIENT_ADDED = "patient.added"
    PATIENT_EDITED = "patient.edited"
    PATIENT_UNDONE = "patient.undone"
    PATIENT_IN_ERROR = "patient.in_error"
    PATIENT_VIEWED = "patient.viewed"
    PATIENT_PRINTED = "patient.printed"
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
    RUN_VIEWED = "run.viewed"
    NOTE_MADE = "note.made"
    NOTE_EDITED = "note.edited"
    NOTE_REMADE = "note.remade"
    NOTE_COPIED = "note.copied"
    NOTE_WORDS_COPIED = "note.words_copied"
    NOTE_FILED = "note.filed"
    NOTE_NOT_FILED = "note.not_filed"
    NOTE_IN_ERROR = "note.in_error"
    NOTE_RESTORED = "note.restored"
    NOTE_VIEWED = "note.viewed"
    TASK_CREATED = "task.created"
    TASK_CLAIMED = "task.claimed"
    TASK_RELEASED = "task.released"
    TASK_DONE = "task.done"
    TASK_REOPENED = "task.reopened"
    TASK_MOVED = "task.moved"
    TASK_IN_ERROR = "task.in_error"
    TASK_TAKEN_OVER = "task.taken_over"
    TASK_HANDED_BACK = "task.handed_back"
    TASK_OFFERED = "task.offered"
    TASK_CHECKED = "task.checked"
    TASK_CHANGED = "task.changed"
    TASK_CORRECTED = "task.corrected"
    TASK_CANCELLED = "task.cancelled"
    TASK_RESTORED = "task.restored"
    TASK_UNDONE = "task.undone"
    SERIES_ADDED = "series.added"
    SERIES_CHANGED = "series.changed"
    SERIES_ENDED = "series.ended"
    SERIES_UNDONE = "series.undone"
    TASKS_MADE = "series.tasks_made"
    CONTENT_EDITED = "content.edited"
    BACKUP_MADE = "store.backup_made"
    BACKUP_FAILED = "store.backup_failed"
    BACKUPS_SET = "store.backups_set"
    BACKUP_RESTORED = "store.backup_restored"
    STORE_EXPORTED = "store.exported"
    STORE_IMPORTED = "store.imported"
    STORE_RESCUED = "store.rescued"
    STORE_BEGUN_EMPTY = "store.begun_empty"
    STORE_WITHOUT_LOG = "store.without_log"
    LOCK_CHANGED = "store.lock_changed"
    CLOCK_CHANGED = "store.clock_changed"
    AUDIT_EXPORTED = "audit.exported"
    AUDIT_VERIFIED = "audit.verified"


def action_of(text: str) -> AuditAction:
    """The act that an entry names. One that this version does not know keeps its text: it is shown, and fails no
    reading of the trail."""
    try:
        return AuditAction(text)
    except ValueError:
        unknown = str.__new__(AuditAction, text)
        unknown._name_, unknown._value_ = "UNKNOWN", text
        return unknown


def kind_of(text: str) -> Kind:
    """The kind of record that an entry names. One that this version does not know keeps its text too."""
    try:
        return Kind(text)
    except ValueError:
        unknown = str.__new__(Kind, text)
        unknown._name_, unknown._value_ = "UNKNOWN", text
        return unknown


VIEWS = frozenset({AuditAction.PATIENT_VIEWED, AuditAction.NOTE_VIEWED, AuditAction.RUN_VIEWED})
"""Acts that changed nothing: they are read on the audit page, not in a record's history."""

RECORD_CHANGES = frozenset(
    {
        *(AuditAction.PATIENT_ADDED, AuditAction.PATIENT_EDITED, AuditAction.PATIENT_UNDONE),
        AuditAction.PATIENT_IN_ERROR,
        *(AuditAction.RUN_STARTED, AuditAction.RUN_FILED, AuditAction.RUN_ABANDONED),
        *(AuditAction.NOTE_COPIED, AuditAction.NOTE_FILED, AuditAction.NOTE_NOT_FILED),
        *(AuditAction.NOTE_IN_ERROR, AuditAction.NOTE_RESTORED),
        *(AuditAction.SERIES_ADDED, AuditAction.SERIES_CHANGED, AuditAction.SERIES_ENDED, AuditAction.SERIES_UNDONE),
    }
)
"""Acts about a patient that are told to those who look after them. A task's own history tells what was done with it."""

THE_STORE = "0" * 32
"""The id under which acts on the whole store are recorded, such as a backup."""

SHOWN: Mapping[Kind, frozenset[str]] = {
    Kind.WARD: frozenset(
        {"fields", "length_limit", "retrospect_minutes", "identifiers", "sign_in", "windows_accounts", "longest_hours"}
        | {"nation", "ward_round_days", "ward_round_at", "clock_rules_on", "clock_numbers", "names_in_notices"}
    ),
    Kind.STAFF: frozenset({"role", "active", "access", "editor", "other_wards", "account", "secret", "wrong_tries"}),
    Kind.PATIENT: frozenset(
        {
            "born_on",
            "nhs_number_ends",
            "room",
            "bed",
            "legal_status",
            "status",
            "admitted_on",
            "expected_discharge_on",
            "named_nurse_id",
            "consultant_id",
        }
    ),
    Kind.TASK: frozenset(
        {
            "state",
            "due_on",
            "due_at",
            "shift",
            "priority",
            "claimed_by",
            "offered_to",
            "waiting_on",
            "chase_on",
            "reason",
            "needs_check",
        }
    ),
    Kind.SERIES: frozenset(
        {"state", "rule", "starts_on", "ends_on", "left_out", "not_on", "shifts", "at", "missed", "priority"}
    ),
    Kind.RUN: frozenset({"state"}),
    Kind.NOTE: frozenset({"state", "edited"}),
    Kind.CONTENT: frozenset({"version"}),
    Kind.STORE: frozenset({"clock", "ways", "seq", "anchors", "others", "revision", "second_place"})
    | {"backups_hourly", "backups_daily", "backups_weekly", "backups_every_minutes"},
}
"""Fields whose text may stand in the trail before and after a change. Of every other one the trail says only that it
changed. Of a patient even these are kept sealed, under a key that goes when their details are erased."""

CHANGED = "changed"
"""Stands for a text that the trail does not keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One entry. `detail` holds codes, dates and counts; `text_hash` is the SHA-256 of a note's exact text in
    hexadecimal, so that the text itself need not be kept here."""

    id: str
    at: datetime
    actor_id: str | None
    action: AuditAction
    kind: Kind
    entity_id: str
    patient_id: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    text_hash: str | None = None
    role: str | None = None
    """What the person's role in the program was then: a value of `Role`, or None for the program itself."""
    workstation: str = ""
    """What the computer is called."""
    ward_at: str = ""
    """The same moment on the ward's clock with its zone, `2026-11-20T14:05:03+00:00[Europe/London]`."""
    reason: str | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    """Field to its text before the change, of the fields in `SHOWN`."""
    after: Mapping[str, str] = field(default_factory=dict)
    is_erased: bool = False
    """Whether reason, before and after of an entry about a patient can be read no more, as its details were erased."""
    seq: int | None = field(default=None, compare=False)
    """Its number in the chain, where it was read back."""
    hash: str | None = field(default=None, compare=False)


def only_shown(kind: Kind, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of the fields that may stand in the trail; of every other one only that it changed."""
    shown = SHOWN.get(kind, frozenset())
    return {name: text if name in shown else CHANGED for name, text in texts.items()}


def ward_clock(local: datetime) -> str:
    """A moment on the ward's clock, to the second, with its zone's name."""
    zone = getattr(local.tzinfo, "key", None) or local.tzname() or "UTC"
    return f"{local.isoformat(timespec='seconds')}[{zone}]"
