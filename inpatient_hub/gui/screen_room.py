"""How much of the screen a window may fill."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_of(widget: QWidget) -> QRect:
    """The part of its screen without the task bar, in pixels of the desktop.

    Not by `QWidget.screen`: PySide makes that screen a part of the widget, and takes it down with it.
    """
    centre = widget.window().frameGeometry().center()
    screen = QGuiApplication.screenAt(centre) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
