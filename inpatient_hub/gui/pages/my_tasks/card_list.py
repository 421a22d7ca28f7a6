"""A column of cards that can be dragged out of it with the mouse; the keys do the same."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget
from typing_extensions import override

from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.my_tasks.card_delegate import CardDelegate
from inpatient_hub.gui.widgets.row_list import RowList

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(RowList):
    """Cards under one another. A drag is told as it goes; whoever holds the columns says where it may end."""

    stepped = Signal(int)
    """Left or Right was pressed: -1 or 1."""
    drag_moved = Signal(object, QPoint)
    """(id of the card, where the pointer is on the screen)."""
    drag_ended = Signal(object, QPoint)
    drag_given_up = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._cards = CardDelegate(self)
        self._pressed_at: QPoint | None = None
        self._dragged: object = None
        self.setItemDelegate(self._cards)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionRectVisible(False)

    @property
    def is_dragging(self) -> bool:
        """Whether a card is under way."""
        return self._dragged is not None

    @override
    def setUniformItemSizes(self, enable: bool) -> None:
        super().setUniformItemSizes(False)  # a card is as high as its words need

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        self._cards.width = self.viewport().width()
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_dragging:
            self._give_up()
        elif event.key() in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        here = event.position().toPoint()
        on_card = isinstance(self.row_model().row_at(self.indexAt(here)), RowFacts)
        self._pressed_at = here if on_card and event.button() == Qt.MouseButton.LeftButton else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        if not self.is_dragging and (here - start).manhattanLength() >= QApplication.startDragDistance():
            row = self.row_model().row_at(self.indexAt(start))
            self._dragged = row.id if isinstance(row, RowFacts) else None
        if self.is_dragging:
            self.drag_moved.emit(self._dragged, event.globalPosition().toPoint())

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        dragged, self._dragged, self._pressed_at = self._dragged, None, None
        if dragged is None:
            super().mouseReleaseEvent(e)
            return
        self.setState(QListView.State.NoState)
        self.drag_ended.emit(dragged, e.globalPosition().toPoint())

    def _give_up(self) -> None:
        self._dragged, self._pressed_at = None, None
        self.drag_given_up.emit()
