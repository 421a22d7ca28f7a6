"""The grid of repeats that the keyboard walks in two dimensions; where days do not all fit they move along."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from inpatient_hub.gui.pages.repeats.grid_delegate import GridDelegate, height_for
from inpatient_hub.gui.pages.repeats.grid_head import GridHead
from inpatient_hub.gui.pages.repeats.grid_model import FIRST_DAY, OWNER, SHIFT, TITLE, TOTALS, GridModel
from inpatient_hub.gui.pages.repeats.lines import lines_of
from inpatient_hub.gui.pages.repeats.view import RepeatsView
from inpatient_hub.gui.theme import current_look, design_width, look_feed
from inpatient_hub.gui.typography import scaled

_MOVES = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_K: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_J: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_OWNER_FROM, _TOTALS_FROM = 1130, 860
_LEAST_DAY = 84
_DAYS = range(FIRST_DAY, TOTALS)


class GridTable(QTableView):
    """Return and letters are told with the place they were pressed at."""

    opened = Signal(QModelIndex)
    key_pressed = Signal(QModelIndex, str)
    menu_wanted = Signal(QModelIndex, object)
    """(index, the point of the screen)."""
    days_changed = Signal()
    """Other days of the week can be seen."""

    def __init__(self, *, name: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._first, self._count = 0, 7
        self._kept: tuple[str, str, int] | None = None
        self.grid = GridModel(self)
        self._delegate = GridDelegate(self)
        self._head = GridHead(self)
        self._dress(name)
        self.setModel(self.grid)
        self.doubleClicked.connect(self.opened)
        look_feed().look_changed.connect(self._on_look_changed)

    def _dress(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(self._head)
        self.setItemDelegate(self._delegate)

    def show_view(self, view: RepeatsView) -> None:
        """Shows a week; the keyboard stays on the same time of the same repeat."""
        self._keep()
        days = view.grid.days
        is_other_week = days != self.grid.days()
        self._delegate.today_column = self._head.today_column = (
            FIRST_DAY + days.index(view.today) if view.today in days else -1
        )
        self.grid.set_lines(lines_of(view), days)
        if is_other_week and self._delegate.today_column >= 0:
            self._first = days.index(view.today)
        self._fit()
        self._stand_again()

    def shown_days(self) -> tuple[int, int]:
        """The places of the first and of the last day that can be seen, of 0 to 6."""
        return self._first, self._first + self._count - 1

    def turn(self, step: int) -> None:
        """Shows the days before or after, where they do not all fit."""
        self._first += step * self._count
        self._fit()

    def stand_on_today(self) -> None:
        """Puts the keyboard on the first time of today that there is, or on the first title."""
        column = self._delegate.today_column
        rows = range(self.grid.rowCount())
        on_today = (self.grid.index(row, column) for row in rows if column >= 0)
        titles = (self.grid.index(row, TITLE) for row in rows)
        for index in (*(one for one in on_today if self.grid.cell_at(one)), *titles):
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentIndex(index)
                return

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here, letter = self.currentIndex(), event.text().upper()
        if plain and event.key() in _MOVES and here.isValid():
            self._walk(*_MOVES[Qt.Key(event.key())])
        elif plain and here.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(here)
        elif plain and here.isValid() and letter and letter in self._keys:
            if not event.isAutoRepeat():
                self.key_pressed.emit(here, letter)
        elif event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()  # letters belong to the page; the grid never searches by typing
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            self.stand_on_today()
        super().focusInEvent(event)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_keyboard = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(arg__1.pos())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            at = self.visualRect(index).center() if by_keyboard else arg__1.pos()
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(at))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _walk(self, across: int, down: int) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if across:
            order = [TITLE, *_DAYS]
            column = order[max(0, min(len(order) - 1, order.index(column) + across))]
            if column == TITLE:
                row = next(at for at in range(row, -1, -1) if self._is_first(at))
            self._reveal(column)
        else:
            row = self._row_from(row, down, column)
        self.setCurrentIndex(self.grid.index(row, column))

    def _row_from(self, row: int, step: int, column: int) -> int:
        """The next line the keyboard can stand on; in the column of titles the next repeat."""
        at = row + step
        while 0 <= at < self.grid.rowCount():
            line = self.grid.line_at(at)
            if line is not None and not line.is_head and (column != TITLE or line.is_first):
                return at
            at += step
        return row

    def _is_first(self, row: int) -> bool:
        line = self.grid.line_at(row)
        return line is not None and line.is_first

    def _reveal(self, column: int) -> None:
        place = column - FIRST_DAY
        if place >= 0 and not self._first <= place < self._first + self._count:
            self._first = place if place < self._first else place - self._count + 1
            self._fit()

    def _keep(self) -> None:
        here = self.currentIndex()
        line = self.grid.line_at(here.row()) if here.isValid() else None
        if line is not None and line.row is not None:
            self._kept = (line.row.series.id, line.shift, here.column())

    def _stand_again(self) -> None:
        if self._kept is None:
            if self.hasFocus():
                self.stand_on_today()
            return
        series_id, shift, column = self._kept
        lines = [(at, line) for at, line in enumerate(self.grid.lines()) if line.row is not None]
        same = [at for at, line in lines if line.row and line.row.series.id == series_id]
        exact = [at for at in same if (self.grid.lines()[at].shift == shift)]
        found = next(iter((*exact, *same, *(at for at, _ in lines))), None)
        if found is not None:
            self._reveal(column)
            self.setCurrentIndex(self.grid.index(found, column))

    def _on_look_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        design = design_width(room)
        fixed = {TITLE: max(150, min(260, design // 5)), SHIFT: 56}
        if design >= _OWNER_FROM:
            fixed[OWNER] = 140
        if design >= _TOTALS_FROM:
            fixed[TOTALS] = 76
        widths = {column: scaled(width) for column, width in fixed.items()}
        left = room - sum(widths.values())
        before, self._count = self._count, max(1, min(7, left // scaled(_LEAST_DAY)))
        if self._count != before:
            self._first = self._first_around(self._place_in_hand())
        self._first = max(0, min(7 - self._count, self._first))
        shown = [FIRST_DAY + self._first + place for place in range(self._count)]
        widths |= dict.fromkeys(shown, left // self._count)
        widths[TITLE] += room - sum(widths.values())
        self._delegate.folds_owner = OWNER not in widths
        for column in range(self.grid.columnCount()):
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        self._fit_rows()
        self.days_changed.emit()

    def _place_in_hand(self) -> int:
        """The day the keyboard is on, else today, of 0 to 6; the first of a week without today."""
        column = self.currentIndex().column()
        return max(0, (column if column in _DAYS else self._delegate.today_column) - FIRST_DAY)

    def _first_around(self, place: int) -> int:
        """The first day to be shown, so that this one can be seen."""
        if self._first <= place < self._first + self._count:
            return self._first
        return place

    def _fit_rows(self) -> None:
        self._head.setFixedHeight(scaled(48))
        self.clearSpans()
        tall, low = scaled(current_look().density.task_row), scaled(30)
        for at, line in enumerate(self.grid.lines()):
            if line.is_head:
                self.setRowHeight(at, scaled(current_look().density.group_head))
                self.setSpan(at, 0, 1, self.grid.columnCount())
                continue
            least = -(-height_for(line.title, self.columnWidth(TITLE)) // line.height)
            self.setRowHeight(at, max(tall if line.height == 1 else low, least))
            if line.is_first and line.height > 1:
                for column in (TITLE, OWNER, TOTALS):
                    self.setSpan(at, column, line.height, 1)
