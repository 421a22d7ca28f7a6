"""What has to be asked is asked with keys alone, done as it was answered, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from inpatient_hub.domain.tasks import DayPart, TaskKind, TaskState, Team
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.dialogs.task_done import TaskDoneDialog
from inpatient_hub.gui.dialogs.task_hand_back import HandBackDialog
from inpatient_hub.gui.dialogs.task_move import TaskMoveDialog
from inpatient_hub.gui.dialogs.task_wait import TaskWaitDialog
from tests.contracts.making import a_task, save
from tests.gui.made_up import ESTHER, JANE, NOW, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.ward import TODAY, a_busy_ward, ago

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def press(*keys: Qt.Key | str, control: bool = False) -> None:
    """Presses keys where the keyboard is."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        focused = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key, held)


def ends(at: Counter) -> None:
    at.desk.settle()
    at.wait(at.no_dialog)


def test_done_late_asks_why_by_number(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.DONE, "late")
    at.dialog("Why was this done late?")
    assert at.task("late").state is TaskState.TO_DO
    press("2", Qt.Key.Key_Return)
    ends(at)
    assert (at.task("late").state, at.task("late").reason) == (TaskState.DONE, "staffing")
    at.tasks.undo()
    at.desk.settle()
    assert (at.task("late").state, at.task("late").reason) == (TaskState.TO_DO, None)


def test_it_may_be_done_earlier_and_not_in_the_future(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.DONE_AT, "now")
    dialog = at.dialog("When was this done?")
    assert isinstance(dialog, TaskDoneDialog)
    assert dialog.at.line.hasFocus()
    press(Qt.Key.Key_A, control=True)
    press("2359", Qt.Key.Key_Return)
    at.desk.settle()
    assert dialog.at.error() == "The time it was done lies in the future. Give a time up to now."
    earlier = at.desk.context.hub.clock.local(NOW) - timedelta(minutes=1)
    dialog.at.line.setFocus()
    press(Qt.Key.Key_A, control=True)
    press(f"{earlier:%H%M}", Qt.Key.Key_Return)
    ends(at)
    assert at.task("now").done_at == (NOW - timedelta(minutes=1)).replace(second=0, microsecond=0)


def test_a_second_person_is_asked_for_and_confirms(counters: Counters) -> None:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="two", title="Count the keys", due_on=TODAY, needs_check=True))
    at = counters(store)
    at.want(TaskWish.DONE, "two")
    assert at.said() == "Done: Count the keys. A second person has to confirm it"
    at.want(TaskWish.CHECK, "two")
    assert at.desk.failures.pop().message == "You did it yourself."
    at.sit_down(JANE)
    at.want(TaskWish.CHECK, "two")
    assert (at.task("two").checked_by, at.said()) == (JANE.id, "Confirmed: Count the keys")
    at.tasks.undo()
    at.desk.settle()
    assert at.task("two").checked_by is None


def test_what_somebody_else_has_is_taken_over_by_name(counters: Counters) -> None:
    at = counters(person=JANE)
    at.want(TaskWish.CLAIM, "now")
    dialog = at.dialog("Take this over from Esther Summerson?")
    assert "is told that you took it over" in dialog.accessibleDescription()
    press(Qt.Key.Key_Return)
    ends(at)
    assert at.task("now").claimed_by == JANE.id
    at.tasks.undo()
    at.desk.settle()
    assert at.task("now").claimed_by == ESTHER.id


def test_whoever_is_second_to_claim_is_offered_to_take_it_over(counters: Counters) -> None:
    at = counters()
    seen = at.task("late")
    at.desk.context.hub.tasks.claim("late", by=JANE.id)
    at.want(TaskWish.CLAIM, seen)
    at.dialog("Take this over from Jane Eyre?")
    press(Qt.Key.Key_Escape)
    at.wait(at.no_dialog)
    assert at.task("late").claimed_by == JANE.id


