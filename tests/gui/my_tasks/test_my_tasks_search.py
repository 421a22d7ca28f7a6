"""Looking for a task on My tasks, by keys and with the mouse."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
from inpatient_hub.gui.pages.my_tasks.view import Column
from tests.gui.desk import Shown, click, press
from tests.gui.my_tasks.test_my_tasks_page import a_view, at, done, ids, mine, waiting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BOARD = a_view(
    (mine("fluids", title="Fluids chart"), mine("brother")),
    (waiting("flat"),),
    (done("weight", at(15), title="Weight"),),
)


def open_page(shown: Shown, size: tuple[int, int] = (1240, 700)) -> MyTasksPage:
    page: MyTasksPage = shown(MyTasksPage(), size)
    page.show_view(BOARD)
    page.focus_list()
    return page


def everything(page: MyTasksPage) -> list[list[object]]:
    return [ids(page, column) for column in Column]


ALL = [["fluids", "brother"], ["flat"], ["weight"]]


def test_slash_looks_for_words_in_all_columns_and_escape_ends_it(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    press(page.board.columns[Column.TO_DO].list, "/")
    assert page.finder.box.hasFocus()
    press(page.finder.box, "fluids")
    qtbot.waitUntil(lambda: everything(page) == [["fluids"], [], []])
    press(page.finder.box, Qt.Key.Key_Return)
    assert page.board.columns[Column.TO_DO].list.hasFocus()
    press(page.board.columns[Column.TO_DO].list, "/")
    press(page.finder.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: everything(page) == ALL)
    press(page.finder.box, Qt.Key.Key_Escape)
    assert page.board.columns[Column.TO_DO].list.hasFocus()
    assert (page.finder.box.isVisible(), page.finder.look_for.isVisible()) == (False, True)


def test_a_task_is_found_by_its_bed_its_patient_and_what_it_waits_for(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    click(page.finder.look_for)
    press(page.finder.box, "bed 4 earnshaw")
    qtbot.waitUntil(lambda: everything(page) == ALL)
    page.finder.box.setText("housing")
    qtbot.waitUntil(lambda: everything(page) == [[], ["flat"], []])


def test_where_nothing_is_found_the_columns_say_so_and_the_keyboard_stays_in_the_field(
    shown: Shown, qtbot: QtBot
) -> None:
    page = open_page(shown)
    click(page.finder.look_for)
    press(page.finder.box, "zebra")
    qtbot.waitUntil(lambda: everything(page) == [[], [], []])
    column = page.board.columns[Column.TO_DO]
    assert column.empty._sentence.text() == "No task has these words"
    press(page.finder.box, Qt.Key.Key_Return)
    assert page.finder.box.hasFocus()
    page.left()
    assert everything(page) == ALL
    assert page.finder.words() == ()


def test_what_is_read_again_meanwhile_stays_narrowed(shown: Shown, qtbot: QtBot) -> None:
    page = open_page(shown)
    click(page.finder.look_for)
    press(page.finder.box, "fluids")
    qtbot.waitUntil(lambda: everything(page) == [["fluids"], [], []])
    page.show_view(BOARD)
    assert everything(page) == [["fluids"], [], []]


def test_without_any_task_there_is_nothing_to_search_and_no_key_is_promised(shown: Shown) -> None:
    page: MyTasksPage = shown(MyTasksPage(), (1240, 700))
    page.show_view(a_view())
    page.search()
    assert not page.finder.isVisible()
    assert not page._hints.isVisible()
