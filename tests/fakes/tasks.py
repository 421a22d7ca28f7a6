"""The tasks, repeats and personal marks of a fake store: plain Python over what it remembers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.tasks import OPEN, Priority, Task, TaskEvent, TaskEventKind, TaskState
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.task_ports import TaskChange, Worth
from tests.fakes.memory import Memory, Records
from tests.fakes.reminders import FakeReminders

_PRESSING = {Priority.URGENT: 0, Priority.IMPORTANT: 1, Priority.ROUTINE: 2}


def _by_day(task: Task) -> tuple[bool, date, int, datetime, str]:
    return task.due_on is None, task.due_on or date.max, _PRESSING[task.priority], task.created_at, task.id


def _by_chase(task: Task) -> tuple[date, int, datetime, str]:
    return task.chase_on or date.max, _PRESSING[task.priority], task.created_at, task.id


class FakeTaskRepository(Records[Task]):
    """The tasks and what happened to them."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.tasks, "Task")

    def add_once(self, task: Task) -> bool:
        """Adds a task unless it is there."""
        self._memory.may_write()
        if task.id in self._table:
            return False
        self.add(task)
        return True

    def claim(self, task_id: str, who: str, at: datetime) -> Task | None:
        """Claims a task that nobody has."""
        self._memory.may_write()
        task = self._table.get(task_id)
        if task is None or task.claimed_by is not None or task.state not in OPEN:
            return None
        state = TaskState.CLAIMED if task.state is TaskState.TO_DO else task.state
        return self.update(replace(task, state=state, claimed_by=who, claimed_at=at))

    def open_due_by(self, ward_id: str, day: date, *, at: datetime | None = None) -> Sequence[TaskLine]:
        """Unfinished tasks due by this day: by day, the most pressing first."""

        def is_due(task: Task) -> bool:
            is_missed = at is not None and task.is_missed(at)
            return task.state in OPEN and task.due_on is not None and task.due_on <= day and not is_missed

        return self._lines(ward_id, is_due, _by_day)

    def of_rules_due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Unfinished tasks by a clock rule up to this day."""
        return [line for line in self.open_due_by(ward_id, day) if line.task.clock_rule is not None]

    def without_day(self, ward_id: str) -> Sequence[TaskLine]:
        """Unfinished tasks without a day, the most pressing first."""
        return self._lines(ward_id, lambda task: task.state in OPEN and task.due_on is None, _by_day)

    def between(self, ward_id: str, first: date, last: date) -> Sequence[TaskLine]:
        """Tasks of these days that are not in error."""

        def is_of_them(task: Task) -> bool:
            return task.due_on is not None and first <= task.due_on <= last and task.state is not TaskState.IN_ERROR

        return self._lines(ward_id, is_of_them, _by_day)

    def to_chase(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Tasks to be chased."""
        return self._lines(ward_id, lambda task: task.is_to_be_chased(day), _by_chase)

    def to_check(self, ward_id: str, since: datetime) -> Sequence[TaskLine]:
        """Tasks that wait for a second person."""

        def waits(task: Task) -> bool:
            return task.awaits_check and task.done_at is not None and task.done_at >= since

        return self._lines(ward_id, waits, lambda task: (task.done_at, task.id))

    def missed(self, ward_id: str, since: datetime, until: datetime) -> Sequence[TaskLine]:
        """Tasks that were missed between these moments."""

        def was_missed(task: Task) -> bool:
            return task.is_missed(until) and task.lapses_at is not None and task.lapses_at > since

        return self._lines(ward_id, was_missed, lambda task: (until - (task.lapses_at or until), task.id))

    def claimed_by(self, staff_id: str) -> Sequence[TaskLine]:
        """A person's unfinished tasks."""
        mine = [task for task in self._table.values() if task.claimed_by == staff_id and task.state in OPEN]
        return [self._line(task) for task in sorted(mine, key=_by_day)]

    def done_by(self, staff_id: str, since: datetime) -> Sequence[TaskLine]:
        """What a person has done."""
        mine = [task for task in self._table.values() if task.done_by == staff_id and task.state is TaskState.DONE]
        done = [task for task in mine if task.done_at is not None and task.done_at >= since]
        done.sort(key=lambda task: (task.done_at, task.id), reverse=True)
        return [self._line(task) for task in done]

    def of_patient(self, patient_id: str) -> Sequence[TaskLine]:
        """All tasks of a patient by day, those without one last."""
        mine = [task for task in self._table.values() if task.patient_id == patient_id]
        mine.sort(key=lambda task: (task.due_on is None, task.due_on or date.max, task.created_at, task.id))
        return [self._line(task) for task in mine]

    def of_run(self, run_id: str) -> Sequence[Task]:
        """The tasks a run made, oldest first."""
        made = (task for task in self._table.values() if task.run_id == run_id)
        return sorted(made, key=lambda task: (task.created_at, task.id))

    def of_series(self, series_id: str, first: date, last: date) -> Sequence[Task]:
        """The tasks of a repeat."""
        mine = [task for task in self._table.values() if task.repeat_id == series_id]
        return _by_occurrence(task for task in mine if _is_within(task, first, last))

    def repeats(self, ward_id: str, first: date, last: date) -> Sequence[Task]:
        """The tasks of all repeats of a ward, and what is open from before."""
        mine = [task for task in self._table.values() if task.ward_id == ward_id and task.repeat_id is not None]
        return _by_occurrence(task for task in mine if _is_left(task) or _is_within(task, first, last))

    def find(self, ward_id: str, terms: Sequence[str], *, limit: int = 50) -> Sequence[TaskLine]:
        """Tasks with words that begin so."""
        words = [term for term in terms if term.isalnum()]

        def has_them(task: Task) -> bool:
            said = folded(task.title).split()
            return bool(words) and all(any(one.startswith(word) for one in said) for word in words)

        there = [task for task in self._table.values() if task.ward_id == ward_id and has_them(task)]
        found = [task for task in there if task.state is not TaskState.IN_ERROR]
        return [self._line(task) for task in found[::-1][:limit]]

    def record(self, event: TaskEvent) -> None:
        """Adds what happened."""
        self._memory.task_events.append(self._memory.checked(event))

    def events(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task, oldest first."""
        return [event for event in self._memory.task_events if event.task_id == task_id]

    def event(self, event_id: str) -> TaskEvent:
        """One thing that happened."""
        found = next((event for event in self._memory.task_events if event.id == event_id), None)
        if found is None:
            raise NotFound("Event")
        return found

    def changes_since(
        self,
        ward_id: str,
        since: datetime,
        *,
        kind: TaskEventKind | None = None,
        limit: int = 500,
        worth: Worth | None = None,
    ) -> Sequence[TaskChange]:
        """What happened on a ward, the latest first, as far as it is worth telling."""
        numbered = (one for one in enumerate(self._memory.task_events) if kind in (None, one[1].kind))
        found = [one for one in numbered if self._table[one[1].task_id].ward_id == ward_id and one[1].at > since]
        found.sort(key=lambda one: (one[1].at, one[0]), reverse=True)
        told = [
            TaskChange(
                event=event, line=self._line(self._table[event.task_id]), by_name=self._memory.staff[event.by].name
            )
            for _, event in found[:limit]
        ]
        return [
            one for one in told if worth is None or worth(one.event, one.line.task.patient_id, one.line.task.claimed_by)
        ]

    def _lines(
        self, ward_id: str, wanted: Callable[[Task], bool], key: Callable[[Task], tuple[object, ...]]
    ) -> Sequence[TaskLine]:
        found = [task for task in self._table.values() if task.ward_id == ward_id and wanted(task)]
        return [self._line(task) for task in sorted(found, key=key)]  # type: ignore[arg-type]

    def _line(self, task: Task) -> TaskLine:
        patient = self._memory.patients.get(task.patient_id or "")
        holder = self._memory.staff.get(task.claimed_by or "")
        return TaskLine(
            task=task,
            patient_name=patient.banner_name if patient else None,
            bed=patient.bed if patient else None,
            claimed_by_name=holder.name if holder else None,
        )


def _is_within(task: Task, first: date, last: date) -> bool:
    return task.repeat_on is not None and first <= task.repeat_on <= last


def _is_left(task: Task) -> bool:
    return task.state in OPEN and task.lapses_at is None and task.due_on is not None


def _by_occurrence(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.repeat_on or date.min, task.id))


class FakeSeriesRepository(Records[Series]):
    """The tasks that repeat."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, memory.series, "Repeat")

    def of_ward(self, ward_id: str) -> Sequence[Series]:
        """A ward's repeats."""
        return self._all(lambda one: one.ward_id == ward_id and one.state is not SeriesState.IN_ERROR)

    def rules(self, ward_id: str) -> Mapping[str, str]:
        """The rules of a ward's repeats."""
        return {one.id: one.repeat.rule for one in self.of_ward(ward_id)}

    def of_patient(self, patient_id: str) -> Sequence[Series]:
        """A patient's repeats, those in error too."""
        return self._all(lambda one: one.patient_id == patient_id)

    def _all(self, wanted: Callable[[Series], bool]) -> Sequence[Series]:
        found = [one for one in self._table.values() if wanted(one)]
        return sorted(found, key=lambda one: (one.made_at, one.id))


class FakePersonalRepository(FakeReminders):
    """What belongs to one person alone."""

    def filters(self, staff_id: str) -> Sequence[SavedFilter]:
        """A person's filters by name."""
        mine = (one for one in self._memory.filters.values() if one.staff_id == staff_id)
        return sorted(mine, key=lambda one: (one.name, one.id))

    def add_filter(self, saved: SavedFilter) -> None:
        """Adds a filter."""
        self._memory.filters[saved.id] = self._memory.checked(saved)

    def update_filter(self, saved: SavedFilter) -> SavedFilter:
        """Saves a filter."""
        kept, before = self._memory.checked(saved), self._memory.filters.get(saved.id)
        if before is None:
            raise NotFound("Filter")
        if before.version != saved.version:
            raise ChangedElsewhere("Filter")
        self._memory.filters[saved.id] = changed = replace(kept, version=saved.version + 1)
        return changed

    def remove_filter(self, staff_id: str, filter_id: str) -> None:
        """Removes a filter."""
        self._memory.may_write()
        found = self._memory.filters.get(filter_id)
        if found is None or found.staff_id != staff_id:
            raise NotFound("Filter")
        del self._memory.filters[filter_id]

    def seen_until(self, staff_id: str, ward_id: str) -> datetime | None:
        """Until when a person has seen what changed."""
        return self._memory.seen.get((staff_id, ward_id))

    def mark_seen(self, staff_id: str, ward_id: str, until: datetime) -> None:
        """A person has seen what changed."""
        self._memory.may_write()
        if staff_id not in self._memory.staff or ward_id not in self._memory.wards:
            raise self._memory.fault(NotFound("A linked record"))
        before = self._memory.seen.get((staff_id, ward_id))
        self._memory.seen[staff_id, ward_id] = max(until.astimezone(UTC), before or until.astimezone(UTC))
        for mark in [one for one, at in self._memory.read.items() if one[:2] == (staff_id, ward_id) and at <= until]:
            del self._memory.read[mark]

    def unmark_seen(self, staff_id: str, ward_id: str, until: datetime, before: datetime | None) -> bool:
        """The moment is an earlier one again, or none."""
        self._memory.may_write()
        if self._memory.seen.get((staff_id, ward_id)) != until:
            return False
        del self._memory.seen[staff_id, ward_id]
        if before is not None:
            self._memory.seen[staff_id, ward_id] = before
        return True

    def mark_read(self, staff_id: str, ward_id: str, change_id: str, at: datetime) -> None:
        """A person has read one change."""
        self._memory.may_write()
        self._memory.read.setdefault((staff_id, ward_id, change_id), at)

    def read_of(self, staff_id: str, change_ids: Collection[str]) -> Collection[str]:
        """Which changes a person has read."""
        return {one for who, _, one in self._memory.read if who == staff_id and one in change_ids}
