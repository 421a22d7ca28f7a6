"""Paints a row: state, time over distance, title over its second line, chips, keys, buttons and owner."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.models.row_layout import (
    RowColumns,
    button_at,
    button_face,
    disc_rect,
    key_at,
    padding,
    placed_buttons,
    placed_keys,
    row_height,
    state_rect,
    time_left,
    title_left,
)
from inpatient_hub.gui.models.rows import AnyIndex, GroupFacts, Progress, RowButton, RowFacts, RowKey, RowModel
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import line_height, role_font, scaled
from inpatient_hub.gui.widgets.button_paint import ButtonState, paint_button
from inpatient_hub.gui.widgets.marks import (
    URGENT,
    key_size,
    least_width,
    paint_chips_from_right,
    paint_disc,
    paint_key,
)
from inpatient_hub.gui.widgets.painting import (
    RIGHT,
    box,
    draw_font_text,
    draw_text,
    fill,
    focus_ring,
    line_below,
    width_of,
)
from inpatient_hub.gui.widgets.wrapping import paint_in_two

_MOST_CHIPS = 2
_FOCUS = QStyle.StateFlag.State_HasFocus
_CHOSEN = QStyle.StateFlag.State_Selected


class RowDelegate(QStyledItemDelegate):
    """Paints RowFacts and GroupFacts, and says which button of a row was pressed."""

    button_pressed = Signal(object, str)
    key_pressed = Signal(object, str)
    """A key painted on a row was pressed with the mouse."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = RowColumns()
        self._hovered: tuple[object, str] | None = None
        self._pressed: tuple[object, str] | None = None
        self._key_pressed: tuple[object, str] | None = None
        self.shows_keys_of: object = None
        """The id of the row whose keys were seen when the mouse went down: only those can be pressed."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(scaled(240), row_height(index.data(RowModel.FactsRole)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        facts = index.data(RowModel.FactsRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_last = index.row() == index.model().rowCount() - 1
        painter.save()
        if isinstance(facts, GroupFacts):
            self._paint_group(painter, rect, facts)
        elif isinstance(facts, RowFacts):
            if state & _CHOSEN:
                fill(painter, rect.adjusted(0, 0, 0, -1), "select")
            if not is_last:
                line_below(painter, rect)
            self._paint_row(painter, rect.adjusted(0, 0, 0, -1), facts, has_focus=bool(state & _FOCUS))
            if state & _FOCUS:
                focus_ring(painter, rect)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, facts: GroupFacts) -> None:
        fill(painter, rect, "sunken")
        line_below(painter, rect)
        x = rect.left() + padding()
        if facts.icon:
            side = scaled(16)
            paint_icon(painter, QRect(x, rect.top() + (rect.height() - side) // 2, side, side), facts.icon, facts.token)
            x += side + scaled(8)
        room = QRect(x, rect.top(), rect.right() - padding() - x, rect.height() - 1)
        used = draw_text(painter, room, facts.title, "small-strong", facts.token)
        draw_text(painter, room.adjusted(used + scaled(8), 0, 0, 0), facts.count, "small", facts.token)

    def _paint_row(self, painter: QPainter, rect: QRect, facts: RowFacts, *, has_focus: bool) -> None:
        if facts.state_icon:
            paint_icon(painter, state_rect(rect, self.columns), facts.state_icon, facts.state_token)
        if facts.tells:
            self._paint_told(painter, rect, facts)
            return
        self._paint_time(painter, rect, facts)
        right = self._paint_right(painter, rect, facts, has_focus=has_focus)
        left = title_left(rect, self.columns)
        self._paint_words(painter, QRect(left, rect.top(), max(0, right - left), rect.height()), facts)

    def _paint_told(self, painter: QPainter, rect: QRect, facts: RowFacts) -> None:
        """What happened, in a sentence over two lines, with when at the right of the first."""
        right = rect.right() + 1 - padding()
        width = width_of(facts.time, "small")
        left = title_left(rect, self.columns)
        upper, lower = _two_lines(QRect(left, rect.top(), right - width - scaled(12) - left, rect.height()))
        draw_text(painter, QRect(right - width, upper.top(), width + 1, upper.height()), facts.time, "small", "muted")
        role, token = ("small", "muted") if facts.muted else ("small-medium", "text")
        paint_in_two(painter, (upper, lower), facts.title, role, token)

    def _paint_time(self, painter: QPainter, rect: QRect, facts: RowFacts) -> None:
        if not self.columns.time_width:
            return
        place = QRect(time_left(rect, self.columns), rect.top(), self.columns.time_width + 1, rect.height())
        role = "medium" if facts.time_token == "text" else "body"
        token = "muted" if facts.time_token == "text" else facts.time_token
        if not facts.distance:
            draw_text(painter, place, facts.time, role, facts.time_token)
            return
        upper, lower = _two_lines(place)
        draw_text(painter, upper, facts.time, role, facts.time_token)
        draw_font_text(painter, lower, facts.distance, _second_font(), token)

    def _paint_words(self, painter: QPainter, place: QRect, facts: RowFacts) -> None:
        title_role, title_token = ("body", "muted") if facts.muted else ("strong", "text")
        if not facts.second:
            draw_text(painter, place, facts.title, title_role, title_token, struck=facts.struck)
            return
        upper, lower = _two_lines(place)
        draw_text(painter, upper, facts.title, title_role, title_token, struck=facts.struck)
        if facts.second_icon:
            side = scaled(SIZES["icon-chip"])
            at = QRect(lower.left(), lower.top() + (lower.height() - side) // 2, side, side)
            paint_icon(painter, at, facts.second_icon, "subtle")
            lower.setLeft(at.right() + scaled(6))
        draw_font_text(painter, lower, facts.second, _second_font(), "muted")

    def _paint_right(self, painter: QPainter, rect: QRect, facts: RowFacts, *, has_focus: bool) -> int:
        """Paint all that stands at the right; return where it begins."""
        right = rect.right() + 1 - padding()
        if facts.owner:
            paint_disc(painter, disc_rect(rect), facts.owner)
            right = disc_rect(rect).left() - scaled(12)
        for button, place in placed_buttons(rect, facts, self.columns):
            paint_button(painter, place, button_face(button), self._state_of(facts, button))
            right = min(right, place.left() - scaled(10))
        if facts.trailing:
            width = width_of(facts.trailing, "medium")
            draw_text(
                painter, QRect(right - width, rect.top(), width + 1, rect.height()), facts.trailing, "medium", "text"
            )
            right -= width + scaled(12)
        if facts.progress:
            right -= _paint_progress(painter, right, rect, facts.progress) + scaled(12)
        chips = facts.chips[:_MOST_CHIPS]
        if has_focus and (keys := placed_keys(rect, facts)):
            _paint_keys(painter, keys)
            right = keys[0][1].left() - scaled(8)
            if right - title_left(rect, self.columns) < _words_width(facts) + least_width(chips):
                chips = tuple(chip for chip in chips if chip.kind == URGENT)
            if not chips:
                return right
        room = self._chip_room(right - title_left(rect, self.columns), facts)
        used = paint_chips_from_right(painter, right, rect.top() + rect.height() // 2, chips, room)
        return right - used - scaled(6)

    @staticmethod
    def _chip_room(width: int, facts: RowFacts) -> int:
        """The words of a row come first; its chips take what is left, and at least room for their icons and for
        `Urgent`."""
        return min(width * 3 // 5, max(width - _words_width(facts), least_width(facts.chips[:_MOST_CHIPS])))

    def _state_of(self, facts: RowFacts, button: RowButton) -> ButtonState:
        mark = (facts.id, button.id)
        return ButtonState(hover=mark == self._hovered, pressed=mark == self._pressed == self._hovered)

    @override
    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        facts = index.data(RowModel.FactsRole)
        if not isinstance(event, QMouseEvent) or not isinstance(facts, RowFacts):
            return False
        rect: QRect = option.rect
        button = button_at(rect, facts, self.columns, round(event.position().x()), round(event.position().y()))
        mark = (facts.id, button.id) if button else None
        self._follow_keys(event, rect, facts)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = mark
        elif event.type() == QEvent.Type.MouseButtonRelease:
            was_pressed, self._pressed = self._pressed, None
            if button and mark == was_pressed:
                self.button_pressed.emit(facts.id, button.id)
        elif event.type() != QEvent.Type.MouseMove:
            # The second press of a double click on a button is a press too, and never opens the row.
            return button is not None
        self._hovered = mark
        return button is not None

    def _follow_keys(self, event: QMouseEvent, rect: QRect, facts: RowFacts) -> None:
        """A key painted on the row in focus is pressed as a button is: down and up again on it."""
        seen = facts.id == self.shows_keys_of and event.button() == Qt.MouseButton.LeftButton
        key = key_at(rect, facts, round(event.position().x()), round(event.position().y())) if seen else None
        mark = (facts.id, key.key) if key else None
        if event.type() == QEvent.Type.MouseButtonPress:
            self._key_pressed = mark
        elif event.type() == QEvent.Type.MouseButtonRelease:
            was_pressed, self._key_pressed = self._key_pressed, None
            if key and mark == was_pressed:
                self.key_pressed.emit(facts.id, key.key)

    def is_on_button(self) -> bool:
        """Say whether the pointer stands on a row's button."""
        return self._hovered is not None

    def forget_pointer(self) -> bool:
        """Forget the button under the pointer; say whether there was one, so that the list is painted again."""
        had_one, self._hovered = self._hovered is not None, None
        return had_one


