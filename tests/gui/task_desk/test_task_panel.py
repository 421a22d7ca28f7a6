"""The panel tells everything about one task, follows what changes, and takes keys without leaving the page."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from inpatient_hub.domain.recurrence import Repeat, weekly_on
from inpatient_hub.domain.series import occurrences
from inpatient_hub.domain.tasks import Priority, Task, TaskEvent, TaskEventKind, TaskKind, TaskState, Team
from inpatient_hub.gui.desk.task_panel import TaskPanel
from inpatient_hub.gui.desk.task_panel_history import undone
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.services.new_series import NewSeries
from tests.contracts.making import a_task, save
from tests.gui.desk import heard
from tests.gui.made_up import CATHY, ESTHER, JANE, NOW, WARD
from tests.gui.task_desk.conftest import Counter, Counters
from tests.gui.ward import TODAY, a_busy_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(at: Counter, task: Task | str) -> TaskPanel:
    at.page.task_wanted.emit(at.task(task) if isinstance(task, str) else task)
    at.desk.settle()
    panel = at.window.beside
    assert isinstance(panel, TaskPanel)
    assert panel.isVisible()
    return panel


def words(panel: TaskPanel) -> str:
    shown = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    shown += [one.accessibleName() for one in panel.findChildren(QAbstractButton) if one.isVisible()]
    rows = panel.history.model()
    shown += [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]
    return "\n".join(shown)


def test_it_tells_everything_about_a_task(counters: Counters) -> None:
    store = a_busy_ward()
    save(
        store,
        a_task(
            WARD,
            JANE,
            id="tribunal",
            title="Tribunal by video",
            kind=TaskKind.APPOINTMENT,
            patient_id=CATHY.id,
            due_on=TODAY,
            due_at=NOW + timedelta(minutes=33),
            state=TaskState.WAITING,
            priority=Priority.URGENT,
            claimed_by=JANE.id,
            claimed_at=NOW - timedelta(minutes=20),
            waiting_on="solicitor",
            chase_on=date(2026, 11, 23),
            place="Family room",
            people="The solicitor",
            duration=45,
            offered_to=Team.SOCIAL_WORK,
            needs_check=True,
            hand_backs=3,
        ),
    )
    told = words(opened(counters(store), "tribunal"))
    for expected in (
        "Tribunal by video",
        "Waiting on the solicitor. Jane Eyre has it, since ",
        "EARNSHAW, Catherine",
        "in 33 min",
        "Family room",
        "The solicitor",
        "45 minutes",
        "Social work",
        "Mon 23 Nov, in 3 days",
        "3 times",
        "Has to confirm it",
        "Take over",
        "Open Catherine Earnshaw",
    ):
        assert expected in told, f"{expected!r} is not told in {told}"


def test_esc_closes_it_and_the_keyboard_is_where_it_was(counters: Counters) -> None:
    at = counters()
    field = QLineEdit(at.page)
    field.show()
    field.setFocus()
    panel = opened(at, "now")
    assert panel.close_button.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert field.hasFocus()


def test_its_keys_act_on_its_task_and_it_follows(counters: Counters) -> None:
    at = counters()
    panel = opened(at, "late")
    assert "To do, nobody has it" in words(panel)
    QTest.keyClick(panel.close_button, Qt.Key.Key_C)
    at.desk.settle()
    assert "You have it, since " in words(panel)
    assert "You claimed it" in words(panel)
    at.tasks.undo()
    at.desk.settle()
    told = words(panel)
    assert "To do, nobody has it" in told
    assert "You claimed it (undone)" in told
    assert "You undid: claimed it" in told


def test_a_button_that_has_the_keyboard_keeps_it_while_the_others_change(counters: Counters) -> None:
    at = counters()
    panel = opened(at, "late")
    panel.buttons[TaskWish.CLAIM].setFocus()
    QTest.mouseClick(panel.buttons[TaskWish.CLAIM], Qt.MouseButton.LeftButton)
    at.desk.settle()
    assert panel.buttons[TaskWish.CLAIM].face().label == "Unclaim"
    assert panel.buttons[TaskWish.CLAIM].hasFocus()


def test_a_few_buttons_stand_there_and_the_menu_beside_them_holds_the_rest(counters: Counters) -> None:
    at = counters()
    panel = opened(at, "late")
    assert list(panel.buttons) == [TaskWish.DONE, TaskWish.CLAIM, TaskWish.WAIT]
    said = [one.text() for one in panel.menu().actions()]
    assert said[:2] == ["Say how far it is\tH", "Move\tM"]
    QTest.keyClick(panel.close_button, Qt.Key.Key_C)
    at.desk.settle()
    assert panel.menu().actions()[0].text() == "Hand back\tH", "only what somebody has is handed back"
    next(one for one in panel.menu().actions() if one.text() == "Offer to a role").trigger()
    at.dialog("Which role is this offered to?").reject()


def test_what_somebody_else_does_meanwhile_is_shown(counters: Counters) -> None:
    at = counters()
    panel = opened(at, "now")
    changes = at.desk.context.hub.tasks.complete("now", by=JANE.id)
    at.desk.context.feed.announce(changes)
    at.desk.settle()
    assert "Done by Jane Eyre, " in words(panel)
    assert set(panel.buttons) == {TaskWish.DONE, TaskWish.IN_ERROR}
    assert panel.buttons[TaskWish.DONE].face().label == "Open again"


def test_it_goes_away_with_its_page_and_with_its_person(counters: Counters) -> None:
    at = counters()
    panel = opened(at, "now")
    at.tasks.close_panel()
    assert not panel.isVisible()
    opened(at, "now")
    at.sit_down(JANE)
    assert not panel.isVisible()


def test_f6_goes_from_the_page_to_the_panel_and_on(counters: Counters) -> None:
    at = counters()
    field = QLineEdit(at.page)
    field.show()
    panel = opened(at, "now")
    field.setFocus()
    at.window.to_next_region()
    assert panel.isAncestorOf(QApplication.focusWidget())
    at.window.to_next_region()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not at.window.stack.isAncestorOf(focused)


def test_its_links_lead_to_the_patient(counters: Counters) -> None:
    at = counters()
    went = heard(at.tasks.go_requested)
    panel = opened(at, "now")
    link = next(one for one in panel.findChildren(QAbstractButton) if one.accessibleName() == "Open Catherine Earnshaw")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert went == [Destination(PageId.PATIENT, CATHY.id)]


def test_a_time_of_a_repeat_that_is_no_task_yet_is_made_one_when_it_is_used(counters: Counters) -> None:
    at = counters()
    hub = at.desk.context.hub
    repeat = Repeat(rule=weekly_on([0]), starts_on=TODAY)
    series, _ = hub.series.add(WARD.id, NewSeries(title="Fridge temperatures", repeat=repeat), by=ESTHER.id)
    monday = TODAY + timedelta(days=3)
    zone = hub.clock.local(hub.clock.now()).tzinfo
    assert zone is not None
    [there] = occurrences(series, monday, monday, shifts=WARD.shifts, zone=zone)
    day = hub.diary.day(WARD.id, monday)
    [item] = [one for lane in day.lanes for one in lane.items if one.line.task.id == there.task_id]
    assert not item.made
    panel = opened(at, item.line.task)
    assert "To come: a time of a repeat." in words(panel)
    assert "every Monday" in words(panel)
    QTest.keyClick(panel.close_button, Qt.Key.Key_C)
    at.desk.settle()
    assert at.task(there.task_id).claimed_by == ESTHER.id
    assert "You have it, since " in words(panel)
    at.tasks.undo()
    at.desk.settle()
    assert at.task(there.task_id).claimed_by is None


def test_what_was_done_again_after_being_undone_counts() -> None:
    def event(event_id: str, of: str | None = None) -> TaskEvent:
        kind = TaskEventKind.UNDONE if of else TaskEventKind.DONE
        at = datetime(2026, 11, 20, tzinfo=NOW.tzinfo)
        return TaskEvent(id=event_id, task_id="t", kind=kind, by="me", at=at, of=of)

    done, undid, redid = event("done"), event("undid", "done"), event("redid", "undid")
    assert undone([undid, done]) == {"done"}
    assert undone([redid, undid, done]) == {"undid"}
