"""What is pressed twice in a hurry is done once, and what somebody else has is finished only when asked."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.desk.wishes import TaskWish
from tests.contracts.making import a_task, save
from tests.fakes.steady import SteadyClock
from tests.gui.desk import click
from tests.gui.made_up import ESTHER, JANE, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.ward import TODAY, a_busy_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_second(counters: Counters) -> Counter:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="next", title="Weigh", due_on=TODAY))
    return counters(store)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def test_a_key_pressed_twice_does_not_finish_the_task_that_slid_under_it(
    counters: Counters, steady: SteadyClock
) -> None:
    at = a_second(counters)
    at.want(TaskWish.DONE, "now")
    QTest.keyClick(at.page, Qt.Key.Key_D)
    at.want(TaskWish.DONE, "next")
    assert (at.task("now").state, at.task("next").state) == (TaskState.DONE, TaskState.TO_DO)
    assert at.said() == "Done: Invite the care coordinator, bed 4"
    steady.seconds += 2
    QTest.keyClick(at.page, Qt.Key.Key_D)
    at.want(TaskWish.DONE, "next")
    assert at.task("next").state is TaskState.TO_DO
    assert at.said() == "Nothing was done with the next one: Weigh. Choose it first."
    steady.seconds += 1
    QTest.keyClick(at.page, Qt.Key.Key_D)
    at.want(TaskWish.DONE, "next")
    assert at.task("next").state is TaskState.DONE


def test_the_way_back_of_the_first_stays_beside_what_was_held_back_and_beside_the_second(
    counters: Counters, steady: SteadyClock
) -> None:
    at = a_second(counters)
    at.want(TaskWish.DONE, "now")
    steady.seconds += 1
    QTest.keyClick(at.page, Qt.Key.Key_D)
    at.want(TaskWish.DONE, "next")
    first, held = at.toasts()
    assert (first.undo.isVisible(), held.undo.isVisible()) == (True, False)
    QTest.keyClick(at.page, Qt.Key.Key_Down)
    at.want(TaskWish.DONE, "next")
    assert [one.accessibleName() for one in at.toasts()] == ["Done: Invite the care coordinator, bed 4", "Done: Weigh"]
    first = at.toasts()[0]
    assert not first.geometry().intersects(at.toasts()[1].geometry())
    click(first.undo)
    at.desk.settle()
    assert (at.task("now").state, at.task("next").state) == (TaskState.CLAIMED, TaskState.DONE)


def test_whoever_moves_the_selection_first_need_not_wait(counters: Counters, steady: SteadyClock) -> None:
    at = a_second(counters)
    at.want(TaskWish.DONE, "now")
    QTest.keyClick(at.page, Qt.Key.Key_Down)
    QTest.keyClick(at.page, Qt.Key.Key_D)
    at.want(TaskWish.DONE, "next")
    assert (at.task("next").state, steady.seconds) == (TaskState.DONE, 1000)


def test_a_second_c_does_not_give_the_next_task_back(counters: Counters, steady: SteadyClock) -> None:
    at = a_second(counters)
    at.want(TaskWish.CLAIM, "next")
    steady.seconds += 3
    QTest.keyClick(at.page, Qt.Key.Key_Down)
    at.want(TaskWish.CLAIM, "now")
    assert at.said() == "Unclaimed: Invite the care coordinator"
    steady.seconds += 1
    QTest.keyClick(at.page, Qt.Key.Key_C)
    at.want(TaskWish.CLAIM, "next")
    assert (at.task("now").claimed_by, at.task("next").claimed_by) == (None, ESTHER.id)


def test_a_mouse_that_goes_to_another_row_may_be_as_quick_as_it_likes(counters: Counters, steady: SteadyClock) -> None:
    at = a_second(counters)
    QCursor.setPos(QPoint(100, 100))
    at.want(TaskWish.DONE, "now")
    click(at.page)
    at.want(TaskWish.DONE, "next")
    assert at.task("next").state is TaskState.TO_DO, "the second press at one place is the first one's"
    QCursor.setPos(QPoint(100, 300))
    click(at.page)
    at.want(TaskWish.DONE, "next")
    assert (at.task("next").state, steady.seconds) == (TaskState.DONE, 1000)


def test_a_second_wish_while_the_first_is_under_way_is_no_error(counters: Counters) -> None:
    at = counters()
    seen = at.task("now")
    at.page.task_act_wanted.emit(seen, TaskWish.DONE)
    at.page.task_act_wanted.emit(seen, TaskWish.DONE)
    at.desk.settle()
    at.want(TaskWish.DONE, seen)
    assert (at.task("now").state, at.desk.failures) == (TaskState.DONE, [])
    assert [event.kind.value for event in at.history("now")].count("done") == 1


def test_what_somebody_else_has_is_marked_done_only_when_asked(counters: Counters) -> None:
    at = counters(person=JANE)
    at.want(TaskWish.DONE, "now")
    dialog = at.dialog("Esther Summerson has this. Mark it done?")
    assert "Esther Summerson claimed it" in dialog.accessibleDescription()
    press(Qt.Key.Key_Escape)
    at.wait(at.no_dialog)
    assert at.task("now").state is TaskState.CLAIMED
    at.want(TaskWish.DONE, "now")
    at.dialog("Esther Summerson has this. Mark it done?")
    press(Qt.Key.Key_Return)
    at.wait(at.no_dialog)
    at.desk.settle()
    assert (at.task("now").state, at.task("now").done_by) == (TaskState.DONE, JANE.id)


def test_taking_what_somebody_else_has_off_the_list_says_whose_it_is(counters: Counters) -> None:
    at = counters(person=JANE)
    at.want(TaskWish.CANCEL, "now")
    assert "Esther Summerson has this." in at.dialog("Why will this not be done?").accessibleDescription()
