"""About Inpatient Hub: its version and licences, where work is kept, what the trust set, and details for support."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inpatient_hub.bootstrap import About
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel

if TYPE_CHECKING:
    from inpatient_hub.gui.context import Context
    from inpatient_hub.readiness.service import ReadinessService

_HEIGHT = 320
_WRAPPED = 80
"""A line of prose that was wrapped by hand is at least as long; a list has shorter ones."""
_MADE_BY = "The Inpatient Hub contributors, under the MIT licence. It comes without any warranty."


class AboutDialog(Dialog):
    """`show_profile` fills in the readiness profile once it is known."""

    reports_requested = Signal()
    folder_requested = Signal(str)

    def __init__(self, parent: QWidget | None, about: About) -> None:
        super().__init__(parent, f"Inpatient Hub {about.version}", width=640)
        self._about = about
        self._profile_words = ""
        self.profile = _Fact("Readiness profile", "Being looked up")
        self.licences_button = Button("Licences", icon="file-text")
        self.log_button = Button("Open the log's folder", icon="folder")
        self.reports_button = Button("Reports of faults", icon="alert-triangle")
        self.name_computer = CheckBox("Name this computer in the support details")
        self.done_line = IconLine("check", "Copied. Nothing in it is about a patient or a person.", "ok-text")
        for fact in (
            _Fact("Made by", _MADE_BY),
            _Fact("This computer", about.system),
            _Fact("The ward's work is kept in", about.kept),
            _Fact("Policy", about.policy),
            self.profile,
        ):
            self.body.addWidget(fact)
        self.body.addLayout(_row(self.licences_button, self.log_button))
        self.body.addLayout(_row(self.reports_button))
        self.reports_button.setVisible(bool(about.reports))
        self.body.addWidget(self.name_computer)
        self.body.addWidget(self.done_line)
        self.done_line.hide()
        self.copy = self.add_button(Button("Copy support details", icon="copy"))
        self.close_button = self.add_button(Button("Close", kind="primary"))
        self.licences_button.clicked.connect(self._on_licences)
        self.log_button.clicked.connect(self._on_log_folder)
        self.reports_button.clicked.connect(self.reports_requested)
        self.name_computer.toggled.connect(self._on_toggled)
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def show_profile(self, title: str) -> None:
        """The profile this computer is checked against; empty when none was chosen yet."""
        self._profile_words = title or "None chosen yet"
        self.profile.set_value(self._profile_words)

    def show_no_profile(self, error: HubError) -> None:
        """The checks of this computer cannot be opened."""
        self._profile_words = error.title
        self.profile.set_value(error.one_line())

    def support_details(self) -> str:
        """What would be copied now."""
        lines = [self._about.support, f"Readiness profile: {self._profile_words}" if self._profile_words else ""]
        lines += [f"Computer: {self._about.computer}" if self.name_computer.isChecked() else ""]
        return "\n".join(line for line in lines if line)

    def _on_toggled(self, _checked: bool) -> None:
        self.done_line.hide()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.support_details())
        self.done_line.show()

    def _on_licences(self) -> None:
        LicencesDialog(self, self._about.notices).open()

    def _on_log_folder(self) -> None:
        self.folder_requested.emit(str(self._about.log_folder))


def unwrapped(text: str) -> str:
    """Each paragraph of prose as one line, for a field that wraps by itself; lists keep their lines."""
    return "\n\n".join(_one_line(paragraph) for paragraph in text.split("\n\n"))


def _one_line(paragraph: str) -> str:
    *lines, _last = paragraph.strip("\n").split("\n")
    return " ".join(paragraph.split()) if lines and all(len(line) >= _WRAPPED for line in lines) else paragraph


class LicencesDialog(Dialog):
    """The notices, to read and to copy from."""

    def __init__(self, parent: QWidget | None, notices: str) -> None:
        super().__init__(parent, "Licences", width=640)
        self.text = QPlainTextEdit(unwrapped(notices))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Licences")
        self.text.setFixedHeight(scaled(_HEIGHT))
        set_variant(self.text, field=True)
        self.body.addWidget(self.text)
        close = self.add_button(Button("Close", kind="primary"))
        close.clicked.connect(self.accept)
        self.text.setFocus()


class _Fact(QWidget):
    """A caption over a few words that can be selected."""

    def __init__(self, caption: str, value: str) -> None:
        super().__init__()
        self._caption = caption
        self._value = WrapLabel("", "body")
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(WrapLabel(caption, "small", "muted"))
        column.addWidget(self._value)
        self.set_value(value)

    def set_value(self, value: str) -> None:
        self._value.setText(value)
        self.setAccessibleName(f"{self._caption}: {value}")


def show_about(context: "Context", parent: QWidget) -> None:
    """Opens the dialog, once what it tells is gathered."""
    from inpatient_hub.bootstrap import told_about

    place = context.hub.place

    def show(found: About) -> None:
        from inpatient_hub.gui.dialogs.crash_reports import show_crash_reports

        dialog = AboutDialog(parent, found)

        def show_reports() -> None:
            show_crash_reports(context, parent)

        dialog.reports_requested.connect(show_reports)
        dialog.folder_requested.connect(_open_folder)
        dialog.open()
        context.doctor.ask(_profile_title, owner=dialog, then=dialog.show_profile, otherwise=dialog.show_no_profile)

    context.background.run(lambda: told_about(place), owner=parent, then=show)


def _profile_title(service: "ReadinessService") -> str:
    profile = service.profiles.get(service.remembered().profile_id)
    return profile.title if profile is not None else ""


def _open_folder(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
