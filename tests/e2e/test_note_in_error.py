"""A note made in error, at the window: struck with its reason, out of the tray, and taken back for a moment."""

from pathlib import Path

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.pages.patient.page import PatientPage
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import copy, fill_in_note, to_the_note, wait_for_step
from tests.e2e.walks import IMHA
from tests.fakes.seat import opened_by_program


def a_copied_note(tmp_path: Path, sit: Sit) -> Sitting:
    """The note of a whole referral, copied, and its own page shown."""
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    who.press("Ctrl+U")
    who.wait(lambda: who.rows("Notes copied and not yet filed"))
    who.press("Return")
    who.wait_for("Exactly what is pasted")
    who.settle()
    return who


def mark(who: Sitting) -> None:
    """Says that it was entered in error, with the first reason."""
    who.click("Entered in error…")
    dialog = who.dialog("Was this note entered in error?")
    assert who.sees("14 Mar 1994", within=dialog)
    assert not who.button("Mark as in error").isEnabled()
    who.press("1")
    who.click("Mark as in error")
    who.wait_for("This note was made in error. Do not use it.")
    who.settle()


def states(folder: Path) -> list[tuple[NoteState, RunState]]:
    with opened_by_program(Place(data_folder=folder), clock=at(), alone=False) as hub:
        ward = hub.wards.all()[0]
        views = [hub.notes.view(line.id) for line in hub.notes.find(ward.id).items]
        return sorted((view.note.state, hub.runs.view(view.note.run_id or "").run.state) for view in views)


def test_it_leaves_the_tray_and_is_struck_with_its_reason(tmp_path: Path, sit: Sit) -> None:
    who = a_copied_note(tmp_path, sit)
    mark(who)
    assert who.sees("No notes waiting", "In error", "by you. Reason: Wrong patient")
    assert who.clipboard() == "", "it must not be pasted"
    page = who.window.stack.currentWidget()
    assert isinstance(page, NotePage)
    assert page.sheet.preview.is_struck()
    assert not who.sees("Copy again")
    assert not who.sees("Entered in error…")
    assert states(tmp_path) == [(NoteState.IN_ERROR, RunState.IN_PROGRESS)]


def test_it_is_taken_back_with_undo(tmp_path: Path, sit: Sit) -> None:
    who = a_copied_note(tmp_path, sit)
    mark(who)
    who.press("Ctrl+Z")
    who.wait_for("1 note not filed", "Copy again")
    who.settle()
    assert states(tmp_path) == [(NoteState.COPIED, RunState.IN_PROGRESS)]
    page = who.window.stack.currentWidget()
    assert isinstance(page, NotePage)
    assert not page.sheet.preview.is_struck()


def test_a_filed_note_s_referral_makes_the_right_one(tmp_path: Path, sit: Sit) -> None:
    who = a_copied_note(tmp_path, sit)
    who.press("Ctrl+Return")
    who.wait_for("No notes waiting", "Filed: the note of EARNSHAW, Catherine")
    who.settle()
    mark(who)
    assert states(tmp_path) == [(NoteState.IN_ERROR, RunState.IN_PROGRESS)]
    who.click("Open the referral")
    wait_for_step(who)
    assert not who.sees("Finished: the note is filed")
    copy(who)
    assert states(tmp_path) == [(NoteState.COPIED, RunState.IN_PROGRESS), (NoteState.IN_ERROR, RunState.IN_PROGRESS)]


def test_lists_show_it_struck(tmp_path: Path, sit: Sit) -> None:
    who = a_copied_note(tmp_path, sit)
    mark(who)
    who.click("Open the patient")
    who.wait_for("NHS number")
    who.settle()
    page = who.window.stack.currentWidget()
    assert isinstance(page, PatientPage)
    page.tabs.show_tab("notes")
    (row,) = [row for row in who.rows("Notes") if IMHA.title in row]
    assert row.startswith("in error, ")
    assert "by you. Wrong patient" in row
