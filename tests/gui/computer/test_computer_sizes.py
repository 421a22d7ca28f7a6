"""The Computer page at every size: nothing is cut, nothing lies to the side, and the keyboard's place can be seen."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from pytestqt.exceptions import TimeoutError as TooLate
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel
from tests.gui.computer.filled import a_page
from tests.gui.desk import Shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Sizes and looks


SIZES = [((940, 682), 100), ((1282, 730), 100), ((1836, 1042), 100), ((940, 682), 200), ((1282, 730), 200)]


def everything_open(shown: Shown, size: tuple[int, int]) -> ComputerPage:
    page = a_page(shown, size=size)
    page.everything.toggle_all()
    for head in page.to_look_at.results.heads():
        head.set_open(True)
    page.reminders.more.set_open(True)
    QApplication.sendPostedEvents()
    return page


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_and_nothing_lies_to_the_side(
    shown: Shown, qapp: QApplication, qtbot: QtBot, size: tuple[int, int], scale: int
) -> None:
    apply_theme(qapp, "light", scale, "auto")
    page = everything_open(shown, size)
    with suppress(TooLate):  # what is still wrong after that is told below
        qtbot.waitUntil(lambda: not cut(page) and not outside(page))
    assert page.width() == size[0]
    assert (cut(page), outside(page)) == ([], [])


def cut(page: QWidget) -> list[str]:
    """What has less room than its words need."""
    shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
    buttons = [one.text() for one in shown if isinstance(one, Button) and one.width() < one.sizeHint().width()]
    wrapped = [one for one in shown if isinstance(one, WrapLabel) and one.height() < one.heightForWidth(one.width())]
    return [*buttons, *(one.text() for one in wrapped)]


def outside(page: QWidget) -> list[str]:
    """What lies beside the widget it belongs to."""
    return [_name(one) for one in page.findChildren(QWidget) if one.isVisible() and _is_outside(one)]


def test_the_side_cards_go_under_in_a_narrow_window_the_network_before_what_is_only_read(shown: Shown) -> None:
    page = a_page(shown, size=(940, 682))

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, widget.rect().topLeft()).y()

    assert top(page.to_look_at) < top(page.way) < top(page.everything) < top(page.reminders)
    page.resize(1282, 730)
    assert page.way.mapTo(page, page.way.rect().topLeft()).x() > page.everything.width()


@pytest.mark.parametrize("size", [(940, 682), (600, 682)])
def test_what_has_no_room_in_the_head_is_in_its_menu(shown: Shown, size: tuple[int, int]) -> None:
    page = a_page(shown, size=(1282, 730))
    header = page.header
    header.resize(size[0], header.height())
    words = [action.text().partition("\t")[0] for action in header.menu().actions()]
    hidden = [one for one in (header.profile, header.desk_text) if not one.isVisible()]
    assert ("Text for the help desk" in words) == (header.desk_text in hidden)
    assert ("Checked as: Ward workstation, internet" in words) == (header.profile in hidden)
    assert "Open the facts of another computer" in words


def test_every_stop_of_the_keyboard_has_a_name_and_a_visible_focus(shown: Shown) -> None:
    page = everything_open(shown, (1282, 730))
    stops = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled() and not one.focusProxy()
    ]
    assert len(stops) > 30
    assert [type(one).__name__ for one in stops if not _name(one)] == []
    for number, one in enumerate(stops):
        stops[number - 1].setFocus(Qt.FocusReason.TabFocusReason)
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert one.grab().toImage() != before, _name(one)


def test_no_two_buttons_of_the_page_are_read_out_alike(shown: Shown) -> None:
    page = a_page(shown)
    names = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert sorted(names) == sorted(set(names))


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _is_outside(child: QWidget) -> bool:
    parent = child.parentWidget()
    if parent is None or child.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return child.geometry().right() > parent.width() or child.geometry().left() < 0
