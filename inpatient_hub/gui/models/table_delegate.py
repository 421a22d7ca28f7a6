"""Paints the cells of a table: words, chips, ticks, a line below, and one ring around the row in focus."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.table import AnyIndex, Cell, TableModel
from inpatient_hub.gui.models.table_cells import CELL_SIDE, TICK, is_tall, paint_tall, tick_room
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.check_box import paint_tick
from inpatient_hub.gui.widgets.marks import chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import LEFT, RIGHT, draw_text, fill, line_below

_CHOSEN = QStyle.StateFlag.State_Selected


class TableDelegate(QStyledItemDelegate):
    """Paints the cells of a TableModel."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(scaled(60), scaled(current_look().density.table_row))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell = index.data(TableModel.CellRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & _CHOSEN:
            fill(painter, rect, "select")
        line_below(painter, rect)
        if isinstance(cell, Cell):
            _paint_cell(painter, rect.adjusted(scaled(CELL_SIDE), 0, -scaled(CELL_SIDE), -1), cell)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row():
            _paint_ring(painter, rect, view, index.column())
        painter.restore()


def _paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    if cell.tick is not None:
        side = scaled(TICK)
        paint_tick(painter, QRect(rect.left(), rect.center().y() - side // 2, side, side), checked=cell.tick)
    if is_tall(cell):
        paint_tall(painter, rect, cell)
        return
    if cell.chip:
        size = chip_size(cell.chip)
        width = min(size.width(), rect.width())
        paint_chip(
            painter,
            QRect(rect.left(), rect.top() + (rect.height() - size.height()) // 2, width, size.height()),
            cell.chip,
        )
        return
    x = rect.left() + (tick_room() if cell.tick is not None else 0)
    if cell.icon:
        side = scaled(16)
        paint_icon(painter, QRect(x, rect.top() + (rect.height() - side) // 2, side, side), cell.icon, cell.token)
        x += side + scaled(6)
    place = QRect(x, rect.top(), rect.right() + 1 - x, rect.height())
    align = RIGHT if cell.align == "right" else LEFT
    token = "text" if cell.icon and cell.token.endswith("-text") else cell.token
    token = "muted" if cell.struck else token
    used = draw_text(painter, place, cell.text, "body", token, align=align, weight=cell.weight, struck=cell.struck)
    if cell.second:
        draw_text(painter, place.adjusted(used + scaled(8), 0, 0, 0), cell.second, "small", "muted")


def _paint_ring(painter: QPainter, rect: QRect, view: QTableView, column: int) -> None:
    """Paint this cell's part of the ring around the row."""
    fill(painter, QRect(rect.left(), rect.top(), rect.width(), 2), "focus")
    fill(painter, QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), "focus")
    shown = [at for at in range(view.model().columnCount()) if not view.isColumnHidden(at)]
    if column == shown[0]:
        fill(painter, QRect(rect.left(), rect.top(), 2, rect.height()), "focus")
    if column == shown[-1]:
        fill(painter, QRect(rect.right() - 1, rect.top(), 2, rect.height()), "focus")
