"""Runs inside the program as it is set up: shows a window, and ends once it is painted.

first_paint.py PLATFORM bare|hub: a window with nothing in it, or the program's.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = sys.argv[1]


def bare() -> None:
    """A window of Qt's own, with one button."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QPushButton

    app = QApplication(sys.argv[:1])
    button = QPushButton("Bare")
    button.show()
    QTimer.singleShot(0, app.quit)
    app.exec()


def hub() -> None:
    """The program's window, as it first comes up."""
    from PySide6.QtCore import QTimer

    from inpatient_hub.bootstrap import Place
    from inpatient_hub.gui.app import make_app, open_window, put_away

    app = make_app()
    window, opening = open_window(app, Place(data_folder=Path(tempfile.mkdtemp())))
    window.first_painted.connect(lambda: QTimer.singleShot(0, app.quit))  # it may be painted before there is a loop
    app.exec()
    put_away(window, opening)


if __name__ == "__main__":
    {"bare": bare, "hub": hub}[sys.argv[2]]()
