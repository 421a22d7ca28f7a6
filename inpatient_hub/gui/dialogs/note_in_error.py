"""Asks whether a note was made in error, and why."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView

REASONS = ("Wrong patient", "The words are wrong", "Made twice", "Made while trying out the program")
_STAYS = "Nothing is deleted: it stays here, struck through, with your reason."
_MEANS = {
    NoteState.COPIED: "It leaves the notes to be filed. If it was pasted, mark it in error in SystmOne too.",
    NoteState.FILED: (
        "Mark it in error in SystmOne too. Its referral is open again, so that the right note can be made."
    ),
}


class InErrorDialog(ReasonDialog):
    """The usual reasons and one to write, under the patient's banner."""

    def __init__(self, parent: QWidget | None, view: "NoteView", today: date) -> None:
        means = _MEANS.get(view.note.state, "")
        if view.note.run_id is None and view.note.state is NoteState.FILED:
            means = "Mark it in error in SystmOne too."
        super().__init__(
            parent,
            "Was this note entered in error?",
            " ".join(part for part in (f"{view.note.title}.", means, _STAYS) if part),
            REASONS,
            verb="Mark as in error",
            banner=banner_facts(view.facts, today),
            danger=True,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
