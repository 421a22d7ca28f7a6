"""The painted grid of the diary: it lays its days out, scrolls them under their heads, and knows what is where."""

from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from inpatient_hub.gui.pages.diary.board import Board, BoardMaker, Limits, most_that_fits
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind, Key, item_key
from inpatient_hub.gui.pages.diary.geometry import Places, height_of, placed
from inpatient_hub.gui.pages.diary.model import AnyIndex, DiaryModel
from inpatient_hub.gui.pages.diary.more_days import MoreDays, more_days, paint_more
from inpatient_hub.gui.pages.diary.paint import (
    ground_of,
    paint_cell,
    paint_column,
    paint_head,
    paint_label,
    paint_lanes,
)
from inpatient_hub.gui.pages.diary.pictures import CellPictures
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import fill

_NO_BOARD = Board()


class BoardView(QListView):
    """A list of cells that lie in a grid. What a mouse or a key does with them is said by `DiaryGrid`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker: BoardMaker | None = None
        self.board = _NO_BOARD
        self.places = Places()
        self.expanded: date | None = None
        self.cells = DiaryModel(self)
        self._pictures = CellPictures(paint_cell)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(self.cells)
        look_feed().look_changed.connect(self.lay_out)

    # What is shown

    def show_board(self, maker: BoardMaker) -> None:
        """Shows other days, or the same ones anew: what is chosen stays chosen where it is still there."""
        self._maker = maker
        self.lay_out()

    def lay_out(self) -> None:
        """Places everything in the room there is, with as much of each day as fits."""
        if self._maker is None:
            return
        maker, room = self._maker, self.viewport().size()

        def height(limits: Limits) -> int:
            return height_of(maker.board(limits, self.expanded), room.width())

        limits = most_that_fits(height, room.height())
        kept, was = self.current_cell(), self.expanded
        self._pictures.clear()
        self.board = maker.board(limits, was)
        self.places = placed(self.board, room.width(), room.height())
        if self.cells.set_cells(self.board.cells()):
            self._keep(kept)
        self.updateGeometries()
        self._tell_more()
        self.viewport().update()

    def _keep(self, kept: Cell | None) -> None:
        """The same thing stays in hand; where it went to another day it is followed there, and where it is gone the
        day it stood on is in hand."""
        if kept is None:
            return
        self.set_current(self._like(kept), scroll=False)

    def _like(self, kept: Cell) -> Key | None:
        if self.cells.cell(kept.key) is not None:
            return kept.key
        if kept.item is not None and (same := self.key_of(kept.item.line.task.id)) is not None:
            return same
        head = (CellKind.HEAD, kept.day)
        return head if self.cells.cell(head) is not None else None

    def key_of(self, task_id: str) -> Key | None:
        """Where a task stands."""
        keys = (item_key(column.day, task_id) for column in self.board.columns)
        return next((key for key in keys if self.cells.cell(key) is not None), None)

    def current_cell(self) -> Cell | None:
        """What is in hand."""
        return self.cells.cell_at(self.currentIndex())

    def set_current(self, key: Key | None, *, scroll: bool = True) -> bool:
        """Takes a thing in hand; False where it is not shown."""
        index = self.cells.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            if scroll:
                self.scrollTo(index)
        return index.isValid()

    # What Qt asks of a view

    @override
    def visualRect(self, index: AnyIndex) -> QRect:
        cell = self.cells.cell_at(index)
        rect = self.places.rects.get(cell.key) if cell is not None else None
        if cell is None or rect is None:
            return QRect()
        down = 0 if cell.kind is CellKind.HEAD else self.verticalOffset()
        return rect.translated(-self.horizontalOffset(), -down)

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        return self.cells.index_of(self.key_at(p))

    def key_at(self, point: QPoint) -> Key | None:
        """What lies under a point of the view."""
        if point.x() < self.places.rail_width:
            return None
        x = point.x() + self.horizontalOffset()
        if point.y() < self.places.head_height:
            column = self.places.column_at(x)
            return self.board.columns[column].head.key if column >= 0 else None
        return self.places.cell_at(QPoint(x, point.y() + self.verticalOffset()))

    @override
    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        cell = self.cells.cell_at(index)
        if cell is None or cell.key not in self.places.rects:
            return
        rect, view, edge = self.places.rects[cell.key], self.viewport().size(), scaled(8)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        left, right = rect.left() - self.places.rail_width, rect.right() + edge - view.width()
        across.setValue(min(max(across.value(), right), max(left, 0)))
        if cell.kind is not CellKind.HEAD:
            top, bottom = rect.top() - self.places.head_height - scaled(28), rect.bottom() + edge - view.height()
            down.setValue(min(max(down.value(), bottom), max(top, 0)))

    @override
    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)  # the list's own layout would measure every cell for nothing

    @override
    def updateGeometries(self) -> None:
        size = self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), self.places.width, size.width()),
            (self.verticalScrollBar(), self.places.height, size.height()),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(scaled(32))
            bar.setRange(0, max(whole - page, 0))

    @override
    def isIndexHidden(self, index: AnyIndex) -> bool:
        return False

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is chosen by a frame drawn around it."""

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region = region.united(self.visualRect(index))
        return region

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        for index in (previous, current):
            self.viewport().update(self.visualRect(index))
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()  # heads and names of lanes stay where they are
        self._tell_more()

    def more_days(self) -> MoreDays:
        """The days that do not fit, and where that is told."""
        return more_days(self.places, self.horizontalOffset(), self.viewport().width())

    def turn_days(self, way: int) -> None:
        """Brings the days beyond the left (-1) or right (1) edge into sight."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + way * max(bar.pageStep() - self.places.rail_width - scaled(98), scaled(98)))

    def _tell_more(self) -> None:
        self.setAccessibleDescription(self.more_days().words())

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, e)
        self.lay_out()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(96))

    # Painting

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        view = self.viewport().rect()
        fill(painter, view, "surface")
        if not self.board.columns:
            return
        dx, dy, head, rail = (
            self.horizontalOffset(),
            self.verticalOffset(),
            self.places.head_height,
            self.places.rail_width,
        )
        clip = QRect(rail, head, view.width() - rail, view.height() - head)
        painter.setClipRect(clip)
        self._paint_body(painter, clip.intersected(e.rect()), dx, dy)
        self.paint_over(painter, dx, dy)
        painter.setClipRect(QRect(0, head, view.width(), view.height() - head))
        paint_lanes(painter, self.places, -dy, view.width(), head)
        painter.setClipRect(QRect(rail, 0, view.width() - rail, head))
        self._paint_heads(painter, dx)
        painter.setClipping(False)
        fill(painter, QRect(0, 0, rail, head), "sunken")
        fill(painter, QRect(0, head - 1, rail, 1), "line")
        fill(painter, QRect(rail - 1, 0, 1, head), "line")
        paint_more(painter, self.more_days())
        self.paint_last(painter)

    def _paint_heads(self, painter: QPainter, dx: int) -> None:
        current, focus, more = self.current_cell(), self.hasFocus(), self.more_days()
        for column in self.board.columns:
            is_current = current is not None and current.key == column.head.key
            rect = self.places.rects[column.head.key].translated(-dx, 0)
            free = more.free_of(rect)
            paint_head(painter, rect, column.head, free, has_focus=is_current and focus, is_current=is_current)

    def _paint_body(self, painter: QPainter, clip: QRect, dx: int, dy: int) -> None:
        """The days that are seen, as far as they are. `clip` is in the view, places are moved by what is scrolled."""
        places = self.places
        on_page = clip.translated(dx, dy)
        seen = [
            number
            for number, (left, wide) in enumerate(places.columns)
            if left + wide > on_page.left() and left <= on_page.right()
        ]
        for number in seen:
            left, wide = places.columns[number]
            paint_column(painter, QRect(left - dx, clip.top(), wide, clip.height()), self.board.columns[number])
        for band in places.bands:
            left, wide = places.columns[band.column]
            if band.section.label and QRect(left, band.top, wide, band.bottom - band.top).intersects(on_page):
                paint_label(painter, QRect(left - dx, band.top - dy, wide, 0), band.section)
        for number in seen:
            self._paint_cells(painter, number, on_page, dx, dy)
        for start, _high in places.lanes.values():
            fill(painter, QRect(clip.left(), start - dy - 1, clip.width(), 1), "line")

    def _paint_cells(self, painter: QPainter, number: int, on_page: QRect, dx: int, dy: int) -> None:
        current, focus = self.current_cell(), self.hasFocus()
        ground = ground_of(self.board.columns[number])
        for key in self.places.in_column[number][1:]:
            rect = self.places.rects[key]
            cell = self.cells.cell(key) if rect.intersects(on_page) else None
            if cell is None:
                continue
            place = rect.translated(-dx, -dy)
            if current is not None and current.key == key:
                paint_cell(painter, place, cell, has_focus=focus, is_current=True)
            else:
                self._pictures.show(painter, place, cell, ground)

    def paint_over(self, painter: QPainter, dx: int, dy: int) -> None:
        """Paints what lies over the days."""

    def paint_last(self, painter: QPainter) -> None:
        """Paints what lies over everything."""
