"""A table of items: whole rows are chosen, columns give way when the window is narrow, heads sort."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.table import TableModel
from inpatient_hub.gui.models.table_cells import CELL_SIDE, cell_height, is_tall
from inpatient_hub.gui.models.table_delegate import TableDelegate
from inpatient_hub.gui.models.table_room import column_widths
from inpatient_hub.gui.theme import current_look, design_width, look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import draw_text, fill, focus_ring, line_below

_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class DataTable(QTableView):
    """Shows a TableModel; Enter or a double press opens a row."""

    row_activated = Signal(object)
    row_clicked = Signal(object)
    current_changed = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head = TableHead(self)
        self.setHorizontalHeader(self._head)
        self.setItemDelegate(TableDelegate(self))
        self._table: TableModel[Any] | None = None
        self._kept: Hashable | None = None
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self._head.sortIndicatorChanged.connect(self._on_sort_changed)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_model(self, model: TableModel[Any]) -> None:
        """Show a table model; its rows are kept chosen by id when they are read again."""
        self._table = model
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.layoutChanged.connect(self._on_layout_changed)
        self._fit_columns()

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column and show its arrow."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._head.setSortIndicator(column, order)

    def current_id(self) -> Hashable | None:
        """Return the id of the row chosen, None when there is none."""
        return self._table.id_at(self.currentIndex().row()) if self._table else None

    def select(self, item_id: Hashable) -> bool:
        """Choose the row with an id and bring it into sight; False when it is not in the table."""
        row = self._table.row_of(item_id) if self._table else -1
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.currentIndex())
        return row >= 0

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, scaled(120))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _MOVES and self._table:
            row = max(0, min(self._table.rowCount() - 1, self.currentIndex().row() + _MOVES[Qt.Key(event.key())]))
            self.selectRow(row)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_activated.emit(self.current_id())
        elif event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()  # letters belong to the page; the table never searches by typing
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._stand_on_a_row(keyboard_is_here=True)  # before Qt, which would make the first current but not chosen
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _fit_columns(self) -> None:
        """Give each column its width; those of width 0 share what is left, and some hide when it is narrow."""
        if not self._table:
            return
        self._table.set_room(design_width(self.viewport().width()))
        widths = column_widths(self._table, self.viewport().width())
        for at in range(len(self._table.columns())):
            self.setColumnHidden(at, at not in widths)
            if at in widths:
                self.setColumnWidth(at, widths[at])
        self._fit_rows()

    def _fit_rows(self, first: int = 0, last: int = -1) -> None:
        """Make a row as high as its names and alerts need."""
        if not self._table:
            return
        tall = [at for at, column in enumerate(self._table.columns()) if column.wraps or column.chips]
        tall = [at for at in tall if not self.isColumnHidden(at)]
        default = self.verticalHeader().defaultSectionSize()
        for row in range(first, self._table.rowCount() if last < 0 else last + 1) if tall else ():
            cells = [(self._table.cell_of(row, at), self.columnWidth(at)) for at in tall]
            needed = [cell_height(cell, width) for cell, width in cells if cell is not None and is_tall(cell)]
            self.setRowHeight(row, max(default, *needed) if needed else default)

    def _on_model_about_to_be_reset(self) -> None:
        self._kept = self.current_id()

    def _on_layout_changed(self) -> None:
        self._fit_rows()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._fit_rows(first, last)

    def _on_model_reset(self) -> None:
        self._fit_columns()
        if self._kept is not None and not self.select(self._kept):
            self.current_changed.emit(None)
        self._stand_on_a_row(keyboard_is_here=self.hasFocus())

    def _stand_on_a_row(self, *, keyboard_is_here: bool) -> None:
        """The keyboard may be here before the rows are; it is never on nothing."""
        if keyboard_is_here and self._table and self._table.rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)

    def _on_current_row_changed(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self.current_changed.emit(self.current_id())

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.row_activated.emit(self.current_id())

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.row_clicked.emit(self.current_id())

    def _on_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        if self._table:
            self._table.sort(column, order)

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(current_look().density.table_row))
        self._head.setFixedHeight(scaled(32))
        self._fit_columns()


class TableHead(QHeaderView):
    """The head of a table: quiet words, and an arrow at the column it is sorted by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setStretchLastSection(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        model = self.model()
        at = self.logicalIndexAt(e.position().toPoint())
        if isinstance(model, TableModel) and at >= 0 and model.columns()[at].sort_key is None:
            return
        super().mouseReleaseEvent(e)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        fill(painter, rect, "sunken")
        line_below(painter, rect)
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        place = rect.adjusted(scaled(CELL_SIDE), 0, -scaled(4), -1)
        used = draw_text(painter, place, words, "head", "muted")
        if self.sortIndicatorSection() == logicalIndex:
            side = scaled(14)
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = QRect(place.left() + used + scaled(3), place.top() + (place.height() - side) // 2, side, side)
            paint_icon(painter, at, "arrow-up" if up else "arrow-down", "muted")
        if self.hasFocus():
            focus_ring(painter, rect)
        painter.restore()

    @override
    def paintEvent(self, e: object) -> None:
        painter = QPainter(self.viewport())
        fill(painter, self.viewport().rect(), "sunken")
        line_below(painter, self.viewport().rect())
        painter.end()
        super().paintEvent(e)  # type: ignore[arg-type]
