"""Keeps pictures of what the diary's grid shows, so that scrolling and dragging only put them in their places."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from inpatient_hub.gui.pages.diary.cells import Cell, Key
from inpatient_hub.gui.theme import colour

_MOST = 600
"""Pictures kept at once: about what a large screen shows of fifteen crowded days, several times over."""
PaintCell = Callable[[QPainter, QRect, Cell], None]


class CellPictures:
    """One picture for each cell, on the ground it stands on. Where a pixel of the window is not a whole number of the
    screen's, cells are painted each time instead: a picture would be blurred."""

    def __init__(self, paint: PaintCell) -> None:
        self._paint = paint
        self._kept: dict[Key, QPixmap] = {}

    def clear(self) -> None:
        """Forget all of them: something looks otherwise now."""
        self._kept.clear()

    def show(self, painter: QPainter, rect: QRect, cell: Cell, ground: str) -> None:
        """Put the picture of a cell in its place."""
        ratio = painter.device().devicePixelRatio()
        if ratio != round(ratio):
            self._paint(painter, rect, cell)
            return
        found = self._kept.get(cell.key)
        if found is None or found.devicePixelRatio() != ratio:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            found = self._kept[cell.key] = self._drawn(rect, cell, ground, ratio)
        painter.drawPixmap(rect.topLeft(), found)

    def _drawn(self, rect: QRect, cell: Cell, ground: str, ratio: float) -> QPixmap:
        picture = QPixmap(rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(colour(ground))
        painter = QPainter(picture)
        self._paint(painter, QRect(QPoint(0, 0), rect.size()), cell)
        painter.end()
        return picture
