"""The keyboard of a quick add: what is typed before it is there goes into the line, and answers wait for their turn."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.gui.returning import Returning
from tests.gui.desk import Desk, Shown, press
from tests.gui.dialogs.one_line import Line
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


class Behind:
    """A window with a field that has the keyboard, and a quick add opened over it that is not active yet."""

    def __init__(self, desk: Desk, shown: Shown) -> None:
        self.desk = desk
        self.window = shown(QWidget(), (1024, 720))
        self.field = QLineEdit(self.window)
        self.field.show()
        self.field.setFocus()
        self.dialog = QuickAddDialog.open_for(desk.context, self.window)
        self.line = self.dialog.shown.line.line


@pytest.fixture
def behind(desks: Callable[..., Desk], shown: Shown) -> Behind:
    return Behind(desks(a_ward(), ward=WARD, person=ESTHER), shown)


def test_what_is_typed_straight_after_n_goes_into_the_line(behind: Behind) -> None:
    assert behind.dialog.isVisible()
    QTest.keyClicks(behind.field, "Bed ")
    for key in (Key.Key_4, Key.Key_Space, Key.Key_E, Key.Key_X, Key.Key_Backspace):
        QTest.keyClick(behind.window, key)
    QTest.keyClicks(behind.window, "cg")
    assert (behind.line.text(), behind.field.text()) == ("Bed 4 ecg", "")
    behind.desk.settle()
    assert [chip.words for chip in behind.dialog.understood().chips] == ["Bed 4: EARNSHAW, Catherine"]
    behind.line.clear()


def test_what_is_asked_over_the_line_gets_no_letters_from_behind(behind: Behind) -> None:
    behind.desk.settle()
    QTest.keyClicks(behind.field, "x")
    behind.dialog.reject()
    QTest.keyClicks(behind.field, "y")
    assert behind.line.text() == "x"
    behind.line.clear()
    for over in behind.dialog.findChildren(QDialog):
        over.reject()
    behind.dialog.reject()
    QTest.keyClicks(behind.field, "z")
    assert (behind.line.text(), behind.field.text()[-1:]) == ("", "z")


def test_what_was_typed_before_the_wards_words_came_is_a_draft_too(behind: Behind) -> None:
    QTest.keyClicks(behind.field, "ECG")
    draft = behind.dialog.draft()
    assert isinstance(draft, Draft)
    behind.desk.settle()
    again = QuickAddDialog.open_for(behind.desk.context, behind.window, returning=Returning(draft))
    behind.desk.settle()
    assert again.shown.line.line.text() == "ECG"
    for dialog in (again, behind.dialog):
        dialog.shown.line.line.clear()


def test_a_question_leaves_the_keyboard_in_the_line(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods Friday at 4")
    line.enter()
    assert line.dialog.notice._sentence.text() == "One thing is not clear yet."
    assert QApplication.focusWidget() is line.entry
    line.type("5 x")
    assert line.entry.text() == "Bloods Friday at 45 x"


def test_alt_and_a_number_chooses_from_the_line(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods Friday at 6")
    assert [button.face().key for button in line.dialog.shown.question.buttons][:2] == ["Alt+1", "Alt+2"]
    QTest.keyClick(line.entry, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert line.entry.text() == "Bloods Friday at 18:00"
    assert line.dialog.understood().questions == ()
    assert QApplication.focusWidget() is line.entry


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Tab])
def test_down_and_tab_go_to_the_answers_where_digits_choose(begin: Callable[..., Line], key: Any) -> None:
    line = begin()
    line.type("Bloods Friday at 4 !soon")
    press(line.entry, key)
    first = line.dialog.shown.question.buttons[0]
    assert QApplication.focusWidget() is first
    press(first, Key.Key_Up)
    assert QApplication.focusWidget() is line.entry
    press(line.entry, key)
    press(first, Key.Key_2)
    assert line.entry.text() == "Bloods Friday at 16:00 !soon"
    assert QApplication.focusWidget() is line.dialog.shown.question.buttons[0]


def test_a_name_in_the_line_is_asked_about_and_answered(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("ECG for Catherine")
    assert line.dialog.understood().questions[0].sentence == "Is this about EARNSHAW, Catherine, bed 4?"
    QTest.keyClick(line.entry, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "EARNSHAW, Catherine, bed 4" in line.chips()
    line.enter()
    (task,) = line.tasks()
    assert (task.title, task.patient_id) == ("ECG for", "cathy")


def test_a_task_begun_for_a_patient_asks_about_no_name(begin: Callable[..., Line]) -> None:
    line = begin("patient:cathy ")
    line.type("Ring Catherine")
    assert line.dialog.understood().questions == ()