def test_it_waits_for_one_of_the_usual_or_for_another(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.WAIT, "now")
    at.dialog("What does this wait on?")
    press("3", Qt.Key.Key_Return)
    ends(at)
    now = at.task("now")
    monday = TODAY + timedelta(days=3)  # an office is not reached on a Saturday
    assert (now.state, now.waiting_on, now.chase_on) == (TaskState.WAITING, "housing", monday)
    assert (now.claimed_by, at.said()) == (
        ESTHER.id,
        "Waiting on housing, chase Mon 23 Nov: Invite the care coordinator",
    )
    at.want(TaskWish.WAIT, "now")
    dialog = at.dialog("What does this wait on?")
    assert isinstance(dialog, TaskWaitDialog)
    press("8")
    assert not dialog.verb_button.isEnabled()
    dialog.another.set_value("police")
    dialog.chase.line.setFocus()
    press(Qt.Key.Key_A, control=True)
    press("27 nov", Qt.Key.Key_Return)
    ends(at)
    assert (at.task("now").waiting_on, at.task("now").chase_on) == ("police", TODAY + timedelta(days=7))
    at.tasks.undo()
    at.tasks.undo()
    at.desk.settle()
    assert (at.task("now").state, at.task("now").waiting_on) == (TaskState.CLAIMED, None)


def test_a_wait_is_ended_with_its_first_answer(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.WAIT, "now")
    at.dialog("What does this wait on?")
    press("3", Qt.Key.Key_Return)
    ends(at)
    at.want(TaskWish.WAIT, "now")
    dialog = at.dialog("What does this wait on?")
    assert isinstance(dialog, TaskWaitDialog)
    press("1")
    assert not dialog.chase.isVisible()
    press(Qt.Key.Key_Return)
    ends(at)
    now = at.task("now")
    assert (now.state, now.claimed_by, now.waiting_on, now.chase_on) == (TaskState.CLAIMED, ESTHER.id, None, None)
    assert at.said() == "No longer waiting: Invite the care coordinator"
    at.tasks.undo()
    at.desk.settle()
    assert (at.task("now").state, at.task("now").waiting_on) == (TaskState.WAITING, "housing")


def test_a_hand_back_says_its_sentence_before_it_is_kept(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.HAND_BACK, "now")
    dialog = at.dialog("How far has this come?")
    assert isinstance(dialog, HandBackDialog)
    press("3")
    assert not dialog.verb_button.isEnabled()
    press("housing", Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc closes the list that typing opened, not the dialog"
    assert dialog.sentence.text() == "Waiting on housing. Next: chase it on 21 Nov 2026."
    press(Qt.Key.Key_Return, control=True)
    at.desk.settle()
    now = at.task("now")
    assert (now.state, now.claimed_by, now.waiting_on) == (TaskState.WAITING, None, "housing")


@pytest.mark.parametrize("wish", [TaskWish.HAND_BACK, TaskWish.WAIT])
def test_to_put_off_what_somebody_else_has_names_them_and_takes_it_off_nobody(
    counters: Counters, wish: TaskWish
) -> None:
    at = counters()
    tasks = at.desk.context.hub.tasks
    tasks.take_over(at.task("now").id, seen=ESTHER.id, by=JANE.id)
    at.want(wish, "now")
    dialog = at.dialog("How far has this come?" if wish is TaskWish.HAND_BACK else "What does this wait on?")
    assert any(f"{JANE.name} has this" in label.text() for label in dialog.findChildren(QLabel))
    press("3")
    if wish is TaskWish.HAND_BACK:
        press("housing", Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return, control=True)
    at.desk.settle()
    assert (at.task("now").state, at.task("now").claimed_by) == (TaskState.WAITING, JANE.id)


def test_what_will_not_be_done_says_why_and_comes_back(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CANCEL, "now")
    at.dialog("Why will this not be done?")
    press("5", Qt.Key.Key_Return)
    ends(at)
    assert (at.task("now").state, at.task("now").reason) == (TaskState.CANCELLED, "patient_left")
    at.tasks.undo()
    at.desk.settle()
    assert at.task("now").state is TaskState.CLAIMED


def test_a_task_is_offered_to_a_role_and_to_everybody_again(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.OFFER, "late")
    at.dialog("Which role is this offered to?")
    press("4", Qt.Key.Key_Return)
    ends(at)
    assert (at.task("late").offered_to, at.said()) == (Team.OT, "Offered to OT: Chase the advocate")
    at.want(TaskWish.OFFER, "late")
    at.dialog("Which role is this offered to?")
    press("8", Qt.Key.Key_Return)
    ends(at)
    assert at.task("late").offered_to is None


def test_a_task_is_moved_to_a_shift_of_another_day(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.MOVE, "now")
    dialog = at.dialog("When is this to be done?")
    assert isinstance(dialog, TaskMoveDialog)
    press("24 nov")
    dialog.when.set_value("shift-Late")
    press(Qt.Key.Key_Return)
    ends(at)
    assert (at.task("now").due_on, at.task("now").shift) == (TODAY + timedelta(days=4), "Late")
    at.want(TaskWish.MOVE, "now")
    dialog = at.dialog("When is this to be done?")
    assert isinstance(dialog, TaskMoveDialog)
    assert dialog.when.value() == "shift-Late"
    dialog.when.set_value("whole")
    press(Qt.Key.Key_Return)
    ends(at)
    assert (at.task("now").due_on, at.task("now").shift) == (TODAY + timedelta(days=4), None)


def test_a_page_moves_an_appointment_to_a_part_of_a_day_without_being_asked(counters: Counters) -> None:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="tribunal", title="Tribunal", kind=TaskKind.APPOINTMENT, due_on=TODAY))
    at = counters(store)
    at.page.task_move_wanted.emit(
        TaskMove(task=at.task("tribunal"), day=TODAY + timedelta(days=2), day_part=DayPart.MORNING)
    )
    at.desk.settle()
    assert at.task("tribunal").day_part is DayPart.MORNING
    assert at.said() == "Moved to Sun 22 Nov, morning: Tribunal"


