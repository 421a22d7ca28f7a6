"""Paints the diary's grid: heads, lanes, and the things in them, each with an icon and words besides its colour."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.pages.diary.board import LANES, Column, Section, lane_words
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind, Face
from inpatient_hub.gui.pages.diary.geometry import Places, label_height
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import box, draw_text, fill, focus_ring, width_of

_BAR = 3
_SATURDAY = 5
_FILLS = {Face.DONE: "sunken", Face.STRUCK: "sunken", Face.WAITING: "warn-tint"}
_EDGES = {Face.OVERDUE: "act-solid", Face.MISSED: "text"}
_INKS = {Face.DONE: "muted", Face.STRUCK: "muted", Face.OVERDUE: "act-text"}


def ground_of(column: Column) -> str:
    """What a day stands on: today's is tinted, one that has gone by and the weekend's are sunken."""
    if column.is_today:
        return "today"
    return "sunken" if column.is_past or column.day.weekday() >= _SATURDAY else "surface"


def paint_column(painter: QPainter, rect: QRect, column: Column) -> None:
    """The ground of a day."""
    fill(painter, rect, ground_of(column))
    fill(painter, QRect(rect.left() - 1, rect.top(), 1, rect.height()), "line")


def paint_head(painter: QPainter, rect: QRect, cell: Cell, free: QRect, *, has_focus: bool, is_current: bool) -> None:
    """The head of a day; today's is filled. Its words stand in what is `free` of it: a mark lies over the rest."""
    ink = "on-primary" if cell.is_today else "text"
    fill(painter, rect, "primary" if cell.is_today else "select" if is_current else "sunken")
    fill(painter, QRect(rect.left() - 1, rect.top(), 1, rect.height()), "line")
    fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), "line")
    side = scaled(10)
    upper = QRect(free.left() + side, rect.top() + scaled(7), free.width() - 2 * side, line_height("heading"))
    lower = QRect(upper.left(), upper.bottom() + scaled(2), upper.width(), line_height("caption"))
    chevron = scaled(14)
    if cell.is_expanded:
        at = QRect(upper.right() - chevron, upper.top() + (upper.height() - chevron) // 2, chevron, chevron)
        paint_icon(painter, at, "chevron-up", ink)
        upper.setRight(at.left() - scaled(2))
    quiet = ink if cell.is_today else "muted"
    room = upper.width() - width_of(cell.time, "heading")
    if room >= 0:  # else too little of the day is seen to be named
        title = title_that_fits(cell.title, room - scaled(6))
        used = draw_text(painter, upper, title, "small", quiet) + scaled(6) if title else 0
        draw_text(painter, upper.adjusted(used, 0, 0, 0), cell.time, "heading", ink)
        draw_text(painter, lower, counts_that_fit(cell.second, lower.width()), "caption", quiet)
    if has_focus:
        focus_ring(painter, rect, "on-primary" if cell.is_today else "focus")


def paint_lanes(painter: QPainter, places: Places, top: int, width: int, clip_top: int) -> None:
    """The names of the lanes at the left: each stays in sight as long as a part of its lane does."""
    for lane in LANES:
        start, high = places.lanes[lane]
        rect = QRect(0, start + top, places.rail_width, high)
        fill(painter, rect, "sunken")
        fill(painter, QRect(0, rect.top() - 1, width, 1), "line")
        fill(painter, QRect(rect.right(), rect.top(), 1, rect.height()), "line")
        icon, name, under = lane_words(lane)
        side, x = scaled(18), scaled(10 if places.rail_width >= scaled(112) else 8)
        needs = side + scaled(8) + line_height("small") * (2 if under else 1) + scaled(10)
        y = min(max(rect.top(), clip_top), max(rect.bottom() - needs, rect.top())) + scaled(9)
        paint_icon(painter, QRect(x, y, side, side), icon, "muted")
        room = places.rail_width - x - scaled(4)
        words = QRect(x, y + side + scaled(3), room, line_height("small"))
        role = "small-strong" if width_of(name, "small-strong") <= room else "head"
        draw_text(painter, words, name, role, "text")
        draw_text(painter, words.translated(0, line_height("small")), under, "caption", "muted")


def title_that_fits(title: str, room: int) -> str:
    """`Today, Fri`, or only `Fri`, or nothing: the number of the day is never left out for them."""
    return next((one for one in (title, title.rsplit(", ", maxsplit=1)[-1]) if width_of(one, "small") <= room), "")


def counts_that_fit(words: str, room: int) -> str:
    """Where a day's counts have no room, what was done is left out first, then what is to do or was done late: what was
    missed is never left out for them."""
    counts = words.split(", ")
    for word in ("done", "to do", "late"):
        if len(counts) > 1 and width_of(", ".join(counts), "caption") > room:
            counts = [one for one in counts if not one.endswith(f" {word}")] or counts[-1:]
    return ", ".join(counts)


def paint_label(painter: QPainter, rect: QRect, section: Section) -> None:
    """The name of a shift over its tasks."""
    side = scaled(14)
    place = QRect(rect.left() + scaled(7), rect.top(), rect.width() - scaled(7), label_height())
    at = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
    token = "text" if section.is_now else "muted"
    paint_icon(painter, at, section.icon, token)
    words = place.adjusted(side + scaled(5), 0, 0, 0)
    draw_text(painter, words, section.label, "head" if section.is_now else "chip", token)


def paint_cell(
    painter: QPainter, rect: QRect, cell: Cell, *, has_focus: bool = False, is_current: bool = False
) -> None:
    """One thing of a day."""
    if cell.kind is CellKind.MORE:
        _paint_more(painter, rect, cell, has_focus=has_focus, is_current=is_current)
        return
    _paint_box(painter, rect, cell, is_current=is_current)
    inside = rect.adjusted(scaled(7), scaled(3), -scaled(6), -scaled(3))
    line = line_height("caption")
    upper = QRect(inside.left(), inside.top(), inside.width(), line)
    below = [one for one in (cell.late, cell.second) if one]
    if not below:
        upper.moveTop(rect.top() + (rect.height() - line) // 2)
    _paint_title(painter, upper, cell)
    ink = "act-text" if cell.face is Face.OVERDUE else "muted"
    for number, words in enumerate(below):
        lower = QRect(upper.left(), upper.bottom() + 1 + number * line, upper.width(), line)
        draw_text(painter, lower, words, "caption", ink)
    if has_focus:
        focus_ring(painter, rect, radius=RADIUS_CONTROL)


def _paint_box(painter: QPainter, rect: QRect, cell: Cell, *, is_current: bool) -> None:
    edge = _EDGES.get(cell.face) or ("line-strong" if current_look().theme.is_high_contrast else "line")
    ground = "select" if is_current else _FILLS.get(cell.face, "surface")
    is_missed = cell.face is Face.MISSED
    box(painter, rect, RADIUS_CONTROL, fill_token=ground, edge_token=edge, dashed=is_missed)
    if cell.has_bar:
        fill(painter, QRect(rect.left(), rect.top(), scaled(_BAR), rect.height()), "primary")


def _paint_title(painter: QPainter, line: QRect, cell: Cell) -> None:
    """Icon, time, title and, at the right, the mark of what is urgent: the title is cut first."""
    side = scaled(14)
    ink = _INKS.get(cell.face, "text")
    if cell.icon:
        paint_icon(
            painter, QRect(line.left(), line.top() + (line.height() - side) // 2, side, side), cell.icon, cell.token
        )
    x, right = line.left() + side + scaled(6), line.right()
    if cell.mark:
        right -= side
        at = QRect(right + 1, line.top() + (line.height() - side) // 2, side, side)
        paint_icon(painter, at, cell.mark, "act-text" if cell.mark == "chevrons-up" else "muted")
        right -= scaled(3)
    is_quiet = cell.face in (Face.DONE, Face.STRUCK)
    role = "chip" if is_quiet else "head"
    if cell.time:
        x += draw_text(painter, QRect(x, line.top(), right - x + 1, line.height()), cell.time, role, ink) + scaled(5)
    place = QRect(x, line.top(), right - x + 1, line.height())
    draw_text(painter, place, cell.title, role, ink, struck=cell.face is Face.STRUCK)


def _paint_more(painter: QPainter, rect: QRect, cell: Cell, *, has_focus: bool, is_current: bool) -> None:
    if is_current:
        box(painter, rect, RADIUS_CONTROL, fill_token="select")
    draw_text(painter, rect.adjusted(scaled(7), 0, -scaled(4), 0), cell.title, "chip", "link")
    if has_focus:
        focus_ring(painter, rect, radius=RADIUS_CONTROL)


def paint_target(painter: QPainter, rect: QRect, words: str, *, is_refused: bool) -> None:
    """Where what is dragged would go: its edge, and its name at the top; what is there already stays in sight."""
    inside = rect.adjusted(1, 1, -2, -1)
    edge, ink = ("line-strong", "text") if is_refused else ("primary", "on-primary")
    box(painter, inside, RADIUS_CONTROL, edge_token=edge, edge=2, dashed=is_refused)
    width = min(width_of(words, "head") + scaled(14), inside.width())
    tag = QRect(inside.right() + 1 - width, inside.top(), width, label_height() + scaled(2))
    box(painter, tag, RADIUS_CONTROL, fill_token="surface" if is_refused else "primary", edge_token=edge)
    draw_text(painter, tag.adjusted(scaled(7), 0, -scaled(4), 0), words, "head", ink)


def paint_ghost(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """What is dragged, under the pointer."""
    paint_cell(painter, rect, cell)
    box(painter, rect, RADIUS_CONTROL, edge_token="primary", edge=2)
