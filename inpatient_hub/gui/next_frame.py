"""Has the store's thread wait until the first rows are painted: what it loads next would keep the window from them."""

import threading

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.replaces import override

_FRAMES = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
_MOST_S = 0.25
"""A window that is not painted, such as a minimised one, is waited for no longer."""


class Shown(QObject):
    """Whether a window's next frame has been painted. Made on its thread, and waited for on another."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._done = threading.Event()

    def at_next_frame(self, *, something: bool) -> None:
        """From the next frame on nobody waits any more; at once where there is nothing to be painted."""
        if something:
            self._window.installEventFilter(self)
        else:
            self._done.set()

    def wait(self) -> None:
        """Waits for it, on another thread."""
        self._done.wait(_MOST_S)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FRAMES:
            watched.removeEventFilter(self)
            # The filter is asked before the event is handled: what comes next comes when all of it is painted.
            QTimer.singleShot(0, self, self._done.set)
        return False
