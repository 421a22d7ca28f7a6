"""Cells of a table that need more than a line: names that wrap, and chips that flow on."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from inpatient_hub.gui.models.table import Cell
from inpatient_hub.gui.theme import colour, current_look
from inpatient_hub.gui.typography import line_height, role_font, scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import draw_text, width_of
from inpatient_hub.gui.widgets.wrapping import lay_out

CELL_SIDE = 10
Places = list[tuple[ChipFacts, QRect]]


def is_tall(cell: Cell) -> bool:
    """Whether a cell is painted here: it may take more than one line."""
    return bool(cell.chips) or cell.wraps


def cell_width(cell: Cell) -> int:
    """The width at which a wrapping cell needs one line, in pixels, with its sides."""
    second = scaled(8) + width_of(cell.second, "small") if cell.second else 0
    return width_of(cell.text, "body", cell.weight) + second + 2 * scaled(CELL_SIDE) + 2


def chip_width(cell: Cell) -> int:
    """The width that shows each chip of a cell whole, one under the other, in pixels with its sides."""
    return max((chip_size(facts).width() for facts in cell.chips), default=0) + 2 * scaled(CELL_SIDE)


def cell_height(cell: Cell, width: int) -> int:
    """The height a cell needs at this width of its column, in pixels."""
    room, least = width - 2 * scaled(CELL_SIDE), scaled(current_look().density.table_row)
    if cell.chips:
        places = _places(cell.chips, room)
        return max(least, places[-1][1].bottom() + 1 + 2 * scaled(5))
    return max(least, _words_height(cell, room) + 2 * scaled(3))


def paint_tall(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Paint a cell within its sides, its lines in the middle of the row."""
    if cell.chips:
        places = _places(cell.chips, rect.width())
        top = rect.top() + max(0, (rect.height() - places[-1][1].bottom() - 1) // 2)
        for facts, place in places:
            paint_chip(painter, place.translated(rect.left(), top), facts)
        return
    words = _lines(cell, rect.width()) * _line()
    top = rect.top() + max(0, (rect.height() - _words_height(cell, rect.width())) // 2)
    _paint_words(painter, QRect(rect.left(), top, rect.width(), words), cell)
    if cell.second:
        second = QRect(rect.left(), top + words, rect.width(), _line())
        if _second_beside(cell, rect.width()):
            used = width_of(cell.text, "body", cell.weight) + scaled(8)
            second = QRect(rect.left() + used, top, rect.width() - used, _line())
        draw_text(painter, second, cell.second, "small", "muted")


def _paint_words(painter: QPainter, place: QRect, cell: Cell) -> None:
    if place.height() == _line():
        draw_text(painter, place, cell.text, "body", cell.token, weight=cell.weight)
        return
    layout, _height = lay_out(cell.text, role_font("body", cell.weight), _line(), place.width())
    painter.setPen(colour(cell.token))
    layout.draw(painter, QPointF(place.topLeft()))


def _lines(cell: Cell, room: int) -> int:
    if width_of(cell.text, "body", cell.weight) <= room:
        return 1
    return lay_out(cell.text, role_font("body", cell.weight), _line(), room)[1] // _line()


def _words_height(cell: Cell, room: int) -> int:
    return (_lines(cell, room) + (1 if cell.second and not _second_beside(cell, room) else 0)) * _line()


def _second_beside(cell: Cell, room: int) -> bool:
    return cell_width(cell) - 2 * scaled(CELL_SIDE) <= room


def _line() -> int:
    return line_height("body")


def _places(chips: tuple[ChipFacts, ...], room: int) -> Places:
    """Chips side by side, and on in the next line; one wider than a line is cut at its end."""
    x, y, places = 0, 0, []
    for facts in chips:
        size = chip_size(facts)
        wide = min(size.width(), room)
        if x and x + wide > room:
            x, y = 0, y + size.height() + scaled(4)
        places.append((facts, QRect(x, y, wide, size.height())))
        x += wide + scaled(6)
    return places
