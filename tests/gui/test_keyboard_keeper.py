"""The keyboard is always somewhere in the window."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.keyboard_keeper import KeyboardKeeper


class Window(QWidget):
    """A page over a strip."""

    def __init__(self) -> None:
        super().__init__()
        self.page, self.strip = QWidget(), QPushButton("Strip")
        self.field, self.button = QLineEdit(), QPushButton("Go")
        inside = QVBoxLayout(self.page)
        inside.addWidget(self.field)
        inside.addWidget(self.button)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(self.strip)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    KeyboardKeeper(window, lambda: (window.page, window.strip))
    window.field.setFocus()
    return window


def test_when_the_part_that_had_it_goes_it_is_at_the_first_that_is_left(qtbot: QtBot, window: Window) -> None:
    window.field.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.button)


def test_when_the_page_has_nothing_left_it_is_at_the_strip(qtbot: QtBot, window: Window) -> None:
    window.button.hide()
    window.field.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.strip)


def test_whoever_takes_a_part_away_and_says_where_it_goes_is_not_overruled(qtbot: QtBot, window: Window) -> None:
    window.field.clearFocus()
    window.strip.setFocus()
    qtbot.wait(20)
    assert QApplication.focusWidget() is window.strip
