"""What needs no question is done at once, said, and can be taken back to the beginning of the session."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.access import SignInOver
from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.services.task_records import Acted
from inpatient_hub.store.errors import Fault, StoreFault
from tests.gui.desk import heard
from tests.gui.made_up import ESTHER, JANE, NOW
from tests.gui.task_desk.conftest import Counters
from tests.gui.task_desk.test_in_a_hurry import press
from tests.gui.ward import TODAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_done_is_said_and_undone(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.DONE, "now")
    assert at.task("now").state is TaskState.DONE
    assert at.said() == "Done: Invite the care coordinator, bed 4"
    at.tasks.undo()
    at.desk.settle()
    assert (at.task("now").state, at.task("now").claimed_by) == (TaskState.CLAIMED, ESTHER.id)
    assert at.said() == 'Undone: "Done: Invite the care coordinator, bed 4"'
    assert [event.kind.value for event in at.history("now")][-2:] == ["done", "undone"]


def test_everything_since_the_sign_in_is_taken_back_newest_first(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "late")
    at.page.task_move_wanted.emit(TaskMove(task=at.task("late"), day=TODAY + timedelta(days=3)))
    at.dialog("Why was this not done in time?")
    press(Qt.Key.Key_2, Qt.Key.Key_Return)
    at.wait(at.no_dialog)
    at.desk.settle()
    assert at.said() == "Moved to Mon 23 Nov: Chase the advocate"
    at.want(TaskWish.DONE, "now")
    for expected in ("Done: Invite", "Moved to Mon 23 Nov", "Claimed: Chase"):
        at.tasks.undo()
        at.desk.settle()
        assert at.said().startswith(f'Undone: "{expected}')
    late = at.task("late")
    assert (late.claimed_by, late.due_on, late.state) == (None, TODAY - timedelta(days=2), TaskState.TO_DO)
    at.tasks.undo()
    assert at.said() == "There is nothing to undo since you signed in"


def test_the_toast_takes_back_what_it_is_about(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "late")
    assert at.window.toast.undo()
    at.desk.settle()
    assert at.task("late").claimed_by is None


def test_what_a_page_can_take_back_stands_among_the_tasks_newest_first(counters: Counters) -> None:
    at = counters()
    back: list[str] = []
    at.want(TaskWish.CLAIM, "late")
    at.tasks.say("Filed: the note", lambda: back.append("the note"))
    at.tasks.undo()
    assert (back, at.task("late").claimed_by) == (["the note"], ESTHER.id)
    at.tasks.undo()
    at.desk.settle()
    assert at.task("late").claimed_by is None


def test_what_somebody_else_did_before_is_not_taken_back(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "late")
    at.sit_down(JANE)
    at.tasks.undo()
    at.desk.settle()
    assert at.task("late").claimed_by == ESTHER.id


def test_a_claim_of_ones_own_is_given_back_and_a_done_task_opened_again(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "now")
    assert (at.task("now").claimed_by, at.said()) == (None, "Unclaimed: Invite the care coordinator")
    at.want(TaskWish.DONE, "now")
    at.want(TaskWish.DONE, "now")
    assert (at.task("now").state, at.said()) == (TaskState.TO_DO, "Open again: Invite the care coordinator")


def test_in_error_and_back(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.IN_ERROR, "now")
    assert at.task("now").state is TaskState.IN_ERROR
    at.want(TaskWish.RESTORE, "now")
    assert at.task("now").state is TaskState.CLAIMED


def test_whoever_is_too_late_is_told_who_and_what_and_the_page_is_read_again(counters: Counters) -> None:
    at = counters()
    seen: Task = at.task("now")
    at.tasks.context.hub.tasks.complete("now", by=JANE.id)
    again = heard(at.tasks.context.feed.changed)
    at.want(TaskWish.DONE, seen)
    [error] = at.desk.failures
    at.desk.failures.clear()
    assert error.message == f"Jane Eyre marked it done at {NOW:%H:%M}, so your change was not saved over it."
    assert len(again) == 1


def test_whoever_is_no_longer_signed_in_is_asked_who_is_there_and_shown_no_error(counters: Counters) -> None:
    at = counters()
    asked = heard(at.desk.context.background.sign_in_needed)

    def over(_task: Task) -> Acted:
        raise SignInOver

    at.tasks.doing.do(at.task("now"), over, "Done: it")
    at.desk.settle()
    assert (len(asked), at.desk.failures) == (1, [])


def test_what_somebody_changed_since_is_not_undone_and_says_so(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "late")
    at.desk.context.hub.tasks.take_over("late", seen=ESTHER.id, by=JANE.id)
    at.tasks.undo()
    at.desk.settle()
    assert at.desk.failures.pop().message == "Something else was done with the task since."
    assert at.task("late").claimed_by == JANE.id


def test_entered_in_error_does_not_take_away_what_somebody_was_quicker_to_do(counters: Counters) -> None:
    at = counters()
    seen = at.task("now")
    at.desk.context.hub.tasks.complete("now", by=JANE.id)
    at.want(TaskWish.IN_ERROR, seen)
    assert at.desk.failures.pop().message.startswith("Jane Eyre marked it done")
    assert at.task("now").state is TaskState.DONE


def test_what_could_not_be_undone_in_a_busy_store_is_undone_by_the_next_try(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.CLAIM, "late")
    tries: list[str] = []

    def back() -> Changes:
        tries.append("tried")
        if len(tries) == 1:
            raise StoreFault.of(Fault.LOCKED)
        return Changes()

    owner = at.window
    at.tasks.say("Filed: the note", lambda: at.desk.context.background.run(back, owner=owner))
    at.want(TaskWish.DONE, "now")
    at.tasks.undo()
    at.tasks.undo()
    at.desk.settle()
    assert (len(tries), at.desk.failures.pop().__class__) == (1, StoreFault)
    at.tasks.undo()
    at.desk.settle()
    assert (len(tries), at.task("late").claimed_by) == (2, ESTHER.id)
    at.tasks.undo()
    at.desk.settle()
    assert at.task("late").claimed_by is None


def test_what_was_refused_for_good_does_not_stand_before_what_was_done_earlier(counters: Counters) -> None:
    at = counters()
    at.want(TaskWish.DONE, "now")
    at.want(TaskWish.CLAIM, "late")
    at.desk.context.hub.tasks.take_over("late", seen=ESTHER.id, by=JANE.id)
    at.tasks.undo()
    at.desk.settle()
    at.desk.failures.clear()
    at.tasks.undo()
    at.desk.settle()
    assert at.task("now").state is TaskState.CLAIMED


def test_nothing_of_somebody_elses_comes_back_after_another_person_sat_down(counters: Counters) -> None:
    at = counters()

    def back() -> Changes:
        raise StoreFault.of(Fault.LOCKED)

    at.tasks.say("Filed: the note", lambda: at.desk.context.background.run(back, owner=at.window))
    at.tasks.undo()
    at.sit_down(JANE)
    at.desk.settle()
    at.desk.failures.clear()
    at.tasks.undo()
    assert at.said() == "There is nothing to undo since you signed in"
