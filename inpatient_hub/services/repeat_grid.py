"""The week of the ward's standing tasks: what became of each time, who has it, and how much was missed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from inpatient_hub.domain.recurrence import is_holiday
from inpatient_hub.domain.series import Occurrence, Series, SeriesState, as_task, occurrences
from inpatient_hub.domain.series_kin import Kin
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import OPEN, Task, TaskKind, TaskState


class Became(StrEnum):
    """What became of one time of a repeat."""

    TO_COME = "to_come"
    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    LATE = "late"
    MISSED = "missed"
    CANCELLED = "cancelled"
    LEFT_OUT = "left_out"
    """The day was taken out of the repeat, or its patient had left the ward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One time of a repeat. `task_id` is None while it is no task yet; `task` is the task it is, or would be; `who` has
    it, or did it. `overdue` is open after its time, `moved_to` the day it was moved to."""

    day: date
    shift: str | None
    became: Became
    task_id: str | None = None
    who: str | None = None
    task: Task | None = None
    overdue: bool = False
    moved_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A repeat with its times of the week, and the patient it is about, if it is about one."""

    series: Series
    cells: tuple[GridCell, ...]
    patient_name: str | None = None
    bed: str | None = None

    @property
    def missed(self) -> int:
        """How many times were missed."""
        return sum(cell.became is Became.MISSED for cell in self.cells)

    @property
    def unconfirmed(self) -> int:
        """How many times were done and not confirmed by a second person."""
        return sum(cell.task is not None and cell.task.awaits_check for cell in self.cells)

    @property
    def late(self) -> int:
        """How many times were done late."""
        return sum(cell.became is Became.LATE for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatGrid:
    """A week of repeats; `days` are the seven days of it."""

    days: tuple[date, ...]
    rows: tuple[GridRow, ...]

    @property
    def missed(self) -> int:
        """How many times were missed altogether."""
        return sum(row.missed for row in self.rows)

    @property
    def unconfirmed(self) -> int:
        """How many times were done and not confirmed altogether."""
        return sum(row.unconfirmed for row in self.rows)

    @property
    def late(self) -> int:
        """How many times were done late altogether."""
        return sum(row.late for row in self.rows)


def grid_of(
    series: Sequence[Series],
    tasks: Sequence[Task],
    monday: date,
    *,
    shifts: Sequence[Shift],
    zone: tzinfo,
    now: datetime,
    names: Mapping[str, str],
    kin: Kin | None = None,
) -> RepeatGrid:
    """The grid of these repeats and the tasks they became; with `kin`, a day whose task another rule of a repeat made
    stands in the row of that rule alone."""
    days = tuple(monday + timedelta(days=number) for number in range(7))
    there, local = {task.id: task for task in tasks}, now.astimezone(zone)
    made: dict[str | None, list[Task]] = {}
    for task in tasks:
        made.setdefault(task.repeat_id, []).append(task)
    rows = []
    for one in series:
        whole = replace(one, repeat=replace(one.repeat, left_out=(), not_on=None))
        times = list(occurrences(whole, days[0], days[-1], shifts=shifts, zone=zone))
        others = list(_others(one, made.get(one.id, ()), {time.task_id for time in times}))
        left = {time.task_id for time in kin.left(one, times)} if kin is not None else set()
        times = [time for time in times if kin is None or time.task_id in left or time.task_id in there]
        times = sorted([*times, *others], key=lambda time: time.day) if others else times
        cells = [_cell(one, time, there.get(time.task_id), local, names) for time in times]
        shown = tuple(cell for cell in cells if cell is not None)
        if shown:
            rows.append(GridRow(series=one, cells=shown))
    return RepeatGrid(days=days, rows=tuple(rows))


def _others(series: Series, made: Sequence[Task], known: Collection[str]) -> Iterator[Occurrence]:
    """Times that the rule no longer gives and that somebody has or did, or that were missed: what a change of the rule,
    or of the ward's shifts, left as it is counts on its day."""
    if series.state is SeriesState.IN_ERROR:
        return
    for task in made:
        if task.id in known or task.repeat_on is None or task.state is TaskState.CANCELLED:
            continue
        yield Occurrence(
            task_id=task.id,
            series_id=series.id,
            day=task.repeat_on,
            shift=task.shift,
            due_at=task.due_at or task.created_at,
            lapses_at=task.lapses_at,
        )


def _cell(
    series: Series, time: Occurrence, task: Task | None, now: datetime, names: Mapping[str, str]
) -> GridCell | None:
    """One time, at this moment of the ward's clock; None for one that an ended repeat never became, and for one that
    was held back until an earlier one is done."""
    left_out = time.day in series.repeat.left_out or is_holiday(series.repeat, time.day)
    if task is None:
        if series.state is not SeriesState.ACTIVE or time.due_at <= series.made_at:
            return None
        if time.lapses_at is None and time.due_at <= now:  # the one before it still stands, or was made good
            return None
        gone = time.lapses_at is not None and time.lapses_at <= now
        state = Became.LEFT_OUT if left_out else Became.MISSED if gone else Became.TO_COME
        would_be = None if left_out else as_task(series, time, made_at=series.made_at)
        return GridCell(day=time.day, shift=time.shift, became=state, task=would_be)
    if task.state is TaskState.IN_ERROR:
        return None
    who = task.done_by or task.claimed_by
    state = became(task, now)
    return GridCell(
        day=time.day,
        shift=time.shift,
        became=Became.LEFT_OUT if left_out and state is Became.CANCELLED else state,
        task_id=task.id,
        who=names.get(who, "Someone") if who else None,
        task=task,
        overdue=state in (Became.OPEN, Became.CLAIMED) and task.is_overdue(now.date(), now),
        moved_to=task.due_on if task.due_on not in (None, time.day) else None,
    )


def became(task: Task, now: datetime) -> Became:
    """What became of a task that has a time."""
    if task.state is TaskState.DONE:
        return Became.LATE if was_late(task) else Became.DONE
    if task.state is TaskState.CANCELLED:
        return Became.CANCELLED
    if task.state in OPEN and task.is_missed(now):
        return Became.MISSED
    return Became.CLAIMED if task.claimed_by else Became.OPEN


def was_late(task: Task) -> bool:
    """Whether a task was done after its time, where it has one. The time of an appointment is when it begins."""
    if task.done_at is None or task.kind is TaskKind.APPOINTMENT:
        return False
    return task.due_at is not None and task.done_at > task.due_at
