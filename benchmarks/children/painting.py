"""Says when a window's next frame has been painted, in the same way for our window and for a bare one."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_FRAMES = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
_AFTERWARDS = QEvent.Type(QEvent.registerEventType())


class FrameWatch(QObject):
    """Watches one window. `next_frame` calls back once, with CLOCK_MONOTONIC in nanoseconds, when the frame that is
    painted next is on the screen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._wanted: Callable[[int], None] | None = None
        self._posted = False
        window.installEventFilter(self)

    def next_frame(self, then: Callable[[int], None]) -> None:
        """Calls `then` after the next frame."""
        self._wanted = then

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._wanted is not None and not self._posted and event.type() in _FRAMES:
            # The filter is asked before the event is handled; what is posted now comes when all of it is painted.
            self._posted = True
            QCoreApplication.postEvent(self, QEvent(_AFTERWARDS), Qt.EventPriority.HighEventPriority.value)
        return False

    @override
    def customEvent(self, event: QEvent) -> None:
        if event.type() == _AFTERWARDS and self._wanted is not None:
            then, self._wanted, self._posted = self._wanted, None, False
            then(time.monotonic_ns())
