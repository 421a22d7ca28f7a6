"""A chip: a state, a flag or a kind, in words and an icon; it is only pressed when it has a cross or a chevron."""

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_ink, chip_margin, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import focus_ring
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

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
        self._paint_words(painter)
        if self._end_icon:
            side = scaled(SIZES["icon-chip"])
            at = QRect(self.width() - side - scaled(6), (self.height() - side) // 2, side, side)
            paint_icon(painter, at, self._end_icon, chip_ink(self._facts.kind))
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter) -> None:
        paint_chip(painter, self.rect(), self._shown(), end=self._end_room())

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


class WrapChip(Chip):
    """A chip of which nothing may be left out, such as whose task it is: where it is narrower than its words, it is
    higher."""

    _ABOVE = 4

    def __init__(self, *, closable: bool = False) -> None:
        super().__init__(closable=closable)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        hint = self.sizeHint()
        if width >= hint.width():
            return hint.height()
        words = wrapped_height(self.facts().words, "chip", self._words_width(width))
        return max(hint.height(), words + 2 * scaled(self._ABOVE))

    @override
    def _paint_words(self, painter: QPainter) -> None:
        if self.width() >= self.sizeHint().width():
            super()._paint_words(painter)
            return
        facts = self.facts()
        paint_chip(painter, self.rect(), replace(facts, words="", more="", icon=None))
        beside = self.width() - self._words_width(self.width()) - self._end_room() - chip_margin()
        if facts.icon:
            side = scaled(SIZES["icon-chip"])
            icon = QRect(chip_margin(), (self.height() - side) // 2, side, side)
            paint_icon(painter, icon, facts.icon, chip_ink(facts.kind))
        words = QRect(beside, scaled(self._ABOVE), self._words_width(self.width()), self.height())
        paint_wrapped(painter, words, facts.words, "chip", chip_ink(facts.kind))

    def _words_width(self, width: int) -> int:
        """The room for words: all but the margins, the icon and the cross."""
        around = chip_size(replace(self.facts(), words=" ", more="")).width()
        return max(1, width - around - self._end_room())
