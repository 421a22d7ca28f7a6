"""The diary's days as they are shown: lanes of work, what repeats will bring, and what was late or missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from inpatient_hub.domain.frozen import maker
from inpatient_hub.domain.shift_spans import span_at
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import OPEN, DayPart, Standing, TaskKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.repeat_grid import was_late


class LaneKind(StrEnum):
    """What a lane of the diary holds."""

    WARD = "ward"
    PATIENT = "patient"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryItem:
    """One thing on a day. One that is not `made` yet is a time of a repeat still to come: `task.repeat_id`,
    `task.repeat_on` and `task.shift` name it, and `SeriesService.make` makes it a task. `carried` comes from an earlier
    day."""

    line: TaskLine
    made: bool = True
    overdue: bool = False
    missed: bool = False
    late: bool = False
    carried: bool = False
    to_chase: bool = False


_make_item = maker(DiaryItem)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryLane:
    """Things of one kind. A ward's lane is of one shift, or of none; appointments stand in the order of their times."""

    kind: LaneKind
    shift: str | None = None
    items: tuple[DiaryItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryCounts:
    """How much of a day's work is how far. What is cancelled is in none."""

    open: int = 0
    done: int = 0
    late: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """One day: the ward's lanes by shift, those without one, patients' tasks, and appointments."""

    day: date
    lanes: tuple[DiaryLane, ...]
    counts: DiaryCounts
    shift_now: str | None = None
    """On today the shift that is on duty."""

    def lane(self, kind: LaneKind, shift: str | None = None) -> DiaryLane:
        """The lane of this kind and shift; empty when there is none."""
        found = (lane for lane in self.lanes if (lane.kind, lane.shift) == (kind, shift))
        return next(found, DiaryLane(kind=kind, shift=shift))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTimes:
    """What days are looked at by."""

    now: datetime
    zone: tzinfo
    shifts: tuple[Shift, ...]

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.now.astimezone(self.zone).date()


def item_of(line: TaskLine, times: DayTimes, *, made: bool = True, carried: bool = False) -> DiaryItem:
    """A task as the diary shows it."""
    task = line.task
    if task.state is TaskState.DONE:  # as most of a diary is
        return _make_item(line, made, False, False, was_late(task), carried, False)
    stands = task.standing(times.today, times.now)
    is_overdue = made and stands is Standing.OVERDUE
    return _make_item(line, made, is_overdue, stands is Standing.MISSED, False, carried, stands is Standing.TO_CHASE)


def day_of(day: date, items: Sequence[DiaryItem], times: DayTimes) -> DiaryDay:
    """One day with these things, which are in the order of the list."""
    named = {shift.name for shift in times.shifts}
    found: dict[tuple[TaskKind, str | None], list[DiaryItem]] = {}
    for item in items:
        task = item.line.task
        shift = task.shift if task.kind is TaskKind.WARD and task.shift in named else None
        found.setdefault((task.kind, shift), []).append(item)

    def of(kind: TaskKind, shift: str | None = None) -> tuple[DiaryItem, ...]:
        return tuple(found.get((kind, shift), ()))

    lanes = [
        DiaryLane(kind=LaneKind.WARD, shift=shift.name, items=of(TaskKind.WARD, shift.name)) for shift in times.shifts
    ]
    if loose := of(TaskKind.WARD):
        lanes.append(DiaryLane(kind=LaneKind.WARD, items=loose))
    lanes.append(DiaryLane(kind=LaneKind.PATIENT, items=of(TaskKind.PATIENT)))
    lanes.append(DiaryLane(kind=LaneKind.APPOINTMENT, items=in_time_order(of(TaskKind.APPOINTMENT), times.zone)))
    span = span_at(times.shifts, times.now, times.zone) if day in _near(times.today) else None
    return DiaryDay(
        day=day,
        lanes=tuple(lanes),
        counts=counts_of(items),
        shift_now=span.shift.name if span is not None and span.day == day else None,
    )


def counts_of(items: Iterable[DiaryItem]) -> DiaryCounts:
    """How much of these is how far; what comes from earlier days is counted on its own day."""
    told = [item for item in items if not item.carried]
    states = [item.line.task.state for item in told]
    return DiaryCounts(
        open=sum(item.line.task.state in OPEN and not item.missed for item in told),
        done=sum(state is TaskState.DONE for state in states),
        late=sum(item.late for item in told),
        missed=sum(item.missed for item in told),
    )


_ABOUT = {
    DayPart.MORNING: time(9),
    DayPart.AFTERNOON: time(13),
    DayPart.EVENING: time(18),
    DayPart.NIGHT: time(22),
}
"""Where an appointment of a part of the day stands among those with a time."""


def in_time_order(items: Sequence[DiaryItem], zone: tzinfo) -> tuple[DiaryItem, ...]:
    """Appointments in the order of their times; those without one last."""

    def order(item: DiaryItem) -> tuple[bool, datetime, str]:
        task = item.line.task
        moment = task.due_at
        if moment is None and task.due_on is not None and task.day_part is not None:
            moment = at_wall(task.due_on, _ABOUT[task.day_part], zone)
        return moment is None, moment or task.created_at, task.id

    return tuple(sorted(items, key=order))


def _near(today: date) -> tuple[date, date]:
    return today - timedelta(days=1), today
