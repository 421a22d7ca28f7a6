"""A key or a click too many: tomorrow's check, the task that moved up and the next note are left alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind, TaskState
from inpatient_hub.gui.models.row_layout import placed_buttons
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.unfiled_list import UnfiledList
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import hub_of, task_of
from tests.e2e.keats import TODAY, Keats, a_busy_ward, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import the_list
from tests.fakes.seat import opened_by_program
from tests.fakes.steady import SteadyClock, steady

__all__ = ["steady"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SATURDAY = "Fridge temperatures, Saturday 21 November, Late"


def a_ward_with_a_check(folder: Path) -> Keats:
    """The fridge each day on the Late shift, and three calls of today for Cathy."""
    keats = a_ward(folder)
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        daily = Repeat(rule="FREQ=DAILY", starts_on=TODAY)
        hub.series.add(
            keats.ward, NewSeries(title="Fridge temperatures", repeat=daily, shifts=("Late",)), by=keats.esther
        )
        for title in ("Ring brother", "Ring sister", "Ring home"):
            new = NewTask(title=title, kind=TaskKind.PATIENT, patient_id=keats.cathy, due=Timing(day=TODAY))
            hub.tasks.add(keats.ward, new, by=keats.esther)
    return keats


def test_tomorrows_check_is_not_ticked_with_one_key(tmp_path: Path, sit: Sit) -> None:
    a_ward_with_a_check(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+7")
    who.wait_for(f"{SATURDAY}: to come")
    who.settle()
    who.press("Right", "D")
    dialog = who.dialog("This is for tomorrow, Sat 21 Nov")
    assert who.sees("Fridge temperatures. Is it done already?", within=dialog)
    who.press("Return")
    who.wait(lambda: not dialog.isVisible())
    who.settle()
    assert who.sees(f"{SATURDAY}: to come")
    who.press("D")
    who.dialog("This is for tomorrow, Sat 21 Nov")
    who.click("It is done already")
    who.wait_for("Done: Fridge temperatures, for tomorrow")
    who.settle()
    assert who.sees(f"{SATURDAY}: done by Esther Summerson")


def test_a_shift_that_has_not_begun_is_asked_about_too(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        new = NewTask(title="Count the keys", kind=TaskKind.WARD, due=Timing(day=TODAY, shift="Night"))
        task, _ = hub.tasks.add(keats.ward, new, by=keats.esther)
    who = sit(tmp_path)
    who.press("Ctrl+2")
    who.wait_for("Count the keys")
    who.settle()
    who.press("D")
    who.dialog("This is for the Night shift, which begins at 21:00")
    who.press("Esc")
    who.settle()
    assert task_of(who, task.id).state is TaskState.TO_DO


def in_hand(who: Sitting) -> str:
    rows = the_list(who, "This shift")
    assert isinstance(rows, RowList)
    facts = rows.row_model().row_at(rows.currentIndex())
    assert isinstance(facts, RowFacts)
    return facts.title


def done(who: Sitting, ward: str) -> int:
    tasks = hub_of(who).tasks.find(ward, "ring")
    return sum(line.task.state is TaskState.DONE for line in tasks)


def test_d_twice_ticks_one_task_and_an_arrow_or_a_moment_later_the_next(
    tmp_path: Path, sit: Sit, steady: SteadyClock
) -> None:
    keats = a_ward_with_a_check(tmp_path)
    who = sit(tmp_path)
    who.wait(lambda: any("Ring home" in row for row in who.rows("This shift")))
    rows = the_list(who, "This shift")
    assert isinstance(rows, RowList)
    who.tab_to(rows)
    while not in_hand(who).startswith("Ring"):
        who.press("Down")
    first = in_hand(who)
    who.press("D")
    who.wait_for(f"Done: {first}, bed 4")
    who.settle()
    steady.seconds += 2
    second = in_hand(who)
    who.press("D")
    who.wait_for(f"Nothing was done with the next one: {second}. Choose it first.")
    who.settle()
    assert done(who, keats.ward) == 1
    assert who.sees(f"Done: {first}, bed 4", "Undo")
    steady.seconds += 1
    who.press("D")
    who.wait_for(f"Done: {second}")
    who.settle()
    assert done(who, keats.ward) == 2


def press_filed(notes: UnfiledList, place: int) -> None:
    index = notes.row_model().index(place)
    facts = notes.row_model().row_at(index)
    assert isinstance(facts, RowFacts)
    _, box = placed_buttons(notes.visualRect(index), facts, notes._delegate.columns)[-1]
    QTest.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def test_two_clicks_on_filed_file_one_note(tmp_path: Path, sit: Sit, steady: SteadyClock) -> None:
    a_busy_ward(tmp_path)
    who = sit(tmp_path)
    assert who.sees("3 notes not filed")
    notes = the_list(who, "Notes copied and not yet filed")
    assert isinstance(notes, UnfiledList)
    press_filed(notes, 0)
    who.wait(lambda: len(who.rows("Notes copied and not yet filed")) == 2)
    who.settle()
    steady.seconds += 0.65
    press_filed(notes, 0)
    who.wait_for("The list moved up. Press Filed once more for ")
    who.settle()
    assert who.sees("2 notes not filed", "Filed: the note of ", "Undo")
    steady.seconds += 1
    press_filed(notes, 0)
    who.wait(lambda: len(who.rows("Notes copied and not yet filed")) == 1)
    who.settle()
    assert len([one for one in who.words().splitlines() if one.startswith("Filed: the note of ")]) >= 2
