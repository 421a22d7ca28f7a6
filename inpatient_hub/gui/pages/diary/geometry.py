"""Where the parts of the diary's grid lie: measured in one place, so that painting, pressing and dragging agree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect

from inpatient_hub.gui.pages.diary.board import LANES, Board, Column, Section
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind, Key
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.services.diary_views import LaneKind

SIDE = 6
_GAP = 4
_LANE_TOP = 5
_LANE_FOOT = 6
_WIDE = 1.4
"""Today, and a day that is expanded, are so much wider than another."""
_WEEKEND = 0.93
_LEAST_COLUMN = 98
_FLOW_FROM = 300
"""Where one day fills the window its things stand beside one another in columns of at least this width."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a day in a lane: from one height to another, with its label on top where it has one."""

    section: Section
    column: int
    top: int
    bottom: int


@dataclass(slots=True)
class Places:
    """Rectangles in the grid's own pixels, as if nothing were scrolled: the heads lie above `head_height`."""

    head_height: int = 0
    rail_width: int = 0
    width: int = 0
    height: int = 0
    columns: list[tuple[int, int]] = field(default_factory=list)
    """Left edge and width of each day."""
    lanes: dict[LaneKind, tuple[int, int]] = field(default_factory=dict)
    """Top and height of each lane."""
    bands: list[Band] = field(default_factory=list)
    rects: dict[Key, QRect] = field(default_factory=dict)
    in_column: list[list[Key]] = field(default_factory=list)

    def column_at(self, x: int) -> int:
        """The number of the day at this height of the page; -1 beside them."""
        return next((at for at, (left, width) in enumerate(self.columns) if left <= x < left + width), -1)

    def cell_at(self, point: QPoint) -> Key | None:
        """What lies at a point below the heads."""
        column = self.column_at(point.x())
        keys = self.in_column[column] if column >= 0 else []
        return next((key for key in keys if self.rects[key].contains(point)), None)

    def bands_of(self, column: int, lane: LaneKind) -> list[Band]:
        """The parts of a day in a lane."""
        return [band for band in self.bands if band.column == column and band.section.lane is lane]


def cell_height(cell: Cell) -> int:
    """How high a cell is: one to three lines, and its edge."""
    if cell.kind is CellKind.MORE:
        return line_height("caption") + scaled(2)
    lines = 1 + bool(cell.late) + bool(cell.second)
    return lines * line_height("caption") + scaled(6)


def label_height() -> int:
    """How high the name of a shift is."""
    return line_height("caption") + scaled(2)


def head_height() -> int:
    """How high the heads of the days are."""
    return scaled(56)


def rail_width(width: int) -> int:
    """How wide the names of the lanes are."""
    return scaled(112) if width >= scaled(1000) else scaled(98)


def height_of(board: Board, width: int) -> int:
    """How high the lanes of a board are in a grid of this width, heads and all."""
    flow = _flow(board, width)
    lanes = (max((_height(column, lane, flow) for column in board.columns), default=0) for lane in LANES)
    return head_height() + sum(lanes)


def placed(board: Board, width: int, height: int) -> Places:
    """Where everything lies in a grid of this size. It is wider than that where days would get too narrow, and higher
    where a day holds more."""
    places = Places(head_height=head_height(), rail_width=rail_width(width))
    _place_columns(places, board, width)
    _place_lanes(places, board, height)
    flow = _flow(board, width)
    for number, column in enumerate(board.columns):
        left, wide = places.columns[number]
        places.rects[column.head.key] = QRect(left, 0, wide, places.head_height)
        places.in_column.append([column.head.key])
        for lane in LANES:
            y = places.lanes[lane][0] + scaled(_LANE_TOP)
            for section in column.of(lane):
                y = _place_section(places, section, number, y, flow)
    return places


def _place_columns(places: Places, board: Board, width: int) -> None:
    weights = [_weight(column) for column in board.columns]
    least = scaled(_LEAST_COLUMN)
    room = width - places.rail_width
    if weights and room / sum(weights) * min(weights) < least:
        room = round(least * sum(weights) / min(weights))
    left, so_far = places.rail_width, 0.0
    for weight in weights:
        so_far += weight
        right = places.rail_width + round(room * so_far / sum(weights))
        places.columns.append((left, right - left))
        left = right
    places.width = left


def _weight(column: Column) -> float:
    if column.is_today or column.is_expanded:
        return _WIDE
    return _WEEKEND if column.day.weekday() >= _SATURDAY else 1.0


def _place_lanes(places: Places, board: Board, height: int) -> None:
    """The lanes one under another; what room is left goes to all of them, most to the last."""
    flow = _flow(board, places.width)
    heights = [max((_height(column, lane, flow) for column in board.columns), default=0) for lane in LANES]
    spare = max(height - places.head_height - sum(heights), 0)
    heights = [high + spare // 4 for high in heights]
    y = places.head_height
    for lane, high in zip(LANES, heights, strict=True):
        if lane is LANES[-1]:
            high = max(high, height - y)  # noqa: PLW2901  the last one reaches the foot
        places.lanes[lane] = (y, high)
        y += high
    places.height = y


def _flow(board: Board, width: int) -> int:
    """How many things stand beside one another in a lane."""
    if len(board.columns) != 1:
        return 1
    return max(1, (width - rail_width(width)) // scaled(_FLOW_FROM))


def _height(column: Column, lane: LaneKind, flow: int) -> int:
    body = sum(_section_height(section, flow) for section in column.of(lane))
    return max(body + scaled(_LANE_TOP + _LANE_FOOT), scaled(56))


def _section_height(section: Section, flow: int) -> int:
    label = label_height() if section.label else 0
    return label + sum(high + scaled(_GAP) for high in _rows(section, flow))


def _rows(section: Section, flow: int) -> Iterator[int]:
    cells = section.cells
    for start in range(0, len(cells), flow):
        yield max(cell_height(cell) for cell in cells[start : start + flow])


def _place_section(places: Places, section: Section, number: int, y: int, flow: int) -> int:
    """Place what a day holds in a part of a lane; return where the next part begins."""
    top, (left, wide) = y, places.columns[number]
    side, gap = scaled(SIDE), scaled(_GAP)
    y += label_height() if section.label else 0
    room = wide - 2 * side - 1 + gap
    for row, high in enumerate(_rows(section, flow)):
        for at, cell in enumerate(section.cells[row * flow : (row + 1) * flow]):
            x = left + side + room * at // flow
            places.rects[cell.key] = QRect(x, y, room * (at + 1) // flow - room * at // flow - gap, high)
            places.in_column[number].append(cell.key)
        y += high + gap
    places.bands.append(Band(section, number, top, y))
    return y
