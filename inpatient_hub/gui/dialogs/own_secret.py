"""Choosing a PIN or passphrase of one's own: typed twice, and refused in words when it would be guessed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.own_secrets import LEAST_PASSPHRASE
from inpatient_hub.domain.sign_in_troubles import SignInTrouble
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.secret_field import SecretField


def secret_help(pin_length: int) -> str:
    """What may be chosen, in a sentence."""
    return f"A PIN of {pin_length} figures or more, or a passphrase of {LEAST_PASSPHRASE} characters or more."


class OwnSecretFields(QWidget):
    """Two hidden lines; Enter goes from the first to the second, and from there on."""

    finished = Signal()
    """Enter was pressed in the second line."""

    def __init__(self, *, pin_length: int, label: str = "Your PIN or passphrase") -> None:
        super().__init__()
        self.first = SecretField(label, help=secret_help(pin_length))
        self.second = SecretField("Type it again")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.first.line.returnPressed.connect(self.second.focus_field)
        self.second.line.returnPressed.connect(self.finished)

    def chosen(self) -> str:
        """What was typed twice; empty, with the reason beside its line, when it was not."""
        if not self.first.value():
            self.first.set_error("Type the PIN or passphrase you want to use.")
            self.first.focus_field()
        elif self.first.value() != self.second.value():
            self.second.set_error("The two are not the same. Type it again, or press F4 to compare them.")
            self.second.select_typed()
        else:
            return str(self.first.value())
        return ""

    def refuse(self, words: str) -> None:
        """Says why another one has to be chosen."""
        self.first.set_error(words)
        self.second.clear_typed()
        self.first.select_typed()

    def start_again(self) -> None:
        """Forgets what was typed."""
        for field in (self.first, self.second):
            field.clear_typed()
            field.clear_error()


class OwnSecretDialog(Dialog):
    """Somebody who is signed in changes what they sign in with, or chooses the first."""

    chosen = Signal(str, str)
    """(what they sign in with until now, or empty; the new one)."""

    def __init__(self, parent: QWidget | None, *, has_one: bool, pin_length: int) -> None:
        super().__init__(
            parent,
            "Change your PIN" if has_one else "Choose your PIN",
            consequence="It shows that your name is yours. Tell it to nobody: an admin never asks for it.",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.present = SecretField("What you sign in with now")
        self.fields = OwnSecretFields(pin_length=pin_length, label="The new PIN or passphrase")
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        self.body.addWidget(self.present)
        self.body.addWidget(self.fields)
        self.add_told(self._trouble)
        self.present.setVisible(has_one)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Save", kind="primary"))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.present.line.returnPressed.connect(self.fields.first.focus_field)
        self.fields.finished.connect(self._on_save)
        (self.present if has_one else self.fields.first).focus_field()

    def show_problem(self, error: HubError) -> None:
        """Says why it was not taken, beside the line it is about."""
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidAnswer) and error.field == "secret":
            self.fields.refuse(error.message)
        elif isinstance(error, SignInTrouble) and not self.present.isHidden():
            self.present.set_error(f"{error.title}. {error.message}")
            self.present.select_typed()
        else:
            self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
            self._trouble.show()

    def _on_save(self) -> None:
        self._trouble.hide()
        if not self.save_button.isEnabled():
            return
        if not self.present.isHidden() and not self.present.value():
            self.present.set_error("Type what you sign in with now.")
            self.present.focus_field()
            return
        chosen = self.fields.chosen()
        if chosen:
            self.save_button.setEnabled(False)
            self.chosen.emit(self.present.value(), chosen)
