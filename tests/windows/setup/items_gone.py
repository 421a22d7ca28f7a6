"""Runs inside the program as it is set up: new objects come to lie where items of a layout were, that Qt threw away.

items_gone.py PLATFORM TOLD [bare]: how often that was goes into the file TOLD. With `bare` without the program's guard.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = sys.argv[1] or "offscreen"
WIDGETS, OBJECTS = 200, 3_000


def main() -> None:
    """Throw the items away, and make objects."""
    import shiboken6
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

    from inpatient_hub.gui.app import make_app

    app = QApplication([]) if "bare" in sys.argv else make_app()
    window, row = QWidget(), QHBoxLayout()
    column = QVBoxLayout(window)
    labels = [QLabel(str(number)) for number in range(WIDGETS)]
    for label in labels:
        row.addWidget(label)
    places = set()
    for place in range(WIDGETS):  # what is asked for here is let go of again
        item = row.itemAt(place)
        places.add(shiboken6.getCppPointer(item)[0])  # type: ignore[attr-defined]
        shiboken6.invalidate(item)
    column.addLayout(row)
    for label in labels:
        shiboken6.delete(label)
    made = [QSvgRenderer() for _ in range(OBJECTS)]
    there = sum(shiboken6.getCppPointer(one)[0] in places for one in made)  # type: ignore[attr-defined]
    Path(sys.argv[2]).write_text(str(there), encoding="ascii")
    app.quit()


if __name__ == "__main__":
    main()
