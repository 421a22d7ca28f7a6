"""A date that a rule worked out is corrected, under that name, from the panel, the menu and Change."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.desk.row_menu import keyed_of
from inpatient_hub.gui.desk.task_panel_wishes import main_and_more, wishes_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.task_change import TaskChangeDialog
from inpatient_hub.gui.dialogs.task_move import TaskMoveDialog
from inpatient_hub.gui.pages.my_tasks.cards import card_of
from inpatient_hub.gui.pages.today.rows import keys_of
from inpatient_hub.services.my_work import MyTask
from inpatient_hub.services.ports import TaskLine
from tests.contracts.making import a_task, save
from tests.gui.made_up import ESTHER, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.ward import TODAY, a_busy_ward, ago

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def at(counters: Counters) -> Counter:
    """A ward on which a section ended yesterday, by its rule."""
    store, rule = a_busy_ward(), {"clock_rule": "mha.s3_ends@1", "clock_event": ago(60)}
    yesterday = TODAY - timedelta(days=1)
    save(store, a_task(WARD, ESTHER, id="section", title="Section 3 ends", due_on=yesterday, **rule))
    return counters(store)


def test_it_is_called_correcting_and_no_button_moves_it_to_today(at: Counter) -> None:
    words = {one.wish: one.words for one in wishes_of(at.task("section"), ESTHER.id)}
    assert words[TaskWish.MOVE] == "Correct the date"
    assert {one.wish: one.words for one in wishes_of(at.task("now"), ESTHER.id)}[TaskWish.MOVE] == "Move"
    at.want(TaskWish.MOVE, "section")
    dialog = at.dialog("What is the right date?")
    assert isinstance(dialog, TaskMoveDialog)
    assert "Today" not in [one.text() for one in dialog.findChildren(QAbstractButton)]
    assert dialog.day.value() == TODAY - timedelta(days=1), "the date as it is kept, and none put in its place"


def test_its_panel_has_it_as_a_button_and_other_work_keeps_waiting_there() -> None:
    rule = {"clock_rule": "mha.s3_ends@1", "clock_event": ago(60), "due_on": TODAY}
    ruled = a_task(WARD, ESTHER, id="section", title="Section 3 ends", **rule)
    main, more = main_and_more(wishes_of(ruled, ESTHER.id))
    assert [one.words for one in main] == ["Done", "Claim", "Correct the date"]
    assert "Waiting" in [one.words for one in more]
    main, more = main_and_more(wishes_of(a_task(WARD, ESTHER, id="other", title="Ring", due_on=TODAY), ESTHER.id))
    assert [one.words for one in main] == ["Done", "Claim", "Waiting"]
    assert "Move" in [one.words for one in more]


def test_every_page_calls_it_by_the_same_name() -> None:
    rule = {"clock_rule": "mha.s3_ends@1", "clock_event": ago(60), "due_on": TODAY, "claimed_by": ESTHER.id}
    ruled = a_task(WARD, ESTHER, id="section", title="Section 3 ends", state=TaskState.CLAIMED, **rule)
    card = card_of(MyTask(line=TaskLine(task=ruled, patient_name=None, bed=None, claimed_by_name=None)), ago(0))
    named = [{one.key: one.words for one in keys} for keys in (keys_of(ruled, ESTHER.id), card.keys)]
    assert [words["M"] for words in named] == ["correct the date", "correct the date"]
    assert {one.key: one.words for one in keyed_of(ruled, ESTHER.id)}["M"] == "Correct the date"


def test_change_leads_there_too(at: Counter) -> None:
    at.want(TaskWish.CHANGE, "section")
    dialog = at.dialog("Change this task")
    assert isinstance(dialog, TaskChangeDialog)
    assert dialog.date.isVisible()
    dialog.date._action.click()
    at.dialog("What is the right date?")


def test_change_of_another_task_speaks_of_no_rule(at: Counter) -> None:
    at.want(TaskWish.CHANGE, "now")
    dialog = at.dialog("Change this task")
    assert isinstance(dialog, TaskChangeDialog)
    assert not dialog.date.isVisible()
