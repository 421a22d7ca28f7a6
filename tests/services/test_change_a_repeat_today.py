"""A repeat is changed from today on when today's time of it is to do, claimed, waiting, done, moved or cancelled:
nothing is on the list twice, nothing is lost, nothing goes to somebody else, and Ctrl+Z puts all of it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import NOT_IN_ERROR, OPEN, Task, TaskEventKind, TaskState
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.repeat_grid import Became
from inpatient_hub.services.series_undo import SeriesActed
from tests.services.making import Desk

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
TOMORROW = TODAY + timedelta(days=1)


def new(**changed: Any) -> NewSeries:
    usual: dict[str, Any] = {
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "shifts": ("Night",),
    }
    return NewSeries(**usual | changed)


def waiting(desk: Desk, task_id: str) -> None:
    how = HandBack(
        progress=Progress.WAITING, waiting_on="family", next_action=NextAction.CHASE, chase_on=TOMORROW, keep=True
    )
    desk.hub.tasks.claim(task_id, by=desk.joe.id)
    desk.hub.tasks.hand_back(task_id, how, by=desk.joe.id)


PART = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON)


def part_done(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.hand_back(task_id, PART, by=desk.joe.id)


def claimed(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.claim(task_id, by=desk.joe.id)


def done(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.complete(task_id, by=desk.joe.id)


def moved(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.move(task_id, TOMORROW + timedelta(days=1), by=desk.joe.id)


def cancelled(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.cancel(task_id, "equipment", by=desk.joe.id)


def changed_once(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.change(task_id, title="Both fridges", by=desk.joe.id)


def untouched(desk: Desk, task_id: str) -> None:
    """Nobody does anything with it."""


def claimed_and_given_back(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.claim(task_id, by=desk.joe.id)
    desk.hub.tasks.release(task_id, by=desk.joe.id)


Before = Callable[[Desk, str], None]
KEPT: list[Before] = [claimed, waiting, part_done, done, moved, cancelled, changed_once]
LET_GO: list[Before] = [untouched, claimed_and_given_back]
CHANGES: dict[str, dict[str, Any]] = {
    "title": {"title": "Fridge and freezer"},
    "missed": {"missed": Missed.STAYS},
    "piles": {"missed": Missed.PILES_UP},
    "shift": {"shifts": ("Late",)},
    "no shift": {"shifts": ()},
}


def scene(desk: Desk, before: Before, **asked: Any) -> tuple[Series, str]:
    series = desk.hub.series.add(desk.ward_id, new(**asked), by=desk.by)[0]
    (task,) = all_of(desk)
    before(desk, task.id)
    return series, task.id


def all_of(desk: Desk) -> list[Task]:
    with desk.store.reading() as work:
        return [one for one in work.tasks.repeats(desk.ward_id, date.min, date.max) if one.state in NOT_IN_ERROR]


def change(desk: Desk, series: Series, **asked: Any) -> tuple[Series, SeriesActed]:
    now = desk.hub.series.get(series.id)
    return desk.hub.series.change_from_now_on(series.id, TODAY, new(**asked), by=desk.by, version=now.version)


def of_today(desk: Desk) -> list[Task]:
    """What there is, or was, to do for today by any rule of the repeat."""
    let_go = "repeat_changed"
    return [one for one in all_of(desk) if one.repeat_on == TODAY and one.reason != let_go]


def shown(desk: Desk) -> list[str]:
    """What the fifteen days of the diary show for today's time of the repeat, made or to come."""
    days = desk.hub.diary.fifteen(desk.ward_id, TODAY)
    items = [item for day in days for lane in day.lanes for item in lane.items if item.line.task.repeat_on == TODAY]
    return [item.line.task.id for item in items if item.line.task.reason != "repeat_changed"]


def in_grid(desk: Desk) -> list[Became]:
    grid = desk.hub.series.grid(desk.ward_id, MONDAY)
    cells = [cell for row in grid.rows for cell in row.cells if cell.day == TODAY]
    return [cell.became for cell in cells if cell.task is None or cell.task.reason != "repeat_changed"]


