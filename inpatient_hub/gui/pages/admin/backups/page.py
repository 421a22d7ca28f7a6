"""The page of the backups: the last one, what somebody has to know, the list, the second place, and the schedule."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.backup_words import when_near
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.backups.list_card import BackupListCard
from inpatient_hub.gui.pages.admin.backups.schedule_card import ScheduleCard
from inpatient_hub.gui.pages.admin.backups.second_card import SecondPlaceCard
from inpatient_hub.gui.pages.admin.backups.view import BackupsView, last_words
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.services.backup_health import Weight

_WIDEST = 1260


class BackupsPage(Page):
    """Shows what it is given and tells what the person wants."""

    back_up_requested = Signal()
    export_requested = Signal()
    look_requested = Signal(str)
    """What a backup is asked for by: its name, or the path of a file."""
    place_chosen = Signal(str)
    """A folder for the second place; empty for none."""
    place_agreed = Signal(str)
    """The folder is on the same drive, and wanted all the same."""
    plan_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._view: BackupsView | None = None
        self._last = IconLine("circle-check", "", "text", role="body")
        self.back_up_button = Button("Back up now", kind="primary", icon="archive")
        self._working = IconLine("hourglass", "")
        self._trouble = BannerMessage("act", closable=True)
        self._concerns = [BannerMessage() for _ in range(3)]
        self.list = BackupListCard()
        self.second = SecondPlaceCard()
        self.schedule = ScheduleCard()
        self._exported = WrapLabel("", "small", "muted")
        self.export_button = Button("Export now", icon="upload")
        self.nothing = EmptyState("No backup is made here")
        self._scroll = ScrollPage(max_width=_WIDEST)
        self._parts: list[QWidget] = []
        self._build()
        self._connect()

    # What is shown

    def show_nothing(self, sentence: str, why: str) -> None:
        """There are no backups to look after, and why."""
        self.nothing.set_words(sentence, why)
        self.nothing.show()
        for part in self._parts:
            part.hide()

    def show_view(self, view: BackupsView) -> None:
        """Shows how the backups stand."""
        self._view = view
        newest = next((one for one in view.listed if one.is_here), None)
        icon, token = ("circle-check", "ok-text") if newest is not None else ("info-circle", "muted")
        self._last.set_line(icon, last_words(view), token)
        told = [one for one in view.concerns if one.id != "second"]
        for place, banner in enumerate(self._concerns):
            banner.setVisible(place < len(told))
            if place < len(told):
                kind = "act" if told[place].weight is Weight.ACT else "warn"
                banner.set_message(kind, f"{told[place].title}. {told[place].message}", told[place].remedy)
        self.list.show_view(view)
        self.second.show_view(view)
        self.schedule.show_view(view)
        exported = when_near(view.local(view.exported_at), view.today) if view.exported_at else ""
        self._exported.setText(
            f"Last made: {exported}. It is made by itself once a night." if exported else "None has been made yet."
        )

    def set_working(self, words: str) -> None:
        """Something is made, in a few words; empty when it is done."""
        self._working.set_line("hourglass", words)
        self._working.setVisible(bool(words))
        for button in (self.back_up_button, self.export_button, self.second.choose_button, self.second.none_button):
            button.setEnabled(not words)

    def show_trouble(self, error: HubError) -> None:
        """Says what did not go well, at the top of the page until it is closed."""
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()
        self._scroll.reveal(self._trouble)

    def ask_same_drive(self, folder: str) -> None:
        """The folder is on the drive of the ward's work."""
        dialog = ConfirmDialog(
            self.window(),
            "Use this folder all the same?",
            f"{folder} is on the same drive as the ward's work. It helps against a mistake, and not against a broken "
            "or stolen disk. A drive that is plugged in, or a folder on the network, helps against both.",
            verb="Use it all the same",
        )

        def agreed() -> None:
            self.place_agreed.emit(folder)

        dialog.accepted.connect(agreed)
        dialog.open()

    @override
    def opened(self, about: str) -> None:
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            self.back_up_button.setFocus(Qt.FocusReason.OtherFocusReason)
        super().opened(about)

    # How it is built

    def _build(self) -> None:
        top = Card()
        top.add_padded(self._top())
        export = Card("Nightly export")
        export.add_padded(self._export())
        body = self._scroll.body
        self._parts = [self._trouble, *self._concerns, top, self.list, self.second, self.schedule, export]
        body.addWidget(self.nothing)
        for part in self._parts:
            body.addWidget(part)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        for hidden in (self._trouble, *self._concerns, self.nothing, self._working):
            hidden.hide()

    def _top(self) -> QWidget:
        inside = QWidget()
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._last)
        words.addWidget(self._working)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.back_up_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return inside

    def _export(self) -> QWidget:
        inside = QWidget()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(
            WrapLabel("All records as locked lines of text: a second way back, should a backup ever not be readable.")
        )
        words.addWidget(self._exported)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return inside

    def _connect(self) -> None:
        self.back_up_button.clicked.connect(self._on_back_up)
        self.export_button.clicked.connect(self.export_requested)
        self._trouble.close_requested.connect(self._trouble.hide)
        self.list.look_requested.connect(self.look_requested)
        self.list.other_requested.connect(self._on_other)
        self.second.choose_requested.connect(self._on_choose_place)
        self.second.none_requested.connect(self._on_no_place)
        self.schedule.plan_chosen.connect(self.plan_chosen)

    # What was pressed

    def _on_back_up(self) -> None:
        self._trouble.hide()
        self.back_up_requested.emit()

    def _on_other(self) -> None:
        start = self._view.settings.second_place if self._view else ""
        dialog = QFileDialog(self.window(), "Which backup is to be looked into?", start, "Backups (hub.*.db *.db)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.look_requested)
        dialog.open()

    def _on_choose_place(self) -> None:
        start = self._view.settings.second_place if self._view else ""
        dialog = QFileDialog(self.window(), "Where are backups to be copied to as well?", start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place_chosen)
        dialog.open()

    def _on_no_place(self) -> None:
        self.place_chosen.emit("")
