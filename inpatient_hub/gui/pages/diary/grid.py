"""The diary's grid in a person's hands: arrows and keys, the mouse, and taking a task to another day or shift."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from typing_extensions import override

from inpatient_hub.gui.announcing import announce
from inpatient_hub.gui.desk.row_menu import keyed_of, more_of
from inpatient_hub.gui.pages.diary.board import BoardMaker
from inpatient_hub.gui.pages.diary.board_view import BoardView
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind
from inpatient_hub.gui.pages.diary.drag import (
    Drag,
    can_move,
    held_words,
    let_go_words,
    next_shift,
    over_words,
    target_at,
    why_not,
)
from inpatient_hub.gui.pages.diary.paint import paint_ghost, paint_target
from inpatient_hub.gui.pages.diary.walk import column_of, ends_of, step

KEYS = ("D", "C", "S", "H", "M")
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_LETTERS = {
    Qt.Key.Key_J: Qt.Key.Key_Down,
    Qt.Key.Key_K: Qt.Key.Key_Up,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DiaryGrid(BoardView):
    """Says what is wanted of the task in hand; it changes nothing itself."""

    item_opened = Signal(object)
    """Carries the `Cell` of a task."""
    key_pressed = Signal(object, str)
    """(the `Cell` of a task, one of `KEYS`)."""
    move_wanted = Signal(object, object, object)
    """(the `Cell` of a task, the day, the shift or None)."""
    no_shift = Signal(object)
    """The `Cell` of a task that has no shift to move it by."""
    edge_passed = Signal(int)
    """An arrow led beyond the last day (1) or the first (-1)."""
    weeks_turned = Signal(int)
    expanded_changed = Signal(object)
    current_changed = Signal(object)
    told = Signal(str)
    """What becomes of a task that is held or moved, in words for a screen reader."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._me = date.min, ""
        self._shifts: Sequence[str] = ()
        self._grip: tuple[Cell, QPoint] | None = None
        self.drag: Drag | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.told.connect(self._on_told)

    @override
    def show_board(self, maker: BoardMaker) -> None:
        super().show_board(maker)
        if self.hasFocus() and not self.currentIndex().isValid():
            self._stand_somewhere()  # the keyboard was here before the days: it has to be somewhere

    def set_times(self, today: date, shifts: Sequence[str], *, me: str = "") -> None:
        """Says which day is today, how the ward's shifts follow each other, and who looks."""
        self._today, self._shifts, self._me = today, shifts, me

    def day_in_hand(self) -> date | None:
        """The day of what is in hand."""
        cell = self.current_cell()
        return cell.day if cell is not None else None

    def select_day(self, day: date) -> bool:
        """Takes the first thing of a day in hand; False where it is not shown."""
        for number, column in enumerate(self.board.columns):
            if column.day == day:
                return self.set_current(ends_of(self.board, number)[0])
        return False

    def select_task(self, task_id: str) -> bool:
        """Takes a task in hand; False where it is not shown."""
        return self.set_current(self.key_of(task_id))

    def expand(self, day: date | None) -> None:
        """Shows all of one day, or only the most pressing of each again."""
        if day == self.expanded or (day is not None and self.board.columns and len(self.board.columns) == 1):
            return
        kept = self.current_cell()
        self.expanded = day
        self.lay_out()
        if kept is not None and self.current_cell() is not None and kept.kind in (CellKind.MORE, CellKind.FOLD):
            self._stand_where(kept)
        self.scrollTo(self.currentIndex())
        self.expanded_changed.emit(day)

    def _stand_where(self, kept: Cell) -> None:
        """What was only counted is spelled out now: the first of it comes in hand."""
        for column in self.board.columns:
            sections = [one for one in column.sections if (one.lane, one.shift) == (kept.lane, kept.shift)]
            if column.day == kept.day and sections and sections[0].cells:
                self.set_current(sections[0].cells[0].key)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.drag is not None:
            if key == Qt.Key.Key_Escape:
                self._drop_nothing()
            return
        if held == Qt.KeyboardModifier.ControlModifier and key in _ARROWS:
            self._move_by_key(event, key)
        elif held or not self._plain_key(event, _LETTERS.get(key, key)):
            event.ignore()

    def _plain_key(self, event: QKeyEvent, key: Qt.Key) -> bool:
        cell = self.current_cell()
        if key in _ARROWS:
            self._walk(key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.weeks_turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape and self.expanded is not None:
            self.expand(None)
        elif cell is not None and key in _ENTERS:
            self._enter(cell)
        elif cell is not None and cell.kind is CellKind.ITEM and event.text().upper() in KEYS:
            if not event.isAutoRepeat():  # a key held down must not go on to the tasks below
                self.key_pressed.emit(cell, event.text().upper())
        else:
            return False
        return True

    def _walk(self, arrow: Qt.Key) -> None:
        cell = self.current_cell()
        if cell is None:
            self._stand_somewhere()
            return
        beside = step(self.places, cell.key, arrow)
        if beside is not None:
            self.set_current(beside)
        elif arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.edge_passed.emit(1 if arrow == Qt.Key.Key_Right else -1)

    def _to_end(self, *, last: bool) -> None:
        cell = self.current_cell()
        number = column_of(self.places, cell.key) if cell is not None else -1
        if number >= 0:
            self.set_current(ends_of(self.board, number)[1 if last else 0])

    def _enter(self, cell: Cell) -> None:
        if cell.kind is CellKind.ITEM:
            self.item_opened.emit(cell)
        elif cell.kind is CellKind.HEAD and cell.is_expanded:
            self.expand(None)
        else:
            self.expand(cell.day)

    def _move_by_key(self, event: QKeyEvent, arrow: Qt.Key) -> None:
        cell = self.current_cell()
        if cell is None or not can_move(cell) or event.isAutoRepeat():
            if why_not(cell) and not event.isAutoRepeat():
                self.told.emit(why_not(cell))
            return
        if arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if arrow == Qt.Key.Key_Right else -1
            self.move_wanted.emit(cell, cell.day + timedelta(days=way), None)
            return
        shift = cell.item.line.task.shift if cell.item is not None else None
        if shift is None or shift not in self._shifts:
            self.no_shift.emit(cell)
            return
        day, name = next_shift(self._shifts, shift, cell.day, 1 if arrow == Qt.Key.Key_Down else -1)
        self.move_wanted.emit(cell, day, name)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            self._stand_somewhere()
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drop_nothing()
        super().focusOutEvent(event)
        self.viewport().update()

    def _stand_somewhere(self) -> None:
        """On today where it is shown, else on the first day."""
        days = [column.day for column in self.board.columns]
        if days:
            self.select_day(self._today if self._today in days else days[0])

    # The mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.drag is not None:
            self._drop_nothing()  # another button lets go of what is held
            return
        point = event.position().toPoint()
        way = self.more_days().way(point)
        if way and event.button() == Qt.MouseButton.LeftButton:
            self.turn_days(way)
            return
        key = self.key_at(point)
        if key is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        self.set_current(key, scroll=False)
        cell = self.current_cell()
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._grip = (cell, point)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.drag is None and self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            cell, start = self._grip
            if can_move(cell) and (point - start).manhattanLength() >= QApplication.startDragDistance():
                corner = self.visualRect(self.cells.index_of(cell.key)).topLeft()
                self.drag = Drag(cell=cell, grip=start - corner, pointer=point)
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.told.emit(held_words(cell))
            elif not can_move(cell) and why_not(cell):
                self._grip = None  # said once
                self.told.emit(why_not(cell))
        if self.drag is not None:
            self._hold(point)
            return
        cell_under = self.cells.cell(self.key_at(point))
        way = self.more_days().way(point)
        opens = way or (cell_under is not None and cell_under.kind is not CellKind.ITEM)
        self.viewport().setToolTip(self.more_days().words() if way else "")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def _hold(self, point: QPoint) -> None:
        drag = self.drag
        if drag is None:
            return
        drag.pointer = point
        on_page = point + QPoint(self.horizontalOffset(), self.verticalOffset())
        before = over_words(drag.target)
        drag.target = target_at(on_page, drag.cell, self.board, self.places, today=self._today)
        if over_words(drag.target) != before:
            self.told.emit(over_words(drag.target))
        self._scroll_along(point)
        self.viewport().update()

    def _scroll_along(self, point: QPoint) -> None:
        """What is held near an edge brings what lies beyond it into sight."""
        view, near = self.viewport().rect(), 28
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + 24 * (int(point.x() > view.right() - near) - int(point.x() < near)))
        low = self.places.head_height + near
        down.setValue(down.value() + 24 * (int(point.y() > view.bottom() - near) - int(point.y() < low)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if self.drag is not None:
            drag, self.drag = self.drag, None
            self.told.emit(let_go_words(drag.cell, drag.target))
            self._free()
            if drag.target is not None and not drag.target.refusal:
                self.move_wanted.emit(drag.cell, drag.target.day, drag.target.shift)
            return
        under = self.key_at(event.position().toPoint())
        if grip is not None and under == grip[0].key and grip[0].kind is not CellKind.ITEM:
            self._enter(grip[0])

    def _drop_nothing(self) -> None:
        self._grip = None
        if self.drag is not None:
            self.told.emit(let_go_words(self.drag.cell, None))
            self.drag = None
            self._free()

    def _free(self) -> None:
        self.viewport().unsetCursor()
        self.viewport().update()

    def _on_told(self, words: str) -> None:
        announce(self, words)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cells.cell(self.key_at(event.position().toPoint()))
        if cell is not None and cell.kind is CellKind.ITEM and event.button() == Qt.MouseButton.LeftButton:
            self.item_opened.emit(cell)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        cell = self.current_cell()
        if cell is None or cell.kind is not CellKind.ITEM:
            return
        by_keyboard = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center() if by_keyboard else arg__1.pos()
        self.menu_for(cell).popup(self.viewport().mapToGlobal(at))

    def menu_for(self, cell: Cell) -> QMenu:
        """What can be done with a task, in words, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open\tEnter").setData((cell, ""))
        task = cell.item.line.task if cell.item is not None else None
        for one in keyed_of(task, self._me) if task is not None else ():
            menu.addAction(f"{one.words}\t{one.key}").setData((cell, one.key))
        menu.addSeparator()
        for one in more_of(task, self._me) if task is not None else ():
            menu.addAction(one.words).setData((cell, one.key))
        menu.triggered.connect(self._on_menu_triggered)
        return menu

    # Painting what is held

    @override
    def paint_over(self, painter: QPainter, dx: int, dy: int) -> None:
        if self.drag is not None and self.drag.target is not None:
            target = self.drag.target
            rect = target.rect.translated(-dx, -dy)
            paint_target(painter, rect, target.words, is_refused=bool(target.refusal))

    @override
    def paint_last(self, painter: QPainter) -> None:
        rect = self.places.rects.get(self.drag.cell.key) if self.drag is not None else None
        if self.drag is not None and rect is not None:
            paint_ghost(painter, QRect(self.drag.pointer - self.drag.grip, rect.size()), self.drag.cell)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    def _on_menu_triggered(self, action: object) -> None:
        cell, key = action.data()  # type: ignore[attr-defined]
        self.key_pressed.emit(cell, key) if key else self.item_opened.emit(cell)

    def _on_current_changed(self, _current: object, _before: object) -> None:
        self.current_changed.emit(self.current_cell())
