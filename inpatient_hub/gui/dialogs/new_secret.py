"""Choosing a passphrase or a PIN over the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm, NewPinForm

_WORKING = "This takes a moment, so that guessing takes a thief very long."


class NewSecretDialog(Dialog):
    """`secret_chosen` carries what was chosen; whoever uses it answers with `show_problem`, or closes it."""

    secret_chosen = Signal(str)

    def __init__(
        self, parent: QWidget | None, question: str, consequence: str, form: NewPassphraseForm | NewPinForm
    ) -> None:
        super().__init__(parent, question, consequence=consequence)
        self.form = form
        self.body.addWidget(form)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.add_button(form.give_up_button())
        self.cancel_button.clicked.connect(self.reject)
        self.form.secret_chosen.connect(self._on_chosen)
        self.finished.connect(self._on_finished)
        self.form.focus_first()

    def show_problem(self, error: HubError) -> None:
        """Says why it was not taken."""
        self.form.show_problem(error)

    def _on_chosen(self, words: str) -> None:
        self.form.set_working(_WORKING)
        self.secret_chosen.emit(words)

    def _on_finished(self, _result: int) -> None:
        self.form.start_again()
