"""The diary of the fictional ward: standing work done, late and missed, and tasks in every state there is."""

from collections import Counter
from datetime import timedelta

import pytest

from inpatient_hub.domain.task_words import did
from inpatient_hub.domain.tasks import TaskEventKind, TaskKind, TaskState
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.diary import DiaryService
from inpatient_hub.services.diary_views import DiaryDay
from inpatient_hub.services.my_work import MyWorkService
from inpatient_hub.services.repeat_grid import Became
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.today import TodayService
from inpatient_hub.services.trail import AuditTrail
from tests.services.demo.making import NOW, Built

TODAY = NOW.date()


@pytest.fixture
def days(ward: Built) -> dict[int, DiaryDay]:
    """The days of the diary, by how far they lie from today."""
    parts = ward.parts
    service = DiaryService(store=parts.store, clock=parts.clock, new_id=SeededIds(), seat=parts.seat)
    shown = service.fifteen(ward.made.ward_id, TODAY - timedelta(days=7))
    return {(day.day - TODAY).days: day for day in shown}


def test_each_day_that_has_gone_by_is_full_of_what_was_done(days: dict[int, DiaryDay]) -> None:
    for ago in range(-7, 0):
        assert days[ago].counts.done >= 18, ago
        assert days[ago].counts.done >= 10 * days[ago].counts.missed


def test_something_was_missed_and_something_done_late_in_the_last_week(days: dict[int, DiaryDay]) -> None:
    week = [days[ago].counts for ago in range(-6, 1)]
    assert sum(counts.missed for counts in week) == 2
    assert sum(counts.late for counts in week) >= 3


def test_each_day_to_come_has_its_standing_work_and_an_appointment(days: dict[int, DiaryDay]) -> None:
    for ahead in range(1, 7):
        kinds = Counter(item.line.task.kind for lane in days[ahead].lanes for item in lane.items)
        assert kinds[TaskKind.WARD] >= 18
        assert kinds[TaskKind.APPOINTMENT] >= 1


def test_today_shows_work_of_every_sort(ward: Built) -> None:
    parts = ward.parts
    view = TodayService(store=parts.store, clock=parts.clock, seat=parts.seat).view(ward.made.ward_id)
    assert view.overdue
    assert [line.task.waiting_on for line in view.to_chase] == ["housing", "care_home"]
    assert len(view.appointments) >= 3
    late = [line for line in view.overdue if line.task.due_on == TODAY]
    assert {line.task.title for line in late} >= {
        "Capacity assessment before discharge meeting", "Section 132 rights, second attempt",
    }  # fmt: skip
    assert any(line.task.needs_check for line in view.due_shift)


def test_esther_has_work_to_do_waiting_and_done_and_one_was_taken_over_from_her(ward: Built) -> None:
    parts = ward.parts
    mine = MyWorkService(store=parts.store, clock=parts.clock, seat=parts.seat).tasks(
        ward.made.ward_id, by=ward.made.staff_id
    )
    assert min(len(mine.to_do), len(mine.waiting), len(mine.done)) >= 2
    [taken] = mine.taken_from_me
    assert (taken.who, taken.line.task.title) == ("Jane Eyre", "Section 132 rights, second attempt")
    assert NOW - taken.at == timedelta(minutes=44)


def test_the_grid_of_repeats_tells_what_became_of_each(ward: Built) -> None:
    parts = ward.parts
    trail = AuditTrail(clock=parts.clock, new_id=SeededIds())
    service = SeriesService(store=parts.store, clock=parts.clock, new_id=SeededIds(), trail=trail, seat=parts.seat)
    grid = service.grid(ward.made.ward_id, TODAY - timedelta(days=TODAY.weekday()))
    became = {cell.became for row in grid.rows for cell in row.cells}
    assert became == set(Became) - {Became.CANCELLED, Became.LEFT_OUT}
    assert grid.missed == 2
    people = {cell.who for row in grid.rows for cell in row.cells if cell.who}
    assert len(people) >= 6


def test_tasks_are_in_every_state_and_everything_was_done_with_some(ward: Built) -> None:
    assert {task.state for task in ward.tasks} == set(TaskState)
    kinds = {event.kind for event in ward.task_events}
    never = {TaskEventKind.REOPENED, TaskEventKind.CHANGED, TaskEventKind.CORRECTED, TaskEventKind.RESTORED}
    assert kinds >= set(TaskEventKind) - never - {TaskEventKind.UNDONE, TaskEventKind.CHECKED}
    assert all(did(event, {}) for event in ward.task_events)


def test_a_date_of_the_mental_health_act_is_due_tomorrow(ward: Built) -> None:
    rules = {task.clock_rule: task.due_on for task in ward.tasks if task.clock_rule and task.due_on}
    assert rules
    assert TODAY + timedelta(days=1) in {
        task.due_on for task in ward.tasks if task.clock_rule == "mha.s2_tribunal@1"
    }  # fmt: skip


def test_what_waits_for_a_second_person_is_there(ward: Built) -> None:
    assert any(task.awaits_check for task in ward.tasks)
