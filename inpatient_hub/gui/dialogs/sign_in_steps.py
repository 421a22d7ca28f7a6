"""The steps after a name was chosen: the PIN, an own one after a start code, and the way back by recovery key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.access import ADMINS, Role
from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.gui.dialogs.own_secret import OwnSecretFields
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.recovery_key_field import RecoveryKeyField
from inpatient_hub.gui.widgets.secret_field import SecretField
from inpatient_hub.services.sign_in import SignInLine

_LABELS = {
    SecretKind.PIN: "PIN",
    SecretKind.PASSPHRASE: "Passphrase",
    SecretKind.START_CODE: "Start code",
}
_START_CODE_HELP = "The eight letters and figures an admin gave you. They work once; then you choose your own PIN."
_MOST_NAMES = 3


def who_resets(line: SignInLine, everyone: Sequence[SignInLine]) -> str:
    """Whom somebody asks who has forgotten their PIN."""
    names = [
        one.name
        for one in everyone
        if one.id != line.id
        and one.access in ADMINS
        and (one.access is Role.SENIOR_ADMIN or line.access is not Role.SENIOR_ADMIN)
    ]
    if not names:
        return "Nobody else here can reset it: use the recovery key of the ward's lock."
    shown = " or ".join(names[:_MOST_NAMES])
    return f"Ask {shown}: an admin resets it in Admin, People, and gives you a start code."


class SecretStep(QWidget):
    """One hidden line under the name; Enter signs in."""

    submitted = Signal()
    recovery_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = SecretField("PIN")
        self.forgot = Button("Forgotten?", kind="text", icon="help-circle")
        self.recovery = Button("Use the recovery key", kind="text", icon="lock-open")
        self._who = text_label("", "strong")
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble = BannerMessage("act")
        self._told = WrapLabel("", "body", "muted")
        helps = QHBoxLayout()
        helps.addWidget(self.forgot)
        helps.addWidget(self.recovery)
        helps.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._who, self.field, self._trouble, self._told):
            column.addWidget(part)
        column.addLayout(helps)
        self._resets = ""
        self._may_recover = False
        self.field.line.returnPressed.connect(self.submitted)
        self.forgot.clicked.connect(self._on_forgot)
        self.recovery.clicked.connect(self.recovery_wanted)

    def show_person(self, line: SignInLine, everyone: Sequence[SignInLine]) -> None:
        """Asks this person."""
        kind = line.needs or SecretKind.PIN
        self._who.setText(", ".join(part for part in (line.name, line.designation) if part))
        self.field.label_widget().setText(_LABELS[kind])
        self.field.set_help(_START_CODE_HELP if kind is SecretKind.START_CODE else "")
        self._resets = who_resets(line, everyone)
        self._may_recover = line.access is Role.SENIOR_ADMIN
        self.field.clear_typed()
        self.field.clear_error()
        for part in (self._trouble, self._told, self.recovery):
            part.hide()
        self.forgot.show()

    def show_wrong(self, words: str) -> None:
        """What was typed is not it."""
        self.field.set_error(words)
        self.field.select_typed()

    def show_shut(self, sentence: str) -> None:
        """Nothing typed here helps any more: says why, and who does."""
        self.field.clear_typed()
        self._trouble.set_message("act", sentence)
        self._trouble.show()
        self._on_forgot()

    def _on_forgot(self) -> None:
        self._told.setText(self._resets)
        self._told.show()
        self.recovery.setVisible(self._may_recover)
        self.forgot.hide()


class OwnStep(QWidget):
    """The start code was right: a PIN of one's own, typed twice."""

    submitted = Signal()

    def __init__(self, pin_length: int) -> None:
        super().__init__()
        self.fields = OwnSecretFields(pin_length=pin_length)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = "Choose a PIN that only you know. From then on the start code works no more."
        column.addWidget(WrapLabel(words, "body", "muted"))
        column.addWidget(self.fields)
        self.fields.finished.connect(self.submitted)


class RecoveryStep(QWidget):
    """The recovery key of the lock lets a senior admin back in."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = RecoveryKeyField("Recovery key of the ward's lock")
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        words = "It was written down when the lock was made. With it you choose a new PIN; that is recorded."
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (WrapLabel(words, "body", "muted"), self.field, self._trouble):
            column.addWidget(part)
        self.field.line.returnPressed.connect(self.submitted)

    def start_again(self) -> None:
        """Empties it."""
        self.field.clear_typed()
        self.field.clear_error()
        self._trouble.hide()

    def show_problem(self, error: Exception, sentence: str, remedy: str) -> None:
        """Says which group is wrong, or what else."""
        if isinstance(error, MistypedRecoveryKey):
            self.field.show_mistake(error)
            return
        self._trouble.set_message("act", sentence, remedy)
        self._trouble.show()
