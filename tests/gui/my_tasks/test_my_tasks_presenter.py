"""My tasks over a real store's thread: what is read, and that it is read again when something changes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
from inpatient_hub.gui.pages.my_tasks.presenter import MyTasksPresenter
from inpatient_hub.gui.pages.my_tasks.view import Column
from tests.gui.desk import Desk, Shown, heard, press
from tests.gui.made_up import ESTHER, JANE, WARD
from tests.gui.ward import TODAY, a_busy_ward, a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Desks = Callable[..., Desk]


def a_page(desk: Desk, shown: Shown) -> MyTasksPage:
    page = MyTasksPage()
    MyTasksPresenter(desk.context, page)
    shown(page)
    desk.open(page)
    return page


def ids(page: MyTasksPage, column: Column) -> list[object]:
    rows = page.board.columns[column].list.row_model().rows()
    return [row.id for row in rows if isinstance(row, RowFacts)]


def test_opening_the_page_shows_what_is_mine_with_the_keyboard_on_it(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)
    assert ids(page, Column.TO_DO) == ["now"]
    assert page.board.columns[Column.TO_DO].list.hasFocus()


def test_what_changes_elsewhere_is_read_again_and_stays_in_the_right_column(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    tasks, feed = desk.context.hub.tasks, desk.context.feed
    feed.announce(tasks.claim("late", by=ESTHER.id))
    desk.settle()
    assert set(ids(page, Column.TO_DO)) == {"now", "late"}
    waits = HandBack(
        progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE, chase_on=TODAY, keep=True
    )
    feed.announce(tasks.hand_back("now", waits, by=ESTHER.id))
    feed.announce(tasks.complete("late", by=ESTHER.id))
    desk.settle()
    assert (ids(page, Column.TO_DO), ids(page, Column.WAITING), ids(page, Column.DONE)) == ([], ["now"], ["late"])
    assert page.board.columns[Column.WAITING].list.hasFocus()


def test_what_jane_takes_over_leaves_my_columns_and_stands_in_the_strip(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    desk.context.feed.announce(desk.context.hub.tasks.take_over("now", seen=ESTHER.id, by=JANE.id))
    desk.settle()
    assert ids(page, Column.TO_DO) == []
    assert "Jane Eyre has it now" in page.taken.rows.row_model().rows()[0].sentence()
    wanted = heard(page.task_wanted)
    page.taken.rows.setFocus()
    press(page.taken.rows, Qt.Key.Key_Return)
    assert [task.id for task in wanted] == ["now"]


def test_what_i_took_over_says_from_whom(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=JANE)
    desk.context.hub.tasks.take_over("now", seen=ESTHER.id, by=JANE.id)
    page = a_page(desk, shown)
    (card,) = page.board.columns[Column.TO_DO].list.row_model().rows()
    assert "Taken over from Esther Summerson" in card.sentence()


def test_a_page_that_is_left_reads_nothing(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.left()
    desk.context.feed.announce(desk.context.hub.tasks.claim("late", by=ESTHER.id))
    desk.settle()
    assert ids(page, Column.TO_DO) == ["now"]
    desk.open(page)
    assert set(ids(page, Column.TO_DO)) == {"now", "late"}


def test_on_a_quiet_ward_the_keyboard_is_on_the_new_task(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_ward(), ward=WARD, person=ESTHER), shown)
    assert page.new.hasFocus()
    assert all(page.board.columns[column].empty.isVisible() for column in Column)
