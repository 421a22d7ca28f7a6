"""What is kept about one patient and for how long: hold it, release it, export all of it, or erase it on request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.retention import RecordKind
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.record_words import kept_words, why_kept
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from inpatient_hub.gui.widgets.value_row import ValueRow

if TYPE_CHECKING:
    from inpatient_hub.services.retention import DueLine

_WIDTH = 640
HOLD_REASONS = ("A complaint", "A claim or a court case", "An inquest", "A serious incident is being looked into")


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """How it stands with one patient's records, and what this person may do with them."""

    line: "DueLine"
    may_erase: bool
    may_export: bool
    warning: str
    """What has to be known about an exported file."""


class PatientRecordsDialog(Dialog):
    """Shows what it is given and tells what the person wants."""

    hold_wanted = Signal(str)
    release_wanted = Signal()
    export_wanted = Signal(str)
    """The file."""
    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None, records: RecordsOf) -> None:
        line = records.line
        super().__init__(parent, f"Records of {line.name}", width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._records = records
        self.trouble = BannerMessage("act")
        self.hold_button = Button("Put on hold", icon="lock")
        self.release_button = Button("Release the hold", icon="lock-open")
        self.page_button = Button("Save a page to read", icon="file-text")
        self.machine_button = Button("Save for a program", icon="download")
        self._state = WrapLabel("")
        self.body.addWidget(self.trouble)
        self.body.addWidget(ValueRow(_values(line)))
        self.body.addWidget(_section("Hold", self._state, self.hold_button, self.release_button))
        self._export = _section(
            "Export all that is kept",
            IconLine("alert-triangle", records.warning, "warn-text"),
            self.page_button,
            self.machine_button,
        )
        self.body.addWidget(self._export)
        self.erase_button = Button("Erase on request", kind="danger", icon="trash")
        self._erase = _section(
            "Erase because somebody asked for it",
            WrapLabel("Only when information governance agreed. It may be done before the period is over."),
            self.erase_button,
        )
        self.body.addWidget(self._erase)
        self.close_button = self.add_button(Button("Close"))
        self.trouble.hide()
        self.close_button.clicked.connect(self.reject)
        self.hold_button.clicked.connect(self._on_hold)
        self.release_button.clicked.connect(self.release_wanted)
        self.erase_button.clicked.connect(self.erase_wanted)
        self.page_button.clicked.connect(self._on_page)
        self.machine_button.clicked.connect(self._on_machine)
        self._show()

    def show_problem(self, error: HubError) -> None:
        """Says what did not go well."""
        self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.trouble.show()

    def _show(self) -> None:
        records, hold = self._records, self._records.line.hold
        if hold is not None:
            self._state.setText(f"On hold: {hold.reason}. It is not erased until somebody releases it.")
        else:
            self._state.setText("Not on hold. A hold keeps it from being erased, whatever its age.")
        self.hold_button.setVisible(hold is None)
        self.release_button.setVisible(hold is not None and records.may_erase)
        self._export.setVisible(records.may_export)
        self._erase.setVisible(records.may_erase and not records.line.blockers)

    def _on_hold(self) -> None:
        ask = ReasonDialog(
            self,
            "Why is it put on hold?",
            "The reason is kept with the records and erased with them. Name nobody in it.",
            HOLD_REASONS,
            verb="Put on hold",
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.reason_given.connect(self.hold_wanted)
        ask.open()

    def _on_page(self) -> None:
        self._ask_file("html", "Web page (*.html)")

    def _on_machine(self) -> None:
        self._ask_file("json", "JSON (*.json)")

    def _ask_file(self, ending: str, names: str) -> None:
        dialog = QFileDialog(self, "Where is it to be saved?", "", names)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"patient records.{ending}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_wanted)
        dialog.open()


def _values(line: "DueLine") -> tuple[tuple[str, str], ...]:
    on_ward = line.kind is RecordKind.PATIENT and line.blockers and line.blockers[0].value == "on_ward"
    return (
        ("Kept here", kept_words(line)),
        ("Last thing done", day(line.last_on) or "Not known"),
        ("Period over", "Not while on the ward" if on_ward else day(line.due_on)),
        ("Kept because", "" if on_ward else why_kept(line)),
    )


def _section(title: str, words: QWidget, *buttons: Button) -> QWidget:
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(text_label(title, "strong"))
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    return section
