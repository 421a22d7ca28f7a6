"""One piece of work through all the places it is seen: typed, on Today, in the diary, in the grid, found and filed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.diary_views import LaneKind
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import history, hub_of, task_of, undo
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.test_diary import day_of, drag, in_lane
from tests.e2e.walking import answer_steps, copy, fill_in_note, wait_for_step
from tests.e2e.walks import IMHA
from tests.fakes.seat import opened_by_program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SHIFT = "This shift"
FLUIDS = "Fluids chart review"
FRIDAY, SATURDAY = TODAY, TODAY + timedelta(days=1)


def add(folder: Path, keats: Keats, title: str, **more: object) -> str:
    """A task of Cathy's for half past five today."""
    due = Timing(day=TODAY, at=at().now().time().replace(hour=17, minute=30))
    about = {"kind": TaskKind.PATIENT, "patient_id": keats.cathy, "due": due} | more
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        return hub.tasks.add(keats.ward, NewTask(title=title, **about), by=keats.esther)[0].id  # type: ignore[arg-type]


def only_task(who: Sitting, words: str) -> Task:
    hub = hub_of(who)
    (line,) = hub.tasks.find(hub.wards.all()[0].id, words)
    return line.task


def on_today(who: Sitting, words: str) -> str:
    """The row of Today with these words, or nothing."""
    return next((row for row in who.rows(SHIFT) if words in row), "")


def to_today(who: Sitting, task_id: str) -> None:
    """Today, by its key, at the row of this task."""
    who.press("Ctrl+1")
    who.wait(lambda: who.rows(SHIFT))
    who.settle()
    (rows,) = (one for one in who.window.findChildren(RowList) if one.isVisible() and one.accessibleName() == SHIFT)
    who.wait(lambda: rows.select(task_id))
    who.tab_to(rows)


def find(who: Sitting, words: str, title: str) -> None:
    """Ctrl+K, and Enter on the first thing found, which is this task."""
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type(words)
    who.wait(lambda: any(row.startswith(title) for row in who.words(who.shown).splitlines()))
    who.settle()
    who.press("Return")
    who.wait_for(f"Task: {title}")
    who.settle()


def panel_words(who: Sitting) -> str:
    """What the panel says."""
    panel = who.window.beside
    assert panel is not None
    who.wait(panel.isVisible)
    return who.words(panel)


def the_diary(who: Sitting) -> DiaryGrid:
    """Ctrl+2, and the week."""
    who.press("Ctrl+2")
    who.wait_for("16 to 22 November 2026")
    who.settle()
    return next(one for one in who.window.findChildren(DiaryGrid) if one.isVisible())


def walk_to(who: Sitting, grid: DiaryGrid, title: str, day: date) -> None:
    """The arrows alone, from the top of today on."""
    who.press("T")
    who.settle()
    who.press("Home", *["Right"] * (day - TODAY).days)
    for _ in range(40):
        cell = grid.current_cell()
        if cell is not None and (cell.title, cell.day) == (title, day):
            return
        who.press("Down")
    raise AssertionError(f"the arrows never reach {title!r}")


