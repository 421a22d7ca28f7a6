"""There is room for the window's classes before another thread defines some."""

import os
import subprocess
import sys

from inpatient_hub.gui import class_room

ASKS = """
import sys
from inpatient_hub.gui import class_room
first, known, again = class_room.make_room(), class_room._known(), class_room.make_room()
print(first, known, again)
"""


def test_room_is_made_once_and_only_where_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    first, known, again = map(int, done.stdout.split())
    assert again == 0
    if sys.version_info >= (3, 12):
        assert first == 0
    else:
        assert first > 0
        assert known == class_room.ROOM


LOADS = """
import importlib, pkgutil
import inpatient_hub.gui
from inpatient_hub.gui import class_room
class_room.make_room()
for module in pkgutil.walk_packages(inpatient_hub.gui.__path__, "inpatient_hub.gui."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(class_room._known())
"""
BY_USE = 250
"""Classes of Qt's that are only made when a call gives one of their objects; a walk through the window makes 210."""
TABLE_OF_WINDOWS = 2_048
"""Its sizes are powers of two, and this is the one after ROOM."""


def test_there_is_room_for_the_whole_program() -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", LOADS]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert TABLE_OF_WINDOWS // 2 < class_room.ROOM < int(done.stdout) < TABLE_OF_WINDOWS - BY_USE
