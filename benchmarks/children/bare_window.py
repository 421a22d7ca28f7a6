"""The baseline of a start: a PySide6 window with one table and nothing else. Tells when it was painted."""

import json
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks.children.memory import held_bytes
from benchmarks.children.painting import FrameWatch

SIZE, SMALLEST, FRAME = (1366, 768), (1024, 680), 60
"""Those of our window, in pixels: it fills a screen on which it would not fit with a frame around it."""


def main() -> int:
    """Shows the window until its first frame."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setMinimumSize(*SMALLEST)
    window.setCentralWidget(QTableView())
    screen = app.primaryScreen().availableGeometry()
    window.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))

    def painted(at: int) -> None:
        busy = time.process_time_ns()
        print(json.dumps({"painted": at, "painted_busy": busy, "painted_bytes": held_bytes()}))
        app.exit(0)

    FrameWatch(window).next_frame(painted)
    if screen.width() < SIZE[0] + FRAME or screen.height() < SIZE[1] + FRAME:
        window.showMaximized()
    else:
        window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
