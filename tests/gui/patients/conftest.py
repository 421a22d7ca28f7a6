"""What the tests of the patients pages stand on: Keats Ward in memory and the real store thread."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.navigation import Destination
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.theme import apply_theme
from tests.fakes.store import FakeStore
from tests.gui.patients import keats


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 100, "comfortable")


@pytest.fixture
def store() -> FakeStore:
    """Keats Ward with its work."""
    store = FakeStore()
    keats.fill(store)
    return store


class Bench:
    """A context over a store, what the window would hear, and a way to wait until all is delivered."""

    def __init__(self, qtbot: QtBot, owner: QObject, store: FakeStore, ward: Ward = keats.WARD) -> None:
        self.qtbot = qtbot
        self.store = store
        self.context: Context = keats.a_context(keats.a_hub(store, filled=False), owner, ward)
        self.failures: list[HubError] = []
        self.went: list[Destination] = []
        self.toasts: list[tuple[str, Callable[[], None] | None]] = []
        self.windows: list[QWidget] = []
        """Held until the test is over: a window whose last holder is part of one of its dialogs goes with that."""
        self.context.background.failed.connect(self.failures.append)

    def show(self, page: Page, about: str = "", size: tuple[int, int] = (1240, 700)) -> None:
        """Shows a page as the window would, and waits until it is filled."""
        self.qtbot.addWidget(page)
        page.go_requested.connect(self.went.append)
        page.toast_wanted.connect(lambda words, undo: self.toasts.append((words, undo)))
        page.resize(*size)
        page.show()
        self.qtbot.waitExposed(page)
        page.activateWindow()
        page.opened(about)
        self.settle()

    def settle(self) -> None:
        """Waits until everything given to the store's thread is delivered."""
        self.qtbot.waitUntil(lambda: self.context.background.is_idle)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The open dialog of this kind, once it is there."""

        def found() -> list[QDialog]:
            return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(found()))
        return found()[-1]


@pytest.fixture
def benches(qtbot: QtBot) -> Iterator[Callable[..., Bench]]:
    """Makes benches, and closes their threads and dialogs at the end."""
    owner = QObject()
    made: list[Bench] = []

    def make(store: FakeStore, ward: Ward = keats.WARD) -> Bench:
        made.append(Bench(qtbot, owner, store, ward))
        return made[-1]

    yield make
    for dialog in [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]:
        QDialog.done(dialog, 0)
    for bench in made:
        bench.context.background.close()
        assert bench.failures == []


@pytest.fixture
def bench(benches: Callable[..., Bench], store: FakeStore) -> Bench:
    """A bench over Keats Ward."""
    return benches(store)
