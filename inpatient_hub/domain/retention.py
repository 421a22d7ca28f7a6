"""How long each kind of record is kept here, when one is due to be erased, and what is never due."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.domain.retention_plan import RetentionPlan

WORKING_COPY = (
    "SystmOne is the record. What is kept here is the ward's working copy, so the ward and its trust may choose to "
    "keep it for a shorter time than the record itself."
)

CODE = (
    "The Records Management Code of Practice (2021, updated August 2023) asks that the mental health record itself is "
    "kept for 20 years after the end of treatment, or 10 years after death."
)
"""As quoted at themdu.com; see docs/retention.md."""

CODE_UNSURE = "This is quoted from a summary of the Code. Have it checked by your information governance lead."


class RecordKind(StrEnum):
    """Kinds of record that have a period of their own."""

    PATIENT = "patient"
    IN_ERROR = "in_error"
    STAFF = "staff"
    AUDIT = "audit"
    DRAFT = "draft"
    LOG = "log"


class Certainty(StrEnum):
    """How sure it is that a period is the right one."""

    PROPOSED = "proposed"
    UNSURE = "unsure"
    BUILT_IN = "built_in"


CERTAINTY_WORDS = {
    Certainty.PROPOSED: "Proposed, not agreed by anyone yet",
    Certainty.UNSURE: "Not laid down anywhere we know of",
    Certainty.BUILT_IN: "How the program works",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long one kind of record is kept: `months` after what starts its clock, or None where `instead` says it."""

    kind: RecordKind
    label: str
    months: int | None
    starts: str
    source: str
    certainty: Certainty
    instead: str = ""

    @property
    def length(self) -> str:
        """`2 years`, `18 months`, or the words that stand instead."""
        return self.instead if self.months is None else span_words(self.months)


def periods(plan: RetentionPlan) -> tuple[Period, ...]:
    """Every kind of record with its period, where it comes from, and how sure that is."""
    return (
        Period(
            kind=RecordKind.PATIENT,
            label="A patient, with their notes, referrals and tasks",
            months=plan.patient_months,
            starts="the last thing done about a patient who is discharged",
            source="Proposed for a ward's working copy: while on the ward and two years more. " + CODE,
            certainty=Certainty.PROPOSED,
        ),
        Period(
            kind=RecordKind.IN_ERROR,
            label="A patient entered in error",
            months=plan.in_error_months,
            starts="the last thing done about them",
            source="Long enough to notice that the wrong one was marked.",
            certainty=Certainty.UNSURE,
        ),
        Period(
            kind=RecordKind.STAFF,
            label="A member of staff who has left",
            months=plan.staff_months,
            starts="the last thing they did here, when nothing kept names them any more",
            source="As long as the audit trail, which would otherwise name nobody.",
            certainty=Certainty.PROPOSED,
        ),
        Period(
            kind=RecordKind.AUDIT,
            label="The audit trail",
            months=plan.audit_months,
            starts="the day of the entry; none is removed by this version",
            source="Proposed: seven years. An erased patient's entries stay: they hold codes and times, no name.",
            certainty=Certainty.PROPOSED,
        ),
        Period(
            kind=RecordKind.DRAFT,
            label="What was being typed when the window locked",
            months=None,
            starts="",
            source="Locked with the ward's key.",
            certainty=Certainty.BUILT_IN,
            instead="until the next unlock",
        ),
        Period(
            kind=RecordKind.LOG,
            label="The program's own log on this computer",
            months=None,
            starts="",
            source="It says where in the program something went wrong, and nothing about anybody.",
            certainty=Certainty.BUILT_IN,
            instead="the newest 1.5 MB",
        ),
    )


class Blocker(StrEnum):
    """Why a record is not due, whatever its age."""

    ON_WARD = "on_ward"
    HELD = "held"
    RUN_OPEN = "run_open"
    NOTE_UNFILED = "note_unfiled"
    TASK_OPEN = "task_open"
    AGE_UNKNOWN = "age_unknown"
    STILL_NAMED = "still_named"


BLOCKER_WORDS = {
    Blocker.ON_WARD: "still on the ward",
    Blocker.HELD: "on hold",
    Blocker.RUN_OPEN: "a referral is in progress",
    Blocker.NOTE_UNFILED: "a note is copied and not filed",
    Blocker.TASK_OPEN: "a task is open",
    Blocker.AGE_UNKNOWN: "it is not known when anything was last done",
    Blocker.STILL_NAMED: "named in records that are kept",
}

