"""Asks whether a task that somebody else has is to be taken over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class TakeOverDialog(TaskDialog):
    """Says who has it and since when, and that they are told."""

    wanted = Signal()

    def __init__(
        self, parent: QWidget | None, title: str, name: str, since: str, *, banner: BannerFacts | None = None
    ) -> None:
        claimed = f"{name} claimed it{f' {since}' if since else ''}, and is told that you took it over."
        super().__init__(parent, f"Take this over from {name}?", f"{title}. {claimed}", verb="Take over", banner=banner)

    @override
    def answer(self) -> None:
        self.wanted.emit()
