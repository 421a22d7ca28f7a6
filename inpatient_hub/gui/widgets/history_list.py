"""The history of a patient or a note: times at the left, icons on a line, sentences that wrap."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.history import HistoryFacts, HistoryModel
from inpatient_hub.gui.theme import colour, look_feed
from inpatient_hub.gui.typography import line_height, role_font, scaled
from inpatient_hub.gui.widgets.painting import draw_text, fill, focus_ring, line_below, width_of
from inpatient_hub.gui.widgets.wrapping import lay_out

_FOCUS = QStyle.StateFlag.State_HasFocus
_PAD = 14


class HistoryList(QListView):
    """Shows HistoryFacts; ``fit`` makes it as high as its events, else it scrolls."""

    def __init__(self, *, name: str, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = fit
        self._items: tuple[HistoryFacts, ...] = ()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._model = HistoryModel(self)
        self._delegate = HistoryDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        look_feed().look_changed.connect(self._on_look_changed)

    def set_items(self, items: Sequence[HistoryFacts]) -> None:
        """Show other events."""
        self._items = tuple(items)
        self._measure()
        self._model.set_items(items)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        if not self._fits:
            return super().sizeHint()
        width = self.width()
        rows = (self._model.row_at(place) for place in range(self._model.rowCount()))
        return QSize(240, sum(self._delegate.height_of(row, width) for row in rows if row is not None))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height() if self._fits else scaled(80))

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()
        if self._fits and e.size().width() != e.oldSize().width():
            self.updateGeometry()

    def _measure(self) -> None:
        self._delegate.time_width = max((width_of(item.time, "small") for item in self._items[:300]), default=0)

    def _on_look_changed(self) -> None:
        self._measure()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


class HistoryDelegate(QStyledItemDelegate):
    """Paints events and the heads of their days."""

    time_width = 0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 240
        return QSize(120, self.height_of(index.data(HistoryModel.FactsRole), width))

    def height_of(self, row: HistoryFacts | str, width: int) -> int:
        """Return the height of an event or head in a width, in pixels."""
        if isinstance(row, str):
            return scaled(26)
        height = _words(row, self._words_width(width))[1]
        return height + scaled(12)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(HistoryModel.FactsRole)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, str):
            fill(painter, rect, "sunken")
            fill(painter, QRect(rect.left(), rect.top(), rect.width(), 1), "line")
            line_below(painter, rect)
            draw_text(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row, "head", "muted")
        elif isinstance(row, HistoryFacts):
            self._paint_event(painter, rect, row, self._is_joined(index))
            if option.state & _FOCUS:
                focus_ring(painter, rect)
        painter.restore()

    def _paint_event(self, painter: QPainter, rect: QRect, row: HistoryFacts, joined: bool) -> None:
        line, top = line_height("small"), rect.top() + scaled(6)
        draw_text(painter, QRect(rect.left() + _PAD, top, self.time_width + 1, line), row.time, "small", "subtle")
        side = scaled(16)
        mark = QRect(rect.left() + self._icon_left(), top + (line - side) // 2, side, side)
        if joined:
            below = mark.bottom() + scaled(4)
            fill(painter, QRect(mark.center().x(), below, 1, rect.bottom() + scaled(4) - below), "line")
        paint_icon(painter, mark, row.icon, row.token)
        layout, _height = _words(row, self._words_width(rect.width()))
        painter.setPen(colour("text"))
        layout.draw(painter, QPointF(rect.left() + self._words_left(), top))

    def _icon_left(self) -> int:
        return _PAD + (self.time_width + scaled(16) if self.time_width else 0)

    def _words_left(self) -> int:
        return self._icon_left() + scaled(16) + scaled(10)

    def _words_width(self, width: int) -> int:
        return max(60, width - self._words_left() - _PAD)

    @staticmethod
    def _is_joined(index: QModelIndex | QPersistentModelIndex) -> bool:
        """Say whether an event of the same day follows, so that a line joins the two."""
        below = index.siblingAtRow(index.row() + 1) if isinstance(index, QModelIndex) else QModelIndex()
        return isinstance(below.data(HistoryModel.FactsRole), HistoryFacts)


def _words(row: HistoryFacts, width: int) -> tuple[QTextLayout, int]:
    """Return an event's words laid out, names in the heavier weight, and their height."""
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    spans = []
    for start, length in row.bold_spans():
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = start, length, bold
        spans.append(span)
    return lay_out(row.plain(), role_font("small"), line_height("small"), width, formats=spans)
