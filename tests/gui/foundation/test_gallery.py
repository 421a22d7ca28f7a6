"""Every picture of the gallery: nothing is cut, nothing lies outside, and the keyboard's place can be seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel
from tests.gui.foundation.gallery import settle
from tests.gui.foundation.overlays import OVERLAYS
from tests.gui.foundation.parts import PARTS
from tests.gui.foundation.screens import SCREENS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ALL = {**SCREENS, **PARTS}
Build = Callable[[int, int], QWidget]


def _open(qtbot: QtBot, qapp: QApplication, build: Build, width: int, height: int) -> QWidget:
    widget = build(width, height)
    qtbot.addWidget(widget)
    settle(qapp, widget)
    return widget


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_nothing_is_cut_at_the_smallest_window(qtbot: QtBot, qapp: QApplication, name: str, theme: str) -> None:
    apply_theme(qapp, theme)
    page = _open(qtbot, qapp, ALL[name], 1024, 720)
    assert page.width() == 1024
    cut = [
        button.text()
        for button in page.findChildren(Button)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    wrapped = [
        label.text()
        for label in page.findChildren(WrapLabel)
        if label.isVisible() and label.height() < label.heightForWidth(label.width())
    ]
    assert (cut, wrapped) == ([], [])


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("scale", "width"), [(100, 1024), (100, 1366), (200, 1366)])
def test_nothing_lies_outside_its_parent(qtbot: QtBot, qapp: QApplication, name: str, scale: int, width: int) -> None:
    apply_theme(qapp, "light", scale)
    page = _open(qtbot, qapp, ALL[name], width, 768)
    outside = [
        f"{type(child).__name__} {child.accessibleName()}"
        for child in page.findChildren(QWidget)
        if child.isVisible() and not child.isWindow() and _is_outside(child)
    ]
    assert outside == []


def _is_outside(child: QWidget) -> bool:
    parent = child.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return child.geometry().right() > parent.width() or child.geometry().left() < 0


@pytest.mark.parametrize("name", ALL)
def test_every_part_the_keyboard_reaches_has_a_name_and_a_visible_focus(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    page = _open(qtbot, qapp, ALL[name], 1366, 768)
    reached = [
        child
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
    ]
    nameless = [type(child).__name__ for child in reached if not _spoken(child)]
    assert nameless == []
    for child in reached:
        page.setFocus()
        child.clearFocus()
        qapp.processEvents()
        before = child.grab().toImage()
        child.setFocus(Qt.FocusReason.TabFocusReason)
        qapp.processEvents()
        assert child.grab().toImage() != before, f"{type(child).__name__} {_spoken(child)} shows no focus"


def _spoken(widget: QWidget) -> str:
    words = widget.accessibleName()
    return words or (widget.text() if isinstance(widget, QAbstractButton | ElidedLabel) else "")


@pytest.mark.parametrize("name", OVERLAYS)
@pytest.mark.parametrize("scale", [100, 200])
def test_what_opens_over_a_page_fits_its_words(qtbot: QtBot, qapp: QApplication, name: str, scale: int) -> None:
    apply_theme(qapp, "light", scale)
    ground = _open(qtbot, qapp, SCREENS["today"], 1366, 768)
    dialog = OVERLAYS[name](ground)
    settle(qapp, dialog)
    labels = [label for label in dialog.findChildren(WrapLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []
    dialog.close()


def test_building_a_page_flashes_no_window(qtbot: QtBot, qapp: QApplication) -> None:
    class Watch(QObject):
        flashed: list[str]

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.flashed.append(type(watched).__name__)
            return False

    watch = Watch()
    watch.flashed = []
    qapp.installEventFilter(watch)
    for build in ALL.values():
        qtbot.addWidget(build(1366, 768))
    qapp.removeEventFilter(watch)
    assert watch.flashed == []
