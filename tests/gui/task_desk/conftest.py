"""A window with a task desk, over a ward with two tasks, and a page that says what is wanted."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskEvent
from inpatient_hub.gui.desk.task_desk import TaskDesk
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.tray import TrayPresenter
from inpatient_hub.gui.widgets.toast import Toast
from tests.fakes.steady import steady
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, desks, look, shown
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import a_busy_ward

__all__ = ["desks", "look", "shown", "steady"]


@dataclass
class Counter:
    """The window, its desk, and a page of it."""

    store: FakeStore
    desk: Desk
    window: MainWindow
    tasks: TaskDesk
    page: Page
    wait: Callable[[Callable[[], bool]], None]

    def task(self, task_id: str) -> Task:
        with self.store.reading() as work:
            return work.tasks.get(task_id)

    def history(self, task_id: str) -> list[TaskEvent]:
        with self.store.reading() as work:
            return list(work.tasks.events(task_id))

    def want(self, wish: TaskWish, task: Task | str) -> None:
        """The page says what is wanted, and the desk sees to it or asks."""
        self.page.task_act_wanted.emit(self.task(task) if isinstance(task, str) else task, wish)
        self.desk.settle()

    def said(self) -> str:
        return self.window.toast._toast.accessibleName()

    def toasts(self) -> list[Toast]:
        """What is said now, the newest last."""
        return [one for one in self.window.toast._toasts if one.isVisible()]

    def dialog(self, question: str) -> QDialog:
        def there() -> bool:
            dialog = QApplication.activeModalWidget()
            return isinstance(dialog, QDialog) and question in dialog.windowTitle() and dialog.isActiveWindow()

        def activated() -> bool:
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                dialog.activateWindow()
            return there()

        self.wait(activated)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        return dialog

    def no_dialog(self) -> bool:
        return QApplication.activeModalWidget() is None

    def sit_down(self, person: Staff) -> None:
        """Somebody else is at the computer now."""
        self.desk.context.session.set_person(person)


Counters = Callable[..., Counter]


@pytest.fixture
def counters(qtbot: QtBot, desks: Callable[..., Desk]) -> Counters:
    """Opens a window with a desk."""

    def make(store: FakeStore | None = None, *, person: Staff = ESTHER) -> Counter:
        store = store or a_busy_ward()
        desk = desks(store, ward=WARD, person=person)
        window = MainWindow()
        qtbot.addWidget(window)
        page = Page()
        window.show_page(page, "")
        window.resize(1280, 720)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        tray = TrayPresenter(desk.context, window)
        tasks = TaskDesk(desk.context, window, tray)
        tasks.listen_to(page)
        return Counter(store, desk, window, tasks, page, qtbot.waitUntil)

    return make
