"""Today, the diary, My tasks and the command line say of the same tasks that they are overdue, and of the same that
they are to be chased."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from inpatient_hub.cli.task_lines import standing
from inpatient_hub.domain.tasks import Standing, Task, TaskKind, TaskState
from inpatient_hub.gui.pages.diary.filtering import Stand, count_of, stands_so
from inpatient_hub.gui.pages.my_tasks.view import MyTasksView
from tests.services.making import FRIDAY, Desk

TODAY = FRIDAY.date()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE: tuple[tuple[date | None, datetime | None], ...] = (
    (None, None),
    (TODAY - DAY, None),
    (TODAY, None),
    (TODAY + DAY, None),
    (TODAY - 2 * DAY, FRIDAY - 2 * DAY),
    (TODAY, FRIDAY - HOUR),
    (TODAY, FRIDAY + HOUR),
)
CHASED = (None, TODAY - DAY, TODAY, TODAY + DAY)
STATES = (TaskState.TO_DO, TaskState.CLAIMED, TaskState.WAITING)
LAPSES = (None, FRIDAY - 2 * HOUR, FRIDAY + 2 * HOUR)


@pytest.fixture
def desk() -> Desk:
    """A ward at four in the afternoon."""
    return Desk()


def all_kinds(desk: Desk) -> list[Task]:
    """A task of each way to stand."""
    made = []
    for number, (state, due, chase, lapses) in enumerate(product(STATES, DUE, CHASED, LAPSES)):
        if (state is TaskState.WAITING and chase is None) or (lapses is not None and due[1] is None):
            continue  # what waits has a day to chase, and what lapses a time
        made.append(
            Task(
                id=f"{number:032x}",
                ward_id=desk.ward_id,
                kind=TaskKind.PATIENT,
                patient_id=desk.patient.id,
                title=f"Task {number}",
                state=state,
                waiting_on="housing" if state is TaskState.WAITING else None,
                claimed_by=None if state is TaskState.TO_DO else desk.by,
                claimed_at=None if state is TaskState.TO_DO else FRIDAY - 3 * DAY,
                due_on=due[0],
                due_at=due[1],
                chase_on=chase,
                lapses_at=lapses,
                created_by=desk.by,
                created_at=FRIDAY - 3 * DAY,
            )
        )
    with desk.store.writing() as work:
        for task in made:
            work.tasks.add(task)
    return made


def test_every_screen_and_the_command_line_say_overdue_of_the_same_tasks(desk: Desk) -> None:
    tasks, at = all_kinds(desk), desk.clock.local(FRIDAY)
    overdue = {one.id for one in tasks if one.standing(TODAY, at) is Standing.OVERDUE}
    assert 5 < len(overdue) < len(tasks) / 2
    today = desk.hub.today.view(desk.ward_id)
    assert {line.task.id for line in today.overdue} == overdue
    week = desk.hub.diary.week(desk.ward_id, TODAY - 4 * DAY)
    items = [item for day in week for lane in day.lanes for item in lane.items]
    assert {item.line.task.id for item in items if stands_so(item, Stand.OVERDUE)} == overdue
    assert count_of(week, Stand.OVERDUE) == len(overdue)
    found = desk.hub.tasks.find(desk.ward_id, "task", limit=500)
    assert {line.task.id for line in found if standing(line, at) == "late"} == overdue
    mine = MyTasksView(work=desk.hub.my_work.tasks(desk.ward_id, by=desk.by), at=at)
    assert mine.overdue == len({one.id for one in tasks if one.claimed_by == desk.by} & overdue)


def test_what_waits_past_its_day_to_chase_is_to_be_chased_everywhere_and_overdue_nowhere(desk: Desk) -> None:
    tasks, at = all_kinds(desk), desk.clock.local(FRIDAY)
    chased = {one.id for one in tasks if one.standing(TODAY, at) is Standing.TO_CHASE}
    assert {one.state for one in tasks if one.id in chased} == set(STATES)
    today = desk.hub.today.view(desk.ward_id)
    missed = {one.id for one in tasks if one.is_missed(at)}
    assert {line.task.id for line in today.to_chase} - missed == chased
    week = desk.hub.diary.week(desk.ward_id, TODAY - 4 * DAY)
    items = [item for day in week for lane in day.lanes for item in lane.items]
    due = {one.id for one in tasks if one.due_on is not None and one.due_on <= TODAY + 2 * DAY}
    assert {item.line.task.id for item in items if stands_so(item, Stand.TO_CHASE)} == chased & due
    found = desk.hub.tasks.find(desk.ward_id, "task", limit=500)
    assert {line.task.id for line in found if standing(line, at) == "to_chase"} == chased
    mine = MyTasksView(work=desk.hub.my_work.tasks(desk.ward_id, by=desk.by), at=at)
    assert mine.to_chase == len({one.id for one in tasks if one.claimed_by == desk.by} & chased)
