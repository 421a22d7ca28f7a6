"""Asks before a task is marked done whose day or shift is still to come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class NotYetDialog(ConfirmDialog):
    """Return leaves it to do: a key pressed on the wrong row must not tick tomorrow's check."""

    def __init__(self, parent: QWidget | None, title: str, when: str, *, banner: BannerFacts | None = None) -> None:
        super().__init__(
            parent,
            f"This is for {when}",
            f"{title}. Is it done already?",
            verb="It is done already",
            cancel="No, leave it to do",
            banner=banner,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
