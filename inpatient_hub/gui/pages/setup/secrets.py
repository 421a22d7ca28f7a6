"""With what the people of a new ward sign in: a PIN of one's own, or, for trying out, the name alone."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inpatient_hub.domain.locking import TrustPolicy
from inpatient_hub.gui.dialogs.own_secret import secret_help
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.secret_field import SecretField


class OwnSecrets(QWidget):
    """Two hidden lines, which give way to a warning when people sign in by name alone."""

    def __init__(self) -> None:
        super().__init__()
        self.first = SecretField("Your PIN or passphrase", help=secret_help(TrustPolicy().pin_length), required=True)
        self.second = SecretField("Type it again", required=True)
        self.by_name = CheckBox("People sign in by name alone (for trying out)")
        self._warning = WrapLabel(
            "Anyone at this computer can then choose any name. Admin, People switches PINs on later.", "small", "muted"
        )
        self._warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.first, self.second, self.by_name, self._warning):
            column.addWidget(part)
        self.by_name.toggled.connect(self._on_by_name_toggled)

    @property
    def all_lines(self) -> tuple[QLineEdit, ...]:
        """What can be typed in, in reading order."""
        return (self.first.line, self.second.line)

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """What is to be typed in now."""
        return () if self.by_name.isChecked() else self.all_lines

    def set_pin_length(self, least: int) -> None:
        """Says how many figures a PIN has at least, as the trust's policy has it."""
        self.first.set_help(secret_help(least))

    def value(self) -> str:
        """The PIN or passphrase; empty for the name alone."""
        return "" if self.by_name.isChecked() else str(self.first.value())

    def show_fault(self) -> Field | None:
        """Says beside its line what is wrong with it; returns that field."""
        self.first.clear_error()
        self.second.clear_error()
        if self.by_name.isChecked():
            return None
        if not self.first.value():
            self.first.set_error("Choose a PIN or passphrase: it shows that your name is yours.")
            return self.first
        if self.first.value() != self.second.value():
            self.second.set_error("The two are not the same. Type it again, or press F4 to compare them.")
            return self.second
        return None

    def refuse(self, words: str) -> None:
        """Says why another one has to be chosen."""
        self.first.set_error(words)
        self.second.clear_typed()
        self.first.select_typed()

    def _on_by_name_toggled(self, checked: bool) -> None:
        self.first.setVisible(not checked)
        self.second.setVisible(not checked)
        self._warning.setVisible(checked)
