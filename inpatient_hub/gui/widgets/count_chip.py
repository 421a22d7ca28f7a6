"""A count that can be pressed: how much is overdue, missed or done late; pressed, only that is shown."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_ink, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import box, focus_ring


class CountChip(QAbstractButton):
    """A chip that is pressed in and out; pressed in it has an edge and a cross."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._facts = ChipFacts("", "neutral", icon)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int, words: str, kind: str, *, brief: bool = False, more: str = "") -> None:
        """Shows a count and its words, such as 2 and `overdue`; brief shows the number alone. `more`
        says what is counted."""
        whole = f"{count} {words}"
        self._facts = ChipFacts(str(count) if brief else whole, kind, self._icon, accessible=whole)
        self.setText(whole)
        self.setAccessibleName(f"{whole}, show only these")
        self.setToolTip(f"{whole}: show only these" + (f". {more}" if more else ""))
        self.setAccessibleDescription(more)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self._facts)
        cross = scaled(SIZES["icon-chip"] + 4) if self.isChecked() else 0
        return QSize(size.width() + cross, scaled(SIZES["small"]))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        high = scaled(SIZES["chip"])
        rect = QRect(0, (self.height() - high) // 2, self.width(), high)
        side = scaled(SIZES["icon-chip"])
        paint_chip(painter, rect, self._facts, end=side + scaled(4) if self.isChecked() else 0)
        ink = chip_ink(self._facts.kind)
        if self.isChecked():
            box(painter, rect, RADIUS_CONTROL, edge_token=ink, edge=2)
            at = QRect(rect.right() - side - scaled(5), rect.top() + (high - side) // 2, side, side)
            paint_icon(painter, at, "x", ink)
        elif self.underMouse():
            box(painter, rect, RADIUS_CONTROL, edge_token=ink)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    @override
    def event(self, e: QEvent) -> bool:
        if e.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(e)
