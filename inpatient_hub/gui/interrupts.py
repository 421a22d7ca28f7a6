"""Ctrl+C in the terminal that started the window closes it in good order."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

INTERRUPTED = 130
"""The exit code of a program ended by Ctrl+C (128 + SIGINT)."""


class Interrupts(QObject):
    """Python hears of a signal only when it runs, and in a quiet window it does not: the signal writes a byte to a
    socket that Qt watches, and that wakes it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        self._handler = signal.signal(signal.SIGINT, self._on_signal)

    def end(self) -> None:
        """Puts everything back as it was."""
        signal.signal(signal.SIGINT, self._handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def _on_activated(self) -> None:
        self._ours.recv(64)

    @staticmethod
    def _on_signal(_number: int, _frame: FrameType | None) -> None:
        QApplication.exit(INTERRUPTED)
