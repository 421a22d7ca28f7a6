"""The grid as a table: repeats down, days across, each cell with its sentence for a screen reader."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from inpatient_hub.gui.moments import long_day
from inpatient_hub.gui.pages.repeats.lines import CellFacts, GridLine

AnyIndex = QModelIndex | QPersistentModelIndex
TITLE, OWNER, SHIFT, FIRST_DAY = range(4)
TOTALS = FIRST_DAY + 7
_HEADS = {TITLE: "Repeat", OWNER: "Whose", SHIFT: "Shift", TOTALS: "This week"}
_STANDS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class GridModel(QAbstractTableModel):
    """Holds the lines of a week; the keyboard stands on titles and days."""

    LineRole = Qt.ItemDataRole.UserRole + 1
    CellRole = Qt.ItemDataRole.UserRole + 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[GridLine, ...] = ()
        self._days: tuple[date, ...] = ()

    def set_lines(self, lines: Sequence[GridLine], days: tuple[date, ...]) -> None:
        """Shows another week, or the same one read again."""
        self.beginResetModel()
        self._lines, self._days = tuple(lines), days
        self.endResetModel()

    def lines(self) -> tuple[GridLine, ...]:
        """All lines held."""
        return self._lines

    def days(self) -> tuple[date, ...]:
        """The days of the week."""
        return self._days

    def line_at(self, row: int) -> GridLine | None:
        """The line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def cell_at(self, index: AnyIndex) -> CellFacts | None:
        """What became of the time at an index; None where there is none."""
        line = self.line_at(index.row()) if index.isValid() else None
        place = index.column() - FIRST_DAY
        return line.cells[place] if line is not None and 0 <= place < len(line.cells) else None

    def day_missed(self, place: int) -> tuple[int, int]:
        """How many times of a day were missed, and how many done late."""
        found = [line.cells[place] for line in self._lines if place < len(line.cells)]
        states = [one.cell.became.value for one in found if one is not None]
        return states.count("missed"), states.count("late")

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else TOTALS + 1

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == self.LineRole:
            return line
        if role == self.CellRole:
            return self.cell_at(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(line, index)
        return self._shown(line, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        place = section - FIRST_DAY
        return long_day(self._days[place]) if 0 <= place < len(self._days) else _HEADS.get(section, "")

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or line.is_head or index.column() in (OWNER, SHIFT, TOTALS):
            return Qt.ItemFlag.NoItemFlags
        return _STANDS

    def _spoken(self, line: GridLine, index: AnyIndex) -> str:
        cell = self.cell_at(index)
        if cell is not None:
            return cell.spoken
        place = index.column() - FIRST_DAY
        if line.row is None:
            return f"{line.title}, {line.second}" if index.column() == TITLE else ""
        if index.column() in (OWNER, SHIFT, TOTALS):
            return self._shown(line, index.column())
        if 0 <= place < len(self._days):
            return f"{line.title}, {long_day(self._days[place])}: not on this day"
        return line.spoken()

    def _shown(self, line: GridLine, column: int) -> str:
        cell = line.cells[column - FIRST_DAY] if FIRST_DAY <= column < TOTALS and line.cells else None
        totals = ", ".join(f"{n} {w}" for n, w in ((line.missed, "missed"), (line.late, "late")) if n)
        plain = {TITLE: line.title, OWNER: line.owner, SHIFT: line.shift, TOTALS: totals}
        return cell.words[0] if cell is not None else plain.get(column, "")
