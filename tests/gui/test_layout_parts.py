"""What is in a layout is known without holding on to what Qt throws away."""

import os
import subprocess
import sys

import shiboken6
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.app import make_app
from inpatient_hub.gui.layout_parts import parts_of
from inpatient_hub.gui.reading_order import next_stop
from inpatient_hub.gui.widgets.status_strip import StatusStrip


def items_held() -> list[object]:
    """The items of layouts that PySide6 still knows, as if Qt had them: the layouts themselves are not meant."""
    held = shiboken6.getAllValidWrappers()  # type: ignore[attr-defined]
    return [one for one in held if isinstance(one, QLayoutItem) and type(one).__name__.endswith("Item")]


def test_parts_come_in_their_places_with_layouts_among_them(qtbot: QtBot) -> None:
    window, column, row = QWidget(), QVBoxLayout(), QHBoxLayout()
    qtbot.addWidget(window)
    window.setLayout(column)
    first, second, third, beside = QLabel("1"), QLabel("2"), QLabel("3"), QLabel("beside")
    column.addWidget(third)
    column.insertLayout(0, row)
    column.insertStretch(1, 1)
    column.insertWidget(0, first)
    row.addWidget(second)
    beside.setParent(window)
    assert parts_of(column) == [first, row, third]
    assert parts_of(row) == [second]


def test_those_of_a_grid_come_row_by_row(qtbot: QtBot) -> None:
    window, grid = QWidget(), QGridLayout()
    qtbot.addWidget(window)
    window.setLayout(grid)
    low, right, left = QLabel("low"), QLabel("right"), QLabel("left")
    grid.addWidget(low, 1, 0)
    grid.addWidget(right, 0, 1)
    grid.addWidget(left, 0, 0)
    assert parts_of(grid) == [left, right, low]


def test_no_item_is_held_by_looking_for_the_next_stop_or_by_the_strip(qtbot: QtBot) -> None:
    before = len(items_held())
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 38)
    strip.show()
    assert next_stop(strip, None, forward=True) is not None
    assert len(items_held()) == before


def filled() -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(QLabel("1"))
    row.addStretch(1)
    row.addWidget(QLabel("2"))
    return row


def test_a_layout_that_is_put_into_another_leaves_no_item_behind(qtbot: QtBot) -> None:
    make_app()
    window = QWidget()
    qtbot.addWidget(window)
    column, grid, late = QVBoxLayout(window), QGridLayout(), QVBoxLayout()
    before = len(items_held())
    late.addLayout(filled(), 1)
    column.addLayout(late)
    column.addLayout(grid)
    grid.addLayout(filled(), 0, 0)
    column.insertLayout(0, filled(), stretch=2)
    assert [column.stretch(place) for place in range(3)] == [2, 0, 0]
    assert len(items_held()) == before
    first = window.findChildren(QLabel)[0]
    shiboken6.delete(first)
    assert len(window.findChildren(QLabel)) == 5
    column.deleteLater()
    assert len(items_held()) == before


def test_without_that_it_leaves_them_all() -> None:
    """The reason for it; when this fails, PySide6 asks for no items any more."""
    script = (
        "import shiboken6; from PySide6.QtWidgets import *; app = QApplication([]); window = QWidget();"
        "column, row = QVBoxLayout(window), QHBoxLayout(); row.addWidget(QLabel('1')); column.addLayout(row);"
        "print([type(one).__name__ for one in shiboken6.getAllValidWrappers() if isinstance(one, QWidgetItem)])"
    )
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "['QWidgetItem']\n"


def test_an_item_that_is_asked_for_is_held_when_qt_has_long_thrown_it_away(qtbot: QtBot) -> None:
    """The reason for all this; when it fails, PySide6 lets go of it and gui/layout_parts.py may go."""
    window, column, label = QWidget(), QVBoxLayout(), QLabel("gone soon")
    qtbot.addWidget(window)
    window.setLayout(column)
    column.addWidget(label)
    before = len(items_held())
    assert column.itemAt(0) is not None
    shiboken6.delete(label)
    assert (column.count(), len(items_held())) == (0, before + 1)
