"""Dates that follow from an event are shown with their source, kept as tasks, and corrected with a reason."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inpatient_hub.domain.tasks import OPEN, Task, TaskState
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog
from inpatient_hub.gui.dialogs.clock_dates_correct import CorrectDateDialog
from inpatient_hub.gui.dialogs.clock_dates_row import ClockDateRow
from inpatient_hub.gui.dialogs.clock_dates_words import counting_words
from tests.gui.desk import Desk, Shown, click, press
from tests.gui.made_up import ESTHER, JANE, WARD
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(kind: type[Any]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


class Dates:
    """The dialog open for Catherine over a window, and what was told."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self.desk = desk
        self.window = window
        self.told: list[tuple[str, Callable[[], None] | None]] = []
        ClockDatesDialog.open_for(desk.context, window, "cathy", lambda words, undo: self.told.append((words, undo)))
        desk.settle()
        self.dialog: ClockDatesDialog = opened(ClockDatesDialog)

    def happened(self, event_id: str, day: date, at: time | None = None) -> None:
        self.dialog.event_field.set_value(event_id)
        self.dialog.event_field.value_changed.emit(event_id)
        if at is not None:
            self.dialog.time.set_value(at)
        self.dialog.day.set_value(day)
        self.dialog.day.value_changed.emit(day)
        self.desk.settle()

    def row(self, rule: str) -> ClockDateRow:
        return next(row for row in self.dialog.rows if row.one.rule.id == rule)

    def keep(self, rule: str) -> Task:
        self.row(rule).box.click()
        click(self.dialog.keep_button)
        self.desk.settle()
        return self.tasks()[-1]

    def tasks(self) -> list[Task]:
        return [line.task for line in self.desk.context.hub.patients.view("cathy").tasks if line.task.clock_rule]


@pytest.fixture
def dates(desks: Callable[..., Desk], shown: Shown) -> Dates:
    return Dates(desks(a_ward(), ward=WARD, person=ESTHER), shown(QWidget(), (1024, 720)))


def words(row: QWidget) -> str:
    return "\n".join(label.text() for label in row.findChildren(QLabel))


