"""Paints the grid of repeats: title over its rule, whose it is, and what became of each time in an icon and words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.pages.repeats.grid_model import OWNER, SHIFT, TITLE, TOTALS, AnyIndex, GridModel
from inpatient_hub.gui.pages.repeats.lines import CellFacts, GridLine
from inpatient_hub.gui.pages.repeats.wrapping import wrapped
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import box, draw_text, fill, focus_ring, line_below, width_of

SIDE = 8
_FRAME = 24
"""Pixels at 100 % of the frame around what was missed or is overdue, whatever the height of its row."""
_FOCUS = QStyle.StateFlag.State_HasFocus
_CHOSEN = QStyle.StateFlag.State_Selected


class GridDelegate(QStyledItemDelegate):
    """The ground of today's column is tinted; a cell the keyboard is on has the ring."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.today_column = -1
        self.folds_owner = False
        """Whether the owner stands in the second line of the title, for want of room."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(GridModel.LineRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if not isinstance(line, GridLine):
            return
        painter.save()
        if line.is_head:
            _paint_head(painter, rect, line)
        else:
            chosen = bool(state & _CHOSEN)
            if chosen or index.column() == self.today_column:
                fill(painter, rect, "select" if chosen else "today")
            line_below(painter, rect)
            self._paint(painter, rect, line, index)
            if state & _FOCUS:
                focus_ring(painter, rect)
        painter.restore()

    def _paint(self, painter: QPainter, rect: QRect, line: GridLine, index: AnyIndex) -> None:
        place = rect.adjusted(scaled(SIDE), 0, -scaled(SIDE) // 2, -1)
        cell = index.data(GridModel.CellRole)
        if index.column() == TITLE:
            second = f"{line.owner}, {line.second}" if self.folds_owner else line.second
            _two_lines(painter, place, title_lines(line.title, rect.width()), "strong", (second, "muted"))
        elif index.column() == OWNER:
            _two_lines(painter, place, (line.owner,), "small-medium", (line.did, "muted"))
        elif index.column() == SHIFT:
            draw_text(painter, place, line.shift, "small", "muted")
        elif index.column() == TOTALS:
            _paint_totals(painter, place, line)
        elif isinstance(cell, CellFacts):
            _paint_cell(painter, rect, cell)


def _paint_head(painter: QPainter, rect: QRect, line: GridLine) -> None:
    fill(painter, rect, "sunken")
    line_below(painter, rect)
    place = rect.adjusted(scaled(SIDE), 0, -scaled(SIDE), -1)
    used = draw_text(painter, place, line.title, "small-strong", "muted")
    draw_text(painter, place.adjusted(used + scaled(8), 0, 0, 0), line.second, "small", "muted")


def _paint_cell(painter: QPainter, rect: QRect, facts: CellFacts) -> None:
    place = rect.adjusted(scaled(3), scaled(3), -scaled(3), -scaled(3) - 1)
    if facts.edge:  # a mark, and no larger where the title of its row wraps
        high = min(place.height(), scaled(_FRAME))
        place = QRect(place.left(), place.top() + (place.height() - high) // 2, place.width(), high)
        box(painter, place, RADIUS_CONTROL, edge_token=facts.edge, dashed=facts.dashed)
    side = scaled(16)
    x = place.left() + scaled(5)
    paint_icon(painter, QRect(x, place.top() + (place.height() - side) // 2, side, side), facts.icon, facts.token)
    x += side + scaled(5)
    room = QRect(x, place.top(), place.right() - x, place.height())
    words = next((one for one in facts.words if width_of(one, "caption") <= room.width()), facts.words[-1])
    draw_text(painter, room, words, "caption", facts.token)


def _paint_totals(painter: QPainter, place: QRect, line: GridLine) -> None:
    if not line.is_first:
        return
    missed = f"{line.missed} missed" if line.missed else ""
    late = f"{line.late} late" if line.late else ""
    if missed and late:
        _two_lines(painter, place, (missed,), "small-medium", (late, "muted"))
    else:
        draw_text(painter, place, missed or late, "small-medium" if missed else "small", "text" if missed else "muted")


def _two_lines(painter: QPainter, place: QRect, first: Sequence[str], role: str, second: tuple[str, str]) -> None:
    """The first in its lines, and the second under it."""
    upper, lower = line_height("small"), line_height(_role_below()) if second[0] else 0
    top = place.top() + max(0, (place.height() - len(first) * upper - lower) // 2)
    for words in first:
        draw_text(painter, QRect(place.left(), top, place.width(), upper), words, role, "text")
        top += upper
    draw_text(painter, QRect(place.left(), top, place.width(), lower), second[0], _role_below(), second[1])


def _role_below() -> str:
    return "small" if current_look().density.name == "comfortable" else "caption"


def title_lines(title: str, column: int) -> tuple[str, ...]:
    """A title as it is painted in a column of this width."""
    return wrapped(title, column - scaled(SIDE) - scaled(SIDE) // 2, lambda words: width_of(words, "strong"))


def height_for(title: str, column: int) -> int:
    """How high a row has to be for a title in a column of this width, and the rule under it."""
    lines = len(title_lines(title, column))
    return lines * line_height("small") + line_height(_role_below()) + scaled(6)
