"""What the store's thread loads behind the first page waits until that page is painted, and never for longer."""

import threading

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from inpatient_hub.gui import next_frame
from inpatient_hub.gui.next_frame import Shown


class Painted(QWidget):
    """A window that counts its frames."""

    frames = 0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.frames += 1


@pytest.fixture
def window(qtbot: QtBot) -> Painted:
    made = Painted()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.frames > 0)
    return made


def waiting(shown: Shown) -> list[int]:
    """Has another thread wait, which then notes how many frames there were."""
    seen: list[int] = []
    window = shown.parent()
    assert isinstance(window, Painted)

    def work() -> None:
        shown.wait()
        seen.append(window.frames)

    threading.Thread(target=work, daemon=True).start()
    return seen


def test_another_thread_goes_on_when_the_frame_is_painted(
    window: Painted, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_frame, "_MOST_S", 60.0)
    shown = Shown(window)
    before = window.frames
    shown.at_next_frame(something=True)
    seen = waiting(shown)
    window.update()
    qtbot.waitUntil(lambda: bool(seen) and window.frames > before)


def test_where_there_is_nothing_to_be_shown_nobody_waits(window: Painted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_frame, "_MOST_S", 60.0)
    shown = Shown(window)
    shown.at_next_frame(something=False)
    shown.wait()


def test_a_window_that_is_never_painted_is_waited_for_only_so_long(
    window: Painted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_frame, "_MOST_S", 0.01)
    Shown(window).wait()
