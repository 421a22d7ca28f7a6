"""A patient's work at the real window: dates from an event, the keys of a task, and what the ward's diary goes by."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog
from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog
from inpatient_hub.gui.models.row_layout import columns_of, placed_buttons
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.keats import Keats, a_ward, at
from tests.e2e.sitting import Sitting, scroll_to
from tests.e2e.test_quick_add import begin, gone, patient
from tests.fakes.seat import opened_by_program


def hub_of(who: Sitting) -> Hub:
    hub = who.opening.hub
    assert hub is not None
    return hub


def tasks_of(who: Sitting, keats: Keats) -> list[Task]:
    return [line.task for line in hub_of(who).patients.view(keats.cathy).tasks]


def a_task(folder: Path, keats: Keats, title: str) -> None:
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        new = NewTask(title=title, kind=TaskKind.PATIENT, patient_id=keats.cathy)
        hub.tasks.add(keats.ward, new, by=keats.esther)


def dates_dialog(who: Sitting) -> ClockDatesDialog:
    dialog = who.dialog("Dates from an event")
    assert isinstance(dialog, ClockDatesDialog)
    return dialog


def test_with_keys_a_date_is_worked_out_kept_and_corrected(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    patient(who)
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("dates from")
    who.wait(lambda: "Dates from an event" in who.words(who.shown))
    who.press("Return")
    dialog = dates_dialog(who)
    who.fill_in("What happened", "Detained under section 2")
    who.fill_in("Day", "20 Nov 2026")
    who.settle()
    who.wait_for("Thursday 17 December 2026", "28 days beginning with 20 Nov 2026: last day 17 Dec 2026.")
    who.wait_for("Off. Not in force yet. Until it is, the patient has 14 days.", "Check with the MHA office.")
    who.tab_to(dialog.rows[0].box)
    who.press("Space", "Ctrl+Return")
    who.wait_for("Kept: Section 2 ends", "Section 2 ends: 17 Dec 2026")
    who.settle()
    who.tab_to(dialog.kept_rows[0].correct_button)
    who.press("Return")
    who.dialog("What is the right date for: Section 2 ends?")
    who.fill_in("Day", "16 Dec 2026")
    who.fill_in("Reason", "The MHA office gave another date")
    who.click("Correct the date")
    who.wait_for("Section 2 ends: 16 Dec 2026")
    who.settle()
    assert [(task.due_on, task.clock_rule) for task in tasks_of(who, keats)] == [(date(2026, 12, 16), "mha.s2_ends@1")]
    who.press("Esc")
    gone(who)
    who.wait_for("Section 2 ends", "16 Dec 2026", "check with the MHA office")
    who.press("Ctrl+Z")
    who.wait(lambda: [task.due_on for task in tasks_of(who, keats)] == [date(2026, 12, 17)])


def test_with_the_mouse_a_follow_up_is_kept_from_the_patients_page(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    patient(who)
    who.click("From an event…")
    dialog = dates_dialog(who)
    who.fill_in("What happened", "Discharged")
    who.fill_in("Day", "20 Nov 2026")
    who.fill_in("Time", "11:30")
    who.settle()
    who.wait_for("Follow-up within 72 hours of discharge", "Monday 23 November 2026, 11:30")
    box = dialog.rows[0].box
    scroll_to(box)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    who.click("Keep 1 date")
    who.wait_for("Kept: Follow-up after discharge")
    who.click("Close")
    gone(who)
    assert [task.title for task in tasks_of(who, keats)] == ["Follow-up after discharge"]


def test_the_keys_of_a_task_work_on_the_patients_page(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    a_task(tmp_path, keats, "Care plan review")
    who = sit(tmp_path)
    patient(who)
    who.press("C")
    who.wait(lambda: tasks_of(who, keats)[0].claimed_by == keats.esther)
    who.settle()
    who.press("D")
    who.wait(lambda: tasks_of(who, keats)[0].state is TaskState.DONE)
    who.settle()
    who.press("Ctrl+Z")
    who.wait(lambda: tasks_of(who, keats)[0].state is TaskState.CLAIMED)


def test_the_done_button_of_a_row_works_with_the_mouse(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    a_task(tmp_path, keats, "Care plan review")
    who = sit(tmp_path)
    patient(who)
    who.wait(lambda: who.rows("Open tasks"))
    rows = next(one for one in who.window.findChildren(RowList) if one.accessibleName() == "Open tasks")
    index = rows.row_model().index(0)
    facts = rows.row_model().row_at(index)
    assert isinstance(facts, RowFacts)
    ((_button, place),) = placed_buttons(rows.visualRect(index), facts, columns_of([facts]))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    who.wait(lambda: tasks_of(who, keats)[0].state is TaskState.DONE)


def test_the_ward_round_that_is_set_is_what_a_line_goes_by(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    begin(who)
    who.type("Bloods before ward round")
    who.wait_for("This ward has not said when its ward round is.")
    who.press("Esc")
    who.click("Close")
    gone(who)
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("ward settings")
    who.press("Return")
    dialog = who.dialog("How should Keats Ward work?")
    assert isinstance(dialog, WardSettingsDialog)
    who.settle()
    who.tab_to(dialog.work.days[1])
    who.press("Space")
    who.fill_in("Ward round begins at", "0930")
    who.click("Save")
    gone(who)
    begin(who)
    who.type("Bloods before ward round")
    who.wait_for("Tue 24 Nov 2026, 09:30")
    who.press("Return")
    gone(who)
