"""One calm line across the foot of the window about something that can wait, with the button that sees to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.gui.widgets.banner_message import BannerMessage


class NoticeLine(QWidget):
    """Folded until it has something to say; closing it puts the matter off until the next start."""

    def __init__(self) -> None:
        super().__init__()
        self.message = BannerMessage("info", closable=True)
        self._act: Callable[[], None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.addWidget(self.message)
        self.message.action_pressed.connect(self._on_action)
        self.message.close_requested.connect(self.fold)
        self.hide()

    def say(self, kind: str, sentence: str, remedy: str, action: str, act: Callable[[], None]) -> None:
        """Says it; pressing `action` calls `act`."""
        self._act = act
        self.message.set_message(kind, sentence, remedy, action)
        self.show()

    def fold(self) -> None:
        """Takes it away."""
        self._act = None
        self.hide()

    def _on_action(self) -> None:
        if self._act is not None:
            self._act()
