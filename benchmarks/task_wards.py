"""Wards whose diary is as long as the measurements of the ward's work need: years of tasks, and their repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from benchmarks.wards import Wards, opened, say
from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.recurrence import Missed, Repeat, days_between, every_days, monthly_on_day, weekly_on
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.series import Series, occurrence_id
from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Priority, Task, TaskEvent, TaskEventKind, TaskKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.host.log import stop_log
from inpatient_hub.services.ports import Store
from inpatient_hub.store.records import table_of
from inpatient_hub.store.task_rows import TaskEventRow, TaskRow, TaskWordsRow
from inpatient_hub.store.to_rows import row_of

TASKS = 100_000
FEWER = 10_000
REPEATS = 200
YEARS = 5
A_DAY = round(TASKS / (YEARS * 365.25))
"""Tasks on each day: the smaller ward has as many, and a shorter history."""

AHEAD = 14
"""Days to come that have tasks already."""
_AT_ONCE = 2_000
_RULES = (
    *(every_days(1) for _ in range(8)),
    *(weekly_on([0, 2, 4]) for _ in range(12)),
    *(weekly_on([number % 7]) for number in range(80)),
    *(monthly_on_day(1 + number % 28) for number in range(100)),
)
"""About half of each day's tasks come of them."""
_WORDS = (
    "Ring housing about the flat",
    "Weekly weight and waist",
    "Fridge temperatures",
    "Order the pads",
    "ECG before handover",
    "Fluids chart review",
    "Property list with family",
    "Named nurse session",
    "Walkaround of the garden",
    "Book the interpreter",
    "Chase the discharge summary",
)


def task_ward(wards: Wards, count: int = TASKS, *, repeats: int = REPEATS) -> Path:
    """The data folder of a ward of twenty patients with so many tasks and repeats."""

    def make(_into: Path) -> Path:
        return _made(wards, count, repeats)

    return wards.once(f"tasks-{count}", make)


def _made(wards: Wards, count: int, repeats: int) -> Path:
    say(f"Making a ward of {count:,} tasks")
    folder = wards.another(f"tasks-{count}")
    hub, ward_id = opened(folder)
    try:
        _History(hub, ward_id).add(count, repeats)
    finally:
        hub.close()
        stop_log()
    return folder


