"""Tasks that repeat: made each day once, changed from a day on, left out, ended; and the week's grid."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.recurrence import Missed, Repeat, weekly_on
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.task_acts import TaskRefused
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.services.diary_views import LaneKind
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.repeat_grid import Became
from tests.services.making import Desk

TODAY = date(2026, 11, 20)


def new(**changed: Any) -> NewSeries:
    usual: dict[str, Any] = {
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "shifts": ("Early", "Night"),
    }
    return NewSeries(**usual | changed)


def add(desk: Desk, **changed: Any) -> Series:
    return desk.hub.series.add(desk.ward_id, new(**changed), by=desk.by)[0]


def there(desk: Desk, series: Series) -> list[tuple[date | None, str | None, TaskState]]:
    with desk.store.reading() as work:
        tasks = work.tasks.of_series(series.id, date.min, date.max)
    return sorted((task.repeat_on, task.shift, task.state) for task in tasks)  # type: ignore[type-var]


def test_the_days_tasks_are_made_once_and_not_what_was_over_already(desk: Desk) -> None:
    series = add(desk)
    assert there(desk, series) == [(TODAY, "Night", TaskState.TO_DO)]
    assert not desk.hub.series.settle(desk.ward_id)
    desk.later(days=2)
    assert desk.hub.series.settle(desk.ward_id)
    assert not desk.hub.series.settle(desk.ward_id)
    assert len(there(desk, series)) == 5


def test_what_the_program_made_of_a_repeat_is_told_as_made_by_its_repeat(desk: Desk) -> None:
    series = add(desk)
    ahead, _ = desk.hub.series.make(series.id, date(2026, 11, 23), "Night", by=desk.joe.id)
    desk.later(days=2)
    desk.hub.series.settle(desk.ward_id)
    with desk.store.reading() as work:
        tasks = work.tasks.of_series(series.id, date(2026, 11, 21), date(2026, 11, 21))
    for task in tasks:
        (line,) = desk.hub.tasks.view(task.id).history
        assert f"{line.who} {line.did}" == "Its repeat made it (set up by Nelly Dean)"
        assert line.event.by == desk.by
    (line,) = desk.hub.tasks.view(ahead.id).history
    assert f"{line.who} {line.did}" == "Joe Heath added it", "a person made this one ahead of its day"


def test_what_was_missed_is_counted_and_no_longer_on_the_list(desk: Desk) -> None:
    add(desk)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    grid = desk.hub.series.grid(desk.ward_id, date(2026, 11, 16))
    (row,) = grid.rows
    assert [(cell.day.day, cell.shift, cell.became) for cell in row.cells] == [
        (20, "Night", Became.MISSED),
        (21, "Early", Became.MISSED),
        (21, "Night", Became.OPEN),
        (22, "Early", Became.TO_COME),
        (22, "Night", Became.TO_COME),
    ]
    assert grid.missed == 2
    day = desk.hub.diary.day(desk.ward_id, TODAY)
    assert (day.counts.missed, day.counts.open) == (1, 0)
    assert desk.hub.today.view(desk.ward_id).overdue == ()


def test_a_missed_time_stays_missed_on_its_own_day(desk: Desk) -> None:
    series = add(desk)
    ((day, _, _),) = there(desk, series)
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, date.min, date.max)
    desk.later(days=1)
    with pytest.raises(TaskRefused):
        desk.hub.tasks.move(task.id, TODAY + timedelta(days=2), by=desk.by, reason="no_time", asks=True)
    desk.hub.series.settle(desk.ward_id)
    cell = desk.hub.series.grid(desk.ward_id, date(2026, 11, 16)).rows[0].cells[0]
    assert (cell.day, cell.became) == (day, Became.MISSED)


def test_a_missed_time_stands_last_in_my_tasks_for_a_week_and_then_no_longer(desk: Desk) -> None:
    series = add(desk, shifts=("Night",), repeat=Repeat(rule=weekly_on([4]), starts_on=TODAY))
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    desk.hub.tasks.claim(task.id, by=desk.by)
    plain = desk.hub.tasks.add(desk.ward_id, NewTask(title="Ring", due=Timing(day=TODAY)), by=desk.by)[0]
    desk.hub.tasks.claim(plain.id, by=desk.by)
    desk.later(days=1)

    def mine() -> list[str]:
        return [one.line.task.id for one in desk.hub.my_work.tasks(desk.ward_id, by=desk.by).to_do]

    assert mine() == [plain.id, task.id]
    desk.later(days=6)
    assert mine() == [plain.id, task.id]
    desk.later(days=1)
    assert mine() == [plain.id], "what is late stays, what was missed a week ago is nobody's to do"
    assert desk.hub.tasks.view(task.id).line.task.claimed_by == desk.by


def test_one_that_stays_holds_back_the_next(desk: Desk) -> None:
    series = add(desk, shifts=(), missed=Missed.STAYS)
    desk.later(days=3)
    assert not desk.hub.series.settle(desk.ward_id)
    ((day, _, _),) = there(desk, series)
    assert day == TODAY
    (line,) = desk.hub.today.view(desk.ward_id).overdue
    desk.hub.tasks.complete(line.task.id, by=desk.by)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    assert [day for day, _, _ in there(desk, series)] == [TODAY, date(2026, 11, 24)]


def test_the_diary_shows_what_is_to_come_before_it_is_a_task(desk: Desk) -> None:
    series = add(desk, shifts=("Early",), repeat=Repeat(rule=weekly_on([0]), starts_on=TODAY))
    days = desk.hub.diary.week(desk.ward_id, TODAY)
    ((item,),) = (day.lane(LaneKind.WARD, "Early").items for day in days if day.lane(LaneKind.WARD, "Early").items)
    assert (item.made, item.line.task.repeat_id, item.line.task.due_on) == (False, series.id, date(2026, 11, 23))
    task, _ = desk.hub.series.make(series.id, date(2026, 11, 23), "Early", by=desk.by)
    assert task.id == item.line.task.id
    moved, _ = desk.hub.series.change_this_one(series.id, date(2026, 11, 23), "Early", title="Both fridges", by=desk.by)
    assert moved.title == "Both fridges"
    desk.hub.tasks.move(task.id, date(2026, 11, 25), by=desk.by)
    shown = [item for day in desk.hub.diary.fifteen(desk.ward_id, TODAY) for lane in day.lanes for item in lane.items]
    assert [(item.line.task.due_on, item.made) for item in shown] == [
        (date(2026, 11, 25), True),
        (date(2026, 11, 30), False),
    ]
    with pytest.raises(InvalidAnswer):
        desk.hub.series.make(series.id, date(2026, 11, 24), "Early", by=desk.by)


def test_a_change_from_now_on_leaves_what_was_done_and_what_somebody_has(desk: Desk) -> None:
    series = add(desk)
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    following, _ = desk.hub.series.change_from_now_on(
        series.id, date(2026, 11, 21), new(shifts=("Late",)), by=desk.by, version=series.version
    )
    assert following.follows == series.id
    states = {(day, shift): state for day, shift, state in there(desk, series)}
    assert states[date(2026, 11, 21), "Night"] is TaskState.CANCELLED
    assert states[TODAY, "Night"] is TaskState.TO_DO
    assert task.id
    assert there(desk, following) == [(date(2026, 11, 21), "Late", TaskState.TO_DO)]
    assert [one.id for one in desk.hub.series.of_ward(desk.ward_id)] == [following.id]


def test_a_day_is_left_out_and_a_repeat_ends(desk: Desk) -> None:
    series = add(desk, shifts=("Night",))
    desk.hub.series.leave_out(series.id, TODAY, by=desk.by)
    desk.hub.series.leave_out(series.id, date(2026, 11, 22), by=desk.by)
    assert there(desk, series) == [(TODAY, "Night", TaskState.CANCELLED)]
    desk.later(days=3)
    desk.hub.series.settle(desk.ward_id)
    assert [day for day, _, _ in there(desk, series)] == [TODAY, date(2026, 11, 21), date(2026, 11, 23)]
    desk.hub.series.end(series.id, by=desk.by)
    desk.later(days=3)
    assert not desk.hub.series.settle(desk.ward_id)
    assert there(desk, series)[-1] == (date(2026, 11, 23), "Night", TaskState.CANCELLED)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("starts_on", {"repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY - timedelta(days=1))}),
        ("shifts", {"shifts": ("Twilight",)}),
        ("title", {"title": ""}),
        ("at", {"shifts": ("Early",), "at": time(22)}),
        ("at", {"shifts": ("Early", "Night"), "at": time(12)}),
        ("patient_id", {"patient_id": "x"}),
    ],
)
def test_a_repeat_that_cannot_be_is_refused_by_its_field(desk: Desk, field: str, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        add(desk, **asked)
    assert caught.value.field == field


def test_a_task_of_the_early_shift_may_be_ticked_for_the_morning_when_it_was_made_in_the_afternoon(desk: Desk) -> None:
    series = add(desk, shifts=("Early",), missed=Missed.PILES_UP)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    with desk.store.reading() as work:
        task = work.tasks.of_series(series.id, date(2026, 11, 21), date(2026, 11, 21))[0]
    at = datetime.fromisoformat("2026-11-21T10:30:00+00:00")
    desk.hub.tasks.complete(task.id, at=at, by=desk.by)
    assert not desk.hub.diary.day(desk.ward_id, date(2026, 11, 21)).counts.late
