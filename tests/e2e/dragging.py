"""Takes something with the mouse and lets it go elsewhere, as a hand does: press, a few moves, release."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_STEPS = 6


def drag(source: QWidget, start: QPoint, target: QWidget, end: QPoint) -> None:
    """From a point of one widget to a point of another; all events go to the first, as they do on a screen."""
    behind = source.mapFromGlobal(target.mapToGlobal(end))
    QTest.mousePress(source, _LEFT, pos=start)
    for step in range(1, _STEPS + 1):
        move(source, start + (behind - start) * step / _STEPS)
    QTest.mouseRelease(source, _LEFT, pos=behind)


def move(widget: QWidget, to: QPoint) -> None:
    """Moves the mouse with its button held, which QTest does not do."""
    on_screen = QPointF(widget.mapToGlobal(to))
    kind, held = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(to), on_screen, _NONE, _LEFT, held))
