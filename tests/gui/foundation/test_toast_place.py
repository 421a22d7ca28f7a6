"""A toast lies over nothing that is pressed next."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.widgets.action_bar import ActionBar
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.side_panel import SidePanel
from inpatient_hub.gui.widgets.toast import Toast, ToastHost

Shown = Callable[[QWidget], QWidget]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _page(shown: Shown) -> QWidget:
    page = QWidget()
    page.resize(1000, 600)
    return shown(page)


def _place(page: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint()), widget.size())


def _toast(page: QWidget) -> Toast:
    return next(one for one in page.findChildren(Toast) if one.isVisible())


def test_a_toast_stands_over_the_bar_with_the_way_on(shown: Shown, qtbot: QtBot) -> None:
    page = _page(shown)
    bar = ActionBar((Button("Back"),), (Button("Next", kind="primary"),))
    column = QVBoxLayout(page)
    column.addStretch(1)
    column.addWidget(bar)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.height() > 0 and bar.y() > 400)
    ToastHost(page).show_toast("Filed: the note of somebody with a long name, to be undone", undo_token="x")
    assert not _toast(page).geometry().intersects(_place(page, bar))


def test_a_toast_stands_over_a_filled_button_at_the_left(shown: Shown) -> None:
    page = _page(shown)
    button = Button("Save", kind="primary", parent=page)
    button.setGeometry(40, 550, 120, 32)
    button.show()
    ToastHost(page).show_toast("Saved", undo_token="x")
    assert not _toast(page).geometry().intersects(_place(page, button))


def test_a_panel_that_comes_into_sight_is_not_covered(shown: Shown) -> None:
    page = _page(shown)
    host = ToastHost(page)
    host.show_toast("Done: " + "a long name of a task " * 8, undo_token="x")
    panel = SidePanel("Task", width=430, parent=page)
    panel.setGeometry(570, 0, 430, 600)
    panel.show()
    assert _toast(page).geometry().intersects(panel.geometry())
    host.settle()
    assert not _toast(page).geometry().intersects(panel.geometry())


def test_two_toasts_do_not_cover_each_other(shown: Shown) -> None:
    page = _page(shown)
    host = ToastHost(page)
    host.show_toast("Done: one", undo_token="1")
    host.show_toast("Done: two", undo_token="2")
    first, second = (one for one in page.findChildren(Toast) if one.isVisible())
    assert not first.geometry().intersects(second.geometry())
