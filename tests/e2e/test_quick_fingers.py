"""A person who types faster than the program saves: nothing typed is lost, moved, or given to another patient."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.widgets.row_list import RowList
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_busy_ward, a_ward
from tests.e2e.sitting import Sitting
from tests.e2e.walking import (
    answer_steps,
    copy,
    fill_in_note,
    go_on,
    move_to,
    open_run,
    start,
    the_list,
    wait_for_step,
)
from tests.e2e.walks import DUTY_TO_REFER, IMHA, WHEN, Walk

MORE = "Anything else the advocate should know"


def at_the_note(who: Sitting, walk: Walk) -> None:
    """A run for Catherine, up to its note with the time of the event given."""
    start(who, walk)
    answer_steps(who, walk)
    who.fill_in("Time of the event", WHEN["Time of the event"])
    who.wait(lambda: "16:30" in who.note())
    who.settle()


def focused_field(who: Sitting) -> str:
    """The label of the field the keyboard is in."""
    here = QApplication.focusWidget()
    while here is not None and not hasattr(here, "label_text"):
        here = here.parentWidget()
    return here.label_text() if here is not None else ""


def test_enter_pressed_before_the_palette_has_found_anyone_opens_who_was_typed(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    for typed, name in (("hind", "EARNSHAW, Hindley"), ("durb", "DURBEYFIELD, Tess"), ("cathy", "EARNSHAW, Catherine")):
        who.press("Ctrl+K")
        who.dialog("Find a patient, referral or action")
        who.type(typed)
        who.press("Return")
        who.wait_for("Start referral", f"Patient: {name}")
        who.settle()


def test_a_letter_after_enter_takes_the_early_enter_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+K")
    palette = who.dialog("Find a patient, referral or action")
    who.type("cathy")
    who.press("Return")
    who.type("x")
    who.wait_for("Nothing found.")
    who.settle()
    assert palette.isVisible()


def test_a_date_being_typed_is_left_alone_when_another_answer_is_saved(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    who.tab_to(who.field(MORE))
    who.type("likes tea")
    who.tab_to(who.field("Date of the event"))
    who.press("Ctrl+A")
    who.type("19 no")
    who.wait(lambda: "Likes tea" in who.note())
    who.settle()
    who.type("v")
    who.press("Tab")
    who.wait(lambda: "19/11/2026 16:30" in who.note())


def test_a_field_that_comes_up_leaves_the_keyboard_and_the_typing_where_they_are(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, DUTY_TO_REFER)
    who.fill_in("Is there an expected day of discharge?", "Yes")
    reference = who.field("Reference, if one was given")
    who.tab_to(reference)
    who.type("HO-")
    who.field("Expected day of discharge")
    who.settle()
    assert focused_field(who) == "Reference, if one was given"
    who.type("22")
    who.wait(lambda: "Reference: HO-22." in who.note())
    who.settle()
    who.type("91")
    who.wait(lambda: "Reference: HO-2291." in who.note())


def test_the_words_can_be_edited_right_after_an_answer_and_hold_it(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.tab_to(who.field(MORE))
    who.press("End")
    who.type(" and quiet")
    who.click("Edit the words")
    who.wait(who.sheet().hasFocus)
    who.settle()
    who.press("Ctrl+End")
    who.type(" She smiled.")
    who.wait_for("Edited by hand")
    who.settle()
    assert "Prefers the afternoon and quiet." in who.note()
    assert who.note().endswith(" She smiled.")


def test_reading_the_page_again_between_two_keys_loses_no_word_of_the_edit(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.click("Edit the words")
    who.wait(who.sheet().hasFocus)
    who.press("F5")
    who.settle()
    who.press("Ctrl+End")
    who.type(" She")
    who.press("F5")
    who.settle()
    who.type(" smiled.")
    who.wait_for("Edited by hand")
    who.settle()
    assert who.note().endswith("16:42. She smiled.")


def test_a_key_pressed_while_another_run_is_read_answers_neither(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    for search, name in (("cath", "Catherine Earnshaw"), ("tess", "Tess Durbeyfield")):
        start(who, IMHA, search=search, name=name)
        go_on(who)
    who.press("Ctrl+5")
    who.wait(lambda: any("EARNSHAW, Catherine" in row for row in who.rows("Referrals in progress")))
    who.settle()
    open_run_blindly(who, "EARNSHAW, Catherine", then="1")
    who.wait_for("Patient: EARNSHAW, Catherine")
    who.settle()
    wait_for_step(who, 2)
    assert who.sees("Next needs all of these ticked: 2 left.")
    open_run(who, "DURBEYFIELD, Tess")
    assert who.sees("Patient: DURBEYFIELD, Tess", "Next needs all of these ticked: 2 left.")


def open_run_blindly(who: Sitting, patient: str, *, then: str) -> None:
    """Opens a run and presses a key before it can have been read; what is on the screen then is about nobody else."""
    move_to(who, "Referrals in progress", patient)
    who.press("Return", then)
    assert not who.sees("Patient: DURBEYFIELD")


def test_a_copy_pressed_while_the_last_answer_is_saved_holds_that_answer(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.tab_to(who.field(MORE))
    who.press("End")
    who.type(" and quiet")
    copied = copy(who)
    assert "Prefers the afternoon and quiet." in copied
    assert copied == who.note()


def test_a_bracket_typed_just_before_the_copy_holds_it_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.tab_to(who.field(MORE))
    who.press("End")
    who.type(" and [ASK]")
    who.press("Ctrl+Shift+C")
    who.wait_for("Copy needs this first: ")
    who.settle()
    assert (who.clipboard(), who.sees("No notes waiting")) == ("", True)


def test_a_note_that_changed_since_it_was_shown_is_shown_again_before_it_is_copied(tmp_path: Path, sit: Sit) -> None:
    ward = a_ward(tmp_path)
    who = sit(tmp_path)
    at_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    hub = who.opening.hub
    assert hub is not None

    def said_elsewhere() -> None:
        run = hub.runs.in_progress(ward.ward)[0].run
        hub.runs.answer(run.id, "note", "prefers the morning", field_id="more", by=ward.esther)

    who.opening.background.run(said_elsewhere, owner=who.opening)
    who.settle()
    who.press("Ctrl+Shift+C")
    who.dialog("Not copied")
    assert (who.clipboard(), who.sees("No notes waiting")) == ("", True)
    who.press("Return")
    who.settle()
    assert "Prefers the morning." in who.note()
    assert copy(who) == who.note()


# Pages walked faster than they are read


PAGE_KEYS = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+6", "Ctrl+7")


@pytest.mark.parametrize("last", [*PAGE_KEYS, "Ctrl+9"])
def test_the_keyboard_is_on_the_page_that_is_shown_and_not_on_one_that_was_read_late(
    tmp_path: Path, sit: Sit, last: str
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press(*(key for key in PAGE_KEYS if key != last), last)
    who.settle()
    here = QApplication.focusWidget()
    assert here is not None
    assert here.isVisible()
    assert who.window.stack.currentWidget().isAncestorOf(here)


# A key held down


def hold(who: Sitting, key: str, times: int = 8) -> None:
    """Presses a key once and keeps it down, as the system then tells it again and again."""
    combination = QKeySequence(key)[0]
    code, held = combination.key(), combination.keyboardModifiers()
    text = key if len(key) == 1 else ""
    who.press(key)
    for _ in range(times):
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, code, held, text, True))
        who.settle()


def _row_in_hand(rows: RowList) -> str:
    facts = rows.row_model().row_at(rows.currentIndex())
    assert isinstance(facts, RowFacts)
    return facts.sentence()


def test_a_key_held_down_files_one_note_and_does_one_task(tmp_path: Path, sit: Sit) -> None:
    a_busy_ward(tmp_path)
    who = sit(tmp_path)
    assert who.sees("3 notes not filed")
    due = [row for row in who.rows("This shift") if row.startswith("Due today, ")]
    assert len(due) > 1
    free = next(place for place, row in enumerate(due) if row.endswith(("unclaimed", "claimed by you")))
    rows = the_list(who, "This shift")
    assert isinstance(rows, RowList)
    who.press("Home")
    while _row_in_hand(rows) != due[free]:  # what is late, or another's, would be asked about first
        who.press("Down")
    hold(who, "D")
    who.wait(lambda: len([row for row in who.rows("This shift") if row.startswith("Due today, ")]) == len(due) - 1)
    who.settle()
    assert [row for row in who.rows("This shift") if row.startswith("Due today, ")] == due[1:]
    who.press("Ctrl+U")
    who.wait(lambda: len(who.rows("Notes copied and not yet filed")) == 3)
    who.settle()
    hold(who, "F")
    who.wait(lambda: len(who.rows("Notes copied and not yet filed")) == 2)
    who.settle()
    assert who.sees("2 notes not filed")


def test_a_number_held_down_answers_once(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    go_on(who)
    hold(who, "1", times=7)
    assert who.sees("Next needs the last of these ticked.")


def test_no_key_of_the_window_repeats_while_it_is_held(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    repeats = {one.key().toString() for one in who.window.findChildren(QShortcut) if one.autoRepeat()}
    assert repeats & {"Ctrl+Return", "Ctrl+Shift+C", "Ctrl+Z", "Alt+Left", "Alt+Right", "Alt+Up"} == set()
