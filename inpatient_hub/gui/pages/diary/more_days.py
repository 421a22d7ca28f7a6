"""Days that do not fit beside the others: how many lie to the left and to the right, told at the edge of the heads."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.pages.diary.geometry import Places
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text

_WIDE, _EDGE = 34, 4


@dataclass(frozen=True, slots=True)
class MoreDays:
    """How many days are not seen whole on each side, and the places where that is told."""

    left: int
    right: int
    at_left: QRect
    at_right: QRect

    def way(self, point: QPoint) -> int:
        """-1 or 1 where a point is on what tells of days to the left or right, else 0."""
        return int(self.right > 0 and self.at_right.contains(point)) - int(
            self.left > 0 and self.at_left.contains(point)
        )

    def free_of(self, head: QRect) -> QRect:
        """What of a day's head neither mark lies over."""
        free = QRect(head)
        if self.right and self.at_right.intersects(head):
            free.setRight(max(head.left(), self.at_right.left() - 1))
        if self.left and self.at_left.intersects(head):
            free.setLeft(min(head.right(), self.at_left.right() + 1))
        return free

    def words(self) -> str:
        """`8 more days on the right: go on with the arrows, or scroll`; empty where all are seen."""
        sides = [(self.left, "left"), (self.right, "right")]
        said = [f"{count} more {'day' if count == 1 else 'days'} on the {side}" for count, side in sides if count]
        return f"{' and '.join(said)}: go on with the arrow keys, or scroll" if said else ""


def more_days(places: Places, scrolled: int, width: int) -> MoreDays:
    """What lies outside a view of this width that is scrolled so far."""
    first, last = scrolled + places.rail_width, scrolled + width
    left = sum(at < first for at, _wide in places.columns)
    right = sum(at + wide > last for at, wide in places.columns)
    wide, edge = scaled(_WIDE), scaled(_EDGE)
    high = places.head_height - 2 * edge - 1
    return MoreDays(
        left,
        right,
        QRect(places.rail_width + edge, edge, wide, high),
        QRect(width - wide - edge, edge, wide, high),
    )


def paint_more(painter: QPainter, more: MoreDays) -> None:
    """A chevron and the number of days, over the heads at each edge that hides some."""
    for count, rect, icon in ((more.left, more.at_left, "chevron-left"), (more.right, more.at_right, "chevron-right")):
        if not count:
            continue
        box(painter, rect, RADIUS_CONTROL, fill_token="surface", edge_token="info-solid")
        side, low = scaled(16), line_height("caption")
        top = rect.top() + (rect.height() - side - low) // 2
        paint_icon(painter, QRect(rect.left() + (rect.width() - side) // 2, top, side, side), icon, "info-text")
        words = QRect(rect.left(), top + side, rect.width(), low)
        draw_text(painter, words, f"+{count}", "caption", "info-text", align=CENTRE)
