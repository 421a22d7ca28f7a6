"""What someone coming on duty needs to see first."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.shift_spans import span_at
from inpatient_hub.domain.shifts import Shift, current_shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import Clock, NoteLine, PatientFilter, RunLine, Store, TaskLine
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.ward_lines import as_kept
from inpatient_hub.services.whose import Viewer, Whose, seen_by

AHEAD = timedelta(days=7)
"""How far ahead follow-ups are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The Today page: `at` is the moment it was read, on the ward's clock."""

    at: datetime
    ward: Ward
    staff: tuple[Staff, ...]
    shift: Shift | None
    unfiled: tuple[NoteLine, ...]
    runs: tuple[RunLine, ...]
    overdue: tuple[TaskLine, ...]
    due_today: tuple[TaskLine, ...]
    coming: tuple[TaskLine, ...]
    due_shift: tuple[TaskLine, ...] = ()
    """Of those due today, what belongs to the shift that is on duty, or to none; appointments apart."""
    to_chase: tuple[TaskLine, ...] = ()
    """What waits, and is to be asked about again today; it stands in no other list."""
    appointments: tuple[TaskLine, ...] = ()
    """Today's appointments in the order of their times; they stand in `due_today` too."""
    is_new: bool = False
    """Whether nobody is on the ward's list: the first thing to do is to add someone."""


def today_view(
    ward: Ward,
    staff: tuple[Staff, ...],
    unfiled: tuple[NoteLine, ...],
    runs: tuple[RunLine, ...],
    tasks: tuple[TaskLine, ...],
    *,
    local: datetime,
    to_chase: tuple[TaskLine, ...] = (),
    is_new: bool = False,
) -> TodayView:
    """The view of these rows at this ward-clock moment; `tasks` are open, not missed, and due within `AHEAD`, earliest
    first."""
    today = local.date()
    chased = {line.task.id for line in to_chase}
    tasks = tuple(line for line in tasks if line.task.id not in chased)

    def due(line: TaskLine) -> date:
        return line.task.due_on or today

    shift, due_today = current_shift(ward.shifts, local), tuple(line for line in tasks if due(line) == today)
    on_duty = span_at(ward.shifts, local, local.tzinfo) if local.tzinfo is not None else None
    night = on_duty.day if on_duty is not None else today

    return TodayView(
        at=local,
        ward=ward,
        staff=staff,
        shift=shift,
        unfiled=unfiled,
        runs=runs,
        overdue=tuple(line for line in tasks if due(line) < today and not _is_of(line, shift, night)),
        due_today=due_today,
        coming=tuple(line for line in tasks if due(line) > today),
        due_shift=tuple(
            line
            for line in tasks
            if _is_of(line, shift, night) or (due(line) == today and _is_of_no_shift(line, local))
        ),
        to_chase=to_chase,
        appointments=tuple(sorted((line for line in due_today if _is_appointment(line)), key=_begins)),
        is_new=is_new,
    )


def only(view: TodayView, whose: Whose, viewer: Viewer) -> TodayView:
    """The page with the tasks that are mine, or my team's; notes and referrals stay the ward's."""
    return replace(
        view,
        overdue=seen_by(view.overdue, whose, viewer),
        due_today=seen_by(view.due_today, whose, viewer),
        coming=seen_by(view.coming, whose, viewer),
        due_shift=seen_by(view.due_shift, whose, viewer),
        to_chase=seen_by(view.to_chase, whose, viewer),
        appointments=seen_by(view.appointments, whose, viewer),
    )


def _is_of(line: TaskLine, shift: Shift | None, day: date) -> bool:
    """Whether it belongs to the shift on duty: of a night, also after midnight."""
    return shift is not None and line.task.shift == shift.name and line.task.due_on == day


def _is_of_no_shift(line: TaskLine, local: datetime) -> bool:
    return line.task.shift is None and not _is_appointment(line) and line.task.due_on == local.date()


def _is_appointment(line: TaskLine) -> bool:
    return line.task.kind is TaskKind.APPOINTMENT


def _begins(line: TaskLine) -> tuple[bool, datetime]:
    return line.task.due_at is None, line.task.due_at or line.task.created_at


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
                to_chase=as_kept(work.tasks.to_chase(ward_id, local.date()), ward),
            )
            waits = view.unfiled or view.runs or view.overdue or view.due_today or view.coming or view.to_chase
            # Only asked where nothing waits: a ward with work has patients.
            is_new = not waits and not work.patients.count(PatientFilter(ward_id=ward_id))
            return replace(view, is_new=is_new)
