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
        self._room = scaled(300)
        self.setMaximumWidth(scaled(300))
        self._is_hovered = False

    def fit(self, room: int) -> None:
        """Take what there is of `room` pixels: all the words, a few, or only the icon, and never half a word."""
        self._room = room
        speaks = room >= self._least_with_words()
        self.setMaximumWidth(scaled(300) if speaks else self._square())
        self.setMinimumWidth(self._least_with_words() if speaks else self._square())

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(SIZES["control"]))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._square(), scaled(SIZES["control"]))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit(self._room)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def shows_whole_words(self) -> bool:
        """Say whether the words shown are whole; no words at all, only the icon, are."""
        return self.width() <= self._square() or self.width() >= self._least_with_words()

    @staticmethod
    def _square() -> int:
        return scaled(SIZES["icon"]) + 2 * scaled(10)

    @staticmethod
    def _words_left() -> int:
        return scaled(10) + scaled(SIZES["icon"]) + scaled(8)

    def _least_with_words(self) -> int:
        return self._words_left() + width_of(_SHORT, "small") + 1 + scaled(8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = "muted" if self._is_hovered else "line-strong"
        box(painter, self.rect(), RADIUS_CONTROL, fill_token="surface", edge_token=edge)
        side = scaled(SIZES["icon"])
        paint_icon(painter, QRect(scaled(10), (self.height() - side) // 2, side, side), "search", "subtle")
        if self.width() >= self._least_with_words():
            self._paint_words(painter)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter) -> None:
        right = self.width() - scaled(8)
        size = key_size("Ctrl+K")
        if self.width() >= self._least_with_words() + scaled(6) + size.width():
            right -= size.width()
            place = QRect(right, (self.height() - size.height()) // 2, size.width(), size.height())
            paint_key(painter, place, "Ctrl+K")
            right -= scaled(6)
        room = QRect(self._words_left(), 0, right - self._words_left(), self.height())
        words = _LONG if width_of(_LONG, "small") <= room.width() else _SHORT
        draw_text(painter, room, words, "small", "subtle")
