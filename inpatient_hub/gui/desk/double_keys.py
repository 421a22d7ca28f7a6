"""Keeps a key that is pressed twice in a hurry from finishing the next task too, onto which the selection slid."""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QTimer
from typing_extensions import override

_HURRY_MS = 600


class DoubleKeys(QObject):
    """Watches what the hand does for a moment after a task was done. A mouse goes where it is put, a key does not."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._task_id = ""
        self._since = QElapsedTimer()
        self._by_key = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_HURRY_MS)
        self._rest.timeout.connect(self._stop)

    def is_slip(self, task_id: str) -> bool:
        """Whether a wish to finish this task is the second press of a key that finished another."""
        in_hurry = self._since.isValid() and self._since.elapsed() < _HURRY_MS
        return in_hurry and self._by_key and task_id != self._task_id

    def finished(self, task_id: str) -> None:
        """This task was wished done just now."""
        self._task_id, self._by_key = task_id, False
        self._since.start()
        self._rest.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self._by_key = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_key = False
        return False

    def _stop(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
