"""Ctrl+L over a dialog or a menu: whoever has to leave the computer now need not answer a question first."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from typing_extensions import override

from inpatient_hub.gui.actions import key_of


class LockKey(QObject):
    """A dialog keeps the keys of the window under it from working. This one is listened for where keys enter the
    program, at its windows; where the window's own shortcut works, that takes the key first."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._key = QKeySequence(key_of("lock"))
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)
        self._listen()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) != self._key or event.isAutoRepeat():
            return False
        self.pressed.emit()
        return True

    def _on_focus_window_changed(self, _window: object) -> None:
        self._listen()

    def _listen(self) -> None:
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
            window.installEventFilter(self)
