"""Paints a task as a card in a narrow column: title, whom it is about, when it is due, what it waits on, marks."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.row_delegate import RowDelegate
from inpatient_hub.gui.models.row_layout import row_height
from inpatient_hub.gui.models.rows import AnyIndex, GroupFacts, RowFacts, RowModel
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

_FOCUS = QStyle.StateFlag.State_HasFocus
_CHOSEN = QStyle.StateFlag.State_Selected
_PAD, _GAP, _MARGIN = 10, 6, 8


@dataclass(frozen=True)
class _Line:
    """One line under the title: its icon, words, quiet words after them, and the colour of both."""

    icon: str
    words: str
    after: str = ""
    token: str = "muted"


class CardDelegate(RowDelegate):
    """Cards as wide as their list. Long titles wrap, marks go on in the next line, and nothing lies over another."""

    def __init__(self, parent: object) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.width = 0
        """The width of the list in pixels; the list keeps it."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        facts = index.data(RowModel.FactsRole)
        if not isinstance(facts, RowFacts):
            return QSize(0, row_height(facts))
        return QSize(0, _height(facts, self.width - 2 * _MARGIN) + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        facts = index.data(RowModel.FactsRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(facts, GroupFacts):
            self._paint_group(painter, rect, facts)
        elif isinstance(facts, RowFacts):
            place = rect.adjusted(_MARGIN, _GAP, -_MARGIN, 0)
            _paint_box(painter, place, facts, chosen=bool(state & _CHOSEN))
            _paint_parts(painter, place, facts)
            if state & _FOCUS:
                focus_ring(painter, place, radius=RADIUS_CONTROL)
        painter.restore()


def _paint_box(painter: QPainter, place: QRect, facts: RowFacts, *, chosen: bool) -> None:
    ground = "warn-tint" if facts.time_token == "warn-text" else "sunken" if facts.muted else "surface"
    missed = facts.state_words == "Missed"
    edge = "act-solid" if facts.time_token == "act-text" else "line-strong" if missed else "line"
    box(painter, place, RADIUS_CONTROL, fill_token="select" if chosen else ground, edge_token=edge, dashed=missed)


def _paint_parts(painter: QPainter, place: QRect, facts: RowFacts) -> None:
    x, y = place.left() + scaled(_PAD), place.top() + scaled(_PAD)
    side = scaled(SIZES["icon-state"])
    if facts.state_icon:
        paint_icon(painter, QRect(x, y, side, side), facts.state_icon, facts.state_token)
    left, width = x + side + scaled(8), _words_width(place.width())
    title = QRect(left, y, width, 0)
    token = "muted" if facts.muted else "text"
    y += paint_wrapped(painter, title, facts.title, "body" if facts.muted else "strong", token) + scaled(2)
    for line in _lines(facts):
        _paint_line(painter, QRect(left, y, width, line_height("small")), line)
        y += line_height("small") + scaled(2)
    for chip, at in _placed(facts.chips, width):
        paint_chip(painter, at.translated(QPoint(left, y + scaled(4))), chip)


def _paint_line(painter: QPainter, place: QRect, line: _Line) -> None:
    side = scaled(SIZES["icon-chip"])
    mark = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
    paint_icon(painter, mark, line.icon, "subtle" if line.token in ("muted", "text") else line.token)
    words = place.adjusted(side + scaled(6), 0, 0, 0)
    role = "small" if line.token == "muted" else "small-medium"
    used = draw_text(painter, words, line.words, role, line.token)
    after = "muted" if line.token == "text" else line.token
    draw_text(painter, words.adjusted(used + scaled(8), 0, 0, 0), line.after, "small", after)


def _lines(facts: RowFacts) -> list[_Line]:
    lines = [_Line(facts.second_icon or "list", facts.second)] if facts.second else []
    if facts.trailing:
        lines.append(_Line("hourglass", facts.trailing))
    if facts.time:
        lines.append(_Line("clock", facts.time, facts.distance, facts.time_token))
    return lines


def _height(facts: RowFacts, width: int) -> int:
    room = _words_width(width)
    height = wrapped_height(facts.title, "body" if facts.muted else "strong", room) + scaled(2)
    height += len(_lines(facts)) * (line_height("small") + scaled(2))
    placed = _placed(facts.chips, room)
    if placed:
        height += scaled(4) + placed[-1][1].bottom() + 1
    return max(height, scaled(SIZES["icon-state"])) + 2 * scaled(_PAD)


def _words_width(width: int) -> int:
    return max(scaled(60), width - 2 * scaled(_PAD) - scaled(SIZES["icon-state"]) - scaled(8))


def _placed(chips: tuple[ChipFacts, ...], width: int) -> list[tuple[ChipFacts, QRect]]:
    """Where the chips lie, counted from the corner of the first; what does not fit goes on in the next line."""
    placed: list[tuple[ChipFacts, QRect]] = []
    x = y = 0
    for chip in chips:
        size = chip_size(chip)
        if x and x + size.width() > width:
            x, y = 0, y + size.height() + scaled(4)
        placed.append((chip, QRect(x, y, min(size.width(), width), size.height())))
        x += size.width() + scaled(6)
    return placed
