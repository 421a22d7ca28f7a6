"""A small keycap that shows which key does a thing."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.widgets.marks import key_size, paint_key


class KeyHint(QWidget):
    """A keycap such as Ctrl+K; only shown, never pressed."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the key shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return key_size(self._text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key(QPainter(self), self.rect(), self._text)
