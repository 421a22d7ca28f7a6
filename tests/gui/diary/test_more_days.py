"""Fifteen days do not fit a narrow window: how many lie beyond each edge is seen, spoken, and reached by all means."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from inpatient_hub.gui.pages.diary.board import BoardMaker
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.pages.diary.more_days import MoreDays
from inpatient_hub.gui.pages.diary.view import Span
from tests.gui.desk import Shown, press
from tests.gui.diary.days import MONDAY, a_line, a_view

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_grid(shown: Shown, span: Span, width: int = 900) -> DiaryGrid:
    grid: DiaryGrid = shown(DiaryGrid(name="Diary"), (width, 500))
    view = a_view(a_line("ring", day=MONDAY), span=span, day=MONDAY)
    grid.set_times(view.today, [shift.name for shift in view.shifts])
    grid.show_board(BoardMaker(view, view.days))
    grid.setFocus()
    return grid


def test_a_week_that_fits_tells_of_no_more_days(shown: Shown) -> None:
    grid = a_grid(shown, Span.WEEK, 1000)
    assert (grid.more_days().left, grid.more_days().right, grid.accessibleDescription()) == (0, 0, "")


def test_days_beyond_the_edge_are_counted_and_said(shown: Shown) -> None:
    grid = a_grid(shown, Span.FIFTEEN)
    more = grid.more_days()
    assert more.left == 0
    assert more.right >= 5
    assert grid.accessibleDescription() == f"{more.right} more days on the right: go on with the arrow keys, or scroll"


def test_a_press_on_the_edge_brings_them_and_tells_of_those_before(shown: Shown) -> None:
    grid = a_grid(shown, Span.FIFTEEN)
    before = grid.more_days()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=before.at_right.center())
    after = grid.more_days()
    assert after.left > 0
    assert after.right < before.right
    assert "on the left" in grid.accessibleDescription()
    while grid.more_days().left:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.more_days().at_left.center())
    assert grid.more_days().right == before.right


def test_the_arrows_reach_every_day(shown: Shown) -> None:
    grid = a_grid(shown, Span.FIFTEEN)
    assert grid.select_day(grid.board.columns[0].day)
    for _ in grid.board.columns[1:]:
        press(grid, Qt.Key.Key_Right)
    assert grid.day_in_hand() == grid.board.columns[-1].day
    assert grid.more_days().right == 0


def test_the_words_of_a_day_stand_beside_the_marks_and_never_under_them() -> None:
    at_left, at_right = QRect(100, 4, 34, 40), QRect(862, 4, 34, 40)
    more = MoreDays(2, 3, at_left, at_right)
    heads = [QRect(left, 0, 120, 48) for left in (60, 300, 780)]
    free = [more.free_of(head) for head in heads]
    assert not any(one.intersects(mark) for one in free for mark in (at_left, at_right))
    assert (free[0].right(), free[1], free[2].left()) == (heads[0].right(), heads[1], heads[2].left())
    assert MoreDays(0, 0, at_left, at_right).free_of(heads[2]) == heads[2], "no mark, nothing to make room for"
