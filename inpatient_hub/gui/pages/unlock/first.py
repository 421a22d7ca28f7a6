"""The first lock on a computer without a keyring: says so, and asks for a passphrase."""

from PySide6.QtCore import Qt, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm

_AFTERWARDS = "It is asked for each time Inpatient Hub is opened. A recovery key for paper is made with it."


class FirstLockPage(UnlockSheet):
    """Without a lock nothing of the ward is kept, so this page cannot be passed by."""

    passphrase_chosen = Signal(str)
    keyring_wanted = Signal()
    """Ask the keyring once more."""

    def __init__(self, error: HubError, *, length: int) -> None:
        super().__init__("shield-lock")
        self.set_words("Choose a passphrase for the ward's work", error.message)
        self.form = NewPassphraseForm("Lock with it", length=length)
        self.try_keyring = Button("Ask the keyring again", kind="text")
        self.body.addWidget(self.form)
        self.body.addWidget(IconLine("info-circle", _AFTERWARDS))
        self.body.addWidget(self.try_keyring, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.secret_chosen.connect(self.passphrase_chosen)
        self.try_keyring.clicked.connect(self.keyring_wanted)

    def focus_first(self) -> None:
        """Gives the keyboard to the form."""
        self.form.focus_first()
