"""Says what is in a layout without asking for its items, which can end the program.

`QLayout.itemAt` hands out an object that PySide6 keeps for as long as the layout lives, also when Qt has long thrown
the item away with its widget. When a new object of Qt's comes to lie at the same address, PySide6 may take the old one
for it, and the program ends: on Windows it did now and then when a note was copied.
"""

from typing import cast

from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


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
