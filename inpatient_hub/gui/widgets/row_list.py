"""A list of rows with keys, buttons and groups: tasks, notes, runs."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import icon
from inpatient_hub.gui.models.row_delegate import RowDelegate
from inpatient_hub.gui.models.row_layout import columns_of, row_height
from inpatient_hub.gui.models.rows import GroupFacts, Row, RowFacts, RowModel
from inpatient_hub.gui.theme import look_feed

_MOVES = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class RowList(QListView):
    """Shows rows; ``fit`` makes it as high as its rows (in a side card), else it scrolls."""

    row_activated = Signal(object)
    row_clicked = Signal(object)
    button_pressed = Signal(object, str)
    key_pressed = Signal(object, str)
    current_changed = Signal(object)

    def __init__(self, *, name: str, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = fit
        self._told: Hashable | None = None
        self._is_second_press = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._model = RowModel(self)
        self._delegate = RowDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self._delegate.button_pressed.connect(self.button_pressed)
        self._delegate.key_pressed.connect(self.key_pressed)
        look_feed().look_changed.connect(self._on_look_changed)

    def row_model(self) -> RowModel:
        """Return the model of the list."""
        return self._model

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the row chosen stays chosen, or its place is kept, and nothing jumps."""
        if tuple(rows) == self._model.rows():
            return
        kept, place, scroll = self.current_id(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._delegate.columns = columns_of(rows)
        # Asking thousands of rows for their height is what makes a long list slow: without heads one answer serves all.
        self.setUniformItemSizes(not any(isinstance(row, GroupFacts) for row in rows))
        self._model.set_rows(rows)
        index = self._model.index_of(kept) if kept is not None else QModelIndex()
        if not index.isValid() and place >= 0:
            index = self._near(place)
        if not index.isValid() and self.hasFocus():
            index = self._near(0)  # the keyboard was here before the rows: it has to stand on one of them
        if index.isValid():
            self.setCurrentIndex(index)
        self._tell_current()
        self.verticalScrollBar().setValue(scroll)
        self.updateGeometry()
        self.viewport().update()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Add a further page of rows."""
        if any(isinstance(row, GroupFacts) for row in rows):
            self.setUniformItemSizes(False)
        self._model.append_rows(rows)
        self._delegate.columns = columns_of(self._model.rows())

    def set_more(self, more: Callable[[int], None] | None) -> None:
        """Say what to call, with the number of rows held, when the end comes into sight."""
        self._model.set_more(more)

    def current_id(self) -> Hashable | None:
        """Return the id of the row chosen, None when there is none."""
        row = self._model.row_at(self.currentIndex())
        return row.id if isinstance(row, RowFacts) else None

    def select(self, item_id: Hashable) -> bool:
        """Choose the row with an id and bring it into sight; False when it is not in the list."""
        index = self._model.index_of(item_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def select_first(self) -> None:
        """Choose the first row."""
        index = self._near(0)
        if index.isValid():
            self.setCurrentIndex(index)

    def go_to_top(self) -> None:
        """Choose the first row and show the list from its very beginning, with the head above that row."""
        self.select_first()
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(0)

    @override
    def sizeHint(self) -> QSize:
        if not self._fits:
            return super().sizeHint()
        return QSize(240, sum(row_height(row) for row in self._model.rows()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height() if self._fits else row_height(None) * 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._model.row_at(self.currentIndex())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _MOVES:
            super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, _MOVES[Qt.Key(event.key())], event.modifiers()))
        elif plain and isinstance(row, RowFacts) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_activated.emit(row.id)
        elif plain and isinstance(row, RowFacts) and any(key.key == event.text().upper() for key in row.keys):
            if not event.isAutoRepeat():  # a key held down must not go on to the rows below
                self.key_pressed.emit(row.id, event.text().upper())
        elif event.text() and event.key() != Qt.Key.Key_Space:
            # A letter that is no key of this row belongs to the page; the list never searches by typing.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: object) -> None:
        if not self.currentIndex().isValid():
            self.select_first()  # before Qt, which would make the first row current but not chosen
        super().focusInEvent(event)  # type: ignore[arg-type]

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_keyboard = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(arg__1.pos())
        row = self._model.row_at(index)
        if isinstance(row, RowFacts) and (menu := self.menu_for(row)).actions():
            at = self.visualRect(index).center() if by_keyboard else arg__1.pos()
            menu.popup(self.viewport().mapToGlobal(at))

    def menu_for(self, row: RowFacts) -> QMenu:
        """Return the menu of a row: its buttons, then its keys; the same things in words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.more:
            menu.addAction("Open\tEnter").setData(("open", row.id, ""))
        for button in row.buttons:
            action = menu.addAction(button.label)
            if button.icon:
                action.setIcon(icon(button.icon))
            action.setData(("button", row.id, button.id))
        for key in row.keys:
            menu.addAction(f"{key.words.capitalize()}\t{key.key}").setData(("key", row.id, key.key))
        if row.more:
            menu.addSeparator()
        for one in row.more:
            menu.addAction(one.words).setData(("key", row.id, one.key))
        menu.triggered.connect(self._on_menu_triggered)
        return menu

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Keys are painted on the row in focus alone: the press that brings them up is none of them.
        seen = self.hasFocus() and not self._is_second_press
        self._delegate.shows_keys_of = self.current_id() if seen else None
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._delegate.forget_pointer()
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # A second quick press on a button is a press of that button, and never opens the row; on a key it is no press
        # of the key: by then it may be that of the next row.
        self._is_second_press = True
        if self._delegate.is_on_button():
            super().mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)
        self._is_second_press = False

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._delegate.forget_pointer():
            self.viewport().update()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.viewport().update()

    def _near(self, place: int) -> QModelIndex:
        """Return the first row at or after a place that can be chosen, else the last before it."""
        rows = self._model.rows()
        after = [at for at in range(max(0, place), len(rows)) if isinstance(rows[at], RowFacts)]
        before = [at for at in range(min(place, len(rows)) - 1, -1, -1) if isinstance(rows[at], RowFacts)]
        found = next(iter((*after, *before)), None)
        return QModelIndex() if found is None else self._model.index(found)

    def _tell_current(self) -> None:
        """Tell of another row chosen; the same row read again is none."""
        chosen = self.current_id()
        if chosen != self._told:
            self._told = chosen
            self.current_changed.emit(chosen)

    def _on_current_changed(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._tell_current()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, RowFacts):
            self.row_activated.emit(row.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, RowFacts) and not self._delegate.is_on_button():
            self.row_clicked.emit(row.id)

    def _on_menu_triggered(self, action: object) -> None:
        what, row_id, name = action.data()  # type: ignore[attr-defined]
        if what == "open":
            self.row_activated.emit(row_id)
        else:
            (self.button_pressed if what == "button" else self.key_pressed).emit(row_id, name)

    def _on_look_changed(self) -> None:
        self._delegate.columns = columns_of(self._model.rows())
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
