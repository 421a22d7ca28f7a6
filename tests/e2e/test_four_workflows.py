"""Each of the four core workflows, from the first key to a filed note and its follow-up, at the real window."""

from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from tests.e2e.conftest import Sit
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import answer_steps, copy, fill_in_note, go_on, open_run, start, step_shown
from tests.e2e.walks import WALKS, Walk
from tests.fakes.seat import opened_by_program


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.id)
def test_a_workflow_is_walked_from_start_to_a_filed_note(tmp_path: Path, sit: Sit, walk: Walk) -> None:
    ward = a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, walk)
    answer_steps(who, walk)
    check_copy_waits(who)
    fill_in_note(who, walk)
    copied = copy(who)
    check_note(who, walk, copied)
    check_tray_everywhere(who)
    leave_with_note(who, walk)

    who = sit(tmp_path)
    assert who.sees("1 note not filed", "Notes, 1 not filed")
    open_run(who, walk.title)
    assert who.note() == copied
    assert who.sees("Paste into the record of EARNSHAW, Catherine, save there, then press Filed")
    go_on(who)
    due = TODAY + timedelta(days=walk.due_in)
    assert who.sees(walk.task, "The task is made when the note is marked as filed.")
    who.press("Ctrl+Return")
    who.wait_for("Filed: the note of EARNSHAW, Catherine", "Finished: the note is filed and this referral is ticked.")
    who.settle()
    assert who.sees("No notes waiting", f"The task '{walk.task}' is on the list for {due:%a} {due.day} {due:%b}.")
    check_kept(tmp_path, ward, walk, who)

    who = sit(tmp_path, clock=at(days=walk.due_in))
    rows = who.rows("This shift")
    assert [row for row in rows if "Due today" in row and walk.task in row and "Bed 4, EARNSHAW, Catherine" in row]


def check_copy_waits(who: Sitting) -> None:
    """While a blank is left the copy is off with the reason beside it, its key does nothing, and Next waits too."""
    assert not who.button("Copy").isEnabled()
    assert who.sees("Copy needs this first: ", "[TIME OF EVENT]", "Next needs the note copied.")
    number = step_shown(who)
    who.press("Ctrl+Shift+C", "Alt+Right")
    who.settle()
    assert (who.clipboard(), step_shown(who)) == ("", number)
    assert who.sees("No notes waiting")


def check_note(who: Sitting, walk: Walk, copied: str) -> None:
    """The clipboard holds exactly what the sheet shows, in the form SystmOne takes."""
    assert copied == who.note()
    assert "\n" not in copied.replace("\r\n", "")
    assert "\r\n" in copied
    assert [line for line in walk.says if line not in copied.replace("\r\n", " ")] == []
    lines = copied.split("\r\n")
    assert lines[0].startswith("Catherine Earnshaw, NHS 999 339 5633, bed 4.")
    assert "20/11/2026 16:30" in copied
    assert lines[-1] == "Written by Esther Summerson, RMN, 20/11/2026 16:42."
    assert "[" not in copied


def check_tray_everywhere(who: Sitting) -> None:
    """The bar asks about the note in hand; elsewhere it folds into the count on the strip and the rail."""
    bar = "Paste into the record of EARNSHAW, Catherine, save there, then press Filed"
    assert who.sees(bar, "1 note not filed", "Notes, 1 not filed")
    places = {"Ctrl+1": "Today", "Ctrl+4": "Patients", "Ctrl+5": "Start a referral", "Ctrl+6": "Copied, not yet filed"}
    for key, words in places.items():
        who.press(key)
        who.wait_for(words)
        who.settle()
        assert who.sees("1 note not filed", "Notes, 1 not filed"), f"after {key}"
    who.press("Return")
    who.wait_for(bar, "Before you paste")
    who.settle()
    assert who.sees("1 note not filed", "Notes, 1 not filed")


def leave_with_note(who: Sitting, walk: Walk) -> None:
    """Closing the window shows what is not filed, and closes when the person still wants to."""
    who.window.close()
    dialog = who.dialog("Leave 1 note not filed?")
    assert who.sees(walk.title, within=dialog)
    assert who.window.isVisible()
    who.click("Leave it and close")
    who.wait(lambda: not who.window.isVisible())
    who.close()


def check_kept(folder: Path, ward: Keats, walk: Walk, who: Sitting) -> None:
    """What the store holds in the end: a filed note, a ticked run, exactly one task on its day."""
    who.close()
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        view = hub.patients.view(ward.cathy)
    assert [(line.run.workflow_id, line.run.state) for line in view.runs] == [(walk.id, RunState.FILED)]
    assert [line.state for line in view.notes] == [NoteState.FILED]
    assert [(line.task.title, line.task.due_on) for line in view.tasks] == [
        (walk.task, TODAY + timedelta(days=walk.due_in))
    ]
