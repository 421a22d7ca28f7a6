"""Labelled values in a row, a caption over each value, flowing to a second row rather than hiding one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import draw_text, width_of

LabelledValues = Sequence[tuple[str, str]]


class ValueRow(QWidget):
    """Captions over values in the weight of names; nothing is cut while there is height to flow into."""

    def __init__(self, values: LabelledValues = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: LabelledValues = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_values(values)

    def set_values(self, values: LabelledValues) -> None:
        """Show other values; those without a value leave no hole."""
        shown = tuple((label, value) for label, value in values if value)
        if shown == self._values:
            return
        self._values = shown
        self.setAccessibleName(", ".join(f"{label} {value}" for label, value in self._values))
        self.updateGeometry()
        self.update()

    @staticmethod
    def width_of(values: LabelledValues) -> int:
        """Return the width of values in one row, in pixels."""
        return sum(_widths(values)) + _gap() * max(0, len(values) - 1)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self._values), _pair_height() if self._values else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(_widths(self._values), default=0), _pair_height() if self._values else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for (label, value), place in zip(self._values, self._places(self.width()), strict=True):
            top = QRect(place.left(), place.top(), place.width(), line_height("caption"))
            below = QRect(place.left(), top.bottom() + 1, place.width(), scaled(18))
            draw_text(painter, top, label, "caption", "muted")
            draw_text(painter, below, value, "strong", "text")

    def _places(self, width: int) -> list[QRect]:
        x, y, places = 0, 0, []
        for natural in _widths(self._values):
            if x and x + natural > width:
                x, y = 0, y + _pair_height() + scaled(4)
            places.append(QRect(x, y, min(natural, width - x), _pair_height()))
            x += natural + _gap()
        return places


def _widths(values: LabelledValues) -> list[int]:
    return [max(width_of(label, "caption"), width_of(value, "strong")) + 1 for label, value in values]


def _gap() -> int:
    return scaled(24)


def _pair_height() -> int:
    return line_height("caption") + scaled(18)
