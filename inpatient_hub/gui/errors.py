"""Shows an expected failure: what failed, why, and what to do."""

import sys
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import UnexpectedFault
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.host.log import log_bug


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


def guard_window(window: QWidget) -> None:
    """Any fault on the window's own thread that nobody caught is a bug: it is logged without its words and shown
    calmly, one dialog at a time, and the window goes on."""
    shown: list[ErrorDialog] = []

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log_bug("the window", error)
        if not (shown and shown[-1].isVisible()):
            shown[:] = [show_error(window, UnexpectedFault())]

    sys.excepthook = caught
