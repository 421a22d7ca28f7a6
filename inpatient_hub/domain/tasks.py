"""A piece of work to be done by someone on the ward, and everything that happened to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """What a task is about."""

    WARD = "ward"
    PATIENT = "patient"
    APPOINTMENT = "appointment"


class TaskState(StrEnum):
    """Where a task stands. Overdue and missed are worked out from the clock, never stored."""

    TO_DO = "to_do"
    CLAIMED = "claimed"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    IN_ERROR = "in_error"


OPEN = frozenset({TaskState.TO_DO, TaskState.CLAIMED, TaskState.WAITING})


class Standing(StrEnum):
    """How a task stands at a moment, worked out and never stored. Every screen and the command line go by it: what is
    counted as overdue in one is overdue in all."""

    CLOSED = "closed"
    MISSED = "missed"
    """Its time ran out without anyone doing it."""
    ENDED = "ended"
    """Its time ran out after its patient had left: it ended with their stay, and nobody missed it."""
    OVERDUE = "overdue"
    """Its time has passed, and nothing holds it up."""
    TO_CHASE = "to_chase"
    """It waits for somebody else, or was handed back part done, and the day to ask again has come."""
    RESTS = "rests"
    """It waits for somebody else until a day to ask again that is still to come."""
    OPEN = "open"


NOT_IN_ERROR = frozenset(TaskState) - {TaskState.IN_ERROR}


class Priority(StrEnum):
    """How soon a task matters."""

    ROUTINE = "routine"
    IMPORTANT = "important"
    URGENT = "urgent"


class Team(StrEnum):
    """Whom a task is offered to: a role, never a person. Nobody gives work to somebody else here."""

    NURSING = "nursing"
    HCA = "hca"
    MEDICAL = "medical"
    OT = "ot"
    PSYCHOLOGY = "psychology"
    PHARMACY = "pharmacy"
    SOCIAL_WORK = "social_work"
    ADMIN = "admin"


TEAM_WORDS = {
    Team.NURSING: "Nursing",
    Team.HCA: "HCA",
    Team.MEDICAL: "Medical",
    Team.OT: "OT",
    Team.PSYCHOLOGY: "Psychology",
    Team.PHARMACY: "Pharmacy",
    Team.SOCIAL_WORK: "Social work",
    Team.ADMIN: "Admin",
}


class Category(StrEnum):
    """What kind of work a patient's task is."""

    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    PHONE_CALL = "phone_call"
    DOCUMENTATION = "documentation"
    FAMILY_CONTACT = "family_contact"
    DISCHARGE_PLANNING = "discharge_planning"
    MEDICAL_REVIEW = "medical_review"
    OTHER = "other"


class AuditType(StrEnum):
    """Which of the ward's standing checks a ward task is."""

    FRIDGE_TEMPERATURES = "fridge_temps"
    WATER_TEMPERATURES = "water_temps"
    WALKAROUND = "walkaround"
    CONTROLLED_DRUGS = "controlled_drugs"
    RESUSCITATION = "resus_check"
    FIRE_SAFETY = "fire_safety"
    LIGATURE = "ligature_check"
    OTHER = "other_audit"


