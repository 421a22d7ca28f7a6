"""A table over frozen items: columns say what they show, long tables come in pages, and sorting is quick."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from inpatient_hub.gui.widgets.marks import ChipFacts

AnyIndex = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: ``text`` of an item, and how to sort and dress it.

    ``width`` is in pixels at 100 % (0 takes a share of what is left); ``hide_below`` drops the column when the table
    is narrower than so many pixels; ``second`` are quiet words after the text; ``chip`` replaces the text by a chip.
    """

    title: str
    text: Callable[[T], str]
    sort_key: Callable[[T], Any] | None = None
    chip: Callable[[T], ChipFacts | None] | None = None
    icon: Callable[[T], str | None] | None = None
    second: Callable[[T], str] | None = None
    token: Callable[[T], str] | None = None
    width: int = 0
    weight: int = 400
    align: str = "left"
    hide_below: int = 0
    struck: Callable[[T], bool] | None = None
    """Whether a line is drawn through the text."""
    tick: Callable[[T], bool] | None = None
    """Whether the tick box before the text is ticked."""
    chips: Callable[[T], tuple[ChipFacts, ...]] | None = None
    """Chips that all show, over as many lines as they need."""
    wraps: bool = False
    """Whether the text goes on in further lines; such a column takes the room its words need before others share."""
    fits: bool = False
    """Whether it is at least as wide as the longest of its words, up to a fifth of the table."""
    mark: Callable[[T], tuple[str, str] | None] | None = None
    """(icon, colour token) after the text of a column that wraps."""
    below: Callable[[T], tuple[str, ...]] | None = None
    """Quiet lines under the text of a column that wraps, while the table is narrower than `below_under`."""
    below_under: int = 0
    chips_below: Callable[[T], tuple[ChipFacts, ...]] | None = None
    """Chips under those lines, where their own column has no room."""


class Cell(NamedTuple):
    """What a delegate paints in one cell."""

    text: str
    chip: ChipFacts | None = None
    icon: str | None = None
    second: str = ""
    token: str = "text"
    weight: int = 400
    align: str = "left"
    struck: bool = False
    tick: bool | None = None
    chips: tuple[ChipFacts, ...] = ()
    wraps: bool = False
    mark: tuple[str, str] | None = None
    below: tuple[str, ...] = ()
    chips_below: tuple[ChipFacts, ...] = ()

    def spoken(self) -> str:
        """Return the cell in words."""
        main = self.chip.spoken if self.chip else ", ".join(chip.spoken for chip in self.chips) or self.text
        words = f"{main} {self.second}".strip()
        return words if self.tick is None else f"{'Ticked' if self.tick else 'Not ticked'}, {words}"


class TableModel(QAbstractTableModel, Generic[T]):
    """A passive table; ``set_items`` for all there is, ``set_first_page`` for a long one that asks for more."""

    CellRole = Qt.ItemDataRole.UserRole + 1
    more_wanted = Signal(int)
    sort_wanted = Signal(int, bool)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        item_id: Callable[[T], Hashable],
        accessible: Callable[[T], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._item_id = item_id
        self._accessible = accessible
        self._items: list[T] = []
        self._has_more = False
        self._is_asking = False
        self._is_paged = False
        self._room = 100_000

    def set_room(self, room: int) -> None:
        """The table is so wide now, in pixels at 100 %: what stands below a text depends on it."""
        self._room = room

    def columns(self) -> tuple[Column[T], ...]:
        """Return the columns."""
        return self._columns

    def set_items(self, items: Sequence[T]) -> None:
        """Show all items there are."""
        self._reset(items, paged=False, more=False)

    def set_first_page(self, items: Sequence[T], *, more: bool) -> None:
        """Show the first page of a long table; it sends ``more_wanted(offset)`` when its end comes into sight."""
        self._reset(items, paged=True, more=more)

    def append_page(self, items: Sequence[T], *, more: bool) -> None:
        """Add the page that was asked for."""
        self._is_asking, self._has_more = False, more
        if items:
            first = len(self._items)
            self.beginInsertRows(QModelIndex(), first, first + len(items) - 1)
            self._items.extend(items)
            self.endInsertRows()

    def item_at(self, row: int) -> T | None:
        """Return the item of a row, None when there is no such row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def id_at(self, row: int) -> Hashable | None:
        """Return the id of the item of a row, None when there is no such row."""
        item = self.item_at(row)
        return None if item is None else self._item_id(item)

    def cell_of(self, row: int, column: int) -> Cell | None:
        """Return what is painted in a cell, None when there is no such row."""
        item = self.item_at(row)
        return None if item is None else self._cell(item, self._columns[column])

    def row_of(self, wanted: Hashable) -> int:
        """Return the row of the item with an id, -1 when it is not here."""
        return next((row for row, item in enumerate(self._items) if self._item_id(item) == wanted), -1)

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    @override
    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None:
            return None
        column = self._columns[index.column()]
        if role == self.CellRole:
            return self._cell(item, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cell(item, column).spoken()  # all of it, where the cell is too narrow
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item, index.column())
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title if 0 <= section < len(self._columns) else None
        return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ROW

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the items held; a paged table asks its source instead (``sort_wanted(column, descending)``).

        Python sorts by key in milliseconds where a proxy would call back into Python for each comparison.
        """
        descending = order == Qt.SortOrder.DescendingOrder
        key = self._columns[column].sort_key if 0 <= column < len(self._columns) else None
        if key is None:
            return
        if self._is_paged:
            self.sort_wanted.emit(column, descending)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._items[index.row()] for index in before]
        self._items.sort(key=key, reverse=descending)
        places = {id(item): row for row, item in enumerate(self._items)}
        after = [self.index(places[id(item)], index.column()) for item, index in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @override
    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._has_more and not self._is_asking

    @override
    def fetchMore(self, parent: AnyIndex) -> None:
        if self.canFetchMore(parent):
            self._is_asking = True
            self.more_wanted.emit(len(self._items))

    def _reset(self, items: Sequence[T], *, paged: bool, more: bool) -> None:
        self.beginResetModel()
        self._items = list(items)
        self._is_paged, self._has_more, self._is_asking = paged, more, False
        self.endResetModel()

    def _cell(self, item: T, column: Column[T]) -> Cell:
        is_narrow = self._room < column.below_under
        return Cell(
            column.text(item),
            column.chip(item) if column.chip else None,
            column.icon(item) if column.icon else None,
            column.second(item) if column.second else "",
            column.token(item) if column.token else "text",
            column.weight,
            column.align,
            struck=column.struck is not None and column.struck(item),
            tick=column.tick(item) if column.tick else None,
            chips=column.chips(item) if column.chips else (),
            wraps=column.wraps,
            mark=column.mark(item) if column.mark else None,
            below=column.below(item) if column.below and is_narrow else (),
            chips_below=column.chips_below(item) if column.chips_below and is_narrow else (),
        )

    def _spoken(self, item: T, place: int) -> str:
        if place == 0 and self._accessible:
            return self._accessible(item)
        return self._cell(item, self._columns[place]).spoken()