@dataclass
class _History:
    """Writes the tasks of the days that have gone by, of today and of the next fortnight, as the services would have
    left them."""

    hub: Hub
    ward_id: str

    def add(self, count: int, repeats: int) -> None:
        """So many tasks, the last of them in a fortnight."""
        hub = self.hub
        with hub.store.reading() as work:
            ward = work.wards.get(self.ward_id)
            staff = [one for one in work.staff.of_ward(self.ward_id) if one.active]
            patients = list(work.patients.current(self.ward_id))
        with hub.store.writing() as work:
            series = [self._series(number, ward, staff) for number in range(repeats)]
            for one in series:
                work.series.add(one)
        todo = self._tasks(count, ward, staff, patients, series)
        while batch := list(islice(todo, _AT_ONCE)):
            _write(hub.store, batch)

    def _series(self, number: int, ward: Ward, staff: list[Staff]) -> Series:
        today = self.hub.clock.today()
        return Series(
            id=new_id(),
            ward_id=ward.id,
            title=f"{_WORDS[number % len(_WORDS)]} {number}",
            shifts=(ward.shifts[number % len(ward.shifts)].name,),
            repeat=Repeat(rule=_RULES[number % len(_RULES)], starts_on=today - timedelta(days=365 * YEARS)),
            missed=list(Missed)[number % 2],
            made_by=staff[0].id,
            made_at=self.hub.clock.now() - timedelta(days=365 * YEARS + 1),
        )

    def _tasks(
        self, count: int, ward: Ward, staff: list[Staff], patients: list[Patient], series: list[Series]
    ) -> Iterator[tuple[Task, list[TaskEvent]]]:
        now, today = self.hub.clock.now(), self.hub.clock.today()
        zone = self.hub.clock.local(now).tzinfo
        assert zone is not None
        falls: dict[date, list[Series]] = {}
        for one in series:
            for day in days_between(one.repeat, today - timedelta(days=count // A_DAY), today):
                falls.setdefault(day, []).append(one)
        number = 0
        for back in range(count):
            day = today + timedelta(days=AHEAD - back)
            repeated = falls.get(day, [])
            for place in range(max(A_DAY, len(repeated))):
                if number == count:
                    return
                number, who = number + 1, staff[number % len(staff)]
                if place < len(repeated):
                    task = _of_repeat(repeated[place], day, ward, zone)
                else:
                    task = _of_patient(number, day, patients[number % len(patients)], who, zone)
                yield _lived(task, number, who, now)


def _write(store: Store, batch: list[tuple[Task, list[TaskEvent]]]) -> None:
    """Many at once: as the repository writes each, but one statement for all of a table."""
    tasks, words, events = (table_of(row) for row in (TaskRow, TaskWordsRow, TaskEventRow))
    with store.writing() as work:
        transaction = work.tasks._tasks._transaction  # type: ignore[attr-defined]  # noqa: SLF001
        transaction.add(insert(tasks), [row_of(task) for task, _ in batch])
        transaction.add(insert(words), [{"task_id": task.id, "words": folded(task.title)} for task, _ in batch])
        transaction.add(insert(events), [row_of(event) for _, told in batch for event in told])


def _of_repeat(series: Series, day: date, ward: Ward, zone: tzinfo) -> Task:
    shift = next(one for one in ward.shifts if one.name == series.shifts[0])
    ends = span_of(shift, day, zone).ends
    return Task(
        id=occurrence_id(series.id, day, shift.name),
        ward_id=ward.id,
        kind=TaskKind.WARD,
        title=series.title,
        created_by=series.made_by,
        created_at=at_wall(day, time(0, 1), zone),
        due_on=day,
        due_at=ends,
        shift=shift.name,
        lapses_at=ends,
        repeat_id=series.id,
        repeat_on=day,
    )


def _of_patient(number: int, day: date, patient: Patient, who: Staff, zone: tzinfo) -> Task:
    appointment = number % 20 == 0
    return Task(
        id=new_id(),
        ward_id=patient.ward_id,
        kind=TaskKind.APPOINTMENT if appointment else TaskKind.PATIENT,
        title=f"{_WORDS[number % len(_WORDS)]} {number}",
        priority=list(Priority)[number % 3],
        patient_id=patient.id,
        created_by=who.id,
        created_at=at_wall(day - timedelta(days=2), time(9, 0), zone),
        due_on=day,
        due_at=at_wall(day, time(9 + number % 8, 30), zone) if appointment else None,
        duration=45 if appointment else None,
        place="Room 2" if appointment else None,
    )


def _lived(task: Task, number: int, who: Staff, now: datetime) -> tuple[Task, list[TaskEvent]]:
    """The task as it is by now: of the days that have gone by nearly all are done, a few were missed or cancelled."""

    def told(kind: TaskEventKind, at: datetime) -> TaskEvent:
        return TaskEvent(id=new_id(), task_id=task.id, kind=kind, by=who.id, at=min(at, now), before={"version": 0})

    created = min(task.created_at, now)
    task, events = replace(task, created_at=created), [told(TaskEventKind.CREATED, created)]
    moment = task.due_at or task.created_at + timedelta(days=2, hours=3)
    if moment < now and (task.lapses_at is None or number % 50):
        state = TaskState.CANCELLED if number % 40 == 0 else TaskState.DONE
        done = {"done_by": who.id, "done_at": moment} if state is TaskState.DONE else {"reason": "not_needed"}
        kind = TaskEventKind.DONE if state is TaskState.DONE else TaskEventKind.CANCELLED
        return replace(task, state=state, version=2, **done), [*events, told(kind, moment)]
    if moment >= now and number % 9 == 0:
        claimed = replace(task, state=TaskState.CLAIMED, claimed_by=who.id, claimed_at=now, version=2)
        return claimed, [*events, told(TaskEventKind.CLAIMED, now)]
    return task, events