WORK = frozenset(
    {
        AuditAction.PATIENT_ADDED,
        AuditAction.PATIENT_EDITED,
        AuditAction.PATIENT_IN_ERROR,
        AuditAction.RUN_STARTED,
        AuditAction.RUN_RESUMED,
        AuditAction.RUN_ANSWERED,
        AuditAction.RUN_ABANDONED,
        AuditAction.RUN_FILED,
        AuditAction.NOTE_MADE,
        AuditAction.NOTE_EDITED,
        AuditAction.NOTE_REMADE,
        AuditAction.NOTE_COPIED,
        AuditAction.NOTE_FILED,
        AuditAction.NOTE_NOT_FILED,
        AuditAction.NOTE_IN_ERROR,
        AuditAction.NOTE_RESTORED,
        AuditAction.TASK_CREATED,
        AuditAction.TASK_CLAIMED,
        AuditAction.TASK_RELEASED,
        AuditAction.TASK_DONE,
        AuditAction.TASK_REOPENED,
        AuditAction.TASK_TAKEN_OVER,
        AuditAction.TASK_HANDED_BACK,
        AuditAction.TASK_OFFERED,
        AuditAction.TASK_CHECKED,
        AuditAction.TASK_CHANGED,
        AuditAction.TASK_CORRECTED,
        AuditAction.TASK_CANCELLED,
        AuditAction.TASK_RESTORED,
        AuditAction.TASK_UNDONE,
        AuditAction.SERIES_ADDED,
        AuditAction.SERIES_CHANGED,
        AuditAction.SERIES_ENDED,
        AuditAction.TASK_MOVED,
        AuditAction.TASK_IN_ERROR,
    }
)
"""What counts as something done about a patient. Looking at a record does not make it younger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """What decides about one patient: where they are in their stay, and what is kept about them. There is no day of
    discharge yet: the clock starts at the last thing done (`last_at`, in UTC), None when that is not known."""

    patient_id: str
    ward_id: str
    name: str
    status: PatientStatus
    last_at: datetime | None
    notes: int = 0
    notes_unfiled: int = 0
    runs: int = 0
    runs_open: int = 0
    tasks: int = 0
    tasks_open: int = 0
    held: bool = False

    @property
    def kind(self) -> RecordKind:
        """Which period holds."""
        return RecordKind.IN_ERROR if self.status is PatientStatus.IN_ERROR else RecordKind.PATIENT

    def blockers(self) -> tuple[Blocker, ...]:
        """What keeps it from ever being due, the weightiest first."""
        met = {
            Blocker.ON_WARD: self.status in CURRENT,
            Blocker.HELD: self.held,
            Blocker.RUN_OPEN: self.runs_open > 0,
            Blocker.NOTE_UNFILED: self.notes_unfiled > 0,
            Blocker.TASK_OPEN: self.tasks_open > 0,
            Blocker.AGE_UNKNOWN: self.last_at is None,
        }
        return tuple(blocker for blocker, is_met in met.items() if is_met)

    def period_ends(self, plan: RetentionPlan, last_day: date | None) -> date | None:
        """The first day on which its period is over. `last_day` is that of `last_at` on the ward's clock."""
        months = plan.in_error_months if self.kind is RecordKind.IN_ERROR else plan.patient_months
        return None if last_day is None else months_after(last_day, months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """What decides about a member of staff who has left. `named_in` counts the kept records that name them."""

    staff_id: str
    ward_id: str
    name: str
    last_at: datetime | None
    named_in: int = 0

    def blockers(self) -> tuple[Blocker, ...]:
        """What keeps it from ever being due."""
        met = {Blocker.STILL_NAMED: self.named_in > 0, Blocker.AGE_UNKNOWN: self.last_at is None}
        return tuple(blocker for blocker, is_met in met.items() if is_met)

    def period_ends(self, plan: RetentionPlan, last_day: date | None) -> date | None:
        """The first day on which the period is over."""
        return None if last_day is None else months_after(last_day, plan.staff_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """Somebody said that a patient's records must be kept, whatever their age, and why."""

    id: str
    ward_id: str
    patient_id: str
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None
    version: int = 1


class ErasedKind(StrEnum):
    """What was erased."""

    PATIENT = "patient"
    STAFF = "staff"
    DETAILS = "details"
    """A ward's details beyond name, ward and dates."""


class ErasureReason(StrEnum):
    """Why. Chosen from a list: what is written about an erasure must not say again what was erased."""

    PERIOD_OVER = "period_over"
    ASKED = "asked"
    MINIMISED = "minimised"


REASON_WORDS = {
    ErasureReason.PERIOD_OVER: "Its period is over",
    ErasureReason.ASKED: "Somebody asked for it, and information governance agreed",
    ErasureReason.MINIMISED: "The ward keeps only name, ward and dates",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """That something was erased: when, by whom, why, and how much. It names nobody: `entity_id` is the opaque id that
    the record had, by which it is known again in a backup."""

    id: str
    kind: ErasedKind
    entity_id: str
    ward_id: str
    at: datetime
    by: str | None
    reason: ErasureReason
    counts: Mapping[str, int] = field(default_factory=dict)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def span_words(months: int) -> str:
    """`2 years`, `1 year`, `18 months`."""
    count, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
