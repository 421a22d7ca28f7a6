"""Asks for one of a short list about a task: why it will not be done, or which role it is offered to."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class TaskChoiceDialog(TaskDialog):
    """The first nine have number keys; a number and Return answer it."""

    chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        about: str,
        choices: Mapping[str, str],
        *,
        verb: str,
        needs: str,
        banner: BannerFacts | None = None,
        cancel: str = "Cancel",
    ) -> None:
        super().__init__(parent, question, about, verb=verb, banner=banner, cancel=cancel)
        self._needs = needs
        self.list = OptionList([OptionFacts(code, words) for code, words in choices.items()], name=question)
        self.body.addWidget(self.list)
        self.list.choice_changed.connect(self._on_choice_changed)
        self.set_ready(False, needs)
        self.list.focus_first()

    @override
    def options(self) -> OptionList:
        return self.list

    @override
    def answer(self) -> None:
        self.chosen.emit(self.list.chosen()[0])

    def _on_choice_changed(self, chosen: tuple[str, ...]) -> None:
        self.set_ready(bool(chosen), self._needs)
        self.verb_button.setFocus(Qt.FocusReason.OtherFocusReason)
