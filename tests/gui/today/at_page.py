"""The Today page as the tests of this folder stand at it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inpatient_hub.domain.tasks import Priority
from inpatient_hub.gui.models.row_layout import columns_of, placed_buttons
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.today import TodayView
from tests.gui.desk import Shown
from tests.gui.made_up import ESTHER, JANE, follow_up


def a_page(shown: Shown, view: TodayView, *, size: tuple[int, int] = (1240, 700)) -> TodayPage:
    """The page of a view, with Esther at the computer."""
    page: TodayPage = shown(TodayPage(), size)
    page.show_view(view, me="esther")
    page.set_ready()
    return page


def facts(rows: RowList) -> list[RowFacts]:
    """The rows of a list without its heads."""
    return [row for row in rows.row_model().rows() if isinstance(row, RowFacts)]


def press_button(rows: RowList, row: int, button: int = -1) -> None:
    """Presses a button of a row with the mouse; the last one unless told otherwise."""
    index = rows.row_model().index(row)
    rect = rows.visualRect(index)
    place = placed_buttons(rect, facts(rows)[row], columns_of(facts(rows)))[button][1].center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def on(rows: RowList, item_id: str) -> RowList:
    """The list, with the keyboard on this row."""
    rows.setFocus()
    assert rows.select(item_id)
    return rows


def acts(page: TodayPage) -> list[tuple[str, str]]:
    """What is asked of which task from now on, as a list that fills."""
    said: list[tuple[str, str]] = []
    page.task_act_wanted.connect(lambda task, wish: said.append((task.id, wish)))
    return said


THREE = (
    follow_up("late", -2, priority=Priority.URGENT),
    follow_up("now", 0, claimed_by=ESTHER),
    follow_up("soon", 3, claimed_by=JANE),
)
