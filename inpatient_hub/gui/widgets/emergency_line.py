"""The line over every page while a ward is open in an emergency: which ward, until when, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.gui.widgets.banner_message import BannerMessage


class EmergencyLine(QWidget):
    """Cannot be closed: it goes with the emergency."""

    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._message = BannerMessage("warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._message)
        self._message.action_pressed.connect(self.back_requested)
        self.hide()

    def show_emergency(self, ward: str, until: str, back_to: str) -> None:
        """Shows the ward's name and the time it ends."""
        self._message.set_message(
            "warn",
            f"Emergency access to {ward} until {until}",
            "It is recorded, and an admin of that ward reviews it.",
            f"Back to {back_to}",
        )
        self.show()
