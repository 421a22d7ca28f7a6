"""A window nobody sees, to which Windows says that the session was locked or that the computer goes to sleep."""

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.host import session_watch_windows as windows


class SessionWindow(QWidget):
    """One of its own, as every message of a window passes through Python here: the main window's are too many. It is
    an ordinary window, never shown, since Windows tells of sleep only to those."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._handle = int(self.winId())
        ask = getattr(windows, "ask_to_be_told", None)
        self.is_told = bool(ask(self._handle)) if ask is not None else False

    def end(self) -> None:
        """Has Windows tell it no more, and goes."""
        take_back = getattr(windows, "ask_no_more", None)
        if self.is_told and take_back is not None:
            take_back(self._handle)
        self.deleteLater()

    @override
    def nativeEvent(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if windows.says_left(int(message)):
            self.left.emit()
        return False, 0
