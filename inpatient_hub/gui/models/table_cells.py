"""Cells of a table that need more than a line: names that wrap, and chips that flow on."""

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QPainter

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.table import Cell
from inpatient_hub.gui.theme import colour, current_look
from inpatient_hub.gui.typography import line_height, role_font, scaled
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import draw_text, width_of
from inpatient_hub.gui.widgets.wrapping import lay_out, paint_wrapped, wrapped_height

CELL_SIDE = 10
TICK = 18
_ICON, _GAP, _CHIPS_GAP = 16, 6, 3
Places = list[tuple[ChipFacts, QRect]]


def is_tall(cell: Cell) -> bool:
    """Whether a cell is painted here: it may take more than one line."""
    return bool(cell.chips) or cell.wraps


def cell_width(cell: Cell) -> int:
    """The width at which a wrapping cell needs one line, in pixels, with its sides."""
    second = scaled(8) + width_of(cell.second, "small") if cell.second else 0
    return width_of(cell.text, "body", cell.weight) + second + _beside(cell) + 2 * scaled(CELL_SIDE) + 2


def word_width(cell: Cell) -> int:
    """The width at which no word of a wrapping cell is broken, in pixels, with its sides."""
    longest = max((width_of(word, "body", cell.weight) for word in cell.text.split()), default=0)
    return longest + _beside(cell) + 2 * scaled(CELL_SIDE) + 2


def below_width(cell: Cell) -> int:
    """The width at which nothing below the text is broken within a word, in pixels, with its sides."""
    words = [word for line in cell.below for word in line.split(" ")]
    return max((width_of(word, "small") for word in words), default=0) + 2 * scaled(CELL_SIDE) + 2


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
        high = _places(cell.chips, rect.width())[-1][1].bottom() + 1
        _paint_chips(painter, rect.translated(0, max(0, (rect.height() - high) // 2)), cell.chips)
        return
    top = rect.top() + max(0, (rect.height() - _words_height(cell, rect.width())) // 2)
    if cell.icon:
        _paint_mark(painter, QRect(rect.left(), top, scaled(_ICON), _line()), cell.icon, cell.token)
    left, room = rect.left() + _icon_room(cell), rect.width() - _beside(cell)
    ends = _paint_words(painter, QRect(left, top, room, _lines(cell, rect.width()) * _line()), cell)
    second = QRect(left + ends.x() + scaled(8), top, room - ends.x() - scaled(8), _line())
    y = top + ends.y() + _line()
    if cell.second and _second_beside(cell, rect.width()):
        ends.setX(ends.x() + scaled(8) + draw_text(painter, second, cell.second, "small", "muted"))
    elif cell.second:
        draw_text(painter, QRect(left, y, room, _line()), cell.second, "small", "muted")
        y += _line()
    if cell.mark is not None:
        place = QRect(left + ends.x() + scaled(_GAP), top + ends.y(), scaled(_ICON), _line())
        _paint_mark(painter, place, *cell.mark)
    for line in cell.below:
        y += paint_wrapped(painter, QRect(left, y, room, _line()), line, "small", "muted")
    _paint_chips(painter, QRect(left, y + scaled(_CHIPS_GAP), room, 0), cell.chips_below)


def _paint_chips(painter: QPainter, rect: QRect, chips: tuple[ChipFacts, ...]) -> None:
    """Chips from the top left of a place."""
    for facts, place in _places(chips, rect.width()):
        paint_chip(painter, place.translated(rect.topLeft()), facts)


def _paint_mark(painter: QPainter, place: QRect, icon: str, token: str) -> None:
    side = place.width()
    paint_icon(painter, QRect(place.left(), place.top() + (place.height() - side) // 2, side, side), icon, token)


def _paint_words(painter: QPainter, place: QRect, cell: Cell) -> QPoint:
    """Paint the text; return where its last line ends, from the top left of its place."""
    if place.height() == _line():
        return QPoint(draw_text(painter, place, cell.text, "body", _ink(cell), weight=cell.weight), 0)
    layout, height = lay_out(cell.text, role_font("body", cell.weight), _line(), place.width())
    painter.setPen(colour(_ink(cell)))
    layout.draw(painter, QPointF(place.topLeft()))
    return QPoint(round(layout.lineAt(layout.lineCount() - 1).naturalTextWidth()), height - _line())


def _ink(cell: Cell) -> str:
    """The words beside a coloured icon keep the colour of words."""
    return "text" if cell.icon and cell.token.endswith("-text") else cell.token


def _icon_room(cell: Cell) -> int:
    icon = scaled(_ICON) + scaled(_GAP) if cell.icon else 0
    return icon + (tick_room() if cell.tick is not None else 0)


def tick_room() -> int:
    """Pixels that a tick box takes before the words of a cell."""
    return scaled(TICK) + scaled(8)


def _beside(cell: Cell) -> int:
    """Pixels that the words do not have: for the icon before them and the mark behind."""
    return _icon_room(cell) + (scaled(_GAP) + scaled(_ICON) if cell.mark else 0)


def _lines(cell: Cell, room: int) -> int:
    room -= _beside(cell)
    if width_of(cell.text, "body", cell.weight) <= room:
        return 1
    return lay_out(cell.text, role_font("body", cell.weight), _line(), room)[1] // _line()


def _words_height(cell: Cell, room: int) -> int:
    second = 1 if cell.second and not _second_beside(cell, room) else 0
    below = sum(wrapped_height(line, "small", room - _beside(cell)) for line in cell.below)
    chips = _places(cell.chips_below, room - _beside(cell))
    chips_height = scaled(_CHIPS_GAP) + chips[-1][1].bottom() + 1 if chips else 0
    return (_lines(cell, room) + second) * _line() + below + chips_height


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
