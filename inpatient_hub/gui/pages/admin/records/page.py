"""The page of the records: what is due, what is kept all the same, the backups, one patient's records, the periods."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.retention import CODE_UNSURE, WORKING_COPY
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.records.due_card import DueCard
from inpatient_hub.gui.pages.admin.records.kept_card import KeptCard, RecentCard
from inpatient_hub.gui.pages.admin.records.periods_card import PeriodsCard
from inpatient_hub.gui.pages.admin.records.view import RecordsView
from inpatient_hub.gui.record_words import elsewhere_words
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.services.retention_ports import HeldElsewhere

_WIDEST = 1260


class RecordsPage(Page):
    """Shows what it is given and tells what the person wants."""

    erase_requested = Signal(list)
    look_requested = Signal(str)
    choose_requested = Signal()
    clear_confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: RecordsView | None = None
        self._trouble = BannerMessage("act", closable=True)
        self.due = DueCard()
        self.kept = KeptCard()
        self.recent = RecentCard()
        self._periods = PeriodsCard()
        self._elsewhere = WrapLabel("Looking into the backups")
        self._working = IconLine("hourglass", "Writing the backups anew")
        self.clear_button = Button("Take it out of the backups", icon="archive")
        self.choose_button = Button("Choose a patient", icon="user")
        self._scroll = ScrollPage(max_width=_WIDEST)
        self._build()
        self._trouble.close_requested.connect(self._trouble.hide)
        self.due.erase_requested.connect(self.erase_requested)
        self.due.look_requested.connect(self.look_requested)
        self.kept.look_requested.connect(self.look_requested)
        self.choose_button.clicked.connect(self.choose_requested)
        self.clear_button.clicked.connect(self._on_clear)

    def show_view(self, view: RecordsView) -> None:
        """Shows how the records stand."""
        self._view = view
        for card in (self.due, self.kept, self.recent):
            card.show_view(view)
        self._periods.show_periods(view.periods)

    def show_elsewhere(self, held: HeldElsewhere | None) -> None:
        """Shows what the backups still hold."""
        if self._view is None:
            return
        self._working.hide()
        self._elsewhere.setText(elsewhere_words(held, self._view.local))
        self.clear_button.setVisible(held is not None and bool(held.copies) and self._view.may_erase)
        self.clear_button.setEnabled(True)

    def show_clearing(self) -> None:
        """The backups are being written anew."""
        self._working.show()
        self.clear_button.setEnabled(False)

    def show_trouble(self, error: HubError) -> None:
        """Says what did not go well, at the top of the page until it is closed."""
        self._working.hide()
        self.clear_button.setEnabled(True)
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()
        self._scroll.reveal(self._trouble)

    def show_start(self) -> None:
        """Scrolls to what is due."""
        self._scroll.reveal(self.due)

    def show_end(self) -> None:
        """Scrolls to the periods."""
        self._scroll.reveal(self._periods)

    @override
    def opened(self, about: str) -> None:
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        super().opened(about)

    def _build(self) -> None:
        one = Card("One patient's records")
        one.add_padded(
            _beside("See what is kept about a patient, put it on hold, or export all of it.", self.choose_button)
        )
        backups = Card("What was erased, in the backups")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._elsewhere)
        column.addWidget(self._working)
        backups.add_padded(_beside(words, self.clear_button))
        body = self._scroll.body
        body.addWidget(self._trouble)
        body.addWidget(IconLine("info-circle", WORKING_COPY))
        for part in (self.due, self.kept, one, backups, self.recent, self._periods):
            body.addWidget(part)
        body.addWidget(IconLine("info-circle", CODE_UNSURE))
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        for hidden in (self._trouble, self._working, self.clear_button, self.kept, self.recent):
            hidden.hide()

    def _on_clear(self) -> None:
        dialog = ConfirmDialog(
            self.window(),
            "Write the backups anew without what was erased?",
            "Each backup that still holds it is opened, cleared, checked and put back under its name, in the second "
            "place too. Exports are made anew. It takes a second or two for each backup.",
            verb="Write them anew",
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.clear_confirmed)
        dialog.open()


def _beside(words: str | QWidget, button: Button) -> QWidget:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(WrapLabel(words) if isinstance(words, str) else words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return inside
