"""A patient is discharged at the window: what is open ends or stays with one key, and Ctrl+Z takes all of it back."""

from datetime import time
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind, TaskState
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import hub_of, task_of, undo
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

LEFT = "Catherine Earnshaw: discharged"


def a_ward_with_open_work(folder: Path) -> tuple[Keats, str, str, str]:
    """Cathy with an ECG to do, bloods that Esther has, and a repeat."""
    keats = a_ward(folder)
    about = {"kind": TaskKind.PATIENT, "patient_id": keats.cathy}
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:

        def add(title: str, **more: object) -> str:
            new = NewTask(title=title, due=Timing(day=TODAY, at=time(20)), **about, **more)  # type: ignore[arg-type]
            return hub.tasks.add(keats.ward, new, by=keats.esther)[0].id

        ecg, bloods = add("ECG"), add("Bloods", mine=True)
        daily = NewSeries(title="Weigh her", repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY), **about)  # type: ignore[arg-type]
        series, _ = hub.series.add(keats.ward, daily, by=keats.esther)
    return keats, ecg, bloods, series.id


def discharge(who: Sitting, keats: Keats) -> None:
    """Changes her details with the keyboard, until the question stands there."""
    page = who.window.stack.currentWidget()
    page.go_requested.emit(Destination(PageId.PATIENT, keats.cathy))  # type: ignore[union-attr]
    who.wait_for("Bed 4")
    who.settle()
    who.press("E")
    who.dialog("Change Catherine Earnshaw's details")
    who.fill_in("Where they are", "Discharged")
    who.press("Ctrl+Return")


def status(who: Sitting, keats: Keats) -> PatientStatus:
    return hub_of(who).patients.facts(keats.cathy).patient.status


def test_what_is_open_ends_with_return_the_follow_up_is_proposed_and_one_ctrl_z_takes_the_discharge_back(
    tmp_path: Path, sit: Sit
) -> None:
    keats, ecg, bloods, series = a_ward_with_open_work(tmp_path)
    who = sit(tmp_path)
    discharge(who, keats)
    dialog = who.dialog("What is still open")
    assert who.sees("Weigh her", "ECG", "Bloods: Esther Summerson has it", within=dialog)
    who.press("Return")
    dates = who.dialog("Dates from an event")
    who.wait_for("Follow-up within 72 hours of discharge")
    assert who.sees("Monday 23 November 2026, 16:42", within=dates)
    assert [
        box.accessibleName() for box in dates.findChildren(QAbstractButton) if box.isCheckable() and box.isChecked()
    ]
    assert (task_of(who, ecg).state, task_of(who, ecg).reason) == (TaskState.CANCELLED, "discharged")
    assert task_of(who, bloods).state is TaskState.CLAIMED
    assert hub_of(who).series.get(series).state is SeriesState.ENDED
    who.press("Esc")
    who.settle()
    undo(who, f"{LEFT}, 1 repeat and 2 tasks ended")
    assert status(who, keats) is PatientStatus.ACTIVE
    assert task_of(who, ecg).state is TaskState.TO_DO
    assert hub_of(who).series.get(series).state is SeriesState.ACTIVE


def test_escape_keeps_all_of_it_and_the_follow_up_is_kept_with_ctrl_return(tmp_path: Path, sit: Sit) -> None:
    keats, ecg, _, series = a_ward_with_open_work(tmp_path)
    who = sit(tmp_path)
    discharge(who, keats)
    who.dialog("What is still open")
    who.press("Esc")
    who.dialog("Dates from an event")
    who.wait_for("Follow-up within 72 hours of discharge")
    who.settle()
    who.press("Ctrl+Return")
    who.wait_for("Kept: 2 dates")
    who.press("Esc")
    who.settle()
    assert status(who, keats) is PatientStatus.DISCHARGED
    assert task_of(who, ecg).state is TaskState.TO_DO
    assert hub_of(who).series.get(series).state is SeriesState.ACTIVE
    rules = [line.task.clock_rule for line in hub_of(who).patients.view(keats.cathy).tasks]
    assert "discharge.h72@1" in rules


def test_a_patient_with_nothing_open_is_discharged_without_a_question(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    discharge(who, keats)
    who.dialog("Dates from an event")
    who.press("Esc")
    who.settle()
    undo(who, LEFT)
    assert status(who, keats) is PatientStatus.ACTIVE


def test_a_patient_in_error_is_asked_about_too_and_ctrl_z_brings_them_back(tmp_path: Path, sit: Sit) -> None:
    keats, ecg, _, series = a_ward_with_open_work(tmp_path)
    who = sit(tmp_path)
    page = who.window.stack.currentWidget()
    page.go_requested.emit(Destination(PageId.PATIENT, keats.cathy))  # type: ignore[union-attr]
    who.wait_for("Bed 4")
    who.settle()
    who.window.stack.currentWidget().in_error_confirmed.emit("Entered twice")  # type: ignore[union-attr]
    who.dialog("What is still open")
    who.press("Return")
    who.wait_for("entered in error, off every list, 1 repeat and 2 tasks ended")
    who.settle()
    assert (status(who, keats), task_of(who, ecg).reason) == (PatientStatus.IN_ERROR, "patient_in_error")
    undo(who, "Catherine Earnshaw: entered in error")
    assert (status(who, keats), task_of(who, ecg).state) == (PatientStatus.ACTIVE, TaskState.TO_DO)
    assert hub_of(who).series.get(series).state is SeriesState.ACTIVE
