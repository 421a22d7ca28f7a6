"""The note of a task: filing it ticks the task, and a task that was done by hand offers it."""

from pathlib import Path

from inpatient_hub.domain.tasks import TaskState
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import REFER, a_ward_with_work, history, hub_of, open_panel, sit_down, task_of, undo
from tests.e2e.keats import at
from tests.e2e.walking import answer_steps, copy, fill_in_note, wait_for_step
from tests.e2e.walks import IMHA

ASKED = "Who is using this computer?"


def test_filing_the_note_of_a_task_ticks_it_and_one_undo_opens_both_again(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    panel = open_panel(who, work.refer)
    who.click("Its case note")
    wait_for_step(who, 1)
    assert not panel.isVisible()
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    assert task_of(who, work.refer).state is TaskState.TO_DO
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.settle()
    assert task_of(who, work.refer).state is TaskState.DONE
    assert history(who, work.refer)[-1] == "Esther Summerson marked it done: by filing its note"
    who.press("Ctrl+Z")
    who.wait_for("1 note not filed")
    who.settle()
    assert task_of(who, work.refer).state is TaskState.TO_DO


def test_the_reason_for_a_late_one_is_asked_once_its_note_is_filed_and_a_follow_up_in_hand_stays(
    tmp_path: Path, sit: Sit
) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED, clock=at(days=1))
    sit_down(who, "Esther Summerson")
    open_panel(who, work.refer)
    who.click("Its case note")
    wait_for_step(who, 1)
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    who.press("Ctrl+Return")
    dialog = who.dialog("Why was this done late?")
    assert who.sees("EARNSHAW, Catherine", "Its note is filed and it is ticked", within=dialog)
    assert (task_of(who, work.refer).state, task_of(who, work.refer).reason) == (TaskState.DONE, "recorded_late")
    who.press("2", "Return")
    who.wait_for(f"Reason kept: {REFER}")
    who.settle()
    assert task_of(who, work.refer).reason == "staffing"
    hub, run_id = hub_of(who), task_of(who, work.refer).run_id or ""
    plan = hub.runs.view(run_id).follow_up
    assert plan is not None
    assert plan.task_id is not None
    hub.tasks.claim(plan.task_id, by=work.keats.esther)
    undo(who, f"Reason kept: {REFER}")
    who.press("Ctrl+Z")
    who.wait_for(f"Its follow-up stays, somebody works on it: {plan.title}")
    who.settle()
    assert task_of(who, work.refer).state is TaskState.TO_DO
    assert task_of(who, plan.task_id).state is TaskState.CLAIMED


def test_a_task_that_is_done_by_hand_offers_its_note_in_the_right_patients_name(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.refer)
    who.press("D")
    dialog = who.dialog("Write its case note now?")
    assert who.sees("EARNSHAW, Catherine", f"{REFER} is done. Its note is made from a few answers.", within=dialog)
    who.press("Return")
    wait_for_step(who, 1)
    run_id = task_of(who, work.refer).run_id
    assert run_id is not None
    assert task_of(who, work.refer).state is TaskState.DONE
    assert who.sees("EARNSHAW, Catherine", IMHA.title)
    who.press("Ctrl+1")
    who.settle()
    open_panel(who, work.refer)
    who.click("Its case note")
    wait_for_step(who, 1)
    assert task_of(who, work.refer).run_id == run_id
    undo(who, f"Note begun: {REFER}")
    undo(who, f"Done: {REFER}")
    assert (task_of(who, work.refer).state, task_of(who, work.refer).run_id) == (TaskState.TO_DO, None)


def test_the_note_may_be_left_for_later(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.refer)
    who.press("D")
    who.dialog("Write its case note now?")
    who.press("Esc")
    who.settle()
    undo(who, f"Done: {REFER}")
    assert (task_of(who, work.refer).state, task_of(who, work.refer).run_id) == (TaskState.TO_DO, None)
