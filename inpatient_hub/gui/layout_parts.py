"""Keeps PySide6 from holding on to items of layouts, which can end the program, and says what is in a layout.

Whoever asks a layout for an item gets an object that PySide6 keeps for as long as the layout lives, also when Qt has
long thrown the item away with its widget; and putting a layout with widgets into another asks for every item. When a
new object of Qt's comes to lie at the address of one that is gone, PySide6 may take the old one for it, and the program
ends: in the Windows proof it did when a note was copied, once in some fifteen runs.
"""

from collections.abc import Callable
from typing import Any, cast

import shiboken6
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

_ASKS_FOR_ITEMS = ((QBoxLayout, "addLayout"), (QBoxLayout, "insertLayout"), (QGridLayout, "addLayout"))
_done: set[tuple[type[QLayout], str]] = set()


def hold_no_items() -> None:
    """From now on, what is put into a layout leaves no item behind. Before the first layout; twice does no more."""
    for kind, name in _ASKS_FOR_ITEMS:
        if (kind, name) not in _done:
            _done.add((kind, name))
            setattr(kind, name, _without_items(getattr(kind, name)))


def _without_items(puts: Callable[..., None]) -> Callable[..., None]:
    # Not functools.wraps: the words of a function of PySide6's take 15 ms to be put together.
    def put(outer: QLayout, *arguments: Any, **named: Any) -> None:
        puts(outer, *arguments, **named)
        for given in (*arguments, *named.values()):
            if isinstance(given, QLayout):
                _let_go(given)

    return put


def _let_go(layout: QLayout) -> None:
    if not isinstance(layout, QBoxLayout | QGridLayout):
        return  # one of our own keeps its items itself, and lets go of them in time
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            _let_go(item)
        elif item is not None:
            shiboken6.invalidate(item)


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts of a layout, from its first place to its last; those of a grid row by row."""
    holder = layout.parentWidget()
    parts: list[QWidget | QLayout] = [one for one in layout.children() if isinstance(one, QLayout)]
    if holder is not None:
        parts += [one for one in holder.children() if isinstance(one, QWidget)]
    found = [(place, one) for place, one in ((layout.indexOf(one), one) for one in parts) if place >= 0]
    if isinstance(layout, QGridLayout):
        # (row, column, rows, columns) of each, which Qt's own hints call an object
        return [one for _, one in sorted(found, key=lambda each: _cell(layout, each[0]))]
    return [one for _, one in sorted(found, key=_place)]


def _cell(grid: QGridLayout, place: int) -> tuple[int, int, int, int]:
    return cast("tuple[int, int, int, int]", grid.getItemPosition(place))


def _place(found: tuple[int, QWidget | QLayout]) -> int:
    return found[0]
