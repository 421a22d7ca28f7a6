"""A chair at the window: sittings that are closed at the end of each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from tests.e2e.keats import NOW, at
from tests.e2e.sitting import Sitting

Sit = Callable[..., Sitting]


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Sit]:
    """Opens the window on a folder and waits until it shows something; `clock` is keats.at() unless given. `checks`
    are those of a recorded computer, as nothing may ever be sent to the real servers; False takes this computer's.
    `server` is the address of a store that two windows share."""
    made: list[Sitting] = []
    QGuiApplication.clipboard().clear()

    patience = {"ms": 10_000}

    def wait(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=patience["ms"])

    def open_window(
        folder: Path,
        *,
        clock: FixedClock | None = None,
        waits_for: str = "Signed in: ",
        checks: RecordedChecks | Literal[False] | None = None,
        demo: bool = False,
        locked: bool = False,
        server: str | None = None,
    ) -> Sitting:
        if demo:
            patience["ms"] = 60_000  # an invented ward is made first, which a busy computer takes its time for
        recorded = None if checks is False else lambda: checks or RecordedChecks(folder, NOW)
        sitting = Sitting(folder, clock or at(), wait, checks=recorded, demo=demo, locked=locked, server=server)
        made.append(sitting)
        sitting.wait_for(waits_for)
        sitting.settle()
        return sitting

    yield open_window
    for sitting in made:
        sitting.close()
    QGuiApplication.clipboard().clear()  # what Python made must not be left to be taken down after Python
    stop_log()
