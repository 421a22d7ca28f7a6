"""What is typed in a dialog comes back after a quick lock into the same dialog, and is then saved."""

from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.store.draft_file import DRAFTS_FILE
from tests.e2e.conftest import Sit
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.test_drafts_come_back import ASKED, lock
from tests.fakes.seat import opened_by_program


def a_ward_with_a_task(folder: Path) -> tuple[Keats, Task]:
    keats = a_ward(folder)
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        due = Timing(day=TODAY)
        hub.tasks.add(keats.ward, NewTask(title="Ring the pharmacy", due=due, mine=True), by=keats.esther)
        task = next(line.task for line in hub.tasks.find(keats.ward, "pharmacy"))
    return keats, task


def want(who: Sitting, task: Task, wish: TaskWish) -> None:
    assert who.opening.presenter is not None
    who.settle()
    who.opening.presenter.desk.act(task, wish)


def come_back(sit: Sit, folder: Path, words: str, *, days: int = 0) -> Sitting:
    assert (folder / DRAFTS_FILE).exists()
    again = sit(folder, clock=at(days=days))
    again.dialog(ASKED)
    assert again.sees(words, within=again.shown)
    again.click("Put it back")
    return again


@pytest.mark.parametrize("wish", [TaskWish.CHANGE, TaskWish.MOVE])
def test_what_is_typed_about_a_task_comes_back(tmp_path: Path, sit: Sit, wish: TaskWish) -> None:
    _, task = a_ward_with_a_task(tmp_path)
    question, label, typed, words = {
        TaskWish.CHANGE: ("Change this task", "What is to be done", "Ring Sue, not the others", "What you changed of"),
        TaskWish.MOVE: ("When is this to be done?", "Day", "30 Nov 2026", "The new day of"),
    }[wish]
    who = sit(tmp_path)
    want(who, task, wish)
    who.dialog(question)
    who.fill_in(label, typed)
    lock(who)
    again = come_back(sit, tmp_path, f"{words} the task Ring the pharmacy, for Keats Ward")
    again.dialog(question)
    again.wait(lambda: again.field(label).typed() == typed)
    again.press("Ctrl+Return")
    again.wait(lambda: not (tmp_path / DRAFTS_FILE).exists())
    assert again.opening.hub is not None
    kept = again.opening.hub.tasks.view(task.id).line.task
    assert typed in (kept.title, f"{kept.due_on:%d} Nov 2026")


def test_how_far_a_task_has_come_comes_back_as_it_was_chosen(tmp_path: Path, sit: Sit) -> None:
    _, task = a_ward_with_a_task(tmp_path)
    who = sit(tmp_path)
    want(who, task, TaskWish.HAND_BACK)
    who.dialog("How far has this come?")
    who.press("3")
    who.fill_in("Chase it on", "30 Nov 2026")
    chosen = vars(who.shown)["list"].chosen()
    assert chosen
    lock(who)
    again = come_back(sit, tmp_path, "How far the task Ring the pharmacy has come")
    again.dialog("How far has this come?")
    again.settle()
    assert vars(again.shown)["list"].chosen() == chosen
    assert again.field("Chase it on").typed() == "30 Nov 2026"


def test_why_a_task_was_done_late_comes_back(tmp_path: Path, sit: Sit) -> None:
    _, task = a_ward_with_a_task(tmp_path)
    who = sit(tmp_path, clock=at(days=3))
    want(who, task, TaskWish.DONE)
    who.dialog("Why was this done late?")
    who.press("2")
    chosen = vars(who.shown)["reasons"].chosen()
    assert chosen
    lock(who)
    again = come_back(sit, tmp_path, "Why the task Ring the pharmacy was done late", days=3)
    again.dialog("Why was this done late?")
    again.settle()
    assert vars(again.shown)["reasons"].chosen() == chosen
    assert again.button("Done").isEnabled()


def test_what_is_typed_about_a_time_of_a_repeat_that_is_no_task_yet_comes_back(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        new = NewSeries(title="Fridge", repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY), shifts=("Late",))
        series, _ = hub.series.add(keats.ward, new, by=keats.esther)
    who = sit(tmp_path)
    assert who.opening.hub is not None
    (row,) = who.opening.hub.series.grid(keats.ward, TODAY - timedelta(days=TODAY.weekday())).rows
    cell = next(cell for cell in row.cells if cell.day == TODAY + timedelta(days=1))
    assert cell.task is not None
    want(who, cell.task, TaskWish.CHANGE)
    who.dialog("Change this task")
    who.fill_in("What is to be done", "Both fridges")
    lock(who)
    again = come_back(sit, tmp_path, "What you changed of the task Fridge")
    again.dialog("Change this task")
    again.wait(lambda: again.field("What is to be done").typed() == "Both fridges")
    assert series.id


def test_a_task_that_is_gone_keeps_what_was_typed_and_says_so(tmp_path: Path, sit: Sit) -> None:
    _, task = a_ward_with_a_task(tmp_path)
    who = sit(tmp_path)
    want(who, task, TaskWish.CHANGE)
    who.dialog("Change this task")
    who.fill_in("What is to be done", "Ring Sue")
    lock(who)
    again = sit(tmp_path)
    hub = again.opening.hub
    assert hub is not None
    object.__setattr__(hub.tasks, "view", lambda _id: hub.patients.facts("gone"))
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog("What you typed is not put back yet")
    assert (tmp_path / DRAFTS_FILE).exists()


def test_a_person_half_typed_comes_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+9")
    who.settle()
    who.click("Add a person")
    who.dialog("Add a person to Keats Ward")
    who.fill_in("Name", "Nelly Dean")
    who.fill_in("Designation", "RMN")
    lock(who)
    again = come_back(sit, tmp_path, "A new person, for Keats Ward")
    again.dialog("Add a person to Keats Ward")
    assert again.field("Name").value() == "Nelly Dean"
    assert again.field("Designation").value() == "RMN"
    again.press("Ctrl+Return")
    again.wait(lambda: not (tmp_path / DRAFTS_FILE).exists())


def test_what_was_chosen_for_the_ward_comes_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.settle()
    assert who.opening.presenter is not None
    who.opening.presenter.do("ward")
    who.dialog("How should Keats Ward work?")
    who.settle()
    who.fill_in("Characters in one note", "1234")
    lock(who)
    again = come_back(sit, tmp_path, "The settings of the ward, for Keats Ward")
    again.dialog("How should Keats Ward work?")
    again.wait(lambda: again.field("Characters in one note").typed() == "1234")


def test_a_dialog_in_which_nothing_was_changed_leaves_no_draft(tmp_path: Path, sit: Sit) -> None:
    _, task = a_ward_with_a_task(tmp_path)
    who = sit(tmp_path)
    want(who, task, TaskWish.CHANGE)
    who.dialog("Change this task")
    lock(who)
    assert not (tmp_path / DRAFTS_FILE).exists()
