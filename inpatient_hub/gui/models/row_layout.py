"""Where the parts of a row lie: measured in one place, so that painting and pressing agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from inpatient_hub.gui.models.rows import GroupFacts, Row, RowButton, RowFacts, RowKey
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button_paint import ButtonFace, button_size
from inpatient_hub.gui.widgets.marks import key_size
from inpatient_hub.gui.widgets.painting import width_of

_BULLET, _DOT = "bullet", 8
"""The icon of what is new or seen, and how wide its dot is at 100 %."""
_MEASURED = 300
"""Rows measured for the width of the time column; later ones are alike, or are cut with an ellipsis."""


@dataclass(frozen=True)
class RowColumns:
    """The columns all rows of a list share: whether there are state icons, the width for times in pixels, and whether
    the icons are no more than bullets, which need little room."""

    has_state: bool = False
    time_width: int = 0
    has_bullets: bool = False


def columns_of(rows: Sequence[Row]) -> RowColumns:
    """Measure the shared columns of some rows."""
    facts = [row for row in rows[:_MEASURED] if isinstance(row, RowFacts)]
    widest = 0
    for row in facts:
        if row.tells:
            continue
        widest = max(widest, width_of(row.time, "medium"), width_of(row.distance, "small"))
    icons = {row.state_icon for row in facts if row.state_icon}
    return RowColumns(bool(icons), widest, icons == {_BULLET})


def row_height(row: Row | None) -> int:
    """Return the height of a row or group head in pixels, by density and text size."""
    density = current_look().density
    return scaled(density.group_head if isinstance(row, GroupFacts) else density.task_row)


def padding() -> int:
    """Return the space at a row's sides."""
    return 14 if current_look().density.name == "comfortable" else 10


def state_rect(rect: QRect, columns: RowColumns) -> QRect:
    """Return where a row's state icon lies."""
    side = scaled(_DOT) * 4 if columns.has_bullets else scaled(SIZES["icon-state"])
    beyond = (side - scaled(_DOT)) // 2 if columns.has_bullets else 0  # the dot is a fourth of its icon's side
    return QRect(rect.left() + padding() - beyond, rect.top() + (rect.height() - side) // 2, side, side)


def time_left(rect: QRect, columns: RowColumns) -> int:
    """Return where a row's time begins."""
    if columns.has_bullets:
        return rect.left() + padding() + scaled(_DOT + 10)
    return rect.left() + padding() + (scaled(SIZES["icon-state"]) + padding() - 2 if columns.has_state else 0)


def title_left(rect: QRect, columns: RowColumns) -> int:
    """Return where a row's title begins."""
    return time_left(rect, columns) + (columns.time_width + scaled(14) if columns.time_width else 0)


def disc_rect(rect: QRect) -> QRect:
    """Return where the owner's disc lies."""
    side = scaled(SIZES["disc"])
    return QRect(rect.right() + 1 - padding() - side, rect.top() + (rect.height() - side) // 2, side, side)


def button_face(button: RowButton) -> ButtonFace:
    """Return the face of a row's button."""
    return ButtonFace(button.label, button.kind, button.icon, small=True)


def placed_buttons(rect: QRect, facts: RowFacts, columns: RowColumns) -> list[tuple[RowButton, QRect]]:
    """Return the buttons of a row, in their order, with where they lie. Where they would cut the title the first of
    them give way, and only the last stays for certain: the others are in the row's menu and on its keys."""
    right = rect.right() + 1 - padding() - (scaled(SIZES["disc"]) + scaled(12) if facts.owner else 0)
    title = title_left(rect, columns) + width_of(facts.title, "strong")
    placed: list[tuple[RowButton, QRect]] = []
    for button in reversed(facts.buttons):
        size = button_size(button_face(button))
        left = right - size.width()
        if placed and left - scaled(10) < title:
            break
        place = QRect(left, rect.top() + (rect.height() - size.height()) // 2, size.width(), size.height())
        placed.insert(0, (button, place))
        right = left - scaled(6)
    return placed


def button_at(rect: QRect, facts: RowFacts, columns: RowColumns, x: int, y: int) -> RowButton | None:
    """Return the button of a row at a point, None when there is none; the whole height of the row counts."""
    for button, place in placed_buttons(rect, facts, columns):
        if place.left() <= x <= place.right() and rect.top() <= y <= rect.bottom():
            return button
    return None


_ROOM_FOR_KEYS = 640
"""Width of a row, at 100 %, from which its keys are painted on it."""


def keys_right(rect: QRect, facts: RowFacts) -> int:
    """Return where the keys of a row end."""
    return disc_rect(rect).left() - scaled(12) if facts.owner else rect.right() + 1 - padding()


def placed_keys(rect: QRect, facts: RowFacts) -> list[tuple[RowKey, QRect]]:
    """Return the keys painted on a row in focus, in their order, each with the place of its keycap and its word; none
    where the row is narrow, or has buttons instead."""
    if rect.width() < scaled(_ROOM_FOR_KEYS) or facts.buttons or facts.trailing or facts.progress:
        return []
    right = keys_right(rect, facts)
    placed: list[tuple[RowKey, QRect]] = []
    for key in reversed([key for key in facts.keys if key.hinted]):
        width = key_size(key.key).width() + scaled(6) + width_of(key.words, "caption")
        placed.insert(0, (key, QRect(right - width, rect.top(), width, rect.height())))
        right -= width + scaled(8)
    return placed


def key_at(rect: QRect, facts: RowFacts, x: int, y: int) -> RowKey | None:
    """Return the key painted at a point of a row, None when there is none; the whole height of the row counts."""
    for key, place in placed_keys(rect, facts):
        if place.left() <= x <= place.right() and rect.top() <= y <= rect.bottom():
            return key
    return None
