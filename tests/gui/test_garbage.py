"""A part of the window is taken down between two events of the window, wherever memory is needed."""

import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from inpatient_hub.gui import garbage
from inpatient_hub.gui.garbage import GarbageLooks

_BY_ANOTHER_THREAD = """
import gc, threading
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
app = QApplication([])
gc.disable()
class Dialog(QDialog):
    pass
dialog = Dialog()
dialog.itself = dialog
dialog.destroyed.connect(lambda: print(threading.current_thread().name), Qt.ConnectionType.DirectConnection)
del dialog
other = threading.Thread(target=gc.collect, name="store")
other.start()
other.join()
"""


def test_pyside6_takes_a_dialog_down_on_whichever_thread_looks_for_garbage() -> None:
    """The reason for all this; when it fails, PySide6 has been mended and gui/garbage.py may go."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _BY_ANOTHER_THREAD]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["store"]


_WITH_A_DIALOG_BEING_LAID_OUT = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from inpatient_hub.gui import garbage
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
app = QApplication([])
apply_theme(app, "light", 100, "comfortable")
garbage.LOOK_MS = 1
looks = garbage.GarbageLooks(app)
if sys.argv[1] == "looks":
    looks.begin()
for _ in range(60):
    window = QWidget()
    window.itself = [window]
    window.show()
    dialog = ConfirmDialog(window, "Close without saving?", "What was typed is lost.", verb="Close")
    dialog.show()
    app.processEvents()
    for _ in range(30):
        QCoreApplication.postEvent(dialog, QEvent(QEvent.Type.LayoutRequest))
    for part in dialog.findChildren(QWidget):
        part.updateGeometry()
    del window, dialog, part
    app.processEvents()
print("survived")
"""


def test_a_dialog_is_not_taken_down_with_its_window_while_it_is_being_laid_out() -> None:
    """Without these looks the program dies in the dialog's `event`: Python's collector is called by `sizeHint`."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _WITH_A_DIALOG_BEING_LAID_OUT, "looks"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["survived"]), done.stderr[-2000:]


class Knot:
    """Holds on to itself, so that only a look for garbage takes it down."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def looks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageLooks]:
    monkeypatch.setattr(garbage, "LOOK_MS", 5)
    made = GarbageLooks()
    made.begin()
    yield made
    made.end()
    assert gc.isenabled()


def thread_that_takes_down(knot: Knot) -> list[str]:
    """Is told the name of the thread, once it is done."""
    told: list[str] = []
    weakref.finalize(knot, lambda: told.append(threading.current_thread().name))
    return told


def make_many() -> None:
    """More than any collector waits for."""
    made = [Knot() for _ in range(5_000)]
    assert made


@pytest.mark.usefixtures("looks")
def test_what_another_thread_makes_is_taken_down_by_the_windows_own(qtbot: QtBot) -> None:
    told = thread_that_takes_down(Knot())
    other = threading.Thread(target=make_many, name="store")
    other.start()
    other.join()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [threading.main_thread().name]


def test_what_outlived_a_look_is_found_later(looks: GarbageLooks) -> None:
    knot = Knot()
    told = thread_that_takes_down(knot)
    gc.collect(1)
    del knot
    for _ in range(100):
        make_many()
        looks.look()
    assert told


def test_where_little_is_new_nobody_looks(looks: GarbageLooks) -> None:
    gc.collect()
    told = thread_that_takes_down(Knot())
    looks.look()
    assert told == []
