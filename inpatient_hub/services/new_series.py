"""What is asked for a new repeat, and what is looked at before one is made."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import AuditType, Category, Priority, TaskKind, Team
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.new_tasks import tidy_title
from inpatient_hub.services.patient_checks import refuse_in_error
from inpatient_hub.services.ports import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """A repeat as somebody asks for it. `shifts` names the shifts it belongs to, `at` is a time of the ward's clock."""

    title: str
    repeat: Repeat
    kind: TaskKind = TaskKind.WARD
    priority: Priority = Priority.ROUTINE
    patient_id: str | None = None
    category: Category | None = None
    audit_type: AuditType | None = None
    offered_to: Team | None = None
    needs_check: bool = False
    workflow_id: str | None = None
    guide_id: str | None = None
    shifts: tuple[str, ...] = ()
    at: time | None = None
    missed: Missed = Missed.EXPIRES


def made(work: Work, ward: Ward, new: NewSeries, *, series_id: str, by: str, local: datetime) -> Series:
    """The repeat that was asked for at this ward-clock moment. Raises InvalidAnswer, naming the field, and HubError for
    a patient in error."""
    named = [shift for shift in ward.shifts if shift.name in new.shifts]
    of_last_evening = any(shift.crosses_midnight and local.time() < shift.ends for shift in named)
    earliest = local.date() - timedelta(days=1 if of_last_evening else 0)
    if new.repeat.starts_on < earliest:
        raise _invalid("starts_on", "The first day has gone by.", "Choose today or later.")
    if (new.kind is TaskKind.PATIENT) != (new.patient_id is not None):
        raise _invalid("patient_id", "A patient's task needs its patient, and a ward's has none.", "Choose again.")
    if not set(new.shifts) <= {shift.name for shift in ward.shifts}:
        raise _invalid("shifts", "The ward has no such shift.", "Choose one of the ward's shifts.")
    outside = next((shift for shift in named if new.at is not None and not shift.reaches(new.at)), None)
    if outside is not None:
        lasts = f"{outside.name} is from {outside.starts:%H:%M} to {outside.ends:%H:%M}"
        raise _invalid("at", f"{new.at:%H:%M} is not in its shift: {lasts}.", "Choose a time in it, or no shift.")
    if new.patient_id is not None:
        patient = work.patients.get(new.patient_id)
        refuse_in_error(patient)
        if patient.ward_id != ward.id:
            raise _invalid("patient_id", "The patient is not on this ward.", "Choose one of the ward's patients.")
    values = {field.name: getattr(new, field.name) for field in fields(new)}
    values["title"] = tidy_title(new.title)
    return Series(id=series_id, ward_id=ward.id, made_by=by, made_at=local.astimezone(UTC), **values)


def _invalid(field: str, why: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer("Not saved yet", why, remedy=remedy, field=field)
