"""The head of the grid: the days with how much was missed on each, today filled."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from inpatient_hub.domain.day_names import short_weekday
from inpatient_hub.gui.pages.repeats.grid_delegate import SIDE
from inpatient_hub.gui.pages.repeats.grid_model import FIRST_DAY, GridModel
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import draw_text, fill, line_below, width_of


class GridHead(QHeaderView):
    """Only shown: nothing is sorted here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.today_column = -1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        painter.save()
        is_today = logicalIndex == self.today_column
        fill(painter, rect, "primary" if is_today else "sunken")
        line_below(painter, rect)
        place = rect.adjusted(scaled(SIDE), 0, -scaled(4), -1)
        days = model.days() if isinstance(model, GridModel) else ()
        at = logicalIndex - FIRST_DAY
        if isinstance(model, GridModel) and 0 <= at < len(days):
            self._paint_day(painter, place, model, at, ink="on-primary" if is_today else "text")
        else:
            words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
            draw_text(painter, place, words, "head", "muted")
        painter.restore()

    def _paint_day(self, painter: QPainter, place: QRect, model: GridModel, at: int, *, ink: str) -> None:
        day = model.days()[at]
        missed, late = model.day_missed(at)
        told = ", ".join(f"{count} {words}" for count, words in ((missed, "missed"), (late, "late")) if count)
        if told and width_of(told, "caption") > place.width():
            told = f"{missed} missed" if missed else f"{late} late"
        upper, lower = line_height("strong"), line_height("caption") if told else 0
        top = place.top() + (place.height() - upper - lower) // 2
        row = QRect(place.left(), top, place.width(), upper)
        used = draw_text(painter, row, f"{short_weekday(day)}", "body", ink)
        draw_text(painter, row.adjusted(used + scaled(6), 0, 0, 0), str(day.day), "heading", ink)
        draw_text(painter, QRect(place.left(), top + upper, place.width(), lower), told, "caption", ink)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        fill(painter, self.viewport().rect(), "sunken")
        line_below(painter, self.viewport().rect())
        painter.end()
        super().paintEvent(e)
