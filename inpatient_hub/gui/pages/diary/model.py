"""The things of the diary one after another, for the view and for screen readers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from inpatient_hub.gui.pages.diary.cells import Cell, Key

AnyIndex = QModelIndex | QPersistentModelIndex


class DiaryModel(QAbstractListModel):
    """A passive list of cells in reading order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[Cell, ...] = ()
        self._rows: dict[Key, int] = {}

    def cells(self) -> tuple[Cell, ...]:
        """What is shown."""
        return self._cells

    def set_cells(self, cells: Sequence[Cell]) -> bool:
        """Show other cells; False when they are the same ones, which changes nothing."""
        if tuple(cells) == self._cells:
            self._cells = tuple(cells)  # the tasks behind them may be newer
            return False
        self.beginResetModel()
        self._cells = tuple(cells)
        self._rows = {cell.key: row for row, cell in enumerate(self._cells)}
        self.endResetModel()
        return True

    def cell_at(self, index: AnyIndex) -> Cell | None:
        """The cell of an index."""
        return self._cells[index.row()] if index.isValid() and index.row() < len(self._cells) else None

    def cell(self, key: Key | None) -> Cell | None:
        """The cell of a key."""
        row = self._rows.get(key) if key is not None else None
        return self._cells[row] if row is not None else None

    def index_of(self, key: Key | None) -> QModelIndex:
        """The index of a key; none where it is not shown."""
        row = self._rows.get(key) if key is not None else None
        return self.index(row, 0) if row is not None else QModelIndex()

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell_at(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.spoken
        return None
