"""Name and role of someone who is not on the ward's list yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.text_fields import TextField


class NewPerson(QWidget):
    """Two fields and a button; Enter goes from the name to the role, and from there adds."""

    add_requested = Signal(str, str)
    """(name, role)."""

    def __init__(self, verb: str, *, primary: bool = True) -> None:
        super().__init__()
        self.name = TextField("Name", max_length=80, required=True)
        self.role = TextField("Role", placeholder="Such as RMN", max_length=60)
        self.add = Button(verb, kind="primary" if primary else "plain", icon="user-plus")
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.name, 3, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.role, 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(fields)
        column.addWidget(self._trouble)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)
        self.name.line.returnPressed.connect(self.role.focus_field)
        self.role.line.returnPressed.connect(self._on_add)
        self.add.clicked.connect(self._on_add)

    def set_name(self, name: str) -> None:
        """Starts with the words already typed in the search."""
        self.name.set_value(name)

    def focus_first(self) -> None:
        """Gives the keyboard to the first empty field."""
        (self.role if self.name.value() else self.name).focus_field()

    def start_again(self) -> None:
        """Empties the form for the next person."""
        self.name.set_value("")
        self.role.set_value("")
        self.name.clear_error()
        self.name.focus_field()

    def show_problem(self, error: HubError) -> None:
        """Says what is wrong."""
        if isinstance(error, InvalidAnswer) and error.field == "person_name":
            self.name.set_error(f"{error.message} {error.remedy}")
            self.name.focus_field()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def _on_add(self) -> None:
        self._trouble.hide()
        if not self.name.value():
            self.name.set_error("Type the name as it should stand under the notes.")
            self.name.focus_field()
            return
        self.name.clear_error()
        self.add_requested.emit(self.name.value(), self.role.value())
