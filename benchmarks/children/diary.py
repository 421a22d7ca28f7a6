"""Opens the pages of the ward's work in our window, scrolls the diary, and tells for how long it did not answer."""

# ruff: noqa: I001  what loads the program comes first, so that everything is loaded in the order of a real start
from benchmarks.children.driving import end, run_watched

import json
import sys
import time
from pathlib import Path
from statistics import median

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from benchmarks.children.stalls import FRAME_MS, IDLE_MS, Heart, TooLate, wait, wait_until
from inpatient_hub.gui.garbage import GarbageLooks
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.opening import Opening
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.start_speed import spare_what_is_loaded

PAGES = {"today": PageId.TODAY, "diary": PageId.DIARY, "my_tasks": PageId.MY_TASKS}
STEPS = 90
"""Frames of scrolling: a second and a half."""
_PATIENCE_MS = 60_000


class Stage:
    """The window with a heart that beats meanwhile."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._heart = Heart()
        self.told: dict[str, float] = {}

    def play(self) -> None:
        """Everything that is measured."""
        self._settle()
        self._heart.begin()
        wait(IDLE_MS)
        self.told["idle"] = self._heart.worst()
        for name, page_id in PAGES.items():
            page = self._open(name, page_id)
            if page_id is PageId.DIARY:
                self._scroll(page)

    def _settle(self) -> None:
        wait_until(lambda: self._opening.background.is_idle)
        wait(5 * FRAME_MS)
        wait_until(lambda: self._opening.background.is_idle)

    def _open(self, name: str, page_id: PageId) -> Page:
        presenter = self._opening.presenter
        if presenter is None:
            raise TooLate
        navigator = presenter.navigator
        navigator.go(Destination(PageId.REFERRALS))
        self._settle()
        self._heart.begin()
        navigator.go(Destination(page_id))
        self._settle()
        self.told[name], self.told[f"{name}_busy"] = self._heart.worst(), self._heart.busy()
        page = navigator.page
        if page is None:
            raise TooLate
        return page

    def _scroll(self, page: Page) -> None:
        """Moves the diary on by a little at each frame, down and up again, and paints it at once each time."""
        areas = [area for area in page.findChildren(QAbstractScrollArea) if area.isVisible()]
        area = max(areas, key=lambda one: (one.verticalScrollBar().maximum() > 0, one.width() * one.height()))
        bar, took = area.verticalScrollBar(), list[float]()
        step = max(1, bar.maximum() * 2 // STEPS)
        for _ in range(STEPS):
            if not 0 <= bar.value() + step <= bar.maximum():
                step = -step
            bar.setValue(bar.value() + step)
            begun = time.perf_counter_ns()
            area.viewport().repaint()
            took.append((time.perf_counter_ns() - begun) / 1e6)
            wait(FRAME_MS)
        self.told["repaint"], self.told["repaint_worst"] = median(took), max(took)
        self.told["scrolled"] = bar.maximum()


class Play(QObject):
    """Everything that is measured, once somebody is at the computer."""

    def __init__(self, _window: MainWindow, opening: Opening) -> None:
        super().__init__()
        self._stage = Stage(opening)
        self.told: dict[str, float] | None = None
        opening.ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_PATIENCE_MS, self, end)

    def _on_ready(self) -> None:
        try:
            spare_what_is_loaded()  # as the program does a little later
            GarbageLooks(self).begin()
            self._stage.play()
            self.told = self._stage.told
        finally:
            end()


def main(arguments: list[str]) -> int:
    """`diary.py DATA_FOLDER`: a folder whose settings name a ward with work and the person at the computer."""
    plays: list[Play] = []
    run_watched(Path(arguments[0]), lambda window, opening: plays.append(Play(window, opening)))
    print(json.dumps(plays[0].told))
    return 1 if plays[0].told is None else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
