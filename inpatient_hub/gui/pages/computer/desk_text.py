"""The text for the help desk: exactly what will be copied, and whether it names this computer."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine

_HEIGHT = 320


class DeskTextDialog(Dialog):
    """Shows the text before it is copied. The computer is named only where that is ticked."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None, plain: str, named: str) -> None:
        super().__init__(
            parent,
            "Text for the help desk",
            consequence="This is exactly what is copied. Nothing in it is about a patient.",
            width=640,
        )
        self._plain, self._named = plain, named
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The text for the help desk")
        self.text.setFixedHeight(scaled(_HEIGHT))
        set_variant(self.text, field=True)
        self.name_computer = CheckBox("Name this computer and its address in it")
        self.done_line = IconLine("check", "Copied. Paste it into a message to the help desk.", "ok-text")
        self.body.addWidget(self.text)
        self.body.addWidget(self.name_computer)
        self.body.addWidget(self.done_line)
        self.done_line.hide()
        self.name_computer.setVisible(bool(named))
        close = self.add_button(Button("Close"))
        self.copy = self.add_button(Button("Copy", kind="primary", icon="copy"))
        close.clicked.connect(self.reject)
        self.copy.clicked.connect(self._on_copy)
        self.name_computer.toggled.connect(self._on_toggled)
        self._show()
        self.copy.setFocus()

    def shown(self) -> str:
        """The text as it would be copied now."""
        return self._named if self.name_computer.isChecked() else self._plain

    def _show(self) -> None:
        self.text.setPlainText(self.shown())

    def _on_toggled(self, _checked: bool) -> None:
        self.done_line.hide()
        self._show()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown())
        self.done_line.show()
        self.copied.emit(self.shown())
