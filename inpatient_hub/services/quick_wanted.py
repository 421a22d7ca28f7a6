"""What a typed line and what was chosen beside it add up to: the task, or the repeat, that will be made."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from inpatient_hub.domain.due_words import Due, WardTime, in_full
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.quick_add_parts import Chip, ChipKind, QuickAdd
from inpatient_hub.domain.recurrence import Missed, Repeat, all_days
from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import AuditType, Category, DayPart, Priority, TaskKind
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What was chosen beside the line. It goes before what the line says; what is None is as the line says."""

    kind: TaskKind | None = None
    patient_id: str | None = None
    category: Category | None = None
    audit_type: AuditType | None = None
    day: date | None = None
    shift: str | None = None
    at: time | None = None
    part: DayPart | None = None
    no_day: bool = False
    """Whether a line that names no day means none, and not today."""
    duration: int | None = None
    place: str | None = None
    people: str | None = None
    needs_check: bool = False
    workflow_id: str | None = None
    """The referral or note that goes with it; only of what is about a patient."""
    mine: bool = False
    missed: Missed | None = None
    """What becomes of a time of a repeat that nobody does; None ends it with its shift or its day."""


def kind_of(understood: QuickAdd, extras: Extras) -> TaskKind:
    """What the task is: as it was chosen, else an appointment where the line says so, or a patient's where one is
    named."""
    if extras.kind is None and understood.chip(ChipKind.APPOINTMENT) is not None:
        return TaskKind.APPOINTMENT
    return extras.kind or (TaskKind.PATIENT if patient_of(understood, extras) else TaskKind.WARD)


def patient_of(understood: QuickAdd, extras: Extras) -> str | None:
    """Whom it is about."""
    chip = understood.chip(ChipKind.PATIENT)
    return extras.patient_id or (chip.patient_id if chip else None)


def timing_of(understood: QuickAdd, extras: Extras, ward: WardTime) -> Timing | None:
    """When it is due: what was chosen, else what the line says, else today; None for a task without a day."""
    chip = understood.chip(ChipKind.DUE)
    said = _timing(chip.due, ward) if chip is not None and chip.due is not None else None
    if not (extras.shift or extras.at or extras.part):
        if extras.day is not None:
            return replace(said, day=extras.day) if said is not None else Timing(day=extras.day)
        return said or (None if extras.no_day else Timing(day=ward.today))
    day = extras.day or (said.day if said is not None else ward.today)
    return Timing(day=day, shift=extras.shift, at=extras.at, part=extras.part)


def timing_words(timing: Timing, ward: WardTime) -> str:
    """When, as it is shown before it is saved: with the day of the week, the date and the time."""
    at = at_wall(timing.day, timing.at, ward.zone) if timing.at is not None else None
    shown = in_full(Due(day=timing.day, shift=timing.shift, at=at, part=timing.part), ward)
    return f"{shown}, {timing.at:%H:%M}" if timing.shift is not None and timing.at is not None else shown


def wanted_task(understood: QuickAdd, extras: Extras, ward: WardTime) -> NewTask:
    """The task that will be made. Raises InvalidAnswer where the line names another patient than was chosen."""
    named = understood.chip(ChipKind.PATIENT)
    if named is not None and extras.patient_id not in (None, named.patient_id):
        raise InvalidAnswer(
            "Not saved yet",
            "The line names another patient than the one that was chosen.",
            remedy="Take one of them out.",
            field="line",
        )
    priority, team = understood.chip(ChipKind.PRIORITY), understood.chip(ChipKind.TEAM)
    kind, place = kind_of(understood, extras), understood.chip(ChipKind.PLACE)
    return NewTask(
        title=understood.title,
        kind=kind,
        patient_id=patient_of(understood, extras),
        due=timing_of(understood, extras, ward),
        priority=_priority(priority),
        offered_to=team.team if team else None,
        category=extras.category if kind is not TaskKind.WARD else None,
        audit_type=extras.audit_type if kind is TaskKind.WARD else None,
        duration=extras.duration,
        place=extras.place or (place.place if place is not None else None),
        people=extras.people,
        needs_check=extras.needs_check,
        workflow_id=extras.workflow_id,
        mine=extras.mine,
    )


