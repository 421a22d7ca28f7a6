"""The dialog of a new task, open over a window, for tests that type in its line."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.services.ports import Store
from tests.contracts.making import save
from tests.gui.desk import Desk, Shown, press
from tests.gui.made_up import ESTHER, NOW, WARD
from tests.gui.ward import a_ward

Key = Qt.Key


class Line:
    """The dialog open over a window, and what was told."""

    def __init__(self, desk: Desk, shown: Shown, store: Store, line: str = "") -> None:
        self.desk = desk
        self.store = store
        self.window = shown(QWidget(), (1024, 720))
        self.told: list[tuple[str, Callable[[], None] | None]] = []
        self.dialog = QuickAddDialog.open_for(
            desk.context, self.window, line, lambda words, undo: self.told.append((words, undo))
        )
        desk.settle()
        self.dialog.activateWindow()
        desk.wait(self.dialog.isActiveWindow)
        self.entry = self.dialog.shown.line.line
        self.is_open = True
        self.dialog.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        self.is_open = False

    def type(self, words: str) -> None:
        press(self.entry, words)

    def chips(self) -> list[str]:
        return [one.facts.words for one in self.dialog.shown.shown()]

    def title(self) -> str:
        return self.dialog.understood().title

    def enter(self, *, control: bool = False) -> None:
        press(self.entry, Key.Key_Return, control=control)
        self.desk.settle()

    def tasks(self) -> list[Task]:
        with self.store.reading() as work:
            return [line.task for line in work.tasks.between("keats", NOW.date(), NOW.date() + timedelta(days=60))]


@pytest.fixture
def begin(desks: Callable[..., Desk], shown: Shown) -> Callable[..., Line]:
    def make(line: str = "", *others: Any) -> Line:
        store = a_ward()
        save(store, *others)
        return Line(desks(store, ward=WARD, person=ESTHER), shown, store, line)

    return make
