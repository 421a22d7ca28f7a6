"""After the recovery key opened the lock: what spares the person typing it next time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm

_REMEMBER = (
    "This user's keyring then opens it here without a question, and no longer on the computer it came from. Leave it "
    "out on a computer that others use under the same name."
)


class OpenedPage(UnlockSheet):
    """Two offers, neither of which has to be taken."""

    remember_wanted = Signal()
    passphrase_chosen = Signal(str)
    go_on_wanted = Signal()

    def __init__(self, *, may_remember: bool, may_set_passphrase: bool, length: int) -> None:
        super().__init__("lock-open")
        self.set_words("The ward's work is open", "So that the recovery key can stay where the ward keeps its keys:")
        self.go_on = Button("Go on to the ward", kind="primary", icon_after="arrow-right")
        self.remember = Button("Remember on this computer", icon="device-desktop")
        self._remembered = IconLine("hourglass", "")
        self._remembered.hide()
        self.form = NewPassphraseForm("Set a new passphrase", length=length, primary=False)
        self._set = IconLine(
            "circle-check", "The new passphrase is set. The old one opens nothing any more.", "ok-text"
        )
        self._set.hide()
        self.body.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        if may_remember:
            self.below.addWidget(self._remember_card())
        if may_set_passphrase:
            self.below.addWidget(self._passphrase_card())
        self.go_on.clicked.connect(self.go_on_wanted)
        self.remember.clicked.connect(self._on_remember)
        self.form.secret_chosen.connect(self._on_passphrase_chosen)

    def focus_first(self) -> None:
        """Gives the keyboard to going on."""
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_remembered(self) -> None:
        """The keyring has it."""
        self._say("circle-check", "This computer opens it from now on.", "ok-text")
        self.remember.hide()
        self.focus_first()

    def show_not_remembered(self, error: HubError) -> None:
        """The keyring did not take it."""
        self._say("alert-circle", f"{error.title}. {error.message} {error.remedy}", "act-text")
        self.remember.setEnabled(True)

    def show_passphrase_set(self) -> None:
        """There is a new passphrase."""
        self.form.hide()
        self._set.show()
        self.focus_first()

    def show_passphrase_refused(self, error: HubError) -> None:
        """It was not taken."""
        self.form.show_problem(error)

    def _remember_card(self) -> Card:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(WrapLabel(_REMEMBER, "small", "muted"), 1)
        line.addWidget(self.remember)
        return _card("Remember on this computer", line, self._remembered)

    def _passphrase_card(self) -> Card:
        return _card("A new passphrase", self.form, self._set)

    def _say(self, icon: str, words: str, token: str) -> None:
        self._remembered.set_line(icon, words, token)
        self._remembered.show()

    def _on_remember(self) -> None:
        self.remember.setEnabled(False)
        self._say("hourglass", "Asking the keyring", "muted")
        self.remember_wanted.emit()

    def _on_passphrase_chosen(self, words: str) -> None:
        self.form.set_working("Setting it. This takes a moment.")
        self.passphrase_chosen.emit(words)


def _card(title: str, *parts: QWidget | QHBoxLayout) -> Card:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    card = Card(title)
    card.add_padded(inside)
    return card
