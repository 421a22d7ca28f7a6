"""Ctrl+L while something is asked: the window is locked all the same, and what was typed is offered again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting
from tests.e2e.test_quick_lock import CATHY, a_dialog, seen, watched


def lock_key(who: Sitting) -> None:
    """Ctrl+L at the keyboard: the system gives it to the window that has it."""
    handle = who.shown.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_l_over_a_form_locks_and_the_next_sitting_offers_what_was_typed(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    a_dialog(who)
    who.type("Heathcliff")
    replaced = watched(who)
    lock_key(who)
    assert "Heathcliff" not in seen(who)
    assert CATHY not in seen(who)
    assert QApplication.activeModalWidget() is None
    who.wait(lambda: replaced)
    assert who.opening.hub is None
    who.close()
    again = sit(tmp_path)
    again.dialog("Put back what you were writing?")
    again.click("Put it back")
    again.dialog("Add a patient to Keats Ward")
    assert "Heathcliff" in again.words(again.shown)


@pytest.mark.parametrize(
    ("keys", "question"), [("Ctrl+N", "New task"), ("?", "All keys"), ("Ctrl+K", "Find a patient")]
)
def test_ctrl_l_locks_over_whatever_is_open(tmp_path: Path, sit: Sit, keys: str, question: str) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press(keys)
    who.dialog(question)
    replaced = watched(who)
    lock_key(who)
    who.wait(lambda: replaced)
    assert seen(who).splitlines()[0] == "Inpatient Hub: locked"


def test_ctrl_l_locks_once_where_nothing_is_asked(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    replaced = watched(who)
    lock_key(who)
    who.wait(lambda: replaced)
    who.settle()
    assert replaced == ["replaced"]
