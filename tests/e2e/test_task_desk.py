"""What is done with a task at its panel, with keys and with the mouse, and taken back with Ctrl+Z."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from inpatient_hub.domain.tasks import TaskState, Team
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import (
    COUNT,
    RING,
    a_ward_with_work,
    from_more,
    history,
    hub_of,
    open_panel,
    sit_down,
    task_of,
    undo,
)
from tests.e2e.keats import at

ASKED = "Who is using this computer?"


def test_with_keys_alone_it_is_claimed_waits_moves_is_done_and_all_of_it_is_taken_back(
    tmp_path: Path, sit: Sit
) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    panel = open_panel(who, work.ring)
    who.press("C")
    who.wait_for(f"Claimed: {RING}", "You have it, since 16:42")
    who.press("S")
    who.dialog("What does this wait on?")
    who.press("3", "Return")
    who.wait_for(f"Waiting on housing, chase Mon 23 Nov: {RING}")
    who.settle()
    who.press("M")
    who.dialog("When is this to be done?")
    who.type("23 nov")
    who.press("Return")
    who.wait_for(f"Moved to Mon 23 Nov, 17:30: {RING}")
    who.settle()
    who.press("D")
    who.dialog("This is for Mon 23 Nov")
    who.click("It is done already")
    who.wait_for(f"Done: {RING}", "Done by you, 16:42")
    who.settle()
    assert task_of(who, work.ring).state is TaskState.DONE
    for words in ("Done: ", "Moved to Mon 23 Nov, 17:30: ", "Waiting on housing, chase Mon 23 Nov: ", "Claimed: "):
        undo(who, f"{words}{RING}")
    task = task_of(who, work.ring)
    assert (task.state, task.claimed_by, task.due_on) == (TaskState.TO_DO, None, at().today())
    assert len(history(who, work.ring)) == 9
    assert who.sees("You undid: claimed it", "You claimed it (undone)", within=panel)
    who.press("Esc")
    who.wait(lambda: not panel.isVisible())


def test_with_the_mouse_it_is_offered_changed_taken_off_the_list_and_marked_in_error(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    from_more(who, "Offer to a role")
    who.dialog("Which role is this offered to?")
    who.click("Social work")
    who.click("Offer it")
    who.wait_for(f"Offered to Social work: {RING}")
    who.settle()
    assert task_of(who, work.ring).offered_to is Team.SOCIAL_WORK
    who.click("Undo")
    who.wait_for(f'Undone: "Offered to Social work: {RING}"')
    who.settle()
    from_more(who, "Will not be done")
    who.dialog("Why will this not be done?")
    who.click("No longer needed")
    who.click("Take it off the list")
    who.wait_for("Off the list: no longer needed")
    who.settle()
    undo(who, f"Taken off the list: {RING}")
    from_more(who, "Entered in error")
    who.wait_for("Entered in error, off every list")
    who.settle()
    undo(who, f"Marked in error: {RING}")
    assert task_of(who, work.ring).state is TaskState.TO_DO
    assert history(who, work.ring)[1:] == [
        "Esther Summerson offered it to Social work",
        "Esther Summerson undid: offered it",
        "Esther Summerson took it off the list: no longer needed",
        "Esther Summerson undid: took it off the list",
        "Esther Summerson marked it in error",
        "Esther Summerson undid: marked it in error",
    ]


def test_what_is_late_asks_why_and_when_it_was_done(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, clock=at(days=1), waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    who.press("D")
    who.dialog("Why was this done late?")
    who.press("2", "Return")
    who.wait_for(f"Done: {RING}")
    who.settle()
    assert task_of(who, work.ring).reason == "staffing"
    undo(who, f"Done: {RING}")
    who.press("D")
    who.dialog("Why was this done late?")
    who.click("It was done in time and is only ticked now")
    who.click("Done")
    who.wait_for("When was it done? It is only ticked now.")
    who.fill_in("Done on", "20 Nov 2026")
    who.fill_in("Done at", "1705")
    who.click("Done")
    who.wait_for("Done by you, yesterday 17:05")
    who.settle()
    assert (task_of(who, work.ring).state, task_of(who, work.ring).reason) == (TaskState.DONE, None)


def test_what_somebody_else_has_is_taken_over_and_what_they_did_is_checked(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    hub = hub_of(who)
    with hub.store.writing() as other:  # at another computer
        other.tasks.claim(work.ring, work.keats.jane, hub.clock.now())
    open_panel(who, work.ring)
    who.press("C")
    who.dialog("Take this over from Jane Eyre?")
    who.press("Return")
    who.wait_for(f"Taken over from Jane Eyre: {RING}", "You have it, since 16:42")
    who.settle()
    undo(who, f"Taken over from Jane Eyre: {RING}")
    assert task_of(who, work.ring).claimed_by == work.keats.jane
    open_panel(who, work.count)
    who.press("D")
    who.wait_for(f"Done: {COUNT}. A second person has to confirm it", "To be confirmed")
    who.settle()
    assert not who.sees("I checked it too")
    who.press("Ctrl+Shift+L")
    sit_down(who, "Jane Eyre")
    who.press("Ctrl+Z")
    who.wait_for("There is nothing to undo since you signed in")
    assert task_of(who, work.count).state is TaskState.DONE
    open_panel(who, work.count)
    who.click("I checked it too")
    who.wait_for(f"Confirmed: {COUNT}", "You confirmed it, 16:42")
    who.settle()
    undo(who, f"Confirmed: {COUNT}")
    assert history(who, work.count)[1:] == [
        "Esther Summerson marked it done",
        "Jane Eyre confirmed it",
        "Jane Eyre undid: confirmed it",
    ]


def test_a_hand_back_offers_its_line_which_is_copied_and_filed(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    who.press("H")
    who.dialog("How far has this come?")
    who.press("3")
    who.type("housing")
    who.press("Escape")
    who.wait_for("Waiting on housing. Next: chase it on 21 Nov 2026.")
    who.press("Ctrl+Return")
    who.dialog("Copy this line for the record?")
    line = f"{RING}: Waiting on housing. Next: chase it on 21 Nov 2026."
    who.press("Return")
    who.wait_for("1 note not filed", "Paste into the record of EARNSHAW, Catherine, save there, then press Filed")
    who.settle()
    assert line in who.clipboard()
    assert who.clipboard().startswith("Catherine Earnshaw, NHS 999 339 5633")
    who.press("Ctrl+Return")
    who.wait_for("No notes waiting")
    who.settle()
    who.press("Ctrl+Z")
    who.wait_for("1 note not filed")
    who.settle()
    undo(who, f"Handed back: {RING}")
    assert task_of(who, work.ring).state is TaskState.TO_DO


def test_ctrl_z_in_a_text_takes_back_what_was_typed_and_no_task(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    who.press("C")
    who.wait_for(f"Claimed: {RING}")
    who.settle()
    who.press("Esc", "Ctrl+4")
    who.wait_for("3 patients")
    who.press("/")
    field = who.window.focusWidget()
    assert isinstance(field, QLineEdit)
    who.type("hind")
    who.settle()
    who.press("Ctrl+Z")
    who.settle()
    assert field.text() == ""
    assert task_of(who, work.ring).claimed_by == work.keats.esther
    who.press("Ctrl+Z")
    who.settle()
    assert task_of(who, work.ring).claimed_by == work.keats.esther
