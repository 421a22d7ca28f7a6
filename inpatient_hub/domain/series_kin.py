"""A repeat whose rule was changed from a day on is still one piece of work: what somebody did with a task of that day
under the old rule is not to be done once more under the new one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.series import Occurrence, Series, SeriesState, as_task, occurrences
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.task_reasons import RULE_CHANGED
from inpatient_hub.domain.tasks import OPEN, Task, TaskState


class Kin:
    """Repeats that follow one another, and what was made of them. Made anew for each look."""

    def __init__(self, series: Iterable[Series], tasks: Iterable[Task], now: datetime) -> None:
        self._by_id: Mapping[str, Series] = {one.id: one for one in series}
        self._now = now
        self._standing: dict[str, list[Task]] = {}
        if any(one.follows is not None for one in self._by_id.values()):  # on most wards none was ever changed
            for task in tasks:
                if task.repeat_id is not None and _stands(task):
                    self._standing.setdefault(self._first(task.repeat_id), []).append(task)

    def of(self, series: Series) -> list[Task]:
        """What stands of the repeats that this one follows, or that follow it."""
        found = self._standing.get(self._first(series.id), ())
        return [task for task in found if task.repeat_id != series.id]

    def holds_back(self, series: Series) -> bool:
        """Whether one of them is open and stays until it is done."""
        return any(task.state in OPEN and task.lapses_at is None for task in self.of(series))

    def left(self, series: Series, times: Sequence[Occurrence]) -> list[Occurrence]:
        """These times of a repeat without those that there is a task for under another of its rules."""
        if not self._standing:
            return list(times)
        by_day: dict[date, list[Task]] = {}
        for task in self.of(series):
            if task.repeat_on is not None:
                by_day.setdefault(task.repeat_on, []).append(task)
        covered = {day: self._places(series, tasks) for day, tasks in by_day.items()}
        return [one for one in times if one.shift not in covered.get(one.day, ())]

    def covers(self, series: Series, day: date, shift: str | None) -> bool:
        """Whether there is a task for this time of a repeat under another of its rules."""
        return shift in self._places(series, [task for task in self.of(series) if task.repeat_on == day])

    def _places(self, series: Series, tasks: Sequence[Task]) -> set[str | None]:
        """The shifts of one day that these tasks stand for. One of a shift that this rule has no more stands for one
        that the other rule had not, unless it was missed or will not be done: then that is still to do."""
        own: Sequence[str | None] = series.shifts or (None,)
        found = {task.shift for task in tasks if task.shift in own}
        for task in tasks:
            if task.shift not in own and not task.is_missed(self._now) and task.state is not TaskState.CANCELLED:
                found |= set(list(self._free(own, found, task))[:1])
        return found

    def _free(self, own: Sequence[str | None], taken: set[str | None], task: Task) -> Iterator[str | None]:
        other = self._by_id.get(task.repeat_id or "")
        theirs: Sequence[str | None] = other.shifts or (None,) if other is not None else ()
        return (shift for shift in own if shift not in taken and shift not in theirs)

    def _first(self, series_id: str) -> str:
        """The repeat that all of them began with."""
        seen = {series_id}
        while (one := self._by_id.get(series_id)) is not None and one.follows is not None and one.follows not in seen:
            series_id = one.follows
            seen.add(series_id)
        return series_id


def to_be_made(
    series: Series,
    there: Mapping[str, Task],
    until: date,
    *,
    since: date,
    shifts: Sequence[Shift],
    zone: tzinfo,
    kin: "Kin | None" = None,
) -> list[Occurrence]:
    """The occurrences that should be tasks by the end of `until` and are none yet. `there` holds the tasks of this
    repeat by id, from `since` on at least; `kin` tells what it has to do with others. One that stays until it is done
    holds back those after it; once it is done, those of the days that have gone by meanwhile are let go."""
    if series.state is not SeriesState.ACTIVE:
        return []
    wanted = list(occurrences(series, since, until, shifts=shifts, zone=zone))
    wanted = kin.left(series, wanted) if kin is not None else wanted
    if series.missed is not Missed.STAYS:
        return [one for one in wanted if one.task_id not in there]
    if kin is not None and kin.holds_back(series):
        return []
    closed = [task for task in kin.of(series) if task.state not in OPEN] if kin is not None else []
    return _after_the_last(wanted, [*there.values(), *closed], zone)


def is_untouched(task: Task, series: Series, time: Occurrence | None) -> bool:
    """Whether a task is to do just as its repeat made it: nobody has, moved or changed it, or did a part."""
    if time is None or task.state is not TaskState.TO_DO:
        return False
    made = as_task(series, time, made_at=task.created_at)
    return replace(task, version=made.version, created_by=made.created_by) == made


def _stands(task: Task) -> bool:
    is_let_go = task.state is TaskState.CANCELLED and task.reason == RULE_CHANGED
    return not is_let_go and task.state is not TaskState.IN_ERROR


def _after_the_last(wanted: Iterable[Occurrence], there: Iterable[Task], zone: tzinfo) -> list[Occurrence]:
    tasks = list(there)
    if any(task.state in OPEN for task in tasks):
        return []
    known = {task.id for task in tasks}
    done = [task.done_at.astimezone(zone).date() for task in tasks if task.done_at is not None]
    days = [task.repeat_on for task in tasks if task.repeat_on is not None]
    from_day = max([*done, *days], default=date.min)
    following = [one for one in wanted if one.day > from_day and one.task_id not in known]
    return [one for one in following if one.day == following[0].day]
