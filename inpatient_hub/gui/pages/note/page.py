"""One note: its exact text, whose it is, what became of it, and filing it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.dialogs.note_in_error import InErrorDialog
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.note.body import NoteBody
from inpatient_hub.gui.pages.note.facts import message, state_chip, values
from inpatient_hub.gui.pages.note.history import history_items
from inpatient_hub.gui.pages.note.sheet import COPY_KEY, NoteSheet
from inpatient_hub.gui.pages.note.side import NoteSide
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView

_SIDE_FROM = 780
"""Page width, in pixels at 100 %, from which the side stands beside the text; below it folds under a button."""
_WORDS_FROM = 1100


class NotePage(Page):
    """Shows one note. A draft leads to its referral; a copied note can be copied again and filed here."""

    in_error_confirmed = Signal(str)
    """The reason why the note was made in error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(1, 1)  # a long message or a small window squeezes the text, and never moves the window
        self._view: NoteView | None = None
        self._at: datetime | None = None
        self._is_arriving = False
        self.header = PageHeader(find=False, compact=True)
        self.header.set_back("Notes")
        self.state = Chip()
        self.edited = Chip("Edited by hand", "neutral", "pencil")
        self.details = Button("So far", kind="text", icon="history")
        self.patient = Button("Patient", kind="text", icon="user", accessible="Open the patient")
        self.run = Button("Referral", kind="text", icon="route", accessible="Open the referral")
        self.wrong = Button("Entered in error…", kind="text", icon="ban")
        self.banner = PatientBanner()
        self.sheet = NoteSheet()
        self.side = NoteSide()
        self.missing = EmptyState("This note cannot be shown", button="Show all notes")
        self._body = NoteBody(self.sheet, self.side)
        self.whole = ScrollPage(padded=False)
        self._missing_place = QWidget()
        self._build()
        self._connect()
        self._fit(self.width())

    def show_note(self, view: "NoteView", *, at: datetime, my_name: str) -> None:
        """Shows this note as it is at this moment of the ward's clock; `my_name` is who is at the computer."""
        note = view.note
        if self._view is None or self._view.note.id != note.id:
            self.sheet.start_again()
            self.details.setChecked(False)
        self._view, self._at = view, at
        self._show_whole(whole=True)
        self.header.set_title(note.title)
        self.state.set_facts(state_chip(note.state))
        self.edited.setVisible(note.edited)
        self.run.setVisible(note.run_id is not None)
        self.wrong.setVisible(note.state is not NoteState.IN_ERROR)
        self.banner.set_facts(banner_facts(view.facts, at.date()))
        self.sheet.show_note(view, message(view, at, my_name))
        self.side.show_patient(view.facts.patient, shown=note.state is NoteState.COPIED)
        self.side.show_values(values(view, at, my_name))
        self.side.show_history(history_items(view.history, at, my_name))
        self._fit(self.width())
        if self._is_arriving:
            self._is_arriving = False
            self.sheet.preview.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.note_in_hand():
                self.note_offered.emit(self.note_in_hand())

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to the text: to be read, never to a button that Enter would press."""
        self._is_arriving = True
        super().opened(about)

    def show_missing(self, error: HubError) -> None:
        """Says why there is no note to show."""
        self._view = None
        self.missing.set_words(f"{error.title}. {error.message}", error.remedy, "Show all notes")
        self._show_whole(whole=False)

    @override
    def copy(self) -> None:
        """Ctrl+Shift+C: copies the note again, or its next part."""
        self.sheet.copy()

    @override
    def bar_shown(self, *, is_open: bool) -> None:
        self.sheet.leave_to_bar(is_left=is_open)

    @override
    def note_in_hand(self) -> str:
        """The id of this note while it waits to be filed, which Ctrl+Enter does; empty otherwise."""
        waits = self._view is not None and self._view.note.state is NoteState.COPIED
        return self._view.note.id if self._view is not None and waits else ""

    def ask_in_error(self) -> None:
        """Asks whether the note was made in error, and why."""
        if self._view is None or self._at is None:
            return
        ask = InErrorDialog(self.window(), self._view, self._at.date())
        ask.reason_given.connect(self.in_error_confirmed)
        ask.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()).toString() == COPY_KEY:
            self.copy()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _build(self) -> None:
        self.header.add_left(self.state)
        self.header.add_left(self.edited)
        for button in (self.details, self.run, self.patient, self.wrong):
            self.header.add_right(button)
        self.details.setCheckable(True)
        self.whole.body.setSpacing(0)
        self.whole.body.addWidget(self.banner)
        self.whole.body.addWidget(self._body, 1)
        card = Card()
        card.add(self.missing)
        around = QVBoxLayout(self._missing_place)
        around.setContentsMargins(20, 16, 20, 16)
        around.addWidget(card)
        self._missing_place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.whole, 1)
        whole.addWidget(self._missing_place)
        whole.addStretch(0)
        self.edited.hide()
        self._show_whole(whole=False)
        self._missing_place.hide()

    def _connect(self) -> None:
        self.header.back_requested.connect(self.back_requested)
        self.details.clicked.connect(self._on_details_clicked)
        self.patient.clicked.connect(self._on_patient_clicked)
        self.run.clicked.connect(self._on_run_wanted)
        self.wrong.clicked.connect(self.ask_in_error)
        self.missing.button_pressed.connect(self._on_all_notes_wanted)
        self.sheet.run_wanted.connect(self._on_run_wanted)
        self.sheet.copy_requested.connect(self._on_copy_requested)
        self.sheet.filed_requested.connect(self._on_filed)
        self.sheet.not_filed_requested.connect(self._on_not_filed)
        look_feed().look_changed.connect(self._on_look_changed)

    def _show_whole(self, *, whole: bool) -> None:
        for widget in (self.whole, self.state, self.run, self.patient, self.wrong):
            widget.setVisible(whole)
        self._missing_place.setVisible(not whole)

    def _fit(self, width: int) -> None:
        """Lays the side beside the text, or lets it take turns with it when there is no room for both."""
        beside = width >= scaled(_SIDE_FROM)
        self.details.setVisible(not beside and self._view is not None)
        turned = not beside and self.details.isChecked()
        if self._view is not None:
            self.side.setVisible(beside or turned)
            self.sheet.setVisible(not turned)
        self.side.set_whole_width(whole=turned)
        self._body.updateGeometry()
        long_words = width >= scaled(_WORDS_FROM)
        self.patient.set_label("Open the patient" if long_words else "Patient")
        self.run.set_label("Open the referral" if long_words else "Referral")

    def _on_look_changed(self) -> None:
        self._fit(self.width())

    def _on_details_clicked(self) -> None:
        self._fit(self.width())

    def _on_patient_clicked(self) -> None:
        if self._view is not None:
            self.go_requested.emit(Destination(PageId.PATIENT, self._view.note.patient_id))

    def _on_run_wanted(self) -> None:
        if self._view is not None and self._view.note.run_id:
            self.go_requested.emit(Destination(PageId.RUN, self._view.note.run_id))

    def _on_all_notes_wanted(self) -> None:
        self.go_requested.emit(Destination(PageId.NOTES))

    def _on_copy_requested(self, part: int) -> None:
        if self._view is not None:
            self.copy_again_requested.emit(self._view.note.id, part)

    def _on_filed(self) -> None:
        if self._view is not None:
            self.filed_requested.emit(self._view.note.id)

    def _on_not_filed(self) -> None:
        if self._view is not None:
            self.not_filed_requested.emit(self._view.note.id)
