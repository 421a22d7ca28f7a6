"""What is typed before a dialog has the keyboard goes into its line: nobody waits for a window before they type on."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from typing_extensions import override

_ALSO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class KeysBeforeActive(QObject):
    """While a dialog is open, keys that still reach a widget of the window it stands over are its line's. They come
    once as `ShortcutOverride`, before a shortcut is looked for, and once more as a press."""

    def __init__(self, dialog: QDialog, line: QWidget) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._line = line
        dialog.finished.connect(self._stop)
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._is_behind(watched):
            return self._taken(event)
        return False

    def _taken(self, event: QKeyEvent) -> bool:
        """Hands a key on to the line; whether it is dealt with."""
        text = event.text()
        is_text = len(text) == 1 and text.isprintable() and not event.modifiers() & _HELD
        if not is_text and event.key() not in _ALSO:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if not event.isAutoRepeat():
                press = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), text)
                QCoreApplication.sendEvent(self._line, press)
            event.accept()
        return True

    def _is_behind(self, watched: QObject) -> bool:
        """Whether a key goes to the window the dialog stands over."""
        parent = self._dialog.parentWidget()
        if parent is None or QApplication.activeModalWidget() is not self._dialog:
            return False  # closed, or something is asked over it
        window = parent.window()
        if isinstance(watched, QWindow):
            return watched is window.windowHandle()
        return isinstance(watched, QWidget) and watched.window() is window

    def _stop(self) -> None:
        if self._app is not None:
            self._app.removeEventFilter(self)
