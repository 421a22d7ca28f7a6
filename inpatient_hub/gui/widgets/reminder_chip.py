"""The bell in the strip: how many reminders there are. It neither blinks nor moves."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import focus_ring


class ReminderChip(QAbstractButton):
    """Opens the list. Where space is short it shows the bell and the number alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._is_brief = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Your reminders (Ctrl+Shift+R)")
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show so many; none hides it."""
        self._count = count
        words = "1 reminder" if count == 1 else f"{count} reminders"
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Leave the word out, or show it."""
        if brief != self._is_brief:
            self._is_brief = brief
            self.updateGeometry()
            self.update()

    def _facts(self) -> ChipFacts:
        return ChipFacts(str(self._count) if self._is_brief else self.text(), "info", "bell")

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self._facts())
        return QSize(size.width() + scaled(4), size.height() + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._facts())
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)
