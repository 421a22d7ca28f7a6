"""Choosing a passphrase or a PIN: typed twice, and refused in words when it would be guessed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.secret_field import SecretField


class _NewSecretForm(QWidget):
    """Two hidden lines and a button; Enter goes from the first to the second, and from there chooses."""

    secret_chosen = Signal(str)

    def __init__(self, what: str, verb: str, *, help_words: str, primary: bool) -> None:
        super().__init__()
        self._what = what
        self.first = SecretField(f"New {what}", help=help_words)
        self.second = SecretField("Type it again")
        self.choose = Button(verb, kind="primary" if primary else "plain")
        self._working = IconLine("hourglass", "")
        self._working.hide()
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        self._foot = QHBoxLayout()
        self._foot.setSpacing(12)
        self._foot.addWidget(self._working, 1, Qt.AlignmentFlag.AlignVCenter)
        self._foot.addStretch(0)
        self._foot.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.first, self.second, self._trouble):
            column.addWidget(part)
        column.addLayout(self._foot)
        self.first.line.returnPressed.connect(self.second.focus_field)
        self.second.line.returnPressed.connect(self._on_choose)
        self.choose.clicked.connect(self._on_choose)

    def focus_first(self) -> None:
        """Gives the keyboard to the first line."""
        self.first.focus_field()

    def give_up_button(self) -> Button:
        """Its button, for whoever has others to set it among; the form works on as before."""
        self._foot.removeWidget(self.choose)
        return self.choose

    def start_again(self) -> None:
        """Forgets what was typed."""
        self.set_working("")
        self._trouble.hide()
        for field in (self.first, self.second):
            field.clear_typed()
            field.clear_error()

    def set_working(self, words: str) -> None:
        """Something is done with it, in a few words; empty when it is done."""
        self._working.set_line("hourglass", words)
        self._working.setVisible(bool(words))
        for part in (self.first, self.second, self.choose):
            part.setEnabled(not words)

    def show_problem(self, error: HubError) -> None:
        """Says why it was not taken: beside the first line when another one has to be chosen."""
        self.set_working("")
        if isinstance(error, InvalidAnswer) and error.field == self._what.lower():
            self.first.set_error(error.message)
            self.second.clear_typed()
            self.first.select_typed()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def _on_choose(self) -> None:
        self._trouble.hide()
        if not self.choose.isEnabled():
            return
        if not self.first.value():
            self.first.set_error(f"Type the {self._what} you want to use.")
            self.first.focus_field()
        elif self.first.value() != self.second.value():
            self.second.set_error("The two are not the same. Type it again, or press F4 to compare them.")
            self.second.select_typed()
        else:
            self.secret_chosen.emit(self.first.value())


class NewPassphraseForm(_NewSecretForm):
    """`secret_chosen` carries a new passphrase, of at least `length` characters as the trust's policy has it."""

    def __init__(self, verb: str = "Set the passphrase", *, length: int = 12, primary: bool = True) -> None:
        super().__init__("passphrase", verb, help_words=_passphrase_help(length), primary=primary)

    def set_length(self, length: int) -> None:
        """Says how long it has to be."""
        self.first.set_help(_passphrase_help(length))


class NewPinForm(_NewSecretForm):
    """`secret_chosen` carries a new PIN, of at least `length` figures as the trust's policy has it."""

    def __init__(self, verb: str = "Set the PIN", *, length: int = 6, primary: bool = True) -> None:
        super().__init__("PIN", verb, help_words=_pin_help(length), primary=primary)
        for field in (self.first, self.second):
            field.line.setInputMethodHints(field.line.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)


def _passphrase_help(length: int) -> str:
    return f"At least {length} characters. Four words that have nothing to do with each other are easy to remember."


def _pin_help(length: int) -> str:
    return f"At least {length} figures, not in a row and not the same ones again and again."
