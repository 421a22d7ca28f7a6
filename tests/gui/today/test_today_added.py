"""A task typed over Today is chosen in its list, or it is said why the list does not show it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.desk.task_desk import TaskDesk
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.pages.today.presenter import TodayPresenter
from inpatient_hub.gui.tray import TrayPresenter
from inpatient_hub.services.whose import Whose
from tests.gui.desk import Desk, Shown, press
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import a_busy_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Bench:
    """The window with Today on it and its desk."""

    def __init__(self, desk: Desk, shown: Shown) -> None:
        self.desk = desk
        self.window: MainWindow = shown(MainWindow(), (1280, 720))
        self.page = TodayPage()
        self.window.show_page(self.page, "")
        TodayPresenter(desk.context, self.page)
        self.tasks = TaskDesk(desk.context, self.window, TrayPresenter(desk.context, self.window))
        self.tasks.listen_to(self.page)
        desk.open(self.page)

    def add(self, line: str) -> None:
        self.page.new_task_wanted.emit("")
        dialog = self.window.findChild(QuickAddDialog)
        assert dialog is not None
        self.desk.settle()
        press(dialog.shown.line.line, line, Qt.Key.Key_Return)
        self.desk.settle()
        self.desk.wait(lambda: QApplication.activeModalWidget() is None)
        self.desk.settle()

    def said(self) -> str:
        return self.window.toast._toast.accessibleName()

    def chosen(self) -> str:
        row = self.page.work.rows.row_model().row_at(self.page.work.rows.currentIndex())
        return getattr(row, "title", "")


@pytest.fixture
def bench(desks: Callable[..., Desk], shown: Shown) -> Bench:
    return Bench(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)


def test_the_row_of_a_task_just_added_is_chosen(bench: Bench) -> None:
    bench.add("Weigh the fridge")
    assert bench.chosen() == "Weigh the fridge"
    assert bench.said().startswith("Added: Weigh the fridge")


def test_what_the_chosen_view_does_not_show_says_so_and_can_still_be_undone(bench: Bench) -> None:
    assert bench.page.whose.current() == Whose.TEAM
    bench.add("Kitchen assessment @ot")
    assert bench.said() == "Added: Kitchen assessment. Team does not show it: V shows the ward."
    bench.tasks.undo()
    bench.desk.settle()
    found = bench.desk.context.hub.tasks.find("keats", "Kitchen")
    assert [one.task.state for one in found if one.task.state is not TaskState.IN_ERROR] == []


def test_urgent_work_that_the_chosen_view_does_not_show_is_told(bench: Bench) -> None:
    bench.add("ECG today !urgent @hca")
    assert bench.said() == "Added: ECG. Team does not show it: V shows the ward."
    assert "1 urgent only in Ward" in bench.page.work.accessibleName()
    bench.page._on_next_whose()
    bench.desk.settle()
    assert "urgent only" not in bench.page.work.accessibleName()


def test_what_the_search_does_not_show_says_so(bench: Bench) -> None:
    bench.page.work.search()
    bench.page.work.box.setText("advocate")
    bench.add("Weigh the fridge")
    assert bench.said() == "Added: Weigh the fridge. The search does not show it: Escape ends the search."
