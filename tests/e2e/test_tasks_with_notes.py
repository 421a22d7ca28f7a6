"""A task is given a referral or note when it is typed or changed, with keys; done, it offers the note, and filing the
note ticks it."""

from pathlib import Path

from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import a_ward_with_work, from_more, history, hub_of, open_panel, sit_down, task_of, undo
from tests.e2e.sitting import Sitting
from tests.e2e.test_quick_add import gone, line_of, tasks
from tests.e2e.walking import answer_steps, copy, fill_in_note, wait_for_step
from tests.e2e.walks import IMHA

ASKED = "Who is using this computer?"
TITLE = "Independent mental health advocate"


def begin(who: Sitting) -> QuickAddDialog:
    """Types a task for Cathy and opens what is folded away, with keys alone."""
    who.press("Ctrl+N")
    dialog = line_of(who)
    who.type("Bed 4 ask for the advocate today")
    who.wait_for("Bed 4: EARNSHAW, Catherine")
    who.tab_to(dialog.shown.fold)
    who.press("Space")
    who.wait(dialog.shown.more.isVisible)
    return dialog


def add_with_note(who: Sitting) -> Task:
    dialog = begin(who)
    who.fill_in("Referral or note", TITLE)
    who.wait_for(f"With its note: {TITLE}")
    who.tab_to(dialog.save_button)
    who.press("Return")
    gone(who)
    (task,) = tasks(who, "advocate today") or tasks(who, "ask")
    assert task.workflow_id == "imha"
    return task


def test_a_task_typed_with_its_note_is_ticked_by_filing_the_note(tmp_path: Path, sit: Sit) -> None:
    a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    task = add_with_note(who)
    open_panel(who, task.id)
    who.click("Its case note")
    wait_for_step(who, 1)
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    assert task_of(who, task.id).state is TaskState.TO_DO
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.settle()
    assert task_of(who, task.id).state is TaskState.DONE


def test_a_task_typed_with_its_note_offers_it_once_it_is_done(tmp_path: Path, sit: Sit) -> None:
    a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    task = add_with_note(who)
    open_panel(who, task.id)
    who.press("D")
    who.dialog("Write its case note now?")
    who.press("Return")
    wait_for_step(who, 1)
    assert who.sees("EARNSHAW, Catherine", IMHA.title)


def test_a_note_is_given_to_a_task_that_is_there_and_its_history_says_so(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    from_more(who, "Change")
    who.dialog("Change this task")
    who.fill_in("Referral or note", TITLE)
    who.press("Ctrl+Return")
    who.wait_for("Changed")
    who.settle()
    assert task_of(who, work.ring).workflow_id == "imha"
    assert history(who, work.ring)[-1] == "Esther Summerson changed it: its referral or note"
    undo(who, "Changed")
    assert task_of(who, work.ring).workflow_id is None


def test_the_choice_is_gone_once_the_note_was_begun(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    with hub_of(who).seat.as_program():
        run, _ = hub_of(who).runs.start("imha", work.keats.cathy, by=work.keats.esther)
        hub_of(who).tasks.begin_run(work.refer, run.id, by=work.keats.esther)
    open_panel(who, work.refer)
    from_more(who, "Change")
    dialog = who.dialog("Change this task")
    assert who.sees("What is to be done", within=dialog)
    assert not who.sees("Referral or note", within=dialog)
