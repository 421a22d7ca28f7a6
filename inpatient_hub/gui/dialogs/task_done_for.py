"""Asks before a task that somebody else has is marked done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class DoneForDialog(TaskDialog):
    """Says who has it and since when; Return marks it done."""

    wanted = Signal()

    def __init__(
        self, parent: QWidget | None, title: str, name: str, since: str, *, banner: BannerFacts | None = None
    ) -> None:
        claimed = f"{name} claimed it{f' {since}' if since else ''}. You are the one who is written down as doing it."
        question = f"{name} has this. Mark it done?"
        super().__init__(parent, question, f"{title}. {claimed}", verb="Mark it done", banner=banner)

    @override
    def answer(self) -> None:
        self.wanted.emit()
