"""Offers the note that goes with a task that was just done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class NoteOfferDialog(TaskDialog):
    """Return opens it; Esc leaves it for later."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None, about: str, *, banner: BannerFacts | None = None) -> None:
        super().__init__(
            parent, "Write its case note now?", about, verb="Open the note", cancel="Not now", banner=banner
        )

    @override
    def answer(self) -> None:
        self.wanted.emit()
