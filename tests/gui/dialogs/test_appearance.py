"""How the window looks is chosen with keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.dialogs.appearance import AppearanceDialog
from tests.gui.desk import Shown, heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def _typed_without_a_break() -> Iterator[None]:
    """However slow the computer is, the letters belong to one word."""
    before = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(60_000)
    yield
    QApplication.setKeyboardInputInterval(before)


def _typed(dialog: AppearanceDialog, letters: str) -> None:
    QTest.keyClicks(dialog._theme.combo, letters)


def test_a_word_is_typed_out_before_the_window_is_dressed(shown: Shown) -> None:
    dialog: AppearanceDialog = shown(AppearanceDialog(None, "system", 100, "auto"), None)  # type: ignore[arg-type]
    told = heard(dialog.look_chosen)
    _typed(dialog, "dark")
    assert told == []
    dialog._pause.timeout.emit()
    assert told == [("dark", 100, "auto")]


def test_what_was_chosen_last_is_kept_when_it_is_closed_at_once(shown: Shown) -> None:
    dialog: AppearanceDialog = shown(AppearanceDialog(None, "system", 100, "auto"), None)  # type: ignore[arg-type]
    told = heard(dialog.look_chosen)
    _typed(dialog, "high")
    dialog.accept()
    assert told == [("high_contrast", 100, "auto")]


def test_a_key_of_the_program_chooses_nothing(shown: Shown) -> None:
    dialog: AppearanceDialog = shown(AppearanceDialog(None, "system", 100, "auto"), None)  # type: ignore[arg-type]
    QTest.keyClick(dialog._scale.combo, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert dialog._scale.value() == "100"
    QTest.keyClick(dialog._theme.combo, Qt.Key.Key_D)
    assert dialog._theme.value() == "dark"