def test_a_title_is_changed_and_changed_back(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CHANGE, "now")
    at.dialog("Change this task")
    press(Qt.Key.Key_A, control=True)
    press("Ring the care coordinator")
    press(Qt.Key.Key_Return)
    ends(at)
    assert at.task("now").title == "Ring the care coordinator"
    at.tasks.undo()
    at.desk.settle()
    assert at.task("now").title == "Invite the care coordinator"


def test_why_something_was_missed_is_asked_and_it_stays_missed(counters: Counters) -> None:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="check", title="Fridge", due_on=TODAY, lapses_at=ago(1)))
    at = counters(store)
    at.want(TaskWish.CANCEL, "check")
    dialog = at.dialog("Why was this missed?")
    assert "It stays counted as missed" in dialog.accessibleDescription()
    press("1", Qt.Key.Key_Return)
    at.desk.settle()
    assert (at.task("check").state, at.task("check").reason) == (TaskState.TO_DO, "not_needed")
    assert "Why it was missed is kept" in at.said()


def test_an_answer_that_comes_too_late_is_said_in_the_dialog(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CANCEL, "now")
    dialog = at.dialog("Why will this not be done?")
    at.desk.context.hub.tasks.complete("now", by=JANE.id, at=ago(1))
    press("1", Qt.Key.Key_Return)
    at.desk.settle()
    assert dialog.isVisible()
    assert at.task("now").state is TaskState.DONE
    shown = [label.text() for label in dialog.findChildren(type(dialog._question)) if label.isVisible()]
    assert any("Jane Eyre marked it done" in words for words in shown)
    dialog.reject()


def test_a_waiting_task_seen_as_it_was_is_not_changed_over_somebody_else(counters: Counters) -> None:
    at = counters()
    seen = replace(at.task("late"))
    at.desk.context.hub.tasks.move("late", TODAY + timedelta(days=1), by=JANE.id)
    at.page.task_move_wanted.emit(TaskMove(task=seen, day=TODAY + timedelta(days=5)))
    at.desk.settle()
    assert "Jane Eyre moved it" in at.desk.failures.pop().message
    assert at.task("late").due_on == TODAY + timedelta(days=1)


def test_a_date_that_a_rule_worked_out_is_moved_with_the_reason(counters: Counters) -> None:
    store = a_busy_ward()
    rule = {"clock_rule": "mha.s3_ends@1", "clock_event": ago(60)}
    save(store, a_task(WARD, ESTHER, id="section", title="Section 3 ends", due_on=TODAY, **rule))
    at = counters(store)
    at.page.task_move_wanted.emit(TaskMove(task=at.task("section"), day=TODAY + timedelta(days=4)))
    at.desk.settle()
    dialog = at.dialog("What is the right date?")
    assert isinstance(dialog, TaskMoveDialog)
    assert dialog.day.value() == TODAY + timedelta(days=4)
    press(Qt.Key.Key_Return, control=True)
    at.desk.settle()
    assert (dialog.reason.error(), at.task("section").due_on) == ("Choose the reason from the list.", TODAY)
    dialog.reason.set_value("office")
    press(Qt.Key.Key_Return, control=True)
    ends(at)
    assert at.task("section").due_on == TODAY + timedelta(days=4)
    assert at.history("section")[-1].detail.endswith("The MHA office gave another date")
    at.tasks.undo()
    at.desk.settle()
    assert at.task("section").due_on == TODAY
