"""What every question about a task has in common: whose it is on top, and what went wrong under it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.option_list import OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts


class TaskDialog(ConfirmDialog):
    """A question about a task; Return answers it as soon as it can be answered, Ctrl+Return from any field."""

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        about: str,
        *,
        verb: str,
        banner: BannerFacts | None = None,
        cancel: str = "Cancel",
        width: int = 480,
    ) -> None:
        super().__init__(parent, question, about, verb=verb, cancel=cancel, banner=banner, width=width, harmless=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.verb_button.clicked.disconnect(self.accept)
        self.verb_button.clicked.connect(self._on_verb)
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        self.add_told(self._trouble)

    def show_problem(self, error: HubError) -> None:
        """Says why it was not done; the dialog stays."""
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def answer(self) -> None:
        """Tells what was chosen. Called when the verb is pressed."""
        raise NotImplementedError

    def options(self) -> OptionList | None:
        """The list whose answers have number keys, where there is one."""
        return None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        confirms = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        options = self.options()
        if confirms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.verb_button.click()
        elif options is None or not options.handle_key(event):
            super().keyPressEvent(event)

    def _on_verb(self) -> None:
        self._trouble.hide()
        self.answer()
