"""What the tests of the Computer page stand on: a doctor over checks from memory."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.computer.presenter import ComputerPresenter
from inpatient_hub.host.clock import FixedClock
from tests.gui.computer.fake_checks import FakeChecks
from tests.gui.computer.filled import KEPT
from tests.gui.desk import Shown, desks, look, shown
from tests.gui.made_up import NOW

__all__ = ["desks", "look", "shown"]


class Practice:
    """A page, its presenter and their doctor. What failed and was told to nobody stands in `failures`."""

    def __init__(self, qtbot: QtBot, shown: Shown, checks: FakeChecks, size: tuple[int, int], by: str) -> None:
        self._qtbot = qtbot
        self.checks = checks
        self.owner = QObject()
        self.doctor = Doctor(lambda: checks, self.owner)  # type: ignore[arg-type,return-value]
        self.failures: list[HubError] = []
        self.doctor.failed.connect(self.failures.append)
        self.page: ComputerPage = shown(ComputerPage(), size)
        self.errors: list[HubError] = []
        self.page.error_raised.connect(self.errors.append)
        self.presenter = ComputerPresenter(self.doctor, self.page, clock=FixedClock(NOW), by=lambda: by)

    def open(self) -> None:
        """Opens the page as the window does, and waits until it is filled."""
        self.page.opened("")
        self.settle()

    def settle(self) -> None:
        """Waits until everything asked is answered."""
        self._qtbot.waitUntil(lambda: self.doctor.is_idle)

    def wait(self, condition: Callable[[], object]) -> None:
        """Waits until this holds."""
        self._qtbot.waitUntil(lambda: bool(condition()))


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    """Lets go of the pages of a test at its end."""
    yield
    KEPT.clear()


@pytest.fixture
def practices(qtbot: QtBot, shown: Shown) -> Iterator[Callable[..., Practice]]:
    """Opens practices on checks from memory; a failure told to nobody fails the test."""
    made: list[Practice] = []

    def make(checks: FakeChecks, *, size: tuple[int, int] = (1282, 730), by: str = "") -> Practice:
        made.append(Practice(qtbot, shown, checks, size, by))
        return made[-1]

    yield make
    for practice in made:
        practice.doctor.close()
        assert practice.failures == []
