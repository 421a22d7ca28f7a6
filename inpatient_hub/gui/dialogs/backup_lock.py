"""Asks for the passphrase or recovery key of a backup that was made under another lock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import BackupLocked
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.secret_field import SecretField


class BackupLockDialog(Dialog):
    """`words_given` carries what was typed; whoever uses it answers with `show_problem` or closes it."""

    words_given = Signal(str)

    def __init__(self, parent: QWidget | None, locked: BackupLocked) -> None:
        super().__init__(parent, locked.title, consequence=locked.message)
        self.words = SecretField(
            "Passphrase or recovery key of that lock", help="It is used for this backup only, and not kept."
        )
        self.trouble = BannerMessage("act")
        self.trouble.hide()
        self._working = IconLine("hourglass", "Looking into the backup")
        self._working.hide()
        self.body.addWidget(self.words)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._working)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.open_button = self.add_button(Button("Look into it", kind="primary"))
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self.words.line.returnPressed.connect(self._on_open)
        self.finished.connect(self._on_finished)
        self.words.focus_field()

    def show_problem(self, error: HubError) -> None:
        """Says why it did not open."""
        self._set_working(working=False)
        self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.trouble.show()
        self.words.select_typed()

    def _set_working(self, *, working: bool) -> None:
        self._working.setVisible(working)
        self.open_button.setEnabled(not working)

    def _on_open(self) -> None:
        if not self.open_button.isEnabled():
            return
        if not self.words.value():
            self.words.set_error("Type the passphrase or the recovery key.")
            return
        self.trouble.hide()
        self._set_working(working=True)
        self.words_given.emit(self.words.value())

    def _on_finished(self, _result: int) -> None:
        self.words.clear_typed()
