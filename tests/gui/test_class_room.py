"""There is room for the window's classes before another thread defines some."""

import subprocess
import sys

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
        assert known >= 560
