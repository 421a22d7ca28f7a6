"""The computer's own notices: one for all that is new, and none while the window is locked or in front."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

SHOWN_MS = 10_000


class Tray(Protocol):
    """What shows a notice: Qt's icon in the system's tray, or a test's."""

    def show(self) -> None: ...
    def hide(self) -> None: ...
    def tell(self, title: str, text: str) -> None: ...


class QtTray(QObject):
    """An icon in the system's tray, on Windows, macOS and Linux. `pressed` is called when a notice is pressed."""

    def __init__(self, parent: QObject, pressed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._pressed = pressed
        self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
        self._icon.setToolTip("Inpatient Hub")
        self._icon.messageClicked.connect(self._on_pressed)
        self._icon.activated.connect(self._on_pressed)

    def show(self) -> None:
        """Shows the icon, without which there is no notice."""
        self._icon.show()

    def hide(self) -> None:
        """Takes the icon away."""
        self._icon.hide()

    def tell(self, title: str, text: str) -> None:
        """Shows a notice for a while."""
        self._icon.showMessage(title, text, QApplication.windowIcon(), SHOWN_MS)

    def _on_pressed(self, _reason: object = None) -> None:
        self._pressed()


def can_notify() -> bool:
    """Whether this computer shows notices of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


def is_in_front() -> bool:
    """Whether the person is working in a window of this program."""
    return QApplication.activeWindow() is not None


class Notices(QObject):
    """Shows notices for whoever wants them. The icon is only made then."""

    pressed = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        make_tray: Callable[[QObject, Callable[[], None]], Tray] = QtTray,
        can: Callable[[], bool] = can_notify,
        in_front: Callable[[], bool] = is_in_front,
    ) -> None:
        super().__init__(parent)
        self._make_tray = make_tray
        self._tray: Tray | None = None
        self.can = can
        self._in_front = in_front

    def switch(self, *, on: bool) -> None:
        """Shows the icon, or takes it away: when nobody is signed in, or whoever is wants none."""
        if on and self._tray is None and self.can():
            self._tray = self._make_tray(self, self.pressed.emit)
            self._tray.show()
        elif not on and self._tray is not None:
            self._tray.hide()
            self._tray = None

    def tell(self, title: str, text: str) -> None:
        """Shows one notice, where notices are on and another program is in front: here the bell says it already."""
        if self._tray is not None and not self._in_front():
            self._tray.tell(title, text)
