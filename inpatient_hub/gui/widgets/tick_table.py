"""A table whose rows can be ticked: Space ticks the row in focus, a press on the box ticks any."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.models.table import TableModel
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.widgets.data_table import DataTable


class TickTable(DataTable):
    """Shows a TableModel whose first column has a tick box, and says which row is to be ticked or unticked."""

    tick_pressed = Signal(object)
    """The id of the row."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.clicked.connect(self._on_box_clicked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.tick_pressed.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def row_id(self, index: QModelIndex) -> Hashable | None:
        """The id of the row at an index."""
        model: Any = self.model()
        return model.id_at(index.row()) if isinstance(model, TableModel) else None

    def _on_box_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.tick_pressed.emit(self.row_id(index))
