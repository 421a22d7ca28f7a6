"""Tasks that repeat: added, changed for once or from a day on, ended; and each day's made into tasks when it comes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer
from inpatient_hub.domain.recurrence import days_between
from inpatient_hub.domain.series import (
    Occurrence,
    Series,
    SeriesState,
    as_task,
    changed_from,
    occurrences,
)
from inpatient_hub.domain.series_kin import is_untouched, to_be_made
from inpatient_hub.domain.task_acts import Act, cancel, mark_in_error, need_open
from inpatient_hub.domain.task_reasons import RULE_CHANGED
from inpatient_hub.domain.task_times import Timing, move
from inpatient_hub.domain.task_words import BY_REPEAT
from inpatient_hub.domain.tasks import Priority, Task, TaskEventKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.absences import is_gone, while_here, with_patients
from inpatient_hub.services.new_series import NewSeries, made
from inpatient_hub.services.new_tasks import tidy_title
from inpatient_hub.services.ports import Clock, NewId, Store, Work
from inpatient_hub.services.repeat_grid import RepeatGrid, grid_of
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_kin import kin_of
from inpatient_hub.services.series_records import SeriesRecords
from inpatient_hub.services.series_undo import SeriesActed, acted, as_before, put_tasks_back, touched
from inpatient_hub.services.task_records import Acted, TaskRecords
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.trail import AuditTrail

LOOKS_BACK = timedelta(days=31)
"""Days before today whose occurrences are made into tasks if nobody opened the program then."""
_TO_SUNDAY = timedelta(days=6)


class SeriesService:
    """What a person does with a task that repeats."""

    def __init__(self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._kept = SeriesRecords(trail)
        self._trail = trail
        self._records = TaskRecords(clock=clock, new_id=new_id, trail=trail)

    @needs(Right.READ_WARD)
    def of_ward(self, ward_id: str) -> Sequence[Series]:
        """A ward's repeats that go on."""
        today = self._clock.today()
        with self._store.reading() as work:
            return [one for one in work.series.of_ward(ward_id) if goes_on(one, today)]

    @needs(Right.READ_WARD)
    def of_patient(self, patient_id: str) -> Sequence[Series]:
        """A patient's repeats that go on."""
        today = self._clock.today()
        with self._store.reading() as work:
            return [one for one in work.series.of_patient(patient_id) if goes_on(one, today)]

    @needs(Right.READ_WARD)
    def get(self, series_id: str) -> Series:
        """One repeat. Raises NotFound."""
        with self._store.reading() as work:
            return work.series.get(series_id)

    @needs(Right.READ_WARD)
    def grid(self, ward_id: str, monday: date) -> RepeatGrid:
        """The seven days from this one: each repeat of the ward with what became of each of its times."""
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            names = {person.id: person.name for person in work.staff.of_ward(ward_id)}
            series, tasks = work.series.of_ward(ward_id), work.tasks.repeats(ward_id, monday, monday + _TO_SUNDAY)
            grid = grid_of(
                series,
                tasks,
                monday,
                kin=kin_of(work, series, tasks, self._clock.now()),
                shifts=ward.shifts,
                zone=zone_of(self._clock),
                now=self._clock.now(),
                names=names,
            )
            return replace(grid, rows=tuple(with_patients(work, ward, grid.rows)))

    @needs(Right.DO_WORK)
    def add(self, ward_id: str, new: NewSeries, *, by: str) -> tuple[Series, SeriesActed]:
        """Adds a repeat; what is due of it today is made a task. Raises InvalidAnswer, naming the field."""
        with self._store.writing() as work:
            ward = work.wards.get(ward_id)
            series = self._made(work, ward, new, by)
            work.series.add(series)
            self._kept.tell(work, AuditAction.SERIES_ADDED, series, by=by)
            return series, acted([series], more=self._settle(work, ward, [series], self._clock.today()))

    @needs(Right.DO_WORK)
    def make(self, series_id: str, day: date, shift: str | None = None, *, by: str) -> tuple[Task, Changes]:
        """Makes one time of a repeat a task before its day, to be claimed, moved or changed for this once; the repeat
        stays as it is. Raises InvalidAnswer when the repeat has no such time."""
        with self._store.writing() as work:
            task, changes = self._one(work, work.series.get(series_id), day, shift, by=by)
            return task, changes

    @needs(Right.DO_WORK)
    def change_this_one(
        self,
        series_id: str,
        day: date,
        shift: str | None = None,
        *,
        by: str,
        title: str | None = None,
        priority: Priority | None = None,
        timing: Timing | None = None,
    ) -> tuple[Task, Acted]:
        """Changes one time of a repeat and leaves the repeat as it is. Raises InvalidAnswer, TaskRefused."""
        with self._store.writing() as work:
            task, _ = self._one(work, work.series.get(series_id), day, shift, by=by)
            need_open(task)
            changed = replace(
                task,
                title=tidy_title(title) if title is not None else task.title,
                priority=priority or task.priority,
            )
            act = Act(changed, TaskEventKind.CHANGED, "this one")
            if timing is not None:
                shifts, zone = work.wards.get(task.ward_id).shifts, zone_of(self._clock)
                act = move(changed, timing, shifts=shifts, zone=zone, now=self._clock.now())
            done = self._records.save(work, task, act, by=by)
            return work.tasks.get(task.id), done

    @needs(Right.DO_WORK)
    def leave_out(self, series_id: str, day: date, *, by: str, version: int | None = None) -> SeriesActed:
        """Takes one day out of a repeat; tasks of it that are open are taken off the list. Raises InvalidAnswer for a
        day it does not fall on, ChangedElsewhere."""
        with self._store.writing() as work:
            was = _read(work, series_id, version)
            if day not in days_between(was.repeat, day, day):
                raise _no_such_day()
            left = replace(was.repeat, left_out=tuple(sorted({*was.repeat.left_out, day})))
            saved = self._kept.save(work, was, replace(was, repeat=left), AuditAction.SERIES_CHANGED, by=by)
            return acted([saved], before=[was], let_go=self._let_go(work, was, day, day, by=by))

    @needs(Right.DO_WORK)
    def change_from_now_on(
        self, series_id: str, day: date, new: NewSeries, *, by: str, version: int | None = None
    ) -> tuple[Series, SeriesActed]:
        """`From now on`: the repeat ends the day before this one, and another takes its place. Tasks of the old one
        from this day on that nobody did anything with are taken off the list; what somebody has, did, moved, changed
        for once or took off stays as it is, and the new rule makes no other for it. Raises InvalidAnswer,
        ChangedElsewhere."""
        today = self._clock.today()
        if day < today:
            raise InvalidAnswer("Not changed", "This day has gone by.", remedy="Choose today or later.", field="day")
        with self._store.writing() as work:
            was = _read(work, series_id, version)
            ward = work.wards.get(was.ward_id)
            wanted = replace(new, repeat=replace(new.repeat, starts_on=max(new.repeat.starts_on, day)))
            ended, following = changed_from(was, day, self._made(work, ward, wanted, by), self._new_id())
            saved = self._kept.save(work, was, ended, AuditAction.SERIES_CHANGED, by=by)
            work.series.add(following)
            self._kept.tell(work, AuditAction.SERIES_ADDED, following, by=by)
            let_go = self._untouched_let_go(work, ward, was, day, by=by)
            settled = self._settle(work, ward, [following], today)
            return following, acted([saved, following], before=[was], let_go=let_go, more=settled)

    @needs(Right.DO_WORK)
    def end(self, series_id: str, *, by: str, last: date | None = None, version: int | None = None) -> SeriesActed:
        """Ends a repeat: this is its last day, or, without one, there is no more of it. Raises InvalidAnswer,
        ChangedElsewhere."""
        with self._store.writing() as work:
            was = _read(work, series_id, version)
            begins = last is not None and last >= was.repeat.starts_on
            if last is not None and begins:
                ended = replace(was, repeat=replace(was.repeat, ends_on=last))
            else:
                ended = replace(was, state=SeriesState.ENDED)
            saved = self._kept.save(work, was, ended, AuditAction.SERIES_ENDED, by=by)
            first = last + timedelta(days=1) if last is not None else self._clock.today()
            return acted([saved], before=[was], let_go=self._let_go(work, was, first, date.max, by=by))

    @needs(Right.DO_WORK)
    def undo(self, done: SeriesActed, *, by: str) -> Changes:
        """Takes back that a repeat was added, changed from a day on, left out on a day or ended: it is as it was, its
        tasks that were let go are to be done again, and the history keeps both. Of one that was added, tasks that
        somebody has or did stay. Raises HubError when a repeat was changed since, saying by whom."""
        with self._store.writing() as work:
            changes, again = Changes(), []
            for now, back in as_before(work, done):
                saved = self._kept.save(work, now, back, AuditAction.SERIES_UNDONE, by=by)
                changes |= touched(saved)
                if saved.state is SeriesState.IN_ERROR:
                    tasks = work.tasks.of_series(saved.id, date.min, date.max)
                    to_do = [one for one in tasks if one.state is TaskState.TO_DO]
                    changes |= Changes.union(self._records.save(work, one, mark_in_error(one), by=by) for one in to_do)
                else:
                    again.append(saved)
            changes |= put_tasks_back(self._records, work, done, by=by)
            for series in again:
                changes |= self._settle(work, work.wards.get(series.ward_id), [series], self._clock.today())
            return changes

    @needs(Right.DO_WORK)
    def settle(self, ward_id: str, until: date | None = None) -> Changes:
        """Makes the times of a ward's repeats that are due by the end of this day, or of today, into tasks. Two
        computers that do it at once make each once."""
        today = self._clock.today()
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            series = work.series.of_ward(ward_id)
            if not self._due(work, ward, series, until or today):
                return Changes()
        with self._store.writing() as work:
            return self._settle(work, ward, series, until or today)

    def _due(
        self, work: Work, ward: Ward, series: Sequence[Series], until: date
    ) -> list[tuple[Series, list[Occurrence]]]:
        since = min(self._clock.today(), until) - LOOKS_BACK
        there: dict[str, dict[str, Task]] = {}
        tasks = work.tasks.repeats(ward.id, since, until)
        for task in tasks:
            there.setdefault(task.repeat_id or "", {})[task.id] = task
        # One alone is looked at with those that it follows.
        family = series if len(series) > 1 else work.series.of_ward(ward.id)
        kin = kin_of(work, family, tasks, self._clock.now())
        zone, due = zone_of(self._clock), []
        for one in series:
            if one.repeat.starts_on > until or (one.repeat.ends_on is not None and one.repeat.ends_on < since):
                continue
            known = there.get(one.id, {})
            missing = to_be_made(one, known, until, since=since, shifts=ward.shifts, zone=zone, kin=kin)
            # What was over when the repeat was made was never to be done.
            missing = [time for time in missing if time.lapses_at is None or time.lapses_at > one.made_at]
            missing = while_here(work, one, missing, self._clock.today())
            if missing:
                due.append((one, missing))
        return due

    def _settle(self, work: Work, ward: Ward, series: Sequence[Series], until: date) -> Changes:
        changes, count = Changes(), 0
        for one, missing in self._due(work, ward, series, until):
            for occurrence in missing:
                added = self._make(work, one, occurrence, by=one.made_by, detail=BY_REPEAT)
                changes |= added
                count += bool(added)
        if count:
            work.audit.append(
                self._trail.event(
                    AuditAction.TASKS_MADE,
                    Kind.WARD,
                    ward.id,
                    by=None,
                    detail={"count": str(count), "until": until.isoformat()},
                )
            )
        return changes

    def _make(self, work: Work, series: Series, occurrence: Occurrence, *, by: str, detail: str = "") -> Changes:
        begins = at_wall(occurrence.day, time(), zone_of(self._clock))
        task = as_task(series, occurrence, made_at=min(self._clock.now(), max(begins, series.made_at)))
        if not work.tasks.add_once(task):
            return Changes()
        return self._records.added(work, task, by=by, in_trail=False, detail=detail)

    def _one(self, work: Work, series: Series, day: date, shift: str | None, *, by: str) -> tuple[Task, Changes]:
        shifts = work.wards.get(series.ward_id).shifts
        times = list(occurrences(series, day, day, shifts=shifts, zone=zone_of(self._clock)))
        family, tasks = work.series.of_ward(series.ward_id), work.tasks.repeats(series.ward_id, day, day)
        times = kin_of(work, family, tasks, self._clock.now()).left(series, times)
        found = [one for one in times if shift is None or one.shift == shift]
        if not found or series.state is not SeriesState.ACTIVE or is_gone(work, series):
            raise _no_such_day()
        changes = self._make(work, series, found[0], by=by)
        return work.tasks.get(found[0].task_id), changes

    def _let_go(self, work: Work, series: Series, first: date, last: date, *, by: str) -> list[Acted]:
        """Takes tasks of these days off the list that are still to be done and nobody has."""
        now = self._clock.now()
        tasks = [one for one in work.tasks.of_series(series.id, first, last) if one.state is TaskState.TO_DO]
        open_ones = [one for one in tasks if not one.is_missed(now)]
        return [self._records.save(work, one, cancel(one, "not_needed"), by=by) for one in open_ones]

    def _untouched_let_go(self, work: Work, ward: Ward, series: Series, first: date, *, by: str) -> list[Acted]:
        """Takes tasks from this day on off the list that nobody did anything with: a changed rule makes them anew."""
        now, zone, let_go = self._clock.now(), zone_of(self._clock), []
        for task in work.tasks.of_series(series.id, first, date.max):
            day = task.repeat_on or first
            times = {one.task_id: one for one in occurrences(series, day, day, shifts=ward.shifts, zone=zone)}
            if is_untouched(task, series, times.get(task.id)) and not task.is_missed(now):
                let_go.append(self._records.save(work, task, cancel(task, RULE_CHANGED), by=by))
        return let_go

    def _made(self, work: Work, ward: Ward, new: NewSeries, by: str) -> Series:
        return made(work, ward, new, series_id=self._new_id(), by=by, local=self._clock.local(self._clock.now()))


def goes_on(series: Series, today: date) -> bool:
    """Whether there may be more of a repeat."""
    ends = series.repeat.ends_on
    return series.state is SeriesState.ACTIVE and (ends is None or ends >= today)


def _read(work: Work, series_id: str, version: int | None) -> Series:
    series = work.series.get(series_id)
    if version is not None and series.version != version:
        raise ChangedElsewhere("Repeat")
    return series


def _no_such_day() -> InvalidAnswer:
    return InvalidAnswer(
        "Not saved yet", "The repeat does not fall on this day.", remedy="Look at the repeat again.", field="day"
    )
