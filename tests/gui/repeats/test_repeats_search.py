"""Looking for a repeat in the week's grid, by keys and with the mouse."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from tests.gui.desk import Shown, click, press
from tests.gui.repeats.test_repeats_page import a_series, a_view

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WEEK = a_view(
    a_series(),
    a_series("ligature", title="Ligature check", shifts=("Night",)),
    a_series("weight", title="Weight", kind=TaskKind.PATIENT, patient_id="tess", shifts=()),
)
ALL = ["Fridge temperatures", "Ligature check", "Weight"]


def open_page(shown: Shown, size: tuple[int, int] = (1240, 700)) -> RepeatsPage:
    page: RepeatsPage = shown(RepeatsPage(), size)
    page.show_view(WEEK)
    page.focus_grid()
    return page


def titles(page: RepeatsPage) -> list[str]:
    return [line.title for line in page.table.grid.lines() if line.row is not None and line.is_first]


def test_slash_looks_for_words_and_escape_ends_it(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    box = page.bar.finder.box
    press(page.table, "/")
    assert box.hasFocus()
    press(box, "ligature night")
    qtbot.waitUntil(lambda: titles(page) == ["Ligature check"])
    press(box, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    press(page.table, "/")
    press(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(page) == ALL)
    press(box, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert (box.isVisible(), page.bar.finder.look_for.isVisible()) == (False, True)


def test_a_repeat_is_found_by_its_bed_and_its_patient(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    click(page.bar.finder.look_for)
    press(page.bar.finder.box, "bed 7 durb")
    qtbot.waitUntil(lambda: titles(page) == ["Weight"])


def test_words_that_nothing_has_are_told_and_cleared_with_one_press(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    click(page.bar.finder.look_for)
    press(page.bar.finder.box, "zebra")
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty._sentence.text() == "No repeat has these words"
    click(page.empty._button)
    qtbot.waitUntil(page.table.isVisible)
    assert titles(page) == ALL


def test_a_search_ends_when_the_page_is_left(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    click(page.bar.finder.look_for)
    press(page.bar.finder.box, "zebra")
    qtbot.waitUntil(page.empty.isVisible)
    page.left()
    assert titles(page) == ALL


def test_on_a_narrow_bar_the_field_stands_in_place_of_the_chips(shown: Shown) -> None:
    page = open_page(shown, (640, 700))
    page.bar._show(page.bar.missed, 3, "missed")
    assert page.bar.missed.isVisible()
    page.search()
    assert not page.bar.missed.isVisible()
    assert page.bar.finder.box.isVisible()
    page.bar.finder.end()
    assert page.bar.missed.isVisible()
