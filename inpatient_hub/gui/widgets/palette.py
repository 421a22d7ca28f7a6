"""The command palette: find a patient, a referral or an action by typing, and open it with Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled, text_scale
from inpatient_hub.gui.widgets.card import Divider
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.marks import key_size, paint_key
from inpatient_hub.gui.widgets.painting import draw_text, fill, focus_ring, width_of

_WIDTH = 640
_MOST_SHOWN = 11
_ROW = 38
_GROUP = 28
_BELOW = 32
"""Pixels left free below it, with the space around its search line."""
_CHOSEN = QStyle.StateFlag.State_Selected
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PaletteItem:
    """Something to open or do: its group, title, quiet words, key, icon, and the id sent back when it is chosen."""

    group: str
    title: str
    subtitle: str = ""
    key: str = ""
    icon: str = ""
    id: str = ""


class CommandPalette(QDialog):
    """640 pixels wide, a third from the top of the window; the page decides what is found for the words typed."""

    search_changed = Signal(str)
    item_chosen = Signal(str)

    def __init__(self, parent: QWidget, placeholder: str = "Find a patient, referral or action") -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleName(placeholder)
        set_variant(self, surface="popup")
        self._line = QLineEdit()
        set_variant(self._line, bare=True)
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(placeholder)
        self._line.installEventFilter(self)
        self._model = PaletteModel(self)
        self._list = QListView()
        self._list.setAccessibleName("Found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._nothing = text_label("Nothing found. Try fewer letters, or a bed number.", "body", "muted")
        self._nothing.setContentsMargins(16, 12, 16, 14)
        head = _SearchRow(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Divider())
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._listed = ""
        self._chooses_when_found = False
        self._line.textChanged.connect(self._on_text_changed)
        self._list.clicked.connect(self._on_clicked)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.set_items(())

    def set_items(self, items: Sequence[PaletteItem], query: str | None = None) -> None:
        """Show what was found for `query`, or for the words typed now when it is None, in groups in the order given;
        the first is ready for Enter, and is chosen at once when Enter was pressed before it was there."""
        self._listed = self._line.text() if query is None else query
        self._model.set_items(items)
        self._nothing.setVisible(not items and bool(self._line.text()))
        self._list.setVisible(bool(items))
        self._list.setFixedHeight(self._list_height())
        first = self._model.next_item(-1, 1)
        if first.isValid():
            self._list.setCurrentIndex(first)
        self._settle()
        if self._chooses_when_found and self._listed == self._line.text():
            self._chooses_when_found = False
            self._choose(first)

    def _list_height(self) -> int:
        """As high as what was found, as far as the window reaches."""
        heights = [scaled(_ROW if isinstance(row, PaletteItem) else _GROUP) for row in self._model.shown()]
        wanted = sum(heights[: _MOST_SHOWN + 2]) + 8
        parent = self.parentWidget()
        if parent is None:
            return wanted
        window = parent.window().height()
        return min(wanted, max(2 * scaled(_ROW), window - self._top(window) - scaled(_ROW) - _BELOW))

    @staticmethod
    def _top(window: int) -> int:
        """How far below the window's top it opens: nearer where the text is large."""
        return window * 100 // (6 * text_scale())

    def search_text(self) -> str:
        """Return the words typed."""
        return self._line.text()

    @override
    def open(self) -> None:
        """Open empty, with the focus in the search line."""
        self._line.clear()
        self.search_changed.emit("")
        self._settle()
        super().open()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handle_key(event)
        return super().eventFilter(watched, event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        key = Qt.Key(event.key())
        if key in steps:
            target = self._model.next_item(self._list.currentIndex().row(), steps[key])
            if target.isValid():
                self._list.setCurrentIndex(target)
                self._list.scrollTo(target)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(self._list.currentIndex())
            return True
        return False

    def _on_enter(self, index: QModelIndex) -> None:
        if self._listed == self._line.text():
            self._choose(index)
        else:
            # What is listed is not yet what was typed: it could be another patient. One moved to is asked for again.
            self._chooses_when_found = index == self._model.next_item(-1, 1)

    def _on_text_changed(self, text: str) -> None:
        self._chooses_when_found = False
        self.search_changed.emit(text)

    def _choose(self, index: AnyIndex) -> None:
        item = self._model.item_at(index)
        if item:
            self.accept()
            self.item_chosen.emit(item.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        # The focus stays in the search line, so the line itself tells a screen reader what stands ready.
        item = self._model.item_at(index)
        self._line.setAccessibleDescription(_sentence(item) if item else "")

    def _settle(self) -> None:
        parent = self.parentWidget()
        self.setFixedWidth(min(scaled(_WIDTH), (parent.width() if parent else _WIDTH) - 48))
        self.adjustSize()
        if parent:
            corner = parent.window().mapToGlobal(parent.window().rect().topLeft())
            window = parent.window()
            self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + self._top(window.height()))


def _sentence(item: PaletteItem) -> str:
    return ", ".join(part for part in (item.title, item.subtitle, item.group, item.key) if part)


class _SearchRow(QWidget):
    """The palette's search line with its icon."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.addWidget(line)
        self._settle()

    def _settle(self) -> None:
        self._column.setContentsMargins(16 + scaled(SIZES["icon"]) + 10, 8, 16, 8)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._settle()  # the icon grows with the text

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = scaled(SIZES["icon"])
        paint_icon(QPainter(self), QRect(16, (self.height() - side) // 2, side, side), "search", "muted")


class PaletteModel(QAbstractListModel):
    """What was found, each group under its head."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[PaletteItem | str, ...] = ()

    def set_items(self, items: Sequence[PaletteItem]) -> None:
        """Show other items; those of one group stand together, in the order their groups first come."""
        groups: dict[str, list[PaletteItem]] = {}
        for item in items:
            groups.setdefault(item.group, []).append(item)
        self.beginResetModel()
        rows: list[PaletteItem | str] = []
        for group, found in groups.items():
            rows += [group, *found]
        self._shown = tuple(rows)
        self.endResetModel()

    def shown(self) -> tuple[PaletteItem | str, ...]:
        """Return the items, and the group heads as words."""
        return self._shown

    def item_at(self, index: AnyIndex) -> PaletteItem | None:
        """Return the item of an index, None for a group head."""
        row = self._shown[index.row()] if index.isValid() else None
        return row if isinstance(row, PaletteItem) else None

    def next_item(self, place: int, step: int) -> QModelIndex:
        """Return the index of the next item from a place, going round at the ends."""
        count = len(self._shown)
        for distance in range(1, count + 1):
            at = (place + step * distance) % count
            if isinstance(self._shown[at], PaletteItem):
                return self.index(at)
        return QModelIndex()

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, PaletteItem) else row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _sentence(row) if isinstance(row, PaletteItem) else row
        return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.item_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class PaletteDelegate(QStyledItemDelegate):
    """Paints an item of the palette: icon, title, quiet words, key."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        is_item = isinstance(index.data(PaletteModel.RowRole), PaletteItem)
        return QSize(scaled(200), scaled(_ROW if is_item else _GROUP))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(PaletteModel.RowRole)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, str):
            draw_text(painter, rect.adjusted(16, scaled(4), -16, 0), row, "head", "subtle")
        elif isinstance(row, PaletteItem):
            if option.state & _CHOSEN:
                fill(painter, rect, "select")
                focus_ring(painter, rect)
            _paint_item(painter, rect.adjusted(16, 0, -16, 0), row)
        painter.restore()


def _paint_item(painter: QPainter, rect: QRect, item: PaletteItem) -> None:
    left, right = rect.left(), rect.right() + 1
    side = scaled(SIZES["icon"])
    if item.icon:
        paint_icon(painter, QRect(left, rect.top() + (rect.height() - side) // 2, side, side), item.icon, "muted")
    left += side + scaled(10)
    if item.key:
        size = key_size(item.key)
        right -= size.width()
        paint_key(
            painter,
            QRect(right, rect.top() + (rect.height() - size.height()) // 2, size.width(), size.height()),
            item.key,
        )
        right -= scaled(10)
    room = right - left
    title = min(room, width_of(item.title, "medium") + 1)
    draw_text(painter, QRect(left, rect.top(), title, rect.height()), item.title, "medium", "text")
    quiet = QRect(left + title + scaled(10), rect.top(), room - title - scaled(10), rect.height())
    draw_text(painter, quiet, item.subtitle, "small", "muted")
