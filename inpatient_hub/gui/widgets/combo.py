"""A combo box with the program's own chevron."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class ComboBox(QComboBox):
    """A combo box; the wheel turns it only while it has the focus, so that scrolling a page changes no answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A list view of our own, so that the style sheet reaches the rows.
        self.setView(QListView(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.modifiers() & _COMMANDS and e.key() not in _ARROWS:
            e.ignore()  # a key of the program, such as Ctrl+1, is no letter that looks for a choice
        else:
            super().keyPressEvent(e)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(e)
        else:
            e.ignore()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        side = scaled(SIZES["icon"])
        painter = QPainter(self)
        at = QRect(self.width() - side - 9, (self.height() - side) // 2, side, side)
        paint_icon(painter, at, "chevron-down", "muted" if self.isEnabled() else "disabled-text")
