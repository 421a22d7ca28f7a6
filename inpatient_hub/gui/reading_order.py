"""The order in which Tab goes through the window: as it is read, whatever was built or shown last."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QLayout, QScrollArea, QWidget

from inpatient_hub.gui.layout_parts import parts_of

_BESIDE = 50
"""Pixels that are seen above and below what has the keyboard."""


def next_stop(within: QWidget, here: QWidget | None, *, forward: bool) -> QWidget | None:
    """The part that Tab reaches from `here`, going round at the ends; None where there is nothing to reach."""
    shown = list(_in_reading_order(within))
    place = shown.index(here) if here in shown else -1 if forward else 0
    onwards = [*shown[place + 1 :], *shown[: place + 1]] if forward else [*shown[:place][::-1], *shown[place:][::-1]]
    return next((one for one in onwards if _is_stop(one)), None)


def bring_into_sight(stop: QWidget) -> None:
    """Scrolls whatever holds a part until it can be seen; of a list, the row that the keyboard is on."""
    place = _place_of(stop)
    around = stop.parentWidget()
    while around is not None:
        sheet = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and sheet is not None and sheet.isAncestorOf(stop):
            at = stop.mapTo(sheet, place.center())
            room = around.viewport().height() // 2 - 1
            around.ensureVisible(at.x(), at.y(), 0, max(0, min(room, place.height() // 2 + _BESIDE)))
        around = around.parentWidget()


def _place_of(stop: QWidget) -> QRect:
    if isinstance(stop, QAbstractItemView) and stop.currentIndex().isValid():
        row = stop.visualRect(stop.currentIndex())
        return row.translated(stop.viewport().mapTo(stop, row.topLeft()) - row.topLeft())
    return stop.rect()


def _is_stop(widget: QWidget) -> bool:
    takes_tab = Qt.FocusPolicy.TabFocus in widget.focusPolicy()
    return takes_tab and widget.isEnabled() and widget.focusProxy() is None


def _in_reading_order(top: QWidget) -> Iterator[QWidget]:
    """The widget and all that is shown in it, each before what it holds."""
    yield top
    children = [child for child in top.children() if isinstance(child, QWidget) and not child.isWindow()]
    layout = top.layout()
    placed = list(_placed(layout)) if layout is not None else []
    for child in [*placed, *(child for child in children if child not in placed)]:
        if child.isVisible():
            yield from _in_reading_order(child)


def _placed(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout, from its first place to its last."""
    for part in parts_of(layout):
        if isinstance(part, QLayout):
            yield from _placed(part)
        else:
            yield part
