"""What is asked so that the ward can count it: why a task that filing ticked was late, and why it needs no check."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.task_reasons import RECORDED_LATE
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.task_change import TaskChangeDialog
from tests.contracts.making import a_task, save
from tests.gui.made_up import ESTHER, NOW, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.task_desk.test_asked_acts import ends, press
from tests.gui.ward import TODAY, a_busy_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_filed_one(counters: Counters) -> Counter:
    """A late task that filing its note ticked a moment ago; nobody has said why it was late."""
    store = a_busy_ward()
    done = {"state": TaskState.DONE, "done_by": ESTHER.id, "done_at": NOW, "reason": RECORDED_LATE}
    save(store, a_task(WARD, ESTHER, id="refer", title="Refer", due_on=TODAY - timedelta(days=1), **done))
    return counters(store)


def test_the_reason_is_asked_by_number_and_can_be_undone(counters: Counters) -> None:
    at = a_filed_one(counters)
    at.tasks.filed_late((at.task("refer"),))
    at.desk.settle()
    at.dialog("Why was this done late?")
    press("2", Qt.Key.Key_Return)
    ends(at)
    assert (at.task("refer").reason, at.said()) == ("staffing", "Reason kept: Refer")
    at.tasks.undo()
    at.desk.settle()
    assert at.task("refer").reason == RECORDED_LATE


def test_whoever_does_not_say_why_leaves_it_as_only_ticked_late(counters: Counters) -> None:
    at = a_filed_one(counters)
    at.tasks.filed_late((at.task("refer"),))
    at.desk.settle()
    at.dialog("Why was this done late?")
    press(Qt.Key.Key_Escape)
    ends(at)
    assert (at.task("refer").state, at.task("refer").reason) == (TaskState.DONE, RECORDED_LATE)


def test_another_question_on_the_screen_is_not_covered(counters: Counters) -> None:
    at = a_filed_one(counters)
    at.want(TaskWish.CANCEL, "now")
    asked = at.dialog("Why will this not be done?")
    at.tasks.filed_late((at.task("refer"),))
    at.desk.settle()
    assert at.dialog("Why will this not be done?") is asked
    press(Qt.Key.Key_Escape)
    ends(at)


def test_of_two_late_ones_each_is_asked(counters: Counters) -> None:
    at = a_filed_one(counters)
    save(at.store, replace(at.task("refer"), id="again", title="Refer again"))
    at.tasks.filed_late((at.task("refer"), at.task("again")))
    at.desk.settle()
    at.dialog("Why was this done late?")
    press("1", Qt.Key.Key_Return)
    at.wait(lambda: at.task("refer").reason == "incident")
    at.desk.settle()
    at.dialog("Why was this done late?")
    press("2", Qt.Key.Key_Return)
    ends(at)
    assert at.task("again").reason == "staffing"


def test_the_second_check_is_taken_off_only_with_a_reason(counters: Counters) -> None:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="two", title="Count the keys", due_on=TODAY, needs_check=True))
    at = counters(store)
    at.want(TaskWish.CHANGE, "two")
    dialog = at.dialog("Change this task")
    assert isinstance(dialog, TaskChangeDialog)
    assert not dialog.why.isVisible()
    dialog.check.click()
    assert dialog.why.isVisible()
    press(Qt.Key.Key_Return, control=True)
    assert dialog.why.error() == "Choose why nobody is to confirm it."
    dialog.why.set_value("nobody_there")
    press(Qt.Key.Key_Return, control=True)
    ends(at)
    assert not at.task("two").needs_check
    assert at.history("two")[-1].detail == "second check taken off (there was no second person on the ward)"
