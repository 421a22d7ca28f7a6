"""Offers the one-line case note of a hand-back, exactly as it would be copied."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class LineNoteDialog(TaskDialog):
    """Return copies it for SystmOne; Esc leaves the record as it is."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None, text: str, *, banner: BannerFacts) -> None:
        super().__init__(
            parent,
            "Copy this line for the record?",
            "It waits with the notes that are not filed until you say that it is in SystmOne.",
            verb="Copy",
            cancel="No note",
            banner=banner,
            width=640,
        )
        self.sheet = NotePreview(fit=True)
        self.sheet.set_text(text)
        self.body.addWidget(self.sheet)

    @override
    def answer(self) -> None:
        self.copy_wanted.emit()
