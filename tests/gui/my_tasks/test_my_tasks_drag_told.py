"""Where a card of My tasks is held with the mouse, and what becomes of it, is told to a screen reader."""

from PySide6.QtCore import Qt

from inpatient_hub.gui.pages.my_tasks.view import Column
from tests.gui.desk import heard, press
from tests.gui.my_tasks.test_my_tasks_page import BOARD, APage, a_page, drag

__all__ = ["a_page"]


def test_each_step_of_a_drag_is_told(a_page: APage) -> None:
    page = a_page(BOARD)
    told = heard(page.board.told)
    drag(page, "b", Column.TO_DO, Column.DONE)
    assert len(told) == 3
    assert told[0].startswith("Holding ")
    assert told[1:] == ["Over Done", "Let go on Done"]


def test_a_drop_that_is_refused_or_given_up_is_told(a_page: APage) -> None:
    page = a_page(BOARD)
    told = heard(page.board.told)
    drag(page, "d", Column.DONE, Column.WAITING)
    assert told[1:] == ["Not here: Open it again first: drop it on To do", "Let go, not moved"]
    drag(page, "b", Column.TO_DO, Column.DONE, let_go=False)
    press(page.board.columns[Column.TO_DO].list, Qt.Key.Key_Escape)
    assert told[-1] == "Let go, not moved"
