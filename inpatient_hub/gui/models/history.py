"""What happened, in order: dated groups of events with a time, an icon and a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

AnyIndex = QModelIndex | QPersistentModelIndex
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class HistoryFacts:
    """An event: its time, icon in a colour token, and words in which ``**names**`` stand out.

    A ``group`` that differs from the event before begins a new group under that head ("Today", "Yesterday").
    """

    time: str
    icon: str
    text: str
    token: str = "muted"
    group: str = ""

    def plain(self) -> str:
        """Return the words without marks."""
        return _BOLD.sub(r"\1", self.text)

    def bold_spans(self) -> tuple[tuple[int, int], ...]:
        """Return (start, length) of each name within the plain words."""
        spans, shift = [], 0
        for match in _BOLD.finditer(self.text):
            spans.append((match.start() - shift, len(match.group(1))))
            shift += 4
        return tuple(spans)

    def sentence(self) -> str:
        """Return the event in words for a screen reader."""
        return ", ".join(part for part in (self.group, self.time, self.plain()) if part)


class HistoryModel(QAbstractListModel):
    """A list of events and group heads; a head is its words."""

    FactsRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[HistoryFacts | str, ...] = ()

    def set_items(self, items: Sequence[HistoryFacts]) -> None:
        """Show other events, in the order given."""
        rows: list[HistoryFacts | str] = []
        group = ""
        for item in items:
            if item.group and item.group != group:
                rows.append(item.group)
            group = item.group
            rows.append(item)
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, place: int) -> HistoryFacts | str | None:
        """Return the event or head at a place, None past the end."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == self.FactsRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.plain() if isinstance(row, HistoryFacts) else row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence() if isinstance(row, HistoryFacts) else row
        return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.row_at(index.row()), HistoryFacts):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags
