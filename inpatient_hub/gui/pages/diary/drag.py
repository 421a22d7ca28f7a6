"""Taking a task to another day or shift with the mouse: what is held, and where it would go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect

from inpatient_hub.domain.tasks import OPEN, TaskKind
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.pages.diary.board import Board
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind
from inpatient_hub.gui.pages.diary.geometry import Band, Places
from inpatient_hub.services.diary_views import LaneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where what is held would go: a day, and a shift where it is of the ward. `refusal` says why it cannot."""

    day: date
    rect: QRect
    shift: str | None = None
    refusal: str = ""

    @property
    def words(self) -> str:
        """`Sat 21 Nov, Late`, or why not."""
        return self.refusal or ", ".join(part for part in (short_day(self.day), self.shift) if part)


@dataclass(slots=True, kw_only=True)
class Drag:
    """One task held: where it was taken, and where the pointer is."""

    cell: Cell
    grip: QPoint
    """From the task's corner to the pointer."""
    pointer: QPoint
    target: Target | None = None


def held_words(cell: Cell) -> str:
    """What is said as a task is taken hold of."""
    where = ", ".join(part for part in (short_day(cell.day), cell.shift) if part)
    return f"Holding {cell.title}, {where}. Let go on another day, or press Escape to leave it"


def over_words(target: Target | None) -> str:
    """What is said as it is carried to another place."""
    if target is None:
        return "Where it stands: it would stay"
    return f"Not here: {target.refusal}" if target.refusal else f"Over {target.words}"


def let_go_words(cell: Cell, target: Target | None) -> str:
    """What is said as it is let go; that it was moved is said once it is."""
    if target is None:
        return f"Let go, not moved: {cell.title}"
    return f"Not moved: {target.refusal}" if target.refusal else f"Let go on {target.words}"


def why_not(cell: Cell | None) -> str:
    """Why a task cannot be moved; empty where it can, and where nothing is in hand that could be."""
    if cell is None or cell.item is None or can_move(cell):
        return ""
    why = "it was missed" if cell.item.missed else "it is done or off the list"
    return f"Not moved: {why}"


def can_move(cell: Cell | None) -> bool:
    """Whether this is a task that may go to another day: one that is not done and not missed."""
    return (
        cell is not None
        and cell.kind is CellKind.ITEM
        and cell.item is not None
        and cell.item.line.task.state in OPEN
        and not cell.item.missed
    )


def target_at(point: QPoint, cell: Cell, board: Board, places: Places, *, today: date) -> Target | None:
    """Where a task goes that is let go at a point; None beside the days, and where it stands already."""
    number = places.column_at(point.x())
    if number < 0 or cell.item is None:
        return None
    day = board.columns[number].day
    lane = LaneKind(cell.item.line.task.kind.value)
    band = _band_at(point, places.bands_of(number, lane)) if _has_shift(cell) else None
    if day == cell.day and (band is None or band.section.shift == cell.shift):
        return None
    left, width = places.columns[number]
    top, high = (band.top, band.bottom - band.top) if band is not None else places.lanes[lane]
    return Target(
        day=day,
        shift=band.section.shift if band is not None else None,
        rect=QRect(left, top, width, high),
        refusal="This day has gone by" if day < today else "",
    )


def next_shift(names: Sequence[str], shift: str, day: date, way: int) -> tuple[date, str]:
    """The shift after this one, or before it, and its day: after the night comes the next day's first."""
    days, place = divmod(names.index(shift) + way, len(names))
    return date.fromordinal(day.toordinal() + days), names[place]


def _has_shift(cell: Cell) -> bool:
    task = cell.item.line.task if cell.item is not None else None
    return task is not None and task.kind is TaskKind.WARD and task.shift is not None


def _band_at(point: QPoint, bands: Sequence[Band]) -> Band | None:
    """The shift at this height; above and below the lane the nearest one."""
    of_shift = [band for band in bands if band.section.shift is not None]
    below = [band for band in of_shift if point.y() < band.bottom]
    return below[0] if below else of_shift[-1] if of_shift else None
