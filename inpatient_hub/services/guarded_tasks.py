"""Tasks, repeats and personal marks as they are shown to whoever is at the computer: those of their own wards."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind
from inpatient_hub.services.ports import TaskLine, TaskRepository
from inpatient_hub.services.task_ports import PersonalRepository, SeriesRepository, TaskChange, Worth
from inpatient_hub.services.ward_sight import WardSight


class GuardedTasks:
    """The tasks of the wards that may be seen. Everything raises OtherWard for another."""

    def __init__(self, tasks: TaskRepository, sight: WardSight) -> None:
        self._tasks = tasks
        self._sight = sight

    def get(self, task_id: str) -> Task:
        """One task."""
        task = self._tasks.get(task_id)
        self._sight.saw(Kind.TASK, task)
        return task

    def add(self, task: Task) -> None:
        """Adds a task."""
        self._need_for_new(task)
        self._tasks.add(task)

    def add_once(self, task: Task) -> bool:
        """Adds a task unless it is there."""
        self._need_for_new(task)
        return self._tasks.add_once(task)

    def _need_for_new(self, task: Task) -> None:
        if task.patient_id is not None:
            self._sight.need_for(Kind.PATIENT, task.patient_id)
        self._sight.saw(Kind.TASK, task)

    def update(self, task: Task) -> Task:
        """Saves a task."""
        self._sight.need_to_change(Kind.TASK, task)
        return self._tasks.update(task)

    def claim(self, task_id: str, who: str, at: datetime) -> Task | None:
        """Claims a task that nobody has. Its ward is looked at as it comes back, which saves reading it twice: of
        another ward, all of this unit of work is taken back."""
        task = self._tasks.claim(task_id, who, at)
        if task is not None:
            self._sight.saw_changed(Kind.TASK, task)
        return task

    def open_due_by(self, ward_id: str, day: date, *, at: datetime | None = None) -> Sequence[TaskLine]:
        """The ward's unfinished tasks whose day has come."""
        self._sight.need(ward_id)
        return self._tasks.open_due_by(ward_id, day, at=at)

    def of_rules_due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """The ward's dates by clock rules up to this day."""
        self._sight.need(ward_id)
        return self._tasks.of_rules_due_by(ward_id, day)

    def without_day(self, ward_id: str) -> Sequence[TaskLine]:
        """The ward's unfinished tasks that have no day."""
        self._sight.need(ward_id)
        return self._tasks.without_day(ward_id)

    def between(self, ward_id: str, first: date, last: date) -> Sequence[TaskLine]:
        """The ward's tasks of these days."""
        self._sight.need(ward_id)
        return self._tasks.between(ward_id, first, last)

    def to_chase(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """The ward's tasks that wait and are to be chased."""
        self._sight.need(ward_id)
        return self._tasks.to_chase(ward_id, day)

    def to_check(self, ward_id: str, since: datetime) -> Sequence[TaskLine]:
        """What is done on the ward and waits for a second person."""
        self._sight.need(ward_id)
        return self._tasks.to_check(ward_id, since)

    def missed(self, ward_id: str, since: datetime, until: datetime) -> Sequence[TaskLine]:
        """What was missed on the ward between these moments."""
        self._sight.need(ward_id)
        return self._tasks.missed(ward_id, since, until)

    def claimed_by(self, staff_id: str) -> Sequence[TaskLine]:
        """A person's tasks on the wards that may be seen."""
        return self._seen_of(self._tasks.claimed_by(staff_id))

    def done_by(self, staff_id: str, since: datetime) -> Sequence[TaskLine]:
        """What a person has done on the wards that may be seen."""
        return self._seen_of(self._tasks.done_by(staff_id, since))

    def _seen_of(self, lines: Sequence[TaskLine]) -> Sequence[TaskLine]:
        return [line for line in lines if self._sight.may_see(line.task.ward_id)]

    def of_patient(self, patient_id: str) -> Sequence[TaskLine]:
        """All tasks of a patient."""
        self._sight.need_for(Kind.PATIENT, patient_id)
        return self._tasks.of_patient(patient_id)

    def of_run(self, run_id: str) -> Sequence[Task]:
        """The tasks a run made."""
        self._sight.need_for(Kind.RUN, run_id)
        return self._tasks.of_run(run_id)

    def of_series(self, series_id: str, first: date, last: date) -> Sequence[Task]:
        """The tasks a repeat became."""
        self._sight.need_for(Kind.SERIES, series_id)
        return self._tasks.of_series(series_id, first, last)

    def repeats(self, ward_id: str, first: date, last: date) -> Sequence[Task]:
        """What a ward's repeats became."""
        self._sight.need(ward_id)
        return self._tasks.repeats(ward_id, first, last)

    def find(self, ward_id: str, terms: Sequence[str], *, limit: int = 50) -> Sequence[TaskLine]:
        """The ward's tasks with these words."""
        self._sight.need(ward_id)
        return self._tasks.find(ward_id, terms, limit=limit)

    def record(self, event: TaskEvent) -> None:
        """Adds what happened to a task."""
        self._sight.need_for(Kind.TASK, event.task_id)
        self._tasks.record(event)

    def events(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task."""
        self._sight.need_for(Kind.TASK, task_id)
        return self._tasks.events(task_id)

    def event(self, event_id: str) -> TaskEvent:
        """One thing that happened to a task."""
        event = self._tasks.event(event_id)
        self._sight.need_for(Kind.TASK, event.task_id)
        return event

    def changes_since(
        self,
        ward_id: str,
        since: datetime,
        *,
        kind: TaskEventKind | None = None,
        limit: int = 500,
        worth: Worth | None = None,
    ) -> Sequence[TaskChange]:
        """What happened on a ward."""
        self._sight.need(ward_id)
        return self._tasks.changes_since(ward_id, since, kind=kind, limit=limit, worth=worth)


class GuardedSeries:
    """The repeats of the wards that may be seen. Everything raises OtherWard for another."""

    def __init__(self, series: SeriesRepository, sight: WardSight) -> None:
        self._series = series
        self._sight = sight

    def get(self, series_id: str) -> Series:
        """One repeat."""
        series = self._series.get(series_id)
        self._sight.saw(Kind.SERIES, series)
        return series

    def add(self, series: Series) -> None:
        """Adds a repeat."""
        if series.patient_id is not None:
            self._sight.need_for(Kind.PATIENT, series.patient_id)
        self._sight.saw(Kind.SERIES, series)
        self._series.add(series)

    def update(self, series: Series) -> Series:
        """Saves a repeat."""
        self._sight.need_to_change(Kind.SERIES, series)
        return self._series.update(series)

    def of_ward(self, ward_id: str) -> Sequence[Series]:
        """A ward's repeats."""
        self._sight.need(ward_id)
        return self._series.of_ward(ward_id)

    def rules(self, ward_id: str) -> Mapping[str, str]:
        """The rules of a ward's repeats."""
        self._sight.need(ward_id)
        return self._series.rules(ward_id)

    def of_patient(self, patient_id: str) -> Sequence[Series]:
        """A patient's repeats."""
        self._sight.need_for(Kind.PATIENT, patient_id)
        return self._series.of_patient(patient_id)


class GuardedPersonal:
    """What belongs to one person, for that person alone. Raises OtherWard for a mark on another ward, and
    NobodySignedIn for what is somebody else's."""

    def __init__(self, personal: PersonalRepository, sight: WardSight) -> None:
        self._personal = personal
        self._sight = sight

    def filters(self, staff_id: str) -> Sequence[SavedFilter]:
        """A person's filters."""
        self._sight.need_self(staff_id)
        return self._personal.filters(staff_id)

    def add_filter(self, saved: SavedFilter) -> None:
        """Adds a filter."""
        self._sight.need_self(saved.staff_id)
        self._personal.add_filter(saved)

    def update_filter(self, saved: SavedFilter) -> SavedFilter:
        """Saves a filter. Raises NotFound for one that is somebody else's."""
        self._sight.need_self(saved.staff_id)
        if all(one.id != saved.id for one in self._personal.filters(saved.staff_id)):
            raise NotFound("Filter")
        return self._personal.update_filter(saved)

    def remove_filter(self, staff_id: str, filter_id: str) -> None:
        """Removes a filter."""
        self._sight.need_self(staff_id)
        self._personal.remove_filter(staff_id, filter_id)

    def seen_until(self, staff_id: str, ward_id: str) -> datetime | None:
        """Until when a person has seen what changed on a ward."""
        self._sight.need_self(staff_id)
        self._sight.need(ward_id)
        return self._personal.seen_until(staff_id, ward_id)

    def mark_seen(self, staff_id: str, ward_id: str, until: datetime) -> None:
        """A person has seen what changed on a ward."""
        self._sight.need_self(staff_id)
        self._sight.need(ward_id)
        self._personal.mark_seen(staff_id, ward_id, until)

    def unmark_seen(self, staff_id: str, ward_id: str, until: datetime, before: datetime | None) -> bool:
        """A person takes back that they have seen what changed on a ward."""
        self._sight.need_self(staff_id)
        self._sight.need(ward_id)
        return self._personal.unmark_seen(staff_id, ward_id, until, before)

    def mark_read(self, staff_id: str, ward_id: str, change_id: str, at: datetime) -> None:
        """A person has read one change on a ward."""
        self._sight.need_self(staff_id)
        self._sight.need(ward_id)
        self._personal.mark_read(staff_id, ward_id, change_id, at)

    def read_of(self, staff_id: str, change_ids: Collection[str]) -> Collection[str]:
        """Which changes a person has read one by one."""
        self._sight.need_self(staff_id)
        return self._personal.read_of(staff_id, change_ids)

    def reminder_marks(self, staff_id: str) -> Sequence[ReminderMark]:
        """What a person was reminded of."""
        self._sight.need_self(staff_id)
        return self._personal.reminder_marks(staff_id)

    def tell_once(self, mark: ReminderMark, at: datetime) -> bool:
        """A person is told of something now."""
        self._need_for_mark(mark)
        return self._personal.tell_once(mark, at)

    def keep_reminder(self, mark: ReminderMark) -> None:
        """A person put something off, or dismissed it."""
        self._need_for_mark(mark)
        self._personal.keep_reminder(mark)

    def _need_for_mark(self, mark: ReminderMark) -> None:
        self._sight.need_self(mark.staff_id)
        self._sight.need_for(Kind.TASK, mark.task_id)

    def forget_reminders(self, staff_id: str, before: datetime) -> None:
        """Forgets what a person was told of closed tasks long ago."""
        self._sight.need_self(staff_id)
        self._personal.forget_reminders(staff_id, before)

    def reminder_choices(self, staff_id: str) -> ReminderChoices:
        """How a person wants to be reminded."""
        self._sight.need_self(staff_id)
        return self._personal.reminder_choices(staff_id)

    def choose_reminders(self, staff_id: str, choices: ReminderChoices) -> None:
        """Keeps how a person wants to be reminded."""
        self._sight.need_self(staff_id)
        self._personal.choose_reminders(staff_id, choices)
