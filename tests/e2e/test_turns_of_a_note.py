"""What can happen to a note between its last answer and its end: refused, edited, not filed, taken back."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.walking import chosen, copy, fill_in_note, go_back, go_on, to_the_note
from tests.e2e.walks import IMHA


def test_a_bracket_typed_by_hand_holds_the_copy_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.click("Edit the words")
    who.wait(who.sheet().hasFocus)
    who.press("Ctrl+End")
    who.type(" [ASK THE DOCTOR]")
    who.wait(lambda: not who.button("Copy").isEnabled())
    who.settle()
    assert who.sees("Copy needs this first: ", "[ASK THE DOCTOR]")
    who.press("Ctrl+Shift+C")
    who.settle()
    assert (who.clipboard(), who.sees("No notes waiting")) == ("", True)
    who.press(*["Backspace"] * len(" [ASK THE DOCTOR]"))
    who.type(" She smiled.")
    who.wait(who.button("Copy").isEnabled)
    copied = copy(who)
    assert copied == who.note().replace("\r\n", "\n").replace("\n", "\r\n")
    assert copied.endswith("Written by Esther Summerson, RMN, 20/11/2026 16:42. She smiled.")
    assert who.sees("Edited by hand")


def test_words_typed_just_before_the_copy_are_copied_and_shown(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    who.click("Edit the words")
    who.wait(who.sheet().hasFocus)
    who.press("Ctrl+End")
    who.paste(" \u201cYes\u201d \u2013 she said.")
    copied = copy(who)
    assert copied.endswith('16:42. "Yes" - she said.')
    assert who.sheet().toPlainText() == copied.replace("\r\n", "\n")
    assert copied == who.note()


def test_a_copied_note_that_is_not_filed_says_why_and_can_be_copied_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    copied = copy(who)
    who.click("Not filed\u2026")
    dialog = who.dialog("Why was this note not filed?")
    assert who.sees("EARNSHAW, Catherine", within=dialog)
    who.click("SystmOne is not available")
    who.click("Not filed")
    who.wait_for("No notes waiting", "Not filed. Reason: SystmOne is not available")
    who.settle()
    assert who.clipboard() == ""
    assert copy(who, "1 note not filed") == copied
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")


def test_a_filed_run_can_be_looked_through_and_not_answered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    for _ in range(4):
        go_back(who)
    assert chosen(who) == ["Agreed"]
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.settle()
    who.press("3")
    who.settle()
    assert QApplication.activeModalWidget() is None
    assert chosen(who) == ["Agreed"]
    for _ in range(5):
        go_on(who)
    who.fill_in("Due on", "30 nov")
    who.wait_for(f"The task '{IMHA.task}' is on the list for Mon 30 Nov.")


def test_filed_pressed_by_mistake_is_taken_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    copied = copy(who)
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.settle()
    assert (who.clipboard(), who.sees("No notes waiting")) == ("", True)
    who.press("Ctrl+Z")
    who.wait_for("1 note not filed", "Paste into the record of EARNSHAW, Catherine, save there, then press Filed")
    who.settle()
    assert not who.sees("Finished: the note is filed")
    assert who.note() == copied
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.press("Ctrl+1")
    who.wait(lambda: who.rows("This shift"))
    assert len([row for row in who.rows("This shift") if IMHA.task in row]) == 1


def test_a_run_with_a_copied_note_is_not_abandoned_before_someone_says_what_became_of_it(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    copy(who)
    who.click("Abandon\u2026")
    who.dialog("Abandon this referral?")
    who.press("1")
    who.click("Abandon")
    error = who.dialog("Not abandoned")
    assert who.sees("Press Filed, or Not filed with the reason, then abandon.", within=error)
