"""Asks before a task that somebody else has is moved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class MoveForDialog(TaskDialog):
    """Says who has it and since when; Return moves it."""

    wanted = Signal()

    def __init__(
        self, parent: QWidget | None, title: str, name: str, since: str, *, banner: BannerFacts | None = None
    ) -> None:
        about = f"{title}. {name} claimed it{f' {since}' if since else ''}, and keeps it."
        super().__init__(parent, f"{name} has this. Move it?", about, verb="Move it", banner=banner)

    @override
    def answer(self) -> None:
        self.wanted.emit()
