"""Comes to the front when the program is started a second time for the same ward."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Knock(QObject):
    """Watches the lock file of the store, which a second start touches before it says that the ward is open already."""

    knocked = Signal()

    def __init__(self, window: QWidget, lock_file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = QFileSystemWatcher([str(lock_file)], self)
        self._watcher.fileChanged.connect(self._on_touched)

    def _on_touched(self, _file: str) -> None:
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)
        self.knocked.emit()
