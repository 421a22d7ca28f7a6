"""Says, a minute before it happens, that the window locks itself because nobody is working at it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage

_WIDEST = 520
_FROM_TOP = 12


class IdleWarning(BannerMessage):
    """Lies over the top of the window and moves nothing that is being looked at."""

    stay_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__("warn", action="Stay", parent=window)
        self._behind = window
        self.hide()
        self.action_pressed.connect(self.stay_wanted)
        window.installEventFilter(self)

    def show_seconds(self, seconds: int) -> None:
        """Shows how long is left."""
        left = "1 second" if seconds == 1 else f"{seconds} seconds"
        self.set_message(
            "warn", f"Nobody is working here: locking in {left}.", "Press any key or move the mouse to stay.", "Stay"
        )
        self._settle()
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._behind and event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        around = self._behind.rect()
        width = min(scaled(_WIDEST), around.width() - 2 * _FROM_TOP)
        self.setGeometry((around.width() - width) // 2, _FROM_TOP, width, self.heightForWidth(width))
