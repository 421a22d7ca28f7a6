"""A dressed application for every test of the foundation."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.theme import apply_theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Dress the application in light at 100 %, before and after each test."""
    apply_theme(qapp, "light", 100, "comfortable")
    yield qapp
    apply_theme(qapp, "light", 100, "comfortable")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget in an active window of its own, at its own size unless it was given one."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return widget

    return show
