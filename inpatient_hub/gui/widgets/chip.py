"""A chip: a state, a flag or a kind, in words and an icon; it is only pressed when it has a cross or a chevron."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_ink, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import focus_ring

_PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


PRESSED_HEIGHT = 24
"""The least height of what is pressed, in pixels at 100 % (WCAG 2.2, 2.5.8)."""


class Chip(QWidget):
    """A chip; ``closable`` gives it a cross, ``menu`` a chevron, and only then does it take the focus."""

    close_requested = Signal()
    pressed = Signal()

    def __init__(
        self,
        words: str = "",
        kind: str = "neutral",
        icon: str | None = None,
        *,
        closable: bool = False,
        menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._end_icon = "x" if closable else "chevron-down" if menu else ""
        self._closes = closable
        self._is_brief = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._end_icon:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_facts(ChipFacts(words, kind, icon))

    def facts(self) -> ChipFacts:
        """Return what the chip shows."""
        return self._facts

    def set_facts(self, facts: ChipFacts) -> None:
        """Show something else."""
        self._facts = facts
        self.setAccessibleName(facts.spoken)
        self.setToolTip("" if self._shown().words == facts.spoken else facts.spoken)
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Show only the icon where space is short, if it has one; the words are then in the tool tip."""
        if brief != self._is_brief:
            self._is_brief = brief
            self.set_facts(self._facts)

    def _shown(self) -> ChipFacts:
        facts = self._facts
        return ChipFacts("", facts.kind, facts.icon) if self._is_brief and facts.icon else facts

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self._shown())
        height = max(size.height(), scaled(PRESSED_HEIGHT)) if self._end_icon else size.height()
        return QSize(size.width() + self._end_room(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), scaled(48)), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._shown(), end=self._end_room())
        if self._end_icon:
            side = scaled(SIZES["icon-chip"])
            at = QRect(self.width() - side - scaled(6), (self.height() - side) // 2, side, side)
            paint_icon(painter, at, self._end_icon, chip_ink(self._facts.kind))
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._end_icon
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self._press()
            return
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        closing = self._closes and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if self._end_icon and (closing or event.key() in _PRESS_KEYS):
            self._press()
            return
        super().keyPressEvent(event)

    def _press(self) -> None:
        if self._closes:
            self.close_requested.emit()
        else:
            self.pressed.emit()

    def _end_room(self) -> int:
        return scaled(SIZES["icon-chip"]) + scaled(4) if self._end_icon else 0
