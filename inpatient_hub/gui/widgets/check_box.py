"""Tick boxes and radio buttons painted from the tokens, alone or inside a bigger card."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring, width_of

_SIDE = 18


def paint_tick(painter: QPainter, rect: QRect, *, checked: bool, enabled: bool = True) -> None:
    """Paint the square of a tick box."""
    if checked:
        box(painter, rect, RADIUS_CONTROL, fill_token="primary" if enabled else "disabled-text")
        paint_icon(painter, rect.adjusted(1, 1, -1, -1), "check", "on-primary" if enabled else "disabled-fill")
    else:
        box(painter, rect, RADIUS_CONTROL, fill_token="surface", edge_token="line-strong")


def paint_radio(painter: QPainter, rect: QRect, *, checked: bool, enabled: bool = True) -> None:
    """Paint the circle of a radio button."""
    radius = rect.width() / 2
    mark = "primary" if enabled else "disabled-text"
    if checked:
        box(painter, rect, radius, fill_token="surface", edge_token=mark, edge=2)
        dot = rect.adjusted(*(scaled(5),) * 2, *(-scaled(5),) * 2)
        box(painter, dot, dot.width() / 2, fill_token=mark)
    else:
        box(painter, rect, radius, fill_token="surface", edge_token="line-strong")


def _mark_rect(widget: QWidget) -> QRect:
    return QRect(scaled(4), (widget.height() - scaled(_SIDE)) // 2, scaled(_SIDE), scaled(_SIDE))


def _size(text: str) -> QSize:
    return QSize(scaled(4 + _SIDE + 8 + 6) + width_of(text, "body"), scaled(28))


def _paint_words(painter: QPainter, widget: QWidget, text: str, *, has_focus: bool) -> None:
    place = widget.rect().adjusted(scaled(4 + _SIDE + 8), 0, -scaled(2), 0)
    draw_text(painter, place, text, "body", "text" if widget.isEnabled() else "disabled-text")
    if has_focus:
        focus_ring(painter, widget.rect(), radius=RADIUS_CONTROL)


class CheckBox(QCheckBox):
    """A tick box with words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return _size(self.text())

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tick(painter, _mark_rect(self), checked=self.isChecked(), enabled=self.isEnabled())
        _paint_words(painter, self, self.text(), has_focus=self.hasFocus())


class RadioButton(QRadioButton):
    """A radio button with words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return _size(self.text())

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, _mark_rect(self), checked=self.isChecked(), enabled=self.isEnabled())
        _paint_words(painter, self, self.text(), has_focus=self.hasFocus())