@pytest.mark.parametrize("asked", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("before", KEPT)
def test_what_somebody_did_with_todays_stays_and_is_not_there_twice(
    desk: Desk, before: Before, asked: dict[str, Any]
) -> None:
    series, task_id = scene(desk, before)
    with desk.store.reading() as work:
        was = work.tasks.get(task_id)
    following, _ = change(desk, series, **asked)
    desk.hub.series.settle(desk.ward_id)
    expected = [task_id]
    if before is cancelled and asked.get("shifts") is not None:
        expected = [one.id for one in of_today(desk)]  # it was to be done at another time from now on: that is made
        assert task_id in expected
        assert len(expected) == 2
    assert [one.id for one in of_today(desk)] == expected
    with desk.store.reading() as work:
        assert work.tasks.get(task_id) == was
    assert sorted(shown(desk)) == sorted(expected)
    assert len(in_grid(desk)) == len(expected)
    assert following.follows == series.id


@pytest.mark.parametrize("asked", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("before", LET_GO)
def test_what_nobody_has_follows_the_change_once(desk: Desk, before: Before, asked: dict[str, Any]) -> None:
    series, task_id = scene(desk, before)
    following, _ = change(desk, series, **asked)
    desk.hub.series.settle(desk.ward_id)
    (one,) = of_today(desk)
    assert (one.repeat_id, one.state, one.claimed_by) == (following.id, TaskState.TO_DO, None)
    assert shown(desk) == [one.id]
    assert in_grid(desk) == [Became.OPEN]
    assert desk.hub.tasks.history(task_id)[-1].kind is TaskEventKind.CANCELLED


@pytest.mark.parametrize("asked", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("before", [*KEPT, *LET_GO])
def test_undoing_the_change_puts_all_of_it_back_and_keeps_the_history(
    desk: Desk, before: Before, asked: dict[str, Any]
) -> None:
    series, task_id = scene(desk, before)
    with desk.store.reading() as work:
        was = work.tasks.get(task_id)
    told = len(desk.hub.tasks.history(task_id))
    following, acted = change(desk, series, **asked)
    desk.hub.series.undo(acted, by=desk.by)
    desk.hub.series.settle(desk.ward_id)
    with desk.store.reading() as work:
        now = work.tasks.get(task_id)
    assert replace(now, version=was.version) == was
    assert [one.id for one in all_of(desk)] == [task_id]
    assert [one.id for one in desk.hub.series.of_ward(desk.ward_id)] == [series.id]
    assert len(desk.hub.tasks.history(task_id)) == told + (2 if before in LET_GO else 0)
    with desk.store.reading() as work:
        made = work.tasks.of_series(following.id, date.min, date.max)
    assert all(one.state is TaskState.IN_ERROR for one in made)


@pytest.mark.parametrize("missed", list(Missed))
def test_a_second_change_on_the_same_day_still_knows_what_was_claimed_under_the_first(
    desk: Desk, missed: Missed
) -> None:
    series, task_id = scene(desk, claimed)
    second, _ = change(desk, series, title="Fridge and freezer")
    change(desk, second, title="All fridges", missed=missed)
    desk.hub.series.settle(desk.ward_id)
    assert [one.id for one in of_today(desk)] == [task_id]
    assert shown(desk) == [task_id]


def test_what_somebody_claimed_under_the_new_rule_stays_theirs_when_the_change_is_undone(desk: Desk) -> None:
    series, _ = scene(desk, untouched)
    _, acted = change(desk, series, title="Fridge and freezer")
    (new_one,) = of_today(desk)
    desk.hub.tasks.claim(new_one.id, by=desk.joe.id)
    desk.hub.series.undo(acted, by=desk.by)
    desk.hub.series.settle(desk.ward_id)
    (left,) = of_today(desk)
    assert (left.id, left.claimed_by) == (new_one.id, desk.joe.id)
    assert shown(desk) == [new_one.id]
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    assert [(one.repeat_id, one.repeat_on) for one in all_of(desk) if one.repeat_on == TOMORROW] == [
        (series.id, TOMORROW)
    ]


def test_one_that_stays_and_is_claimed_since_days_holds_back_the_new_rule_until_it_is_done(desk: Desk) -> None:
    series, task_id = scene(desk, claimed, missed=Missed.STAYS, shifts=())
    desk.later(days=2)
    desk.hub.series.settle(desk.ward_id)
    day = TODAY + timedelta(days=2)
    asked = new(
        title="Fridge and freezer", missed=Missed.STAYS, shifts=(), repeat=Repeat(rule="FREQ=DAILY", starts_on=day)
    )
    following, _ = desk.hub.series.change_from_now_on(series.id, day, asked, by=desk.by)
    desk.hub.series.settle(desk.ward_id)
    assert [one.id for one in all_of(desk) if one.state in OPEN] == [task_id]
    desk.hub.tasks.complete(task_id, by=desk.joe.id)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    assert [(one.repeat_id, one.title) for one in all_of(desk) if one.state in OPEN] == [
        (following.id, "Fridge and freezer")
    ]


def test_another_shift_added_from_now_on_is_made_beside_what_was_done_today(desk: Desk) -> None:
    series, _ = scene(desk, done)
    change(desk, series, shifts=("Late", "Night"))
    assert {(one.shift, one.state) for one in of_today(desk)} == {("Night", TaskState.DONE), ("Late", TaskState.TO_DO)}
    assert len(shown(desk)) == 2
