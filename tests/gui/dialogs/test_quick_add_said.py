"""The line of a new task says what becomes of what is typed: at its limits, and as its chips are thrown out."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.services.new_tasks import LONGEST_TITLE
from tests.gui.desk import press
from tests.gui.dialogs.one_line import Line

Key = Qt.Key


def test_throwing_a_chip_out_gives_the_keyboard_back_to_the_line_and_enter_saves(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 ECG tomorrow 14:00 !urgent")
    chip = line.dialog.shown.chips["due"]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    press(chip, Key.Key_Delete)
    assert QApplication.focusWidget() is line.entry
    assert "Urgent" in line.chips()
    line.enter()
    (task,) = line.tasks()
    assert (task.title, task.patient_id) == ("ECG tomorrow 14:00", "cathy")


def test_a_line_may_be_longer_than_a_title(begin: Callable[..., Line]) -> None:
    line = begin()
    line.dialog.shown.line.set_value("x" * (LONGEST_TITLE - 4) + " Bed 4 !urgent " + " " * 400)
    line.type("in 3 working days")
    assert line.dialog.shown.line.error() == ""
    assert line.entry.text().endswith("in 3 working days")
    assert "Urgent" in line.chips()


def test_a_title_too_long_is_said_as_it_is_typed(begin: Callable[..., Line]) -> None:
    line = begin()
    line.dialog.shown.line.set_value("x" * (LONGEST_TITLE - 2))
    line.type(" ok")
    assert line.dialog.shown.line.error() == (
        f"What is left as the title has {LONGEST_TITLE + 1} letters, and may have {LONGEST_TITLE}. Shorten it."
    )
    line.enter()
    assert line.is_open
    assert line.tasks() == []
    press(line.entry, Key.Key_Backspace)
    assert line.dialog.shown.line.error() == ""


def test_a_line_that_takes_no_more_says_so(begin: Callable[..., Line]) -> None:
    line = begin()
    line.dialog.shown.line.set_value("Bed 4 " + " " * (line.entry.maxLength() - 7))
    line.type("a")
    assert line.dialog.notice.isHidden()
    line.type("b")
    assert line.entry.text().endswith("a")
    assert line.dialog.notice._sentence.text() == "The line is full: nothing more was taken."
