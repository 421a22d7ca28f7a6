"""What is asked for a new task, and what is looked at before one is made."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.task_times import Timing, refuse_gone, timed
from inpatient_hub.domain.tasks import AuditType, Category, Priority, Task, TaskKind, Team
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.patient_checks import refuse_in_error
from inpatient_hub.services.ports import Work

LONGEST_TITLE = 200
"""Characters. No clinical detail belongs in it."""
LONGEST_PLACE = 80
LONGEST_DAY = 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task as somebody asks for it. An appointment needs a day; what is about a patient needs the patient."""

    title: str
    kind: TaskKind = TaskKind.WARD
    due: Timing | None = None
    priority: Priority = Priority.ROUTINE
    patient_id: str | None = None
    duration: int | None = None
    place: str | None = None
    people: str | None = None
    category: Category | None = None
    audit_type: AuditType | None = None
    offered_to: Team | None = None
    needs_check: bool = False
    workflow_id: str | None = None
    guide_id: str | None = None
    mine: bool = False
    """Whether whoever adds it claims it at once."""


def made(work: Work, ward: Ward, new: NewTask, *, task_id: str, by: str, now: datetime, zone: tzinfo) -> Task:
    """The task that was asked for. Raises InvalidAnswer, naming the field, and HubError for a patient in error."""
    _check(new)
    if new.patient_id is not None:
        patient = work.patients.get(new.patient_id)
        refuse_in_error(patient)
        if patient.ward_id != ward.id:
            raise _invalid("patient_id", "The patient is not on this ward.", "Choose one of the ward's patients.")
    task = Task(
        id=task_id,
        ward_id=ward.id,
        kind=new.kind,
        title=tidy_title(new.title),
        priority=new.priority,
        patient_id=new.patient_id,
        created_by=by,
        created_at=now,
        duration=new.duration,
        place=tidy(new.place, "place"),
        people=tidy(new.people, "people"),
        category=new.category,
        audit_type=new.audit_type,
        offered_to=new.offered_to,
        needs_check=new.needs_check,
        workflow_id=new.workflow_id,
        guide_id=new.guide_id,
    )
    if new.due is None:
        return task
    refuse_gone(new.due, shifts=ward.shifts, zone=zone, now=now)
    return replace(timed(task, new.due, shifts=ward.shifts, zone=zone))


def tidy_title(title: str) -> str:
    """A title on one line. Raises InvalidAnswer for none, and for one that is too long."""
    line = one_line(title)
    if not line:
        raise _invalid("title", "A task needs a title.", "Type what is to be done.")
    if len(line) > LONGEST_TITLE:
        raise _invalid("title", f"It is longer than {LONGEST_TITLE} characters.", "Make it shorter.")
    return line


def tidy(text: str | None, field: str) -> str | None:
    """A short text on one line, or None for an empty one. Raises InvalidAnswer for one that is too long."""
    line = one_line(text or "")
    if len(line) > LONGEST_PLACE:
        raise _invalid(field, f"It is longer than {LONGEST_PLACE} characters.", "Make it shorter.")
    return line or None


def _check(new: NewTask) -> None:
    if new.kind is TaskKind.APPOINTMENT and new.due is None:
        raise _invalid("due_on", "An appointment needs a day.", "Choose the day.")
    if new.kind is TaskKind.PATIENT and new.patient_id is None:
        raise _invalid("patient_id", "This task is about a patient.", "Choose the patient.")
    if new.kind is TaskKind.WARD and new.patient_id is not None:
        raise _invalid("patient_id", "A task of the ward names no patient.", "Make it a patient's task.")
    if new.workflow_id is not None and new.patient_id is None:
        raise _invalid("workflow_id", "A referral or note is about a patient.", "Choose the patient, or no referral.")
    if new.duration is not None and not 1 <= new.duration <= LONGEST_DAY:
        raise _invalid("duration", "It lasts from one minute to a day.", "Choose how long it takes.")


def _invalid(field: str, why: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer("Not saved yet", why, remedy=remedy, field=field)
