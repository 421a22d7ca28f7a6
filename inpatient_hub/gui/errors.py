"""Shows an expected failure: what failed, why, and what to do."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel


class ErrorDialog(Dialog):
    """One failure in plain words. Its details can be copied: an error holds nothing about a patient."""

    def __init__(self, parent: QWidget | None, error: HubError) -> None:
        super().__init__(parent, error.title, consequence=error.message)
        self._error = error
        if error.remedy:
            self.body.addWidget(WrapLabel(error.remedy, "strong"))
        details = self.add_button(Button("Copy details", kind="text", icon="copy"))
        close = self.add_button(Button("Close", kind="primary"))
        details.clicked.connect(self._on_details_clicked)
        close.clicked.connect(self.accept)
        close.setFocus()

    def _on_details_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._error.one_line())


def show_error(parent: QWidget | None, error: HubError) -> ErrorDialog:
    """Shows an error over the window, without stopping it."""
    dialog = ErrorDialog(parent, error)
    dialog.open()
    return dialog
