"""A task typed in one line at the real window: with keys alone, with the mouse alone, and over a lock in between."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.tasks import Priority, Task, TaskKind, TaskState, Team
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.services.patients import PatientDetails
from tests.e2e.conftest import Sit
from tests.e2e.keats import Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.test_drafts_come_back import ASKED, lock
from tests.fakes.seat import opened_by_program


def begin(who: Sitting) -> QuickAddDialog:
    who.press("Ctrl+N")
    return line_of(who)


def line_of(who: Sitting) -> QuickAddDialog:
    dialog = who.dialog("New task")
    assert isinstance(dialog, QuickAddDialog)
    who.settle()
    return dialog


def tasks(who: Sitting, words: str) -> list[Task]:
    hub = who.opening.hub
    assert hub is not None
    return [line.task for line in hub.tasks.find(hub.wards.all()[0].id, words)]


def gone(who: Sitting) -> None:
    who.wait(lambda: QApplication.activeModalWidget() is None)
    who.settle()


def patient(who: Sitting) -> None:
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("cath")
    who.wait(lambda: "EARNSHAW, Catherine" in who.words(who.shown))
    who.press("Return")
    who.wait_for("Patient: EARNSHAW, Catherine")
    who.settle()


def test_with_keys_a_line_is_typed_looked_at_saved_and_taken_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    begin(who)
    who.type("Bed 4 ECG before handover !urgent @HCA")
    who.wait_for("Bed 4: EARNSHAW, Catherine", "Today, Fri 20 Nov 2026, Late shift", "Urgent", "For HCA")
    who.press("Return")
    gone(who)
    (task,) = tasks(who, "ECG")
    assert (task.kind, task.priority, task.offered_to) == (TaskKind.PATIENT, Priority.URGENT, Team.HCA)
    who.wait_for(". Team does not show it: V shows the ward.")  # it is offered to another role
    who.press("Ctrl+Z")
    who.wait(lambda: tasks(who, "ECG") == [])


def test_with_keys_a_chip_is_thrown_out_and_a_question_answered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    dialog = begin(who)
    who.type("Ring Friday shop for bed 7 at 4")
    who.wait_for("Today, Fri 20 Nov 2026", "Which hour is meant with 'at 4'?")
    who.tab_to(dialog.shown.chips["due"])
    who.press("Delete")
    who.wait_for("Ring Friday shop at 4")
    who.tab_to(dialog.shown.question)
    who.press("2")
    who.wait_for("Ring Friday shop", "Tomorrow, Sat 21 Nov 2026, 16:00")
    who.press("Return")
    gone(who)
    assert [task.title for task in tasks(who, "Ring")] == ["Ring Friday shop"]


def test_with_the_mouse_an_example_a_chip_and_save(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    patient(who)
    who.click("Task")
    dialog = line_of(who)
    who.wait_for("EARNSHAW, Catherine, bed 4")
    who.type("Weekly weight tomorrow")
    who.wait_for("On which day of the week does it repeat?")
    who.click("Keep 'Weekly' in the title")
    who.wait_for("Weekly weight")
    chip = next(one for one in dialog.findChildren(Chip) if "Tomorrow" in one.accessibleName())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    who.wait_for("Weekly weight tomorrow")
    who.click("Save")
    gone(who)
    (task,) = tasks(who, "weight")
    assert (task.title, task.due_on) == ("Weekly weight tomorrow", at().today())
    who.wait_for("Weekly weight tomorrow")


def test_n_on_a_patients_page_and_another_one_at_once(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    patient(who)
    who.press("N")
    line_of(who)
    who.type("ECG")
    who.press("Ctrl+Return")
    who.wait_for("Type the next one, or close.")
    who.type("Weight")
    who.press("Return")
    gone(who)
    assert {(task.title, task.patient_id) for word in ("ECG", "Weight") for task in tasks(who, word)} == {
        ("ECG", keats.cathy),
        ("Weight", keats.cathy),
    }
    who.wait(lambda: {"ECG", "Weight"} <= {row.split(", ")[1] for row in who.rows("Open tasks")})


def test_two_in_one_bed_are_never_guessed(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    add_to_bed_4(tmp_path, keats)
    who = sit(tmp_path)
    begin(who)
    who.type("Bed 4 bloods")
    who.wait_for("On this ward 2 patients are in bed 4.")
    who.press("Return")
    who.settle()
    assert tasks(who, "bloods") == []
    who.wait_for("Press Alt and the number of what is meant.")
    who.press("Alt+2")
    who.wait_for("Bed 4: EARNSHAW, Catherine")
    who.press("Return")
    gone(who)
    assert [task.patient_id for task in tasks(who, "bloods")] == [keats.cathy]


def add_to_bed_4(folder: Path, keats: Keats) -> None:
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        details = PatientDetails(family_name="Dean", given_name="Ellen", bed="4")
        hub.patients.add(keats.ward, details, by=keats.esther)


def test_a_line_that_was_being_typed_comes_back_after_a_lock(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    begin(who)
    who.type("Bed 4 ECG tomorrow")
    who.press("Backspace")
    lock(who)
    again = sit(tmp_path)
    again.dialog(ASKED)
    assert again.sees("A new task", within=again.shown)
    again.click("Put it back")
    dialog = line_of(again)
    again.wait(lambda: dialog.shown.line.value() == "Bed 4 ECG tomorrow")
    again.wait_for("ECG tomorrow", "Bed 4: EARNSHAW, Catherine")
    again.press("Return")
    gone(again)
    assert [task.title for task in tasks(again, "ECG")] == ["ECG tomorrow"]


def test_a_found_task_is_open_and_a_repeat_is_made(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    begin(who)
    who.type("Fluids chart review every mon wed fri early")
    who.wait_for("Next: Mon 23 Nov, Wed 25 Nov, Fri 27 Nov.")
    who.press("Return")
    gone(who)
    hub = who.opening.hub
    assert hub is not None
    assert [one.shifts for one in hub.series.of_ward(hub.wards.all()[0].id)] == [("Early",)]
    begin(who)
    who.type("Fridge temperatures")
    who.press("Return")
    gone(who)
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("fridge")
    who.wait(lambda: "Fridge temperatures" in who.words(who.shown))
    who.press("Esc")
    assert tasks(who, "fridge")[0].state is TaskState.TO_DO


def test_with_keys_a_line_for_the_wrong_bed_is_asked_about_and_never_put_on_the_page(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    patient(who)
    who.press("N")
    line_of(who)
    who.type("Bed 7 ECG")
    who.wait_for(
        "EARNSHAW, Catherine, bed 4",
        "This is for EARNSHAW, Catherine, bed 4. The line says 'Bed 7': DURBEYFIELD, Tess, bed 7.",
    )
    who.press("Return")
    who.settle()
    assert tasks(who, "ECG") == []
    who.wait_for("One thing is not clear yet.")
    who.press("Alt+1")
    who.wait_for("DURBEYFIELD, Tess, bed 7")
    who.press("Ctrl+Return")
    who.wait_for("Type the next one, or close.", "EARNSHAW, Catherine, bed 4")
    who.type("Bed 7 weight")
    who.press("Alt+2", "Return")
    gone(who)
    assert {(task.title, task.patient_id) for word in ("ECG", "weight") for task in tasks(who, word)} == {
        ("ECG", keats.tess),
        ("weight", keats.cathy),
    }


def test_with_keys_a_task_without_a_day_is_found_again_on_today(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    dialog = begin(who)
    who.type("Sort the linen cupboard")
    who.wait_for("Today, Fri 20 Nov 2026 (no day named)")
    who.tab_to(dialog.shown.chips["assumed"])
    who.press("Delete")
    who.wait_for("No day")
    who.tab_to(dialog.shown.line.line)
    who.press("Return")
    gone(who)
    who.wait(lambda: "No day, 1" in who.rows("This shift"))
    assert "Due on no day, Sort the linen cupboard, Ward task, unclaimed" in who.rows("This shift")
