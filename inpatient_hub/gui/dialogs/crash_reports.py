"""Shows the reports of faults that this computer keeps: they can be copied for whoever helps, or deleted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.host.crash_reports import CrashReport, delete_reports, reports

if TYPE_CHECKING:
    from inpatient_hub.gui.context import Context

_HEIGHT = 260
_WHAT = (
    "Everything that was saved is safe. The report says where in the program it happened, with nothing about a patient "
    "or a person. It stays on this computer: nothing is sent."
)


class CrashReportsDialog(Dialog):
    """The newest first. `delete_requested` asks for all of them to be removed."""

    delete_requested = Signal()

    def __init__(self, parent: QWidget | None, found: Sequence[CrashReport]) -> None:
        super().__init__(parent, _title(found), consequence=_WHAT if found else "", width=640)
        self.text = QPlainTextEdit("\n".join(report.text for report in found))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The reports")
        self.text.setFixedHeight(scaled(_HEIGHT))
        set_variant(self.text, field=True)
        self.done_line = IconLine("check", "Copied. Paste it into a message to whoever helps.", "ok-text")
        self.none_line = IconLine("circle-check", "No report is kept on this computer.", "ok-text")
        for part in (self.text, self.done_line, self.none_line):
            self.body.addWidget(part)
        self.done_line.hide()
        self.text.setVisible(bool(found))
        self.none_line.setVisible(not found)
        self.delete = self.add_button(Button(_delete_words(found), kind="text", icon="trash"))
        self.copy = self.add_button(Button("Copy", icon="copy"))
        self.close_button = self.add_button(Button("Close", kind="primary"))
        for button in (self.delete, self.copy):
            button.setVisible(bool(found))
        self.delete.clicked.connect(self._on_delete)
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.done_line.show()

    def _on_delete(self) -> None:
        self.delete_requested.emit()
        self.accept()


def show_crash_reports(context: "Context", parent: QWidget) -> None:
    """Opens the dialog, once the reports are read."""
    folder, background = context.hub.place.data_folder, context.background

    def show(found: tuple[CrashReport, ...]) -> None:
        dialog = CrashReportsDialog(parent, found)
        dialog.delete_requested.connect(delete)
        dialog.open()

    def delete() -> None:
        background.run(lambda: delete_reports(folder), owner=parent)

    background.run(lambda: reports(folder), owner=parent, then=show)


def _title(found: Sequence[CrashReport]) -> str:
    if not found:
        return "Reports of faults"
    return "Inpatient Hub ended unexpectedly" if found[0].ended else "Something went wrong in Inpatient Hub"


def _delete_words(found: Sequence[CrashReport]) -> str:
    return "Delete the report" if len(found) == 1 else "Delete the reports"
