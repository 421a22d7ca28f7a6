"""`Change` on a time of a repeat asks whether this one is meant or all from now on, and is taken back as one."""

import pytest

from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.task_change import FROM_NOW_ON, THIS_ONE, TaskChangeDialog
from inpatient_hub.services.new_series import NewSeries
from tests.gui.made_up import ESTHER, JANE, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.ward import TODAY, a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FRIDGE, BOTH = "Fridge temperatures", "Both fridges"


def a_daily_check(at: Counter) -> Task:
    """Today's time of a check that comes every day."""
    new = NewSeries(title=FRIDGE, repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY))
    series, _ = at.desk.context.hub.series.add(WARD.id, new, by=ESTHER.id)
    with at.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    return task


def asked(at: Counter, task: Task) -> TaskChangeDialog:
    at.want(TaskWish.CHANGE, task)
    dialog = at.dialog("Change this task")
    assert isinstance(dialog, TaskChangeDialog)
    return dialog


def save(at: Counter, dialog: TaskChangeDialog, times: str) -> None:
    assert dialog.times is not None
    dialog.times.set_chosen((times,))
    dialog.title.set_value(BOTH)
    dialog.verb_button.click()
    at.desk.settle()
    at.wait(at.no_dialog)


def titles(at: Counter) -> list[str]:
    """What the check is called today and on the two days after."""
    grid = at.desk.context.hub.series.grid(WARD.id, TODAY)
    cells = [cell for row in grid.rows for cell in row.cells if cell.task is not None]
    return [cell.task.title for cell in sorted(cells, key=lambda one: one.day) if cell.task][:3]


def test_this_one_is_meant_until_something_else_is_chosen(counters: Counters) -> None:
    at = counters(a_ward())
    dialog = asked(at, a_daily_check(at))
    assert dialog.times is not None
    assert dialog.times.chosen() == (THIS_ONE,)
    save(at, dialog, THIS_ONE)
    assert titles(at) == [BOTH, FRIDGE, FRIDGE]


def test_from_now_on_changes_this_one_and_the_repeat_after_it_and_one_undo_takes_both_back(counters: Counters) -> None:
    at = counters(a_ward())
    save(at, asked(at, a_daily_check(at)), FROM_NOW_ON)
    assert titles(at) == [BOTH, BOTH, BOTH]
    assert at.said() == f"Changed, and from Sat 21 Nov on: {FRIDGE}"
    at.tasks.undo()
    at.desk.settle()
    assert titles(at) == [FRIDGE, FRIDGE, FRIDGE]


def test_a_time_that_somebody_has_is_changed_from_now_on_and_stays_theirs(counters: Counters) -> None:
    at = counters(a_ward())
    task = a_daily_check(at)
    at.desk.context.hub.tasks.claim(task.id, by=ESTHER.id)
    save(at, asked(at, at.task(task.id)), FROM_NOW_ON)
    assert (titles(at), at.task(task.id).claimed_by) == ([BOTH, BOTH, BOTH], ESTHER.id)


def test_a_task_seen_as_it_was_leaves_the_repeat_as_it_is(counters: Counters) -> None:
    at = counters(a_ward())
    task = a_daily_check(at)
    dialog = asked(at, task)
    at.desk.context.hub.tasks.complete(task.id, by=JANE.id)
    assert dialog.times is not None
    dialog.times.set_chosen((FROM_NOW_ON,))
    dialog.title.set_value(BOTH)
    dialog.verb_button.click()
    at.desk.settle()
    assert dialog.isVisible()
    assert titles(at) == [FRIDGE, FRIDGE, FRIDGE]
    dialog.reject()


def test_a_task_that_does_not_come_again_is_not_asked_of(counters: Counters) -> None:
    at = counters()
    dialog = asked(at, at.task("now"))
    assert dialog.times is None
    dialog.reject()


def test_the_last_time_of_a_repeat_is_not_asked_of(counters: Counters) -> None:
    at = counters(a_ward())
    task = a_daily_check(at)
    at.desk.context.hub.series.end(task.repeat_id or "", by=ESTHER.id, last=TODAY)
    dialog = asked(at, task)
    assert dialog.times is None
    dialog.reject()
