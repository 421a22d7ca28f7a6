"""How wide each column of a table is: names and alerts get the room their words need, others give way."""

from typing import Any

from inpatient_hub.gui.models.table import Cell, TableModel
from inpatient_hub.gui.models.table_cells import CELL_SIDE, below_width, cell_width, chip_width, word_width
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import width_of

_SHARE = 200
"""Pixels at 100 % that a column without a width keeps before a wrapping one grows by what its words need."""
_LEAST = 140
_FIFTH = 5
_NAME_LEAST = 120
"""Pixels at 100 % that a wrapping column keeps when others need room."""


def column_widths(table: TableModel[Any], room: int) -> dict[int, int]:
    """The width of each column that shows, in pixels: those of width 0 share what is left, and some hide when it is
    narrow. Together they are as wide as the room."""
    columns = table.columns()
    shown = [at for at, column in enumerate(columns) if design_width(room) >= column.hide_below]
    sharing = [at for at in shown if not columns[at].width]
    least = {at: _least(table, at, room) for at in sharing}
    widths = _grown({at: _wanted(table, at, room) for at in shown if columns[at].width}, table, room, least)
    share = (room - sum(widths.values())) // max(1, len(sharing))
    widths = {at: widths[at] if at in widths else max(least[at], share) for at in shown}
    widths = _squeezed(widths, table, room)
    if widths:
        widths[(sharing or shown)[-1]] += room - sum(widths.values())
    return widths


def _grown(widths: dict[int, int], table: TableModel[Any], room: int, least: dict[int, int]) -> dict[int, int]:
    """Wrapping columns take what their words need of the room that is to spare."""
    spare = room - sum(widths.values()) - sum(max(scaled(_SHARE), width) for width in least.values())
    for at, width in tuple(widths.items()):
        if table.columns()[at].wraps and spare > 0:
            widest = max((cell_width(cell) for cell in _cells(table, at)), default=0)
            more = min(spare, max(0, widest - width))
            widths[at], spare = width + more, spare - more
    return widths


def _squeezed(widths: dict[int, int], table: TableModel[Any], room: int) -> dict[int, int]:
    """Too narrow for all: those that wrap give way first, then every column gives its part, and nothing lies out of
    reach to the right."""
    for at, width in tuple(widths.items()):
        if table.columns()[at].wraps:
            over = max(0, sum(widths.values()) - room)
            widths[at] = width - min(over, max(0, width - _narrowest(table, at, room)))
    total = sum(widths.values())
    return {at: width * room // total for at, width in widths.items()} if total > room else widths


def _narrowest(table: TableModel[Any], at: int, room: int) -> int:
    """What a wrapping column keeps: room for a name, and for what stands below it."""
    below = max((below_width(cell) for cell in _cells(table, at)), default=0)
    return max(scaled(_NAME_LEAST), min(below, room // 2))


def _least(table: TableModel[Any], at: int, room: int) -> int:
    """What a column without a width keeps: the widest of its chips, and never more than half of the table."""
    if table.columns()[at].chips is None:
        return scaled(_LEAST)
    widest = max((chip_width(cell) for cell in _cells(table, at)), default=0)
    return max(scaled(_LEAST), min(widest, room // 2))


def _wanted(table: TableModel[Any], at: int, room: int) -> int:
    column = table.columns()[at]
    wanted = max(scaled(column.width), width_of(column.title, "head") + 2 * scaled(CELL_SIDE) + scaled(4))
    if not column.fits:
        return wanted
    longest = max((word_width(cell) for cell in _cells(table, at)), default=0)
    return max(wanted, min(longest, room // _FIFTH))


def _cells(table: TableModel[Any], at: int) -> list[Cell]:
    cells = (table.cell_of(row, at) for row in range(table.rowCount()))
    return [cell for cell in cells if cell is not None]
