"""Runs our window as the desktop shortcut does, with somebody watching."""

# ruff: noqa: I001  the program's own module comes first, so that everything is loaded in the order of a real start
from inpatient_hub.gui import app as program

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from benchmarks.folder_keyring import FOLDER, use_folder_keyring
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.opening import Opening
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.gui.doctor import Checks
    from inpatient_hub.services.ports import Clock


def run_watched(folder: Path, watch: Callable[[MainWindow, Opening], object]) -> None:
    """Runs the window on this data folder until `end`; `watch` is called once the window is made, before it is painted.
    What it returns is kept until then."""
    open_window = program.open_window
    kept: list[object] = []

    def watched(
        app: QApplication,
        place: Place,
        *,
        demo: bool = False,
        locked: bool = False,
        facts: str = "",
        clock: "Clock | None" = None,
        checks: "Checks | None" = None,
    ) -> tuple[MainWindow, Opening]:
        window, opening = open_window(app, place, demo=demo, locked=locked, facts=facts, clock=clock, checks=checks)
        kept.append(watch(window, opening))
        return window, opening

    if FOLDER in os.environ:
        use_folder_keyring()
    program.open_window = watched
    program.run_window(Place(data_folder=folder))


def look_for_no_lock() -> None:
    """Lets the window open a store without a lock, which the program itself would lock first."""
    from inpatient_hub import bootstrap
    from inpatient_hub.bootstrap import hub

    for module in (bootstrap, hub):
        vars(module)["unlocked"] = lambda place, **_: place


def end() -> None:
    """Ends the window."""
    program.make_app().exit(0)
