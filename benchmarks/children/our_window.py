"""Starts the window as the desktop shortcut does and tells when it was painted, showed data, and was open."""

# ruff: noqa: I001  what loads the program comes first, so that everything is loaded in the order of a real start
from benchmarks.children.driving import end, look_for_no_lock, run_watched

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from benchmarks.children.memory import held_bytes
from benchmarks.children.painting import FrameWatch
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.opening import Opening

_TICK_MS = 10
_MOST_MS = 60_000


class Watch(QObject):
    """Follows one start. `told` is when what was painted (CLOCK_MONOTONIC, ns), for how long the processor had been
    busy with it by then (ns), and the memory held then (bytes)."""

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__()
        self.told: dict[str, int] = {}
        self.failed = False
        self._opening = opening
        self._frames = FrameWatch(window)
        self._is_ready = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        opening.looked.connect(self._on_looked)
        opening.ready.connect(self._on_ready)
        QTimer.singleShot(_MOST_MS, self, self._on_too_late)
        self._frames.next_frame(self._on_painted)

    def _on_painted(self, at: int) -> None:
        self.told.update(painted=at, painted_busy=time.process_time_ns())
        if "looked" in self.told:
            self._on_data_painted(at)

    def _on_looked(self) -> None:
        if "looked" not in self.told:
            self.told["looked"] = 0
            if "painted" in self.told:
                self._frames.next_frame(self._on_data_painted)

    def _on_data_painted(self, at: int) -> None:
        self.told.update(looked=at, looked_bytes=held_bytes(), looked_busy=time.process_time_ns())

    def _on_ready(self) -> None:
        self._is_ready = True
        self._ticks.start()

    def _on_tick(self) -> None:
        if self._opening.background.is_idle and self.told.get("looked"):
            self._ticks.stop()
            self.told["open_bytes"] = held_bytes()
            end()

    def _on_too_late(self) -> None:
        self.failed = True
        end()


def main(arguments: list[str]) -> int:
    """`our_window.py DATA_FOLDER [--plain]`: a folder whose settings name a ward and the person at the computer; with
    `--plain` its store has no lock."""
    watches: list[Watch] = []
    if "--plain" in arguments:
        look_for_no_lock()
    run_watched(Path(arguments[0]), lambda window, opening: watches.append(Watch(window, opening)))
    print(json.dumps(watches[0].told))
    return 1 if watches[0].failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
