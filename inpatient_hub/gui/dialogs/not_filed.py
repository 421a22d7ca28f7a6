"""Asks why a copied note was not filed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.tray import NOT_FILED_REASONS
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog


class NotFiledDialog(ReasonDialog):
    """The usual reasons and one to write, under the patient's banner."""

    def __init__(self, parent: QWidget | None, banner: BannerFacts, title: str) -> None:
        super().__init__(
            parent,
            "Why was this note not filed?",
            f"{title}. It leaves the notes to be filed, with your reason. Its referral stays open.",
            NOT_FILED_REASONS,
            verb="Not filed",
            cancel="Keep it to be filed",
            banner=banner,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
