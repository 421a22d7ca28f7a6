"""Before someone leaves: the notes not filed yet, the oldest first, and nothing hidden."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.dialogs.sign_out import Leaving, SignOutDialog, not_filed_words
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import AT, note_line

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TWO = (note_line("old", 38), note_line("new", 6))


def a_dialog(shown: Shown, leaving: Leaving = Leaving.QUIT) -> SignOutDialog:
    dialog: SignOutDialog = shown(SignOutDialog(None, TWO, at=AT, leaving=leaving), None)
    return dialog


def test_it_asks_whether_the_notes_are_to_be_left_and_lists_them_oldest_first(shown: Shown) -> None:
    dialog = a_dialog(shown)
    assert dialog.windowTitle() == "Leave 2 notes not filed?"
    assert [row.id for row in dialog.notes.row_model().rows()] == ["old", "new"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("leaving", "verb"),
    [
        (Leaving.QUIT, "Leave them and close"),
        (Leaving.SIGN_OUT, "Leave them and sign out"),
    ],
)
def test_the_verb_says_what_happens(shown: Shown, leaving: Leaving, verb: str) -> None:
    assert a_dialog(shown, leaving).verb_button.text() == verb


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_stay(shown: Shown, key: Qt.Key) -> None:
    dialog = a_dialog(shown)
    left, stayed = heard(dialog.accepted), heard(dialog.rejected)
    press(QApplication.focusWidget() or dialog, key)
    assert (len(left), len(stayed)) == (0, 1)


def test_leaving_takes_a_press_on_its_button(shown: Shown) -> None:
    dialog = a_dialog(shown)
    left = heard(dialog.accepted)
    click(dialog.verb_button)
    assert len(left) == 1


def test_notes_can_still_be_filed_copied_or_left_with_a_reason(shown: Shown) -> None:
    dialog = a_dialog(shown)
    told = heard(dialog.filed_requested), heard(dialog.copy_again_requested), heard(dialog.not_filed_requested)
    dialog.notes.setFocus()
    dialog.notes.select("new")
    press(dialog.notes, Qt.Key.Key_F, Qt.Key.Key_A, Qt.Key.Key_X)
    assert told == (["new"], [("new", 1)], ["new"])


def test_with_the_last_one_filed_it_says_so_and_enter_leaves(shown: Shown) -> None:
    dialog = a_dialog(shown, Leaving.SIGN_OUT)
    left = heard(dialog.accepted)
    dialog.show_lines(TWO[1:], AT)
    assert dialog.windowTitle() == "Leave 1 note not filed?"
    assert dialog.verb_button.text() == "Leave it and sign out"
    dialog.show_lines((), AT)
    assert dialog.windowTitle() == "Nothing is left to file"
    assert dialog.verb_button.text() == "Sign out"
    press(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert len(left) == 1


def test_whoever_sits_down_next_reads_whose_notes_are_not_filed() -> None:
    old, new = TWO
    assert not_filed_words(()) == ""
    assert not_filed_words((replace(old, author="Jane Eyre"),)) == "1 note not filed: Jane Eyre"
    both = (replace(old, author="Jane Eyre"), replace(new, author="Esther Summerson"))
    assert not_filed_words(both) == "2 notes not filed: Jane Eyre 1, Esther Summerson 1"
    many = [replace(old, author=name) for name in "aabcdd"]
    assert not_filed_words(many) == "6 notes not filed: a 2, d 2, b 1, others 1"
