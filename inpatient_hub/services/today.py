"""What someone coming on duty needs to see first: this shift's work, then the rest of today and the days after."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.shift_spans import ShiftSpan, is_end_of_day, span_at
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import DayPart, Priority, Standing, Task, TaskKind, TaskState, by_day
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.absences import that_count
from inpatient_hub.services.ports import Clock, NoteLine, PatientFilter, RunLine, Store, TaskLine
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.ward_lines import as_kept
from inpatient_hub.services.whose import Viewer, Whose, seen_by, viewer_of

AHEAD = timedelta(days=7)
"""How far ahead work is shown."""
MISSED_FOR = timedelta(hours=24)
"""How long what was missed is counted here; the repeat grid keeps counting it."""
_BEGINS = {
    DayPart.MORNING: time(6),
    DayPart.AFTERNOON: time(12),
    DayPart.EVENING: time(17),
    DayPart.NIGHT: time(21),
}
"""Where an appointment stands of which only the part of its day is known."""
CHECK_FOR = timedelta(days=92)
"""How long what is done waits here for a second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayMore:
    """What the page shows beside the work that is due."""

    to_chase: tuple[TaskLine, ...] = ()
    to_check: tuple[TaskLine, ...] = ()
    missed: tuple[TaskLine, ...] = ()
    no_day: tuple[TaskLine, ...] = ()
    """What is open and has no day."""
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The Today page: `at` is the moment it was read, on the ward's clock. An open task stands in one list only."""

    at: datetime
    ward: Ward
    staff: tuple[Staff, ...]
    span: ShiftSpan | None
    """The shift on duty, as it is worked now; None between shifts."""
    unfiled: tuple[NoteLine, ...]
    runs: tuple[RunLine, ...]
    overdue: tuple[TaskLine, ...] = ()
    """What is late, the longest first."""
    to_chase: tuple[TaskLine, ...] = ()
    """What waits, and is to be asked about again by today."""
    due_shift: tuple[TaskLine, ...] = ()
    """What is due before the shift on duty ends, and what of today has no time; between shifts all of today."""
    no_day: tuple[TaskLine, ...] = ()
    """What has no day: it is never late, and is found here alone."""
    later: tuple[TaskLine, ...] = ()
    """What is due later today, after this shift."""
    coming: tuple[TaskLine, ...] = ()
    """What is due within `AHEAD`, from tomorrow on."""
    waiting: tuple[TaskLine, ...] = ()
    """What was due by today and waits for somebody else, until a day to ask again that is still to come."""
    appointments: tuple[TaskLine, ...] = ()
    """Today's appointments in the order of their times."""
    to_check: tuple[TaskLine, ...] = ()
    """What is done, and waits for a second person to confirm it."""
    missed: tuple[TaskLine, ...] = ()
    """What nobody did in its time within `MISSED_FOR`: it is counted, and can still be done late."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """By the ids of repeats how each comes again, as a rule of RFC 5545."""
    is_new: bool = False
    """Whether nobody is on the ward's list: the first thing to do is to add someone."""

    @property
    def shift(self) -> Shift | None:
        """The shift on duty."""
        return self.span.shift if self.span is not None else None

    @property
    def now(self) -> tuple[TaskLine, ...]:
        """What is this shift's to do: late, to be chased, and due."""
        return (*self.overdue, *self.to_chase, *self.due_shift)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing at all waits."""
        work = (
            self.now,
            self.no_day,
            self.later,
            self.coming,
            self.waiting,
            self.appointments,
            self.to_check,
            self.missed,
        )
        return not any((*work, self.unfiled, self.runs))


def today_view(
    ward: Ward,
    staff: tuple[Staff, ...],
    unfiled: tuple[NoteLine, ...],
    runs: tuple[RunLine, ...],
    tasks: tuple[TaskLine, ...],
    *,
    local: datetime,
    more: TodayMore | None = None,
) -> TodayView:
    """The view of these rows at this ward-clock moment; `tasks` are open, not missed, and due within `AHEAD`."""
    more = more or TodayMore()
    span = span_at(ward.shifts, local, local.tzinfo) if local.tzinfo is not None else None
    to_chase = tuple(line for line in more.to_chase if not _is_late_all_the_same(line.task, local))
    chased = {line.task.id for line in to_chase}
    lists: dict[str, list[TaskLine]] = {name: [] for name in _ORDERS}
    for line in (*tasks, *more.no_day):
        if line.task.id not in chased:
            lists[_place(line.task, local, span)].append(line)
    placed = {name: tuple(sorted(lines, key=_ORDERS[name](local))) for name, lines in lists.items()}
    return TodayView(
        at=local,
        ward=ward,
        staff=staff,
        span=span,
        unfiled=unfiled,
        runs=runs,
        to_chase=to_chase,
        to_check=more.to_check,
        missed=more.missed,
        rules=more.rules,
        overdue=placed["overdue"],
        due_shift=placed["due_shift"],
        no_day=placed["no_day"],
        later=placed["later"],
        coming=placed["coming"],
        waiting=placed["waiting"],
        appointments=placed["appointments"],
    )


def only(view: TodayView, whose: Whose, viewer: Viewer) -> TodayView:
    """The page with the tasks that are mine, or my team's; notes and referrals stay the ward's."""

    def seen(lines: Iterable[TaskLine]) -> tuple[TaskLine, ...]:
        return seen_by(lines, whose, viewer)

    return replace(
        view,
        overdue=seen(view.overdue),
        to_chase=seen(view.to_chase),
        due_shift=seen(view.due_shift),
        no_day=seen(view.no_day),
        later=seen(view.later),
        coming=seen(view.coming),
        waiting=seen(view.waiting),
        appointments=seen(view.appointments),
        to_check=seen(view.to_check),
        missed=seen(view.missed),
    )


def _is_late_all_the_same(task: Task, local: datetime) -> bool:
    """Whether it is late, or was missed, and nothing holds it up: that presses more than the day to ask about it."""
    stands = task.standing(local.date(), local)
    return stands is Standing.OVERDUE or (stands is Standing.MISSED and task.state is not TaskState.WAITING)


def _place(task: Task, local: datetime, span: ShiftSpan | None) -> str:
    """Which list an open task stands in."""
    today, day = local.date(), task.due_on or local.date()
    if task.rests(today) and day <= today and (task.kind is not TaskKind.APPOINTMENT or day < today):
        return "waiting"
    if task.due_on is None:
        return "no_day"
    if task.kind is TaskKind.APPOINTMENT:
        return "overdue" if day < today else "appointments" if day == today else "coming"
    if _is_of(task, span):
        return "overdue" if task.is_overdue(today, local) else "due_shift"
    if task.is_overdue(today, local):
        return "overdue"
    if day <= today and (span is None or task.clock_rule is not None or _has_no_time(task, local)):
        return "due_shift"
    return "later" if day <= today else "coming"


def _is_of(task: Task, span: ShiftSpan | None) -> bool:
    """Whether it belongs to the shift on duty, by its name or by its time: of a night, also after midnight."""
    if span is None:
        return False
    if task.shift is not None:
        return (task.shift, task.due_on) == (span.shift.name, span.day)
    return task.due_at is not None and span.starts <= task.due_at <= span.ends


def _has_no_time(task: Task, local: datetime) -> bool:
    return task.shift is None and (task.due_at is None or is_end_of_day(task, local.tzinfo))


_Order = Callable[[datetime], Callable[[TaskLine], tuple[object, ...]]]


def _by_lateness(_local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    return lambda line: (line.task.due_on or date.max, line.task.due_at is None, line.task.due_at, *by_day(line.task))


def _by_time(local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    """In the order of their times; what has none comes last, but before everything where it is urgent."""

    def order(line: TaskLine) -> tuple[object, ...]:
        task = line.task
        if task.due_at is not None and not is_end_of_day(task, local.tzinfo):
            return (1, task.due_at, *by_day(task))
        return (0 if task.priority is Priority.URGENT else 2, local, *by_day(task))

    return order


def _by_chase(_local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    return lambda line: (line.task.chase_on or date.max, *by_day(line.task))


def _as_added(_local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    return lambda line: by_day(line.task)


def _in_days(local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    by_time = _by_time(local)
    return lambda line: (line.task.due_on or date.max, *by_time(line))


def _by_part_of_day(local: datetime) -> Callable[[TaskLine], tuple[object, ...]]:
    """In the order of their times, where a part of the day counts from its beginning; what has neither comes last."""

    def order(line: TaskLine) -> tuple[object, ...]:
        task = line.task
        begins = time.max if task.day_part is None else _BEGINS[task.day_part]
        if task.due_at is not None and not is_end_of_day(task, local.tzinfo):
            begins = task.due_at.astimezone(local.tzinfo).time()
        return (begins, *by_day(task))

    return order


_ORDERS: Mapping[str, _Order] = {
    "overdue": _by_lateness,
    "due_shift": _by_time,
    "no_day": _as_added,
    "later": _by_time,
    "coming": _in_days,
    "waiting": _by_chase,
    "appointments": _by_part_of_day,
}


class TodayService:
    """Reads the Today page in one unit of work, so that its parts agree."""

    def __init__(self, *, store: Store, clock: Clock, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock

    @needs(Right.READ_WARD)
    def view(self, ward_id: str) -> TodayView:
        """The page for a ward. Raises NotFound."""
        now = self._clock.now()
        local = self._clock.local(now)
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            view = today_view(
                ward,
                tuple(person for person in work.staff.of_ward(ward_id) if person.active),
                as_kept(work.notes.unfiled(ward_id), ward),
                as_kept(work.runs.in_progress(ward_id), ward),
                as_kept(work.tasks.open_due_by(ward_id, local.date() + AHEAD, at=now), ward),
                local=local,
                more=TodayMore(
                    to_chase=as_kept(work.tasks.to_chase(ward_id, local.date()), ward),
                    to_check=as_kept(work.tasks.to_check(ward_id, now - CHECK_FOR), ward),
                    missed=as_kept(
                        that_count(work, ward, work.tasks.missed(ward_id, now - MISSED_FOR, now), now), ward
                    ),
                    no_day=as_kept(work.tasks.without_day(ward_id), ward),
                    rules=work.series.rules(ward_id),
                ),
            )
            # Only asked where nothing waits: a ward with work has patients.
            is_new = view.is_quiet and not work.patients.count(PatientFilter(ward_id=ward_id))
            return replace(view, is_new=is_new)

    @needs(Right.READ_WARD)
    def viewer(self, ward_id: str, *, by: str) -> Viewer:
        """A person as one who looks at a ward's work: with the team their role names, and the patients there whose
        named nurse they are."""
        with self._store.reading() as work:
            person, ward = work.staff.get(by), work.wards.get(ward_id)
            named = work.patients.current(ward_id) if ward.keeps(PatientField.NAMED_NURSE) else ()
            return viewer_of(person, [patient.id for patient in named if patient.named_nurse_id == by])
