"""Runs inside the program as it is set up: shows a window, and tells how long it took until it was painted.

first_paint.py PLATFORM bare|hub: a window with nothing in it, or the program's.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

BEGAN = time.perf_counter()
os.environ["QT_QPA_PLATFORM"] = sys.argv[1]


def bare() -> None:
    """A window of Qt's own, with one button."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QPushButton
    from typing_extensions import override

    class Painted(QPushButton):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: app.exit(0))

    app = QApplication(sys.argv[:1])
    button = Painted("Bare")
    button.show()
    app.exec()
    tell()


def hub() -> None:
    """The program's window, as it first comes up."""
    from inpatient_hub.bootstrap import Place
    from inpatient_hub.gui.app import make_app, open_window, put_away

    app = make_app()
    window, opening = open_window(app, Place(data_folder=Path(tempfile.mkdtemp())))
    window.first_painted.connect(lambda: app.exit(0))  # quit() would ask the window, which asks the person
    app.exec()
    tell()
    put_away(window, opening)


def tell() -> None:
    """The seconds since this script began; what Wine itself takes to start and end a process is not in them."""
    sys.stdout.write(f"seconds {time.perf_counter() - BEGAN:.3f}\n")


if __name__ == "__main__":
    {"bare": bare, "hub": hub}[sys.argv[2]]()
