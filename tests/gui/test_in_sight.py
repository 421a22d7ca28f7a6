"""Tab never goes to what cannot be seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.dialogs.task_wait import TaskWaitDialog
from inpatient_hub.gui.main_window import SMALLEST
from inpatient_hub.gui.reading_order import bring_into_sight
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from tests.gui.desk import look, shown
from tests.gui.foundation import example_ward
from tests.gui.made_up import AT

__all__ = ["look", "shown"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Show = Callable[..., QWidget]


def test_the_row_that_tab_reaches_is_scrolled_to_in_whatever_holds_it(shown: Show, qtbot: QtBot) -> None:
    page = ScrollPage()
    first, rows, last = QPushButton("First"), RowList(name="Rows", fit=True), QPushButton("Last")
    for widget in (first, rows, last):
        page.body.addWidget(widget)
    around = QWidget()
    QVBoxLayout(around).addWidget(page)
    shown(around, (500, 240))
    rows.set_rows(example_ward.shift_rows())
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum())
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    bring_into_sight(rows)
    row = rows.visualRect(rows.currentIndex())
    at = rows.viewport().mapTo(page.viewport(), row.center())
    assert page.viewport().rect().contains(at)
    bring_into_sight(last)
    assert page.viewport().rect().contains(last.mapTo(page.viewport(), last.rect().center()))


def test_the_day_to_chase_on_is_in_sight_however_low_the_window_is(shown: Show) -> None:
    window = shown(QWidget(), SMALLEST)
    dialog = TaskWaitDialog(window, "Care plan review", today=AT.date())
    dialog.open()
    dialog.list.set_chosen(("_other",))
    assert not dialog.chase.visibleRegion().isEmpty()
    assert dialog.chase.visibleRegion().boundingRect() == dialog.chase.rect()