def wanted_series(understood: QuickAdd, extras: Extras, ward: WardTime) -> NewSeries:
    """The repeat that will be made. Raises InvalidAnswer for what a repeat cannot have."""
    chip = understood.chip(ChipKind.REPEAT)
    if chip is None or chip.rule is None:
        raise ValueError("A line without a repeat was taken for one.")
    refused = what_no_repeat_has(extras)
    if refused:
        raise InvalidAnswer(
            "Not saved yet", f"A repeat has no {refused}.", remedy="Leave it out, or add one task.", field="repeat"
        )
    one, timing = wanted_task(understood, extras, ward), _said_timing(understood, extras, ward)
    starts = timing.day if timing else ward.today
    shift = (extras.shift or chip.shift) if extras.at is None else None
    shift = shift or (timing.shift if timing else None)
    at = timing.at if timing else None
    if at is not None and any(one.name == shift and one.crosses_midnight and at <= one.ends for one in ward.shifts):
        starts -= timedelta(days=1)  # the night it belongs to begins on the evening before
    return NewSeries(
        title=one.title,
        kind=one.kind,
        patient_id=one.patient_id,
        category=one.category,
        audit_type=one.audit_type,
        priority=one.priority,
        offered_to=one.offered_to,
        needs_check=one.needs_check,
        workflow_id=one.workflow_id,
        repeat=Repeat(
            rule=chip.rule,
            starts_on=starts,
            ends_on=last_day(understood, extras, ward),
            not_on=ward.nation if chip.working else None,
        ),
        shifts=(shift,) if shift else (),
        at=at,
        missed=extras.missed or Missed.EXPIRES,
    )


def last_day(understood: QuickAdd, extras: Extras, ward: WardTime) -> date | None:
    """The last day of the repeat; None where it goes on."""
    chip, timing = understood.chip(ChipKind.UNTIL), _said_timing(understood, extras, ward)
    if chip is None or chip.until is None or not chip.counted or timing is None:
        return chip.until if chip is not None else None
    return chip.until + (timing.day - ward.today)


def what_no_repeat_has(extras: Extras) -> str:
    """What was chosen that only a single task can have, in words; empty when there is nothing of the kind."""
    if extras.kind is TaskKind.APPOINTMENT:
        return "appointments"
    named = (
        (extras.part, "part of the day"),
        (extras.duration, "length"),
        (extras.place, "place"),
        (extras.people, "people"),
        (extras.mine, "owner"),
    )
    return next((words for value, words in named if value), "")


def first_days(understood: QuickAdd, extras: Extras, ward: WardTime, *, count: int = 3) -> tuple[date, ...]:
    """The first days of the repeat; none for a single task. Today is left out where its shift is over."""
    if understood.chip(ChipKind.REPEAT) is None:
        return ()
    try:
        series = wanted_series(understood, Extras(day=extras.day, shift=extras.shift, at=extras.at), ward)
    except InvalidAnswer:
        return ()  # it would end before it begins: saving it says so
    over = [
        span_of(shift, ward.today, ward.zone).ends <= ward.now for shift in ward.shifts if shift.name in series.shifts
    ]
    days = (day for day in all_days(series.repeat) if not (day == ward.today and over and all(over)))
    return tuple(day for day, _number in zip(days, range(count), strict=False))


def _said_timing(understood: QuickAdd, extras: Extras, ward: WardTime) -> Timing | None:
    """When the first of a repeat is due, where the line or what was chosen says so."""
    said = understood.chip(ChipKind.DUE) is not None or extras.day or extras.shift or extras.at
    return timing_of(understood, extras, ward) if said else None


def _timing(due: Due, ward: WardTime) -> Timing:
    at = due.at.astimezone(ward.zone).time() if due.at is not None and due.shift is None else None
    return Timing(day=due.day, shift=due.shift, at=at, part=due.part)


def _priority(chip: Chip | None) -> Priority:
    return chip.priority or Priority.ROUTINE if chip else Priority.ROUTINE
