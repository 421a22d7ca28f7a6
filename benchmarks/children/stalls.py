"""Opens the long lists in our window and tells for how long the window did not answer at worst."""

# ruff: noqa: I001  what loads the program comes first, so that everything is loaded in the order of a real start
from benchmarks.children.driving import end, run_watched

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.opening import Opening
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.notes.view import ALL
from inpatient_hub.gui.garbage import GarbageLooks
from inpatient_hub.gui.start_speed import spare_what_is_loaded
from inpatient_hub.gui.widgets.data_table import DataTable

BEAT_MS = 5
FRAME_MS = 16
IDLE_MS = 1_000
PARTS = 3
"""How many parts of a long list are scrolled through."""
PART = 200
_PATIENCE_MS = 30_000


class Heart(QObject):
    """Beats every 5 ms on the GUI thread; `worst` is the longest time between two beats since `begin`, in ms, and
    `busy` the longest processor time of the thread between two: what other programs do hardly touches that."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._last = 0
        self._worst = 0
        self._last_busy = 0
        self._busy = 0

    def begin(self) -> None:
        """Starts counting."""
        self._last, self._worst = time.perf_counter_ns(), 0
        self._last_busy, self._busy = time.thread_time_ns(), 0
        self._timer.start()

    def worst(self) -> float:
        """The longest gap so far; the one that lasts at this moment counts too."""
        self._on_beat()
        return self._worst / 1e6

    def busy(self) -> float:
        """The longest processor time between two beats so far."""
        return self._busy / 1e6

    def _on_beat(self) -> None:
        now, busy = time.perf_counter_ns(), time.thread_time_ns()
        self._worst, self._busy = max(self._worst, now - self._last), max(self._busy, busy - self._last_busy)
        self._last, self._last_busy = now, busy


class TooLate(Exception):
    """What was waited for did not come."""


def wait(milliseconds: int) -> None:
    """Lets the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(what: Callable[[], bool]) -> None:
    """Lets the window live until this is so. Raises TooLate."""
    for _ in range(_PATIENCE_MS // BEAT_MS):
        if what():
            return
        wait(BEAT_MS)
    raise TooLate


def scroll(table: DataTable) -> int:
    """Scrolls through three parts, a screenful at each frame, as fast as they come. Returns the last row seen."""
    bar = table.verticalScrollBar()
    while (last := table.rowAt(table.viewport().height() - 1)) < PARTS * PART - 1:
        if bar.value() == bar.maximum():
            wait_until(lambda: bar.value() < bar.maximum())
        bar.setValue(bar.value() + bar.pageStep())
        wait(FRAME_MS)
    return last + 1


class Stage:
    """The window with a heart that beats meanwhile."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._heart = Heart()
        self.told: dict[str, float] = {}

    def settle(self) -> None:
        """Waits until the store's thread has nothing left to do and what it brought is painted."""
        wait_until(lambda: self._opening.background.is_idle)
        wait(5 * FRAME_MS)
        wait_until(lambda: self._opening.background.is_idle)

    def idle(self) -> None:
        """The baseline: the window with nothing to do."""
        self.settle()
        self._heart.begin()
        wait(IDLE_MS)
        self.told["idle"] = self._heart.worst()

    def patients(self) -> None:
        """Opens the patients page and scrolls."""
        self._measure("patients", PageId.PATIENTS, lambda _page: None)

    def notes(self) -> None:
        """Opens the notes page, then all notes, and scrolls."""
        self._measure("notes", PageId.NOTES, lambda page: page.tab_chosen.emit(ALL))  # type: ignore[attr-defined]

    def _measure(self, name: str, page_id: PageId, choose: Callable[[Page], None]) -> None:
        presenter = self._opening.presenter
        if presenter is None:
            raise TooLate
        navigator = presenter.navigator
        navigator.go(Destination(PageId.TODAY))
        self.settle()
        self._heart.begin()
        navigator.go(Destination(page_id))
        page = navigator.page
        if page is None:
            raise TooLate
        table = page.findChildren(DataTable)[0]
        wait_until(lambda: self._opening.background.is_idle)
        choose(page)
        wait_until(lambda: table.isVisible() and table.model().rowCount() >= PART)
        wait(FRAME_MS)
        self.told[f"{name}_opening"] = opening = self._heart.worst()
        busy = self._heart.busy()
        self._heart.begin()
        self.told[f"{name}_rows"] = scroll(table)
        self.told[f"{name}_scrolling"] = scrolling = self._heart.worst()
        self.told[name] = max(opening, scrolling)
        self.told[f"{name}_busy"] = max(busy, self._heart.busy())


class Play(QObject):
    """Everything that is measured, one thing after another, once somebody is at the computer."""

    def __init__(self, _window: MainWindow, opening: Opening) -> None:
        super().__init__()
        self._stage = Stage(opening)
        self.told: dict[str, float] | None = None
        opening.ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_PATIENCE_MS, self, self._on_too_late)

    def _on_ready(self) -> None:
        try:
            self._stage.settle()
            spare_what_is_loaded()  # as the program does a little later
            GarbageLooks(self).begin()
            self._stage.idle()
            self._stage.patients()
            self._stage.notes()
            self.told = self._stage.told
        finally:
            end()

    def _on_too_late(self) -> None:
        end()


def main(arguments: list[str]) -> int:
    """`stalls.py DATA_FOLDER`: a folder whose settings name a large ward and the person at the computer."""
    plays: list[Play] = []
    run_watched(Path(arguments[0]), lambda window, opening: plays.append(Play(window, opening)))
    print(json.dumps(plays[0].told))
    return 1 if plays[0].told is None else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