def _paint_progress(painter: QPainter, right: int, rect: QRect, progress: Progress) -> int:
    width = max(scaled(76), width_of(progress.words, "caption") + 1)
    left = right - width
    line = line_height("caption")
    top = rect.top() + (rect.height() - line - scaled(6) - 4) // 2
    draw_text(painter, QRect(left, top, width, line), progress.words, "caption", "muted")
    bar = QRect(left, top + line + scaled(6), width, 4)
    edge = "text" if current_look().theme.is_high_contrast else None
    box(painter, bar, 2, fill_token="neutral-tint", edge_token=edge)
    done = round(width * min(1.0, progress.done / max(1, progress.total)))
    if done:
        box(painter, QRect(left, bar.top(), done, 4), 2, fill_token="primary")
    return width


def _paint_keys(painter: QPainter, keys: list[tuple[RowKey, QRect]]) -> None:
    """Paint the keys of the row in focus."""
    for key, place in keys:
        size = key_size(key.key)
        top = place.top() + (place.height() - size.height()) // 2
        paint_key(painter, QRect(place.left(), top, size.width(), size.height()), key.key)
        draw_text(painter, place.adjusted(0, 0, 1, 0), key.words, "caption", "muted", align=RIGHT)


def _words_width(facts: RowFacts) -> int:
    second = QFontMetrics(_second_font()).horizontalAdvance(facts.second) + scaled(SIZES["icon-chip"] + 6)
    return max(width_of(facts.title, "strong"), second) + scaled(12)


def _two_lines(place: QRect) -> tuple[QRect, QRect]:
    """Return the boxes of a row's two lines, set close around its middle."""
    line = scaled(18) if current_look().density.name == "comfortable" else scaled(17)
    top = place.top() + (place.height() - 2 * line) // 2
    return (
        QRect(place.left(), top, place.width(), line),
        QRect(place.left(), top + line, place.width(), line),
    )


def _second_font() -> Any:
    return role_font("small", px=current_look().density.second_px)