def test_each_date_is_shown_with_how_it_was_counted_its_source_and_whom_to_check_with(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    told = words(dates.row("mha.s2_ends"))
    for part in (
        "Section 2, last day",
        "Thursday 17 December 2026",
        "28 days beginning with 20 Nov 2026: last day 17 Dec 2026.",
        'Mental Health Act 1983, section 2(4): "not exceeding 28 days beginning with the day on which he is admitted"',
        "Read in the law. Checked against: ",
        "In force from 30 Sep 1983.",
        "https://www.legislation.gov.uk/ukpga/1983/20/section/2",
        "Check with the MHA office.",
    ):
        assert part in told


def test_a_rule_that_is_not_law_yet_has_no_date_and_says_why(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    row = dates.row("mha2025.s2_tribunal")
    assert "Off. Not in force yet. Until it is, the patient has 14 days." in words(row)
    assert "Not in force." in words(row)
    assert counting_words(row.one.rule) in words(row)
    assert row.one.last_day is None
    assert not row.box.isVisible()
    on = [one.one.is_on for one in dates.dialog.rows]
    assert on == sorted(on, reverse=True), "what is off comes last"


def test_hours_are_asked_for_where_they_count_and_shown_across_a_clock_change(dates: Dates) -> None:
    assert not dates.dialog.time.isVisible()
    dates.happened("section_5_4_recorded", date(2026, 10, 24), time(22, 0))
    assert dates.dialog.time.isVisible()
    assert "Sunday 25 October 2026, 03:00" in words(dates.row("mha.s5_4_ends"))


def test_what_is_ticked_becomes_a_task_and_can_be_undone(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    assert not dates.dialog.keep_button.isEnabled()
    task = dates.keep("mha.s2_ends")
    assert (task.title, task.due_on, task.patient_id) == ("Section 2 ends", date(2026, 12, 17), "cathy")
    assert dates.dialog.isVisible()
    assert "Section 2 ends: 17 Dec 2026" in words(dates.dialog.kept_rows[0])
    sentence, undo = dates.told[0]
    assert sentence == "Kept: Section 2 ends"
    assert undo is not None
    undo()
    dates.desk.settle()
    assert dates.desk.context.hub.tasks.view(task.id).line.task.state is TaskState.IN_ERROR


def test_undoing_what_was_kept_leaves_what_somebody_else_has_done_since(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    task = dates.keep("mha.s2_ends")
    hub = dates.desk.context.hub
    hub.tasks.complete(task.id, by=JANE.id)
    undo = dates.told[0][1]
    assert undo is not None
    undo()
    dates.desk.settle()
    assert hub.tasks.view(task.id).line.task.state is TaskState.DONE
    assert dates.desk.failures.pop().message == "Something else was done with the task since."


def test_pressing_keep_twice_keeps_once(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.row("mha.s2_ends").box.click()
    press(dates.dialog, Qt.Key.Key_Return, Qt.Key.Key_Return, control=True)
    dates.desk.settle()
    assert len(dates.tasks()) == 1


def test_only_a_renewed_period_may_begin_on_a_day_to_come(dates: Dates) -> None:
    dates.happened("section_3_renewed", date(2027, 1, 20))
    assert dates.row("mha.s20_second_period").one.last_day == date(2027, 7, 19)
    dates.happened("section_3_admission", date(2027, 1, 20))
    assert dates.dialog.rows == []
    assert dates.dialog.day.problem() == "This day is after 20 Nov 2026. Check the date."


def test_a_date_that_is_kept_is_shown_so_and_has_no_tick_box(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.keep("mha.s2_ends")
    row = dates.row("mha.s2_ends")
    assert row.box.isHidden()
    assert "Kept already" in words(row)
    dates.happened("section_2_admission", date(2026, 11, 19))
    assert not dates.row("mha.s2_ends").box.isHidden()
    dates.happened("section_2_admission", date(2026, 11, 20))
    assert dates.row("mha.s2_ends").box.isHidden()


@pytest.mark.parametrize(
    ("typed", "why"),
    [("31 Nov 2026", "This is not a date."), ("25 Dec 2026", "This day is after 20 Nov 2026.")],
)
def test_a_day_that_is_none_takes_the_dates_away_and_says_why(dates: Dates, typed: str, why: str) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.row("mha.s2_ends").box.click()
    line = dates.dialog.day.line
    line.selectAll()
    QTest.keyClicks(line, typed)
    assert dates.dialog.rows == [], "nothing of the day before stands there while another is typed"
    line.editingFinished.emit()
    dates.desk.settle()
    assert dates.dialog.rows == []
    assert why in dates.dialog.day.error()
    assert not dates.dialog.keep_button.isEnabled()
    line.selectAll()
    QTest.keyClicks(line, "20 Nov 2026")
    line.editingFinished.emit()
    dates.desk.settle()
    assert not dates.row("mha.s2_ends").box.isHidden()


def test_a_day_to_come_is_refused_beside_the_day(dates: Dates) -> None:
    dates.happened("section_5_2_furnished", date(2026, 11, 20), time(23, 30))
    assert dates.dialog.time.error() == "This lies in the future. Give when it happened."
    assert dates.dialog.rows == []


def test_another_event_takes_the_dates_of_the_one_before_away(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.dialog.event_field.set_value("discharge")
    dates.dialog.event_field.value_changed.emit("discharge")
    assert dates.dialog.rows == []
    dates.happened("discharge", date(2026, 11, 20), time(11, 30))
    assert "Monday 23 November 2026, 11:30" in words(dates.row("discharge.h72"))
    assert "Check your trust's policy; some services have seven days." in words(dates.row("discharge.h72"))


def correct(dates: Dates, day: date, reason: str | None) -> CorrectDateDialog:
    click(dates.dialog.kept_rows[0].correct_button)
    ask: CorrectDateDialog = opened(CorrectDateDialog)
    ask.day.set_value(day)
    ask.reason.set_value(reason)
    click(ask.save_button)
    dates.desk.settle()
    return ask


def test_a_date_is_corrected_with_a_reason_and_the_old_one_stays_in_the_history(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    task = dates.keep("mha.s2_ends")
    correct(dates, date(2026, 12, 16), "office")
    hub = dates.desk.context.hub
    assert hub.tasks.view(task.id).line.task.due_on == date(2026, 12, 16)
    assert "from 17 Dec 2026 to 16 Dec 2026" in hub.tasks.view(task.id).history[0].event.detail
    assert "Section 2 ends: 16 Dec 2026" in words(dates.dialog.kept_rows[0])
    sentence, undo = dates.told[-1]
    assert sentence == "Corrected: Section 2 ends, 16 Dec 2026"
    assert undo is not None
    undo()
    dates.desk.settle()
    assert hub.tasks.view(task.id).line.task.due_on == date(2026, 12, 17)


def test_without_a_reason_nothing_is_corrected(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    task = dates.keep("mha.s2_ends")
    ask = correct(dates, date(2026, 12, 16), None)
    assert ask.reason.error() == "Choose the reason."
    assert ask.isVisible()
    assert dates.desk.context.hub.tasks.view(task.id).line.task.due_on == date(2026, 12, 17)
    ask.reject()


def test_ctrl_z_takes_the_dates_back_where_they_were_kept(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.keep("mha.s2_ends")
    dates.desk.settle()
    assert dates.dialog.kept_rows
    assert dates.dialog.undo_button.hasFocus()
    press(dates.dialog.undo_button, Qt.Key.Key_Z, control=True)
    dates.desk.settle()
    assert all(task.state not in OPEN for task in dates.tasks())
    assert dates.dialog.kept_rows == []
    assert dates.dialog.notice._sentence.text() == "Taken back. Kept: Section 2 ends"
    assert not dates.row("mha.s2_ends").one.is_kept
    assert not dates.dialog.undo_button.isVisible()


def test_what_was_taken_back_in_the_dialog_is_not_taken_back_again_from_the_window(dates: Dates) -> None:
    dates.happened("section_2_admission", date(2026, 11, 20))
    dates.keep("mha.s2_ends")
    dates.dialog.undo_button.click()
    dates.desk.settle()
    undo = dates.told[0][1]
    assert undo is not None
    states = [task.state for task in dates.tasks()]
    undo()
    dates.desk.settle()
    assert dates.told[-1] == ("That is taken back already. Kept: Section 2 ends", None)
    assert [task.state for task in dates.tasks()] == states
