"""Checks the recovery key on paper: it is typed, and the lock says whether it is still the right one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.recovery_key_field import RecoveryKeyField


class CheckPaperDialog(Dialog):
    """`typed_back` carries what was typed; whoever uses it answers with `show_problem`, or closes it."""

    typed_back = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            "Is the recovery key on the paper still the right one?",
            consequence="Fetch the paper from where the ward keeps its keys, and type the key from it.",
        )
        self.typed = RecoveryKeyField("Type it from the paper")
        self.trouble = BannerMessage("act")
        self.trouble.hide()
        self.body.addWidget(self.typed)
        self.body.addWidget(self.trouble)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.check_button = self.add_button(Button("Check it", kind="primary"))
        self.cancel_button.clicked.connect(self.reject)
        self.check_button.clicked.connect(self._on_check)
        self.typed.line.returnPressed.connect(self._on_check)
        self.finished.connect(self._on_finished)
        self.typed.focus_field()

    def show_problem(self, error: HubError) -> None:
        """Says why it is not the right one."""
        self.check_button.setEnabled(True)
        if isinstance(error, MistypedRecoveryKey):
            self.typed.show_mistake(error)
            return
        self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.trouble.show()
        self.typed.select_typed()

    def _on_check(self) -> None:
        self.trouble.hide()
        if not self.check_button.isEnabled():
            return
        if not self.typed.is_whole():
            self.typed.show_mistake(MistypedRecoveryKey(0))
            return
        self.check_button.setEnabled(False)
        self.typed_back.emit(self.typed.value())

    def _on_finished(self, _result: int) -> None:
        self.typed.clear_typed()