def test_what_is_typed_stands_on_today_is_claimed_and_done_and_taken_back_step_by_step(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("N")
    who.dialog("New task")
    who.type("Bed 4 ECG before handover !urgent")
    who.wait_for("Bed 4: EARNSHAW, Catherine", "Urgent")
    who.press("Return")
    who.wait(lambda: on_today(who, "ECG").endswith("urgent, unclaimed"))
    who.settle()
    task = only_task(who, "ECG")
    to_today(who, task.id)
    who.press("C")
    who.wait(lambda: on_today(who, "ECG").endswith("claimed by you"))
    who.settle()
    who.press("D")
    who.wait(lambda: not on_today(who, "ECG"))
    who.settle()
    find(who, "ecg", "ECG")
    told = panel_words(who)
    for words in ("Done by you, 16:42", "You marked it done", "You claimed it", "You added it"):
        assert words in told
    undo(who, "Done: ECG")
    who.wait_for("You have it, since 16:42")
    undo(who, "Claimed: ECG")
    who.wait_for("To do, nobody has it")
    assert "You claimed it (undone)" in panel_words(who)
    who.press("Esc")
    who.wait(lambda: on_today(who, "ECG").endswith("urgent, unclaimed"))
    assert len(history(who, task.id)) == 5


def test_a_repeat_that_is_added_stands_in_the_diary_and_what_is_done_there_counts_in_the_grid(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+7")
    who.wait_for("Repeats")
    who.settle()
    who.press("N")
    who.dialog("What repeats?")
    who.fill_in("Task", FLUIDS)
    who.fill_in("How often", "On days of the week")
    who.fill_in("On these days", ["Fri", "Sat"])
    who.fill_in("On these shifts", ["Late"])
    who.wait_for("Every Friday and Saturday, on Late, from 20 Nov 2026.")
    who.tab_to(who.button("Add"))
    who.press("Return")
    who.wait_for(f"{FLUIDS}, Friday 20 November, Late: to do, nobody has it")
    who.settle()
    grid = the_diary(who)
    times = [cell for cell in grid.cells.cells() if cell.title == FLUIDS]
    assert [(cell.day, cell.item.made if cell.item else None) for cell in times] == [(FRIDAY, True), (SATURDAY, False)]
    walk_to(who, grid, FLUIDS, SATURDAY)
    who.press("D")
    who.dialog("This is for tomorrow, Sat 21 Nov")
    who.click("It is done already")
    who.wait_for(f"Done: {FLUIDS}")
    who.settle()
    who.press("Ctrl+7")
    who.wait_for(f"{FLUIDS}, Saturday 21 November, Late: done by Esther Summerson")
    who.wait_for("this week Esther Summerson 1")
    who.press("Ctrl+Z")
    who.wait_for(f"{FLUIDS}, Saturday 21 November, Late: to do, nobody has it")
    hub = hub_of(who)
    (series,) = hub.series.of_ward(hub.wards.all()[0].id)
    assert series.repeat is not None
    assert series.missed in tuple(Missed)


def test_what_is_dragged_to_tomorrow_leaves_the_shift_and_comes_back_with_undo(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    add(tmp_path, keats, "Ring brother")
    who = sit(tmp_path)
    who.wait(lambda: on_today(who, "Ring brother"))
    the_diary(who)
    drag(who, "Ring brother", in_lane(who, SATURDAY, LaneKind.PATIENT))
    who.wait_for("Moved to tomorrow: Ring brother")
    who.settle()
    assert day_of(who, "Ring brother") == SATURDAY
    who.press("Ctrl+1")
    who.wait(lambda: on_today(who, "Ring brother").startswith("Due tomorrow, 17:30"))
    who.press("Ctrl+Z")
    who.wait(lambda: on_today(who, "Ring brother").startswith("Due at 17:30"))
    the_diary(who)
    assert day_of(who, "Ring brother") == FRIDAY


def test_enter_on_a_reminder_opens_its_panel_and_what_is_done_there_leaves_the_list(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Ring brother", mine=True)
    clock = at(minutes=40)
    who = sit(tmp_path, clock=clock)
    who.press("Ctrl+4")
    who.wait_for("3 patients")
    who.wait_for("1 reminder")
    who.press("Ctrl+Shift+R")
    who.dialog("Reminders")
    who.wait(lambda: any("Ring brother" in row for row in who.rows("Reminders")))
    who.press("Return")
    who.wait_for("Task: Ring brother")
    who.settle()
    assert QApplication.activeModalWidget() is None
    assert "You have it" in panel_words(who)
    who.press("D")
    who.wait_for("Done by you, 17:22")
    who.settle()
    assert task_of(who, task_id).state is TaskState.DONE
    assert not who.sees("1 reminder", within=who.window.strip)
    undo(who, "Done: Ring brother")
    who.wait_for("1 reminder")


def test_what_is_late_is_done_from_its_reminder_and_why_is_asked_over_the_list(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Ring brother", mine=True)
    who = sit(tmp_path, clock=at(minutes=90))
    who.wait_for("1 reminder")
    who.press("Ctrl+Shift+R")
    who.dialog("Reminders")
    who.wait(lambda: any("Ring brother" in row for row in who.rows("Reminders")))
    who.press("D")
    who.dialog("Why was this done late?")
    who.press("1", "Return")
    who.wait(lambda: task_of(who, task_id).state is TaskState.DONE)
    who.dialog("Reminders")
    who.wait(lambda: who.rows("Reminders") == [])
    who.press("Esc")
    who.wait(lambda: QApplication.activeModalWidget() is None)
    undo(who, "Done: Ring brother")
    assert task_of(who, task_id).state is TaskState.CLAIMED


@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+9"])
def test_a_task_is_found_from_every_page_claimed_in_its_panel_and_the_page_is_there_again(
    tmp_path: Path, sit: Sit, key: str
) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Ring brother")
    who = sit(tmp_path)
    who.press(key)
    who.settle()
    page = who.window.stack.currentWidget()
    find(who, "brother", "Ring brother")
    who.press("C")
    who.wait_for("You have it, since 16:42")
    who.settle()
    undo(who, "Claimed: Ring brother")
    who.wait_for("To do, nobody has it")
    assert task_of(who, task_id).claimed_by is None
    panel = who.window.beside
    assert panel is not None
    who.press("Esc")
    who.wait(lambda: not panel.isVisible())
    assert who.window.stack.currentWidget() is page
    who.wait(lambda: QApplication.focusWidget() is not None)


def test_the_note_of_a_row_that_is_done_is_offered_copied_and_filed_and_the_row_is_gone(
    tmp_path: Path, sit: Sit
) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Letter to the advocate", workflow_id="imha")
    who = sit(tmp_path)
    to_today(who, task_id)
    who.press("D")
    who.dialog("Write its case note now?")
    who.press("Return")
    wait_for_step(who, 1)
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    assert copy(who).startswith("Catherine Earnshaw, NHS 999 339 5633")
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.settle()
    assert task_of(who, task_id).state is TaskState.DONE
    who.press("Ctrl+1")
    who.wait(lambda: who.rows(SHIFT))
    who.settle()
    assert not on_today(who, "Letter to the advocate")
    find(who, "letter", "Letter to the advocate")
    who.click("Its case note")
    who.wait_for("Finished: the note is filed and this referral is ticked.")


def test_the_note_that_is_filed_from_the_panel_ticks_the_row_of_today(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Letter to the advocate", workflow_id="imha")
    who = sit(tmp_path)
    to_today(who, task_id)
    who.press("Return")
    who.wait_for("Task: Letter to the advocate")
    who.settle()
    who.click("Its case note")
    wait_for_step(who, 1)
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    who.press("Ctrl+1")
    who.wait(lambda: on_today(who, "Letter to the advocate"))
    who.settle()
    who.press("Ctrl+U")
    who.wait(lambda: who.rows("Notes copied and not yet filed"))
    who.press("F")
    who.wait_for("Filed")
    who.settle()
    assert task_of(who, task_id).state is TaskState.DONE
    who.press("Ctrl+1")
    who.wait(lambda: who.rows(SHIFT))
    who.settle()
    assert not on_today(who, "Letter to the advocate")
    who.press("Ctrl+Z")
    who.wait(lambda: on_today(who, "Letter to the advocate"))


def test_keys_pressed_faster_than_the_page_is_read_again_all_count(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    task_id = add(tmp_path, keats, "Ring brother")
    who = sit(tmp_path)
    to_today(who, task_id)
    who.press("C", "D")
    who.settle()
    assert QApplication.activeModalWidget() is None
    assert history(who, task_id)[1:] == ["Esther Summerson claimed it", "Esther Summerson marked it done"]
    who.press("Ctrl+Z", "Ctrl+Z")
    who.settle()
    assert task_of(who, task_id).state is TaskState.TO_DO
