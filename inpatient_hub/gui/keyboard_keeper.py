"""Keeps the keyboard somewhere: where the part that had it goes, nobody should have to take the mouse to go on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.gui.reading_order import next_stop


class KeyboardKeeper(QObject):
    """Gives the keyboard to the first part of these regions that takes it, when it was lost in a window in use."""

    def __init__(self, window: QWidget, regions: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(window)
        self._window = window
        self._regions = regions
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # whoever took the part away may be about to say where the keyboard goes
        self._soon.timeout.connect(self._on_soon)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            self._soon.start()

    def _on_soon(self) -> None:
        if QApplication.focusWidget() is not None or not self._window.isActiveWindow():
            return
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return
        for region in self._regions():
            first = next_stop(region, None, forward=True) if region.isVisible() else None
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
