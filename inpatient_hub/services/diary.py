"""The ward's diary: a day, a week or fifteen days, with what is done, late and missed, and what is still to come."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.patients import CURRENT
from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series, SeriesState, as_task, occurrences
from inpatient_hub.domain.tasks import OPEN, TaskKind, by_day
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.absences import that_count
from inpatient_hub.services.diary_views import DayTimes, DiaryDay, DiaryItem, day_of, item_of
from inpatient_hub.services.new_tasks import tidy_title
from inpatient_hub.services.ports import Clock, NewId, Store, TaskLine, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_kin import kin_of
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.ward_lines import as_kept

FIFTEEN = 15


class DiaryService:
    """Reads days of the diary in one unit of work each, so that their parts agree; keeps a person's filters of it."""

    def __init__(self, *, store: Store, clock: Clock, new_id: NewId, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._new_id = new_id

    @needs(Right.READ_WARD)
    def day(self, ward_id: str, day: date) -> DiaryDay:
        """One day. Raises NotFound."""
        return self._days(ward_id, day, 1)[0]

    @needs(Right.READ_WARD)
    def week(self, ward_id: str, first: date) -> tuple[DiaryDay, ...]:
        """Seven days from this one."""
        return self._days(ward_id, first, 7)

    @needs(Right.READ_WARD)
    def fifteen(self, ward_id: str, first: date) -> tuple[DiaryDay, ...]:
        """Fifteen days from this one."""
        return self._days(ward_id, first, FIFTEEN)

    def _days(self, ward_id: str, first: date, count: int) -> tuple[DiaryDay, ...]:
        days = [first + timedelta(days=number) for number in range(count)]
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            times = DayTimes(now=self._clock.now(), zone=zone_of(self._clock), shifts=ward.shifts)
            items = {day: list[DiaryItem]() for day in days}
            lines = that_count(work, ward, work.tasks.between(ward_id, days[0], days[-1]), times.now)
            for line in as_kept(lines, ward):
                items[line.task.due_on or first].append(item_of(line, times))
            if times.today in items:
                items[times.today][:0] = _carried(work, ward, times)
            for line in _to_come(work, ward, days[0], days[-1], times):
                items[line.task.due_on or first].append(item_of(line, times, made=False))
        return tuple(day_of(day, sorted(items[day], key=_order), times) for day in days)

    @needs(Right.READ_WARD)
    def filters(self, *, by: str) -> Sequence[SavedFilter]:
        """A person's filters by name."""
        with self._store.reading() as work:
            return work.personal.filters(by)

    @needs(Right.DO_WORK)
    def save_filter(
        self, name: str, body: dict[str, str | bool | list[str]], *, by: str, filter_id: str | None = None
    ) -> SavedFilter:
        """Saves a filter under a name, over the one with this id or as another. Raises InvalidAnswer, NotFound."""
        tidied = _filter_name(name)
        with self._store.writing() as work:
            known = {one.id: one for one in work.personal.filters(by)}
            if any(one.name.casefold() == tidied.casefold() and one.id != filter_id for one in known.values()):
                raise _not_saved("You have a filter of this name.", "Give another name, or save over that one.")
            if filter_id is None or filter_id not in known:
                saved = SavedFilter(id=self._new_id(), staff_id=by, name=tidied, body=body)
                work.personal.add_filter(saved)
                return saved
            was = known[filter_id]
            return work.personal.update_filter(
                SavedFilter(id=was.id, staff_id=by, name=tidied, body=body, version=was.version)
            )

    @needs(Right.DO_WORK)
    def remove_filter(self, filter_id: str, *, by: str) -> None:
        """Removes one of a person's own filters. Raises NotFound."""
        with self._store.writing() as work:
            work.personal.remove_filter(by, filter_id)


def _filter_name(name: str) -> str:
    """A filter's name on one line. Raises InvalidAnswer for none, and for one that is too long."""
    if not one_line(name):
        raise _not_saved("A filter needs a name.", "Type a name.")
    return tidy_title(name)


def _not_saved(why: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer("Not saved yet", why, remedy=remedy, field="name")


def _order(item: DiaryItem) -> tuple[object, ...]:
    return (not item.carried, item.line.task.state not in OPEN, *by_day(item.line.task))


def _carried(work: Work, ward: Ward, times: DayTimes) -> list[DiaryItem]:
    """What is left from earlier days: patients' tasks, and those of the ward that stay until they are done, or are
    overdue and have not run out."""
    lines = as_kept(work.tasks.open_due_by(ward.id, times.today - timedelta(days=1), at=times.now), ward)
    return [
        item_of(line, times, carried=True)
        for line in lines
        if line.task.kind is not TaskKind.APPOINTMENT
        and (line.task.lapses_at is None or line.task.is_overdue(times.today, times.now))
    ]


def _to_come(work: Work, ward: Ward, first: date, last: date, times: DayTimes) -> Iterator[TaskLine]:
    """Times of repeats from today on that are no tasks yet, as they would be."""
    first = max(first, times.today)
    every = work.series.of_ward(ward.id) if first <= last else []
    series = [one for one in every if _may_fall(one, first, last)]
    if not series:
        return
    tasks = work.tasks.repeats(ward.id, first, last)
    there, kin = {task.id: task for task in tasks}, kin_of(work, every, tasks, times.now)
    waiting = {task.repeat_id for task in there.values() if task.state in OPEN}
    names = {one.patient_id: work.patients.get(one.patient_id) for one in series if one.patient_id}
    for one in series:
        patient = names.get(one.patient_id or "")
        is_held_back = one.missed is Missed.STAYS and (one.id in waiting or kin.holds_back(one))
        if is_held_back or (patient and patient.status not in CURRENT):
            continue
        for time in kin.left(one, list(occurrences(one, first, last, shifts=ward.shifts, zone=times.zone))):
            if time.task_id in there or (time.lapses_at is not None and time.lapses_at <= one.made_at):
                continue
            line = TaskLine(
                task=as_task(one, time, made_at=one.made_at),
                patient_name=patient.banner_name if patient else None,
                bed=patient.bed if patient else None,
                claimed_by_name=None,
            )
            yield as_kept([line], ward)[0]


def _may_fall(series: Series, first: date, last: date) -> bool:
    repeat = series.repeat
    return (
        series.state is SeriesState.ACTIVE
        and repeat.starts_on <= last
        and (repeat.ends_on is None or repeat.ends_on >= first)
    )
