"""No thread but the window's makes a class of Qt's."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
import pytest

import inpatient_hub.gui
from inpatient_hub.gui import qt_classes

_KNOWN = """
import importlib, pkgutil, sys, threading
import inpatient_hub.gui
from inpatient_hub.gui.app import make_app
from inpatient_hub.gui.qt_classes import make_qt_classes
from PySide6 import QtWidgets
from PySide6.QtCore import QObject

def known():
    waiting, seen = [base for base in QObject.__mro__ if base is not object], set()
    while waiting:
        for one in type.__subclasses__(waiting.pop()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return {f"{one.__module__}.{one.__qualname__}" for one in seen if one.__module__.startswith("PySide6")}
"""

_LOADED_ELSEWHERE = """
# All that there is, though the store's thread loads but a part of it; the session bus of Linux is asked for by the
# window's thread alone.
def load():
    for module in pkgutil.walk_packages(inpatient_hub.gui.__path__, "inpatient_hub.gui."):
        if not any(word in module.name for word in ("gallery", "__main__", "session_bus")):
            importlib.import_module(module.name)

if sys.argv[1] == "made":
    make_qt_classes()
before = known()
store = threading.Thread(target=load, name="store")
store.start()
store.join()
print(*sorted(known() - before))
"""


def told(script: str, *arguments: str) -> list[str]:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _KNOWN + script, *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.split()


def test_pyside6_makes_a_class_of_qts_when_it_is_first_asked_for() -> None:
    """The reason for all this; when it fails, PySide6 makes them beforehand and gui/qt_classes.py may go."""
    script = "before = known(); QtWidgets.QCalendarWidget; print(*sorted(known() - before))"
    assert "PySide6.QtWidgets.QCalendarWidget" in told(script)


def test_loading_every_page_on_the_stores_thread_makes_no_class_of_qts() -> None:
    assert "PySide6.QtWidgets.QHeaderView" in told(_LOADED_ELSEWHERE, "as they come")
    assert told(_LOADED_ELSEWHERE, "made") == []


_AT_A_START = """
from pathlib import Path
from PySide6.QtCore import QTimer
from inpatient_hub.gui import app, opening
from inpatient_hub.host.place import Place

def made():
    print(*(one.name for one in threading.enumerate()))

opening.make_qt_classes = made
application = app.make_app()
window, opened = app.open_window(application, Place(data_folder=Path(sys.argv[1])))
window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: application.exit(0)))
application.exec()
app.put_away(window, opened)
"""


def test_they_are_made_before_another_thread_begins(tmp_path: Path) -> None:
    assert told(_AT_A_START, str(tmp_path)) == ["MainThread"]


def imported_from(module: str) -> set[str]:
    """The names that the window's own modules import from a module of Qt's."""
    sources = [file for file in Path(inpatient_hub.gui.__file__).parent.rglob("*.py") if "gallery" not in str(file)]
    trees = [ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for file in sources]
    asked = [node for tree in trees for node in tree if isinstance(node, ast.ImportFrom) and node.module == module]
    return {alias.name for node in asked for alias in node.names}


@pytest.mark.parametrize("module", [PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets], ids=lambda one: one.__name__)
def test_the_list_names_every_class_that_is_imported_and_no_other(module: ModuleType) -> None:
    imported = imported_from(module.__name__)
    classes = {name for name in imported if isinstance(getattr(module, name), type(PySide6.QtCore.QObject))}
    assert set(qt_classes._NAMES[module.__name__].split()) == classes
