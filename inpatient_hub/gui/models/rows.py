"""Rows of a list as frozen values: tasks, notes, runs, each with its marks, keys and buttons."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from inpatient_hub.gui.widgets.marks import NOBODY, ChipFacts, Owner

__all__ = ["NOBODY", "ChipFacts", "GroupFacts", "Owner", "Progress", "RowButton", "RowFacts", "RowKey", "RowModel"]

AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True)
class RowKey:
    """A key that does something to the row in focus: the keycap's letter and its word ("D", "done"). One that is not
    ``hinted`` works and stands in the row's menu, and is not painted on the row."""

    key: str
    words: str
    hinted: bool = True


@dataclass(frozen=True)
class RowButton:
    """A button at the right of a row: its id, label, icon and kind (plain, text or primary)."""

    id: str
    label: str
    icon: str | None = None
    kind: str = "plain"


@dataclass(frozen=True)
class Progress:
    """How far a run is: "Step 4 of 8" over a bar of done out of total."""

    words: str
    done: int
    total: int


@dataclass(frozen=True)
class RowFacts:
    """One row, ready to show.

    ``state_icon`` in ``state_token`` stands first; ``time`` over ``distance`` in ``time_token``; ``title`` over
    ``second`` with ``second_icon``; then at most two chips, ``trailing`` words, ``progress``, buttons and the owner's
    disc. ``accessible`` is the whole row as a sentence; without it one is made of the parts.
    """

    id: Hashable
    title: str
    second: str = ""
    second_icon: str | None = None
    state_icon: str | None = None
    state_token: str = "subtle"
    state_words: str = ""
    time: str = ""
    distance: str = ""
    time_token: str = "text"
    chips: tuple[ChipFacts, ...] = ()
    owner: Owner | None = None
    buttons: tuple[RowButton, ...] = ()
    keys: tuple[RowKey, ...] = ()
    more: tuple[RowKey, ...] = ()
    """What only the row's menu offers, under opening it: no letter on the keyboard does it."""
    trailing: str = ""
    tells: bool = False
    """Whether the title is a sentence over two lines, with the time at its end: something happened."""
    progress: Progress | None = None
    muted: bool = False
    struck: bool = False
    """Whether a line is drawn through the title: it was made in error."""
    accessible: str = ""

    def sentence(self) -> str:
        """Return the row in words for a screen reader."""
        if self.accessible:
            return self.accessible
        parts = [self.state_words, self.time, self.distance, self.title, self.second]
        parts += [chip.spoken for chip in self.chips]
        parts += [self.progress.words if self.progress else "", self.trailing]
        if self.owner:
            parts.append(f"owner {self.owner.name}" if self.owner.initials else "unclaimed")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class GroupFacts:
    """The head of a group of rows: its words, count, icon and colour token."""

    title: str
    count: str = ""
    icon: str | None = None
    token: str = "muted"

    def sentence(self) -> str:
        """Return the head in words."""
        return f"{self.title}, {self.count}" if self.count else self.title


Row = RowFacts | GroupFacts


class RowModel(QAbstractListModel):
    """A list of rows and group heads; group heads cannot be chosen."""

    FactsRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._more: Callable[[int], None] | None = None
        self._is_asking = False

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._is_asking = False
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Add a further page of rows at the end."""
        self._is_asking = False
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += tuple(rows)
            self.endInsertRows()

    def set_more(self, more: Callable[[int], None] | None) -> None:
        """Say what to call, with the number of rows held, when the end comes into sight; None when all are here."""
        self._more = more
        self._is_asking = False

    def rows(self) -> tuple[Row, ...]:
        """Return all rows and group heads held."""
        return self._rows

    def row_at(self, index: AnyIndex) -> Row | None:
        """Return the row of an index, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, item_id: Hashable) -> QModelIndex:
        """Return the index of the row with an id; an invalid one when there is none."""
        for place, row in enumerate(self._rows):
            if isinstance(row, RowFacts) and row.id == item_id:
                return self.index(place)
        return QModelIndex()

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == self.FactsRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.sentence()
        return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if isinstance(self.row_at(index), RowFacts):
            return _ROW
        return Qt.ItemFlag.NoItemFlags

    @override
    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._more is not None and not self._is_asking

    @override
    def fetchMore(self, parent: AnyIndex) -> None:
        if self._more and not self._is_asking:
            self._is_asking = True
            self._more(len(self._rows))
