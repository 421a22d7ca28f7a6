"""A form that asks before what was typed in it is lost, and that Ctrl+Enter saves from any field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from inpatient_hub.gui.widgets.dialog import ConfirmDialog, Dialog

SAVE_KEY = "Ctrl+Enter"


class TypedForm(Dialog):
    """Escape, Cancel and the window's cross ask first where something was changed."""

    would_be_lost = "What you typed will be lost."

    def is_changed(self) -> bool:
        """Whether anything differs from what the form opened with."""
        raise NotImplementedError

    def save(self) -> None:
        """Does what the form's primary button does."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif not enter:  # Enter alone never saves: it could be meant for the field
            super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        if not self.is_changed():
            super().reject()
            return
        ask = ConfirmDialog(
            self,
            "Close without saving?",
            self.would_be_lost,
            verb="Close without saving",
            cancel="Keep typing",
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.accepted.connect(self._on_leave_confirmed)
        ask.open()

    def _on_leave_confirmed(self) -> None:
        super().reject()
