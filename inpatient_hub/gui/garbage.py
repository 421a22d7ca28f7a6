"""Looks for what is no longer used only between two events of the window: a part that is taken down while Qt is at
work on it ends the program."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000
ENOUGH = 2_000
"""So many new objects are worth a look; Python's own collector looks after 700 to 2,000, depending on its version."""
_WIDER_EVERY, _WHOLE_EVERY = 10, 100
"""Of so many looks one is at what outlived some, and one at everything but what was loaded at the start."""


class GarbageLooks(QObject):
    """Takes the place of Python's collector, which looks wherever memory happens to be needed.

    Objects that hold on to each other are taken down by the collector, and what Qt hangs below them goes with them. On
    the store's thread that may be a dialog which is just handling an event on the window's; and on the window's own
    thread one which is just being laid out, as the sizes of our widgets are worked out in Python.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on nobody else looks."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Python's own collector may look again: nothing of a window is left."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Looks, if enough has been made since the last time."""
        if gc.get_count()[0] < ENOUGH:
            return
        self._looks += 1
        if self._looks % _WHOLE_EVERY == 0:
            gc.collect(2)
        else:
            gc.collect(1 if self._looks % _WIDER_EVERY == 0 else 0)
