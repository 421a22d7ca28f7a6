"""What the tests of pages work at: a real store thread over a store in memory, and ears for what a page says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.bootstrap import Place, hub_over
from inpatient_hub.content.content import Content
from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.changes import ChangeFeed
from inpatient_hub.gui.clipboard import SensitiveClipboard
from inpatient_hub.gui.context import Context, Session
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.service import ReadinessService
from inpatient_hub.services.ports import Store
from inpatient_hub.services.seat import Seat
from tests.gui.made_up import NOW

Shown = Callable[..., Any]


def no_checks() -> ReadinessService:
    """Stands where no page asks about the computer."""
    raise AssertionError("the computer is not to be checked here")


class Desk:
    """A context over a store. Whatever failed and was told to nobody stands in `failures`."""

    def __init__(
        self, qtbot: QtBot, store: Store, ward: Ward | None, person: Staff | None, seat: Seat | None = None
    ) -> None:
        self._qtbot = qtbot
        self.owner = QObject()
        session = Session(self.owner)
        if ward is not None:
            session.set_ward(ward)
        session.set_person(person)
        hub = hub_over(
            store,
            place=Place(data_folder=Path("nowhere")),
            content=Content(workflows=(), templates=(), directory=Directory(areas=(), contacts=())),
            clock=FixedClock(NOW),
            close=lambda: None,
            seat=seat,
        )
        self.context = Context(
            hub=hub,
            background=Background(self.owner),
            feed=ChangeFeed(self.owner),
            session=session,
            clipboard=SensitiveClipboard(self.owner),
            doctor=Doctor(no_checks, self.owner, glance=lambda: None),
        )
        self.failures: list[HubError] = []
        self.context.background.failed.connect(self.failures.append)

    def settle(self) -> None:
        """Waits until everything given to the store's thread is delivered."""
        self._qtbot.waitUntil(lambda: self.context.background.is_idle)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Waits, with events going on, until this holds."""
        self._qtbot.waitUntil(condition)

    def open(self, page: Page, about: str = "") -> None:
        """Opens a page as the window does, and waits until it is filled."""
        page.opened(about)
        self.settle()


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Light at 100 %, before and after each test."""
    apply_theme(qapp, "light", 100, "comfortable")
    yield
    apply_theme(qapp, "light", 100, "comfortable")


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Makes desks, and closes their threads at the end; a failure told to nobody fails the test."""
    made: list[Desk] = []

    def make(store: Store, *, ward: Ward | None = None, person: Staff | None = None, seat: Seat | None = None) -> Desk:
        made.append(Desk(qtbot, store, ward, person, seat))
        return made[-1]

    yield make
    for desk in made:
        desk.context.background.close()
        assert desk.failures == []


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Shows a page or dialog in an active window of its own."""

    def show(widget: QWidget, size: tuple[int, int] | None = (1240, 700)) -> QWidget:
        qtbot.addWidget(widget)
        if size is not None:
            widget.resize(*size)
        with qtbot.waitExposed(widget):
            widget.open() if isinstance(widget, QDialog) else widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


def heard(signal: SignalInstance) -> list[Any]:
    """A list that fills with what a signal carries: one value as it is, several as a tuple."""
    said: list[Any] = []

    def hear(*values: Any) -> None:
        said.append(values[0] if len(values) == 1 else values)

    signal.connect(hear)
    return said


def press(widget: QWidget, *keys: Qt.Key | str, control: bool = False, shift: bool = False) -> None:
    """Presses keys one after another on a widget; a text is typed."""
    held = Qt.KeyboardModifier.NoModifier
    held |= Qt.KeyboardModifier.ControlModifier if control else held
    held |= Qt.KeyboardModifier.ShiftModifier if shift else held
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key, held)


def click(widget: QWidget) -> None:
    """Presses the middle of a widget with the mouse."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
