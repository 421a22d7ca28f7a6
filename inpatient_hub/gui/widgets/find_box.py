"""The find box of the page header: it looks like a field and opens the command palette."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import key_size, paint_key
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring, width_of

_LONG = "Find a patient, referral or action"
_SHORT = "Find or do"


class FindBox(QAbstractButton):
    """Press it, or Ctrl+K, to find a patient, a referral or an action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_LONG)
        self.setAccessibleName(_LONG)
        self.setToolTip(f"{_LONG} (Ctrl+K)")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHorizontalStretch(1)
        self.setSizePolicy(policy)
        self.setMaximumWidth(scaled(300))
        self._is_hovered = False

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(SIZES["control"]))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(56), scaled(SIZES["control"]))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setMaximumWidth(scaled(300))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = "muted" if self._is_hovered else "line-strong"
        box(painter, self.rect(), RADIUS_CONTROL, fill_token="surface", edge_token=edge)
        side = scaled(SIZES["icon"])
        paint_icon(painter, QRect(scaled(10), (self.height() - side) // 2, side, side), "search", "subtle")
        right = self.width() - scaled(8)
        if self.width() > scaled(130):
            size = key_size("Ctrl+K")
            right -= size.width()
            paint_key(
                painter, QRect(right, (self.height() - size.height()) // 2, size.width(), size.height()), "Ctrl+K"
            )
        left = scaled(10) + side + scaled(8)
        room = QRect(left, 0, right - scaled(6) - left, self.height())
        words = _LONG if width_of(_LONG, "small") <= room.width() else _SHORT
        if self.width() > scaled(100):
            draw_text(painter, room, words, "small", "subtle")
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)
