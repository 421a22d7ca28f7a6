"""A task typed in one line: what is shown is what is saved, and what is not clear is asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.tasks import Priority, TaskKind, TaskState, Team
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.gui.dialogs.quick_add_line import preset_line
from inpatient_hub.gui.returning import Returning
from inpatient_hub.host.clock import FixedClock
from tests.gui.desk import Shown, click, press
from tests.gui.dialogs.one_line import Line
from tests.gui.made_up import JANE
from tests.gui.ward import PIP, TESS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Key = Qt.Key


def test_what_is_understood_is_shown_while_it_is_typed_and_enter_saves_it(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 ECG before handover !urgent @HCA")
    assert line.title() == "ECG"
    assert line.chips() == [
        "Patient task",
        "Bed 4: EARNSHAW, Catherine",
        "Today, Fri 20 Nov 2026, Late shift",
        "Urgent",
        "For HCA",
    ]
    line.enter()
    (task,) = line.tasks()
    assert (task.title, task.kind, task.patient_id, task.shift) == ("ECG", TaskKind.PATIENT, "cathy", "Late")
    assert (task.priority, task.offered_to) == (Priority.URGENT, Team.HCA)
    assert not line.is_open
    words, undo = line.told[0]
    assert words == "Added: ECG, Bed 4: EARNSHAW, Catherine, today, Fri 20 Nov 2026, Late shift"
    assert undo is not None
    undo()
    line.desk.settle()
    with line.store.reading() as work:
        assert work.tasks.get(task.id).state is TaskState.IN_ERROR


def test_undoing_the_add_leaves_what_somebody_else_has_done_since(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Fridge temperatures")
    line.enter()
    (task,) = line.tasks()
    hub = line.desk.context.hub
    hub.tasks.complete(task.id, by=JANE.id)
    undo = line.told[0][1]
    assert undo is not None
    undo()
    line.desk.settle()
    assert hub.tasks.view(task.id).line.task.state is TaskState.DONE
    assert line.desk.failures.pop().message == "Something else was done with the task since."


def test_a_day_that_nobody_named_is_shown_before_it_is_taken(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Fridge temperatures")
    assert line.chips() == ["Ward task", "Today, Fri 20 Nov 2026 (no day named)"]
    click(line.dialog.shown.chips["assumed"])
    assert line.chips() == ["Ward task", "No day"]
    line.enter()
    with line.store.reading() as work:
        (found,) = work.tasks.find("keats", ["fridge"], limit=5)
    assert found.task.due_on is None


def test_a_repeat_says_its_next_three_days_and_can_be_undone(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Fluids chart review every mon wed fri early")
    assert line.chips() == ["Ward task", "Repeats every Monday, Wednesday and Friday, Early shift"]
    assert line.dialog.shown._next.text().startswith("Next: Mon 23 Nov, Wed 25 Nov, Fri 27 Nov. ")
    line.enter()
    hub = line.desk.context.hub
    (series,) = hub.series.of_ward("keats")
    assert (series.title, series.shifts) == ("Fluids chart review", ("Early",))
    undo = line.told[0][1]
    assert undo is not None
    undo()
    line.desk.settle()
    assert list(hub.series.of_ward("keats")) == []


def test_backspace_behind_the_words_throws_the_chip_out_and_then_deletes(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Ring housing tomorrow")
    press(line.entry, Key.Key_Backspace)
    assert line.entry.text() == "Ring housing tomorrow"
    assert line.title() == "Ring housing tomorrow"
    assert line.chips()[1] == "Today, Fri 20 Nov 2026 (no day named)"
    press(line.entry, Key.Key_Backspace)
    assert line.entry.text() == "Ring housing tomorro"
    line.type("w")
    assert line.chips()[1] == "Tomorrow, Sat 21 Nov 2026"


def test_a_chip_is_reached_with_tab_and_thrown_out_with_delete(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 ECG !urgent")
    chip = line.dialog.shown.chips["patient"]
    for _ in range(10):
        if chip.hasFocus():
            break
        press(QApplication.focusWidget() or line.entry, Key.Key_Tab)
    assert chip.hasFocus()
    press(chip, Key.Key_Delete)
    assert line.title() == "Bed 4 ECG"
    assert "Bed 4: EARNSHAW, Catherine" not in line.chips()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def test_two_patients_in_a_bed_are_asked_about_with_number_keys(begin: Callable[..., Line]) -> None:
    other = Patient(id="nelly", ward_id="keats", family_name="Dean", given_name="Ellen", bed="4")
    line = begin("", other)
    line.type("Bed 4 bloods")
    box = line.dialog.shown.question
    assert [button.face().label for button in box.buttons] == [
        "DEAN, Ellen",
        "EARNSHAW, Catherine",
        "Keep 'Bed 4' in the title",
    ]
    line.enter()
    assert line.is_open
    assert line.tasks() == []
    assert line.entry.hasFocus()
    press(line.entry, Key.Key_Down)
    assert box.buttons[0].hasFocus()
    press(QApplication.focusWidget() or box, "2")
    assert line.chips()[1] == "Bed 4: EARNSHAW, Catherine"
    assert line.entry.hasFocus()
    line.enter()
    assert [task.patient_id for task in line.tasks()] == ["cathy"]


def test_an_hour_that_is_not_clear_is_answered_with_the_mouse(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods tomorrow at 4")
    click(line.dialog.shown.question.buttons[1])
    assert line.entry.text() == "Bloods tomorrow at 16:00"
    assert line.chips()[1] == "Tomorrow, Sat 21 Nov 2026, 16:00"
    assert not line.dialog.shown.question.isVisible()


def test_words_that_are_no_date_are_kept_by_their_number(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods 31/02/2027")
    line.enter()
    press(line.entry, Key.Key_Down)
    press(QApplication.focusWidget() or line.entry, "1")
    assert line.title() == "Bloods 31/02/2027"
    line.enter()
    assert [task.title for task in line.tasks()] == ["Bloods 31/02/2027"]


def test_pressing_enter_twice_saves_once(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Walkaround")
    press(line.entry, Key.Key_Return, Key.Key_Return)
    line.desk.settle()
    assert len(line.tasks()) == 1


def test_ctrl_enter_saves_and_another_can_be_typed(begin: Callable[..., Line]) -> None:
    line = begin(preset_line("cathy"))
    assert line.chips() == ["Patient task", "EARNSHAW, Catherine, bed 4", "Today, Fri 20 Nov 2026 (no day named)"]
    line.type("ECG !urgent")
    line.enter(control=True)
    assert line.is_open
    assert line.entry.text() == ""
    assert line.dialog.notice._sentence.text().startswith("Added: ECG, EARNSHAW, Catherine, bed 4")
    line.type("Weight")
    line.enter()
    assert [(task.title, task.patient_id, task.priority) for task in line.tasks()] == [
        ("ECG", "cathy", Priority.URGENT),
        ("Weight", "cathy", Priority.ROUTINE),
    ]


def test_a_patient_set_beforehand_can_be_thrown_out(begin: Callable[..., Line]) -> None:
    line = begin(preset_line("cathy"))
    click(line.dialog.shown.chips["more_patient"])
    line.type("Walkaround")
    assert line.chips()[0] == "Ward task"


def test_nothing_to_do_is_said_at_the_line(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 tomorrow")
    line.enter()
    assert line.dialog.shown.line.error() == "Type what is to be done."
    assert line.is_open


def test_an_example_fills_the_line(begin: Callable[..., Line]) -> None:
    line = begin()
    example = line.dialog.shown.example_buttons[2]
    assert example.isVisible()
    click(example)
    assert line.entry.text() == "Ring housing for bed 7 in 3 working days"
    assert line.chips()[1:] == [f"Bed 7: {TESS.banner_name}", "Wed 25 Nov 2026"]
    assert not example.isVisible()


def test_what_is_chosen_under_more_goes_before_the_line_and_is_shown(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("CPA meeting tomorrow")
    shown = line.dialog.shown
    click(shown.fold)
    assert shown.more.isVisible()
    shown.more.kind._buttons["appointment"].click()
    shown.more.patient.set_value(PIP.id)
    shown.more.patient.value_changed.emit(PIP.id)
    press(shown.more.time.line, "1430")
    press(shown.more.time.line, Key.Key_Tab)
    press(shown.more.place.line, "Room 2")
    shown.more.check.click()
    shown.more.mine.click()
    assert line.chips() == [
        "Appointment",
        "PIRRIP, Philip, bed 2",
        "Tomorrow, Sat 21 Nov 2026, 14:30",
        "Mine",
        "A second person has to confirm it",
    ]
    line.enter()
    (task,) = line.tasks()
    assert (task.kind, task.patient_id, task.place, task.needs_check) == (TaskKind.APPOINTMENT, "pip", "Room 2", True)
    assert (task.state, task.claimed_by) == (TaskState.CLAIMED, "esther")


def test_what_a_repeat_cannot_have_is_said_and_nothing_is_saved(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Review every day")
    line.dialog.shown.more.kind.chosen.emit("appointment")
    line.enter()
    assert line.dialog.notice._sentence.text() == "Not saved yet. A repeat has no appointments."
    assert list(line.desk.context.hub.series.of_ward("keats")) == []


def test_a_line_that_means_something_else_by_now_is_shown_again_and_not_saved(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods today at 23:00")
    clock = line.desk.context.hub.clock
    assert isinstance(clock, FixedClock)
    clock.moment += timedelta(days=1)
    line.enter()
    assert line.tasks() == []
    assert line.dialog.notice._sentence.text() == "Time has moved on, and the line means something else now."
    assert line.chips()[1] == "Today, Sat 21 Nov 2026, 23:00"


def test_closing_asks_when_something_was_typed(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods")
    press(line.entry, Key.Key_Escape)
    assert line.is_open
    asks = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    (ask,) = [one for one in asks if one.windowTitle() == "Close without saving?"]
    ask.accept()
    assert not line.is_open


def test_an_empty_line_closes_at_once(begin: Callable[..., Line]) -> None:
    line = begin()
    press(line.entry, Key.Key_Escape)
    assert not line.is_open


def test_what_was_typed_comes_back_with_what_was_thrown_out(begin: Callable[..., Line], shown: Shown) -> None:
    line = begin()
    line.type("Bed 4 ECG tomorrow")
    press(line.entry, Key.Key_Backspace)
    line.dialog.shown.more.mine.click()
    draft = line.dialog.draft()
    assert draft is not None
    again = QuickAddDialog.open_for(line.desk.context, line.window, returning=Returning(draft))
    line.desk.settle()
    assert again.shown.line.line.text() == "Bed 4 ECG tomorrow"
    assert again.understood().title == "ECG tomorrow"
    assert [one.facts.words for one in again.shown.shown()][-1] == "Mine"
    line.entry.clear()
    assert line.dialog.draft() is None
    again.shown.line.line.clear()
    again.reject()