class DayPart(StrEnum):
    """When on its day an appointment is, where no time is known."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class TaskEventKind(StrEnum):
    """What can happen to a task."""

    CREATED = "created"
    CLAIMED = "claimed"
    TAKEN_OVER = "taken_over"
    RELEASED = "released"
    OFFERED = "offered"
    HANDED_BACK = "handed_back"
    DONE = "done"
    CHECKED = "checked"
    REOPENED = "reopened"
    MOVED = "moved"
    CHANGED = "changed"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    IN_ERROR = "in_error"
    RESTORED = "restored"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task. Days are those of the ward's clock; moments are aware and in UTC; `duration` is in minutes."""

    id: str
    ward_id: str
    kind: TaskKind
    title: str
    state: TaskState = TaskState.TO_DO
    priority: Priority = Priority.ROUTINE
    patient_id: str | None = None
    run_id: str | None = None
    due_on: date | None = None
    """The day it is due: for a shift that crosses midnight the day the shift begins."""
    created_by: str
    created_at: datetime
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    done_by: str | None = None
    done_at: datetime | None = None
    shift: str | None = None
    """The name of the shift it belongs to."""
    due_at: datetime | None = None
    """The moment it is due, or begins, where there is one; the end of its shift for a task of a shift."""
    day_part: DayPart | None = None
    lapses_at: datetime | None = None
    """From this moment on it counts as missed, if it is not done by then."""
    duration: int | None = None
    place: str | None = None
    people: str | None = None
    """Who takes part in an appointment, as it was typed."""
    category: Category | None = None
    audit_type: AuditType | None = None
    offered_to: Team | None = None
    waiting_on: str | None = None
    """What it waits for: a code of `hand_back.WAITING_ON`."""
    chase_on: date | None = None
    hand_backs: int = 0
    needs_check: bool = False
    """Whether a second person has to confirm it."""
    checked_by: str | None = None
    checked_at: datetime | None = None
    reason: str | None = None
    """Why it was done late or not at all: a code of `task_reasons`."""
    repeat_id: str | None = None
    repeat_on: date | None = None
    """Which occurrence of its repeat it is: the day the rule gave, wherever it was moved to since."""
    clock_rule: str | None = None
    """The rule that worked its date out, with its version, such as `discharge.72h@1`."""
    clock_event: datetime | None = None
    """The moment that rule counts from."""
    workflow_id: str | None = None
    guide_id: str | None = None
    version: int = 1

    def standing(self, today: date, now: datetime | None = None) -> Standing:
        """How it stands on the ward's day, at this moment; only its line knows whether it ended with a stay."""
        if self.state not in OPEN:
            return Standing.CLOSED
        if now is not None and self.is_missed(now):
            return Standing.MISSED
        if self.state is TaskState.WAITING and self.chase_on is not None:
            return Standing.TO_CHASE if self.chase_on <= today else Standing.RESTS
        if self.is_past_time(today, now):
            return Standing.OVERDUE
        return Standing.TO_CHASE if self.is_to_be_chased(today) else Standing.OPEN

    def is_overdue(self, today: date, now: datetime | None = None) -> bool:
        """Whether somebody should have done it by now. Every list goes by this."""
        return self.standing(today, now) is Standing.OVERDUE

    def is_past_time(self, today: date, now: datetime | None = None) -> bool:
        """Whether it is still open and its day, or its moment, has passed; of an appointment always its day, for its
        moment is when it begins."""
        if self.state not in OPEN:
            return False
        if self.due_at is not None and now is not None and self.kind is not TaskKind.APPOINTMENT:
            return self.due_at < now
        return self.due_on is not None and self.due_on < today

    def is_missed(self, now: datetime) -> bool:
        """Whether its time went by without anyone doing it."""
        return self.state in OPEN and self.lapses_at is not None and self.lapses_at <= now

    def rests(self, today: date) -> bool:
        """Whether it waits for somebody else, and the day to ask again is still to come."""
        return self.state is TaskState.WAITING and self.chase_on is not None and self.chase_on > today

    def is_to_be_chased(self, today: date) -> bool:
        """Whether the day to ask again has come: of what waits, and of what was handed back part done."""
        return self.state in OPEN and self.chase_on is not None and self.chase_on <= today

    @property
    def awaits_check(self) -> bool:
        """Whether it is done, and the second person has not confirmed it."""
        return self.state is TaskState.DONE and self.needs_check and self.checked_by is None


_PRESSING = {Priority.URGENT: 0, Priority.IMPORTANT: 1, Priority.ROUTINE: 2}


def by_day(task: Task) -> tuple[date, int, datetime, str]:
    """What lists are sorted by: the day, those without one last, then the most pressing, then the oldest."""
    return task.due_on or date.max, _PRESSING[task.priority], task.created_at, task.id


def by_time(task: Task) -> tuple[object, ...]:
    """The day, on it the moment, those without one last, then as `by_day`."""
    day, *pressing = by_day(task)
    return day, task.due_at is None, task.due_at or task.created_at, *pressing


_PRESSES = {Standing.OVERDUE: 0, Standing.TO_CHASE: 1}


def by_lateness(task: Task, today: date, now: datetime) -> tuple[object, ...]:
    """What is overdue first, the longest late of it foremost, then what is to be chased; then as `by_time`."""
    return _PRESSES.get(task.standing(today, now), len(_PRESSES)), *by_time(task)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """One thing that happened to a task. Never changed or removed."""

    id: str
    task_id: str
    kind: TaskEventKind
    by: str
    at: datetime
    detail: str = ""
    """Words built from choices, such as `from 27 Nov 2026 to 4 Dec 2026`; never free text about a patient."""
    before: dict[str, str | int | bool | None] = field(default_factory=dict)
    """The fields it changed as they were, in the form the store keeps them: what undoing puts back."""
    of: str | None = None
    """For something undone: the id of what was undone."""
