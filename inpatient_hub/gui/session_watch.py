"""Hears that the person has left the computer: the screen is locked, the session switched, or it goes to sleep."""

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from inpatient_hub.gui.session_bus import SessionBus
    from inpatient_hub.gui.session_window import SessionWindow

_BEGIN_MS = 2_000
"""After the ward is open: no start waits for it."""


class SessionWatch(QObject):
    """Where a system does not tell, or its bus is not there, idle time locks all the same."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: SessionBus | None = None
        self._window: SessionWindow | None = None

    def begin_soon(self) -> None:
        """Listens from a moment later on."""
        QTimer.singleShot(_BEGIN_MS, self, self.begin)

    def begin(self) -> None:
        """Listens from now on, in the way of this system."""
        if sys.platform == "win32":
            from inpatient_hub.gui.session_window import SessionWindow

            self._window = SessionWindow()
            self._window.left.connect(self.left)
        elif sys.platform.startswith("linux"):
            from inpatient_hub.gui.session_bus import SessionBus

            self._bus = SessionBus(os.environ, self)
            self._bus.left.connect(self.left)

    def end(self) -> None:
        """Listens no more."""
        if self._window is not None:
            self._window.end()
            self._window = None
