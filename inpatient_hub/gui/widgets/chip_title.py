"""A title with chips after it; a title that needs its line for itself wraps, and its chips go under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import width_of
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

_GAP = 8
_SPARE = 2
"""Fractional advances must not cost the last letter."""


class ChipTitle(QWidget):
    """A title in the weight of rows; only shown, never pressed."""

    def __init__(self, title: str, chips: Sequence[ChipFacts] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._chips = title, tuple(chips)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(". ".join([title, *(chip.spoken for chip in self._chips)]))

    def text(self) -> str:
        """Return the title."""
        return self._title

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=self._title_rect(width).bottom() + 1)

    @override
    def sizeHint(self) -> QSize:
        width = width_of(self._title, "strong") + _SPARE + sum(chip_size(chip).width() + _GAP for chip in self._chips)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), self._line())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        at = self._title_rect(self.width())
        paint_wrapped(painter, at, self._title, "strong", "text")
        for chip, place in zip(self._chips, self._places(self.width()), strict=True):
            paint_chip(painter, place, chip)

    def _line(self) -> int:
        return max(line_height("strong"), scaled(SIZES["chip"])) if self._chips else line_height("strong")

    def _title_rect(self, width: int) -> QRect:
        top = (self._line() - line_height("strong")) // 2
        return QRect(0, top, width, wrapped_height(self._title, "strong", width))

    def _places(self, width: int) -> list[QRect]:
        """Where each chip stands: after the title, then along the lines below it."""
        title = self._title_rect(width)
        is_one_line = title.height() <= line_height("strong")
        x = width_of(self._title, "strong") + _SPARE + scaled(_GAP) if is_one_line else 0
        y = 0 if is_one_line else title.bottom() + 1 + scaled(4)
        places: list[QRect] = []
        for chip in self._chips:
            size = chip_size(chip)
            if x and x + size.width() > width:
                x, y = 0, (places[-1].bottom() + 1 if places else title.bottom() + 1) + scaled(4)
            places.append(QRect(QPoint(x, y), QSize(min(size.width(), width), size.height())))
            x += size.width() + scaled(_GAP)
        return places
