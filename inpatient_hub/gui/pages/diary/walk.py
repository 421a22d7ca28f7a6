"""Where the arrows lead in the diary's grid: to the nearest thing above, below or on the day beside."""

from PySide6.QtCore import QRect, Qt

from inpatient_hub.gui.pages.diary.board import Board
from inpatient_hub.gui.pages.diary.cells import Key
from inpatient_hub.gui.pages.diary.geometry import Places


def column_of(places: Places, key: Key) -> int:
    """The number of the day a thing stands on; -1 for what is not there."""
    return next((number for number, keys in enumerate(places.in_column) if key in keys), -1)


def step(places: Places, key: Key, arrow: Qt.Key) -> Key | None:
    """Where an arrow leads from here; None where there is nothing further that way."""
    number = column_of(places, key)
    if number < 0:
        return None
    if arrow in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return _upright(places, number, key, 1 if arrow == Qt.Key.Key_Down else -1)
    way = 1 if arrow == Qt.Key.Key_Right else -1
    return _beside(places, number, key, way) or _next_day(places, number, key, way)


def ends_of(board: Board, number: int) -> tuple[Key, Key]:
    """The first and the last thing of a day: its head where it holds nothing."""
    column = board.columns[number]
    cells = [cell for section in column.sections for cell in section.cells]
    return (cells[0].key, cells[-1].key) if cells else (column.head.key, column.head.key)


def _upright(places: Places, number: int, key: Key, way: int) -> Key | None:
    here = places.rects[key]
    ahead = [
        (abs(rect.top() - here.top()), abs(rect.center().x() - here.center().x()), other)
        for other in places.in_column[number]
        if (rect := places.rects[other]).top() * way > here.top() * way
    ]
    return min(ahead, key=lambda one: one[:2])[2] if ahead else None


def _beside(places: Places, number: int, key: Key, way: int) -> Key | None:
    """Within a day whose things stand beside one another: the next in the same row."""
    here = places.rects[key]
    row = [
        (abs(rect.left() - here.left()), other)
        for other in places.in_column[number]
        if (rect := places.rects[other]).top() == here.top() and rect.left() * way > here.left() * way
    ]
    return min(row, key=lambda one: one[0])[1] if row else None


def _next_day(places: Places, number: int, key: Key, way: int) -> Key | None:
    """The thing on the day beside that is nearest in height: in the same lane where it holds one there."""
    beside = number + way
    if not 0 <= beside < len(places.columns):
        return None
    here = places.rects[key]
    others = places.in_column[beside]
    same = [other for other in others if _lane(places, places.rects[other]) == _lane(places, here)]
    return min(same or others, key=lambda other: abs(places.rects[other].center().y() - here.center().y()))


def _lane(places: Places, rect: QRect) -> int:
    y = rect.top()
    return next((at for at, (top, high) in enumerate(places.lanes.values()) if top <= y < top + high), -1)
