"""The ward's notes: those not filed yet first, the oldest on top, then every other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.moments import age
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.notes.table import NotesTable
from inpatient_hub.gui.pages.notes.view import ALL, TABS, UNFILED, NotesView, tab_of
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.unfiled_list import COPY_KEY, FILED_KEY, NOT_FILED_KEY, UnfiledList
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import loading_label, text_label
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.gui.widgets.tab_row import TabRow
from inpatient_hub.services.ports import NoteLine

_KEYS = ((FILED_KEY, "filed"), (COPY_KEY, "copy again"), (NOT_FILED_KEY, "not filed"))
_KEYS_FROM = 900
"""Page width, in pixels at 100 %, from which the keys are shown in the head of the unfiled notes."""
_COUNTS_FROM = 620
_WAIT_MS = 150


class NotesPage(Page):
    """Opens on the notes not filed yet; tabs lead to the others, a search narrows each of them."""

    tab_chosen = Signal(str)
    search_changed = Signal(str)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: NotesView | None = None
        self._wants_keyboard = False
        self.header = PageHeader("Notes")
        self.tabs = TabRow([(tab.id, tab.label, "") for tab in TABS])
        self.search = SearchBox("Search by title or patient")
        self.unfiled = UnfiledList(roomy=True)
        self.unfiled_card = Card("Copied, not yet filed", tone="warn", icon="clipboard-list")
        self.model = NotesTable()
        self.table = DataTable(name="Notes")
        self.table.set_model(self.model)
        self.table_card = Card()
        self.empty = EmptyState("", button="Show all notes")
        self.empty_card = Card()
        self._keys = _key_hints()
        self._loading = loading_label()
        self._body = QVBoxLayout()
        self._build()
        self._connect()
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    def show_notes(self, view: NotesView) -> None:
        """Shows the first notes of a division, in the order given."""
        self._view = view
        self._loading.hide()
        self.tabs.set_current(view.tab)
        self._show_counts()
        is_unfiled = view.tab == UNFILED
        had_keyboard = self.unfiled.hasFocus() or self.table.hasFocus()
        self.unfiled_card.setVisible(is_unfiled and bool(view.lines))
        self.table_card.setVisible(not is_unfiled and bool(view.lines))
        self.empty_card.setVisible(not view.lines)
        if not view.lines:
            self._show_empty(view)
        self.unfiled.show_lines(view.lines if is_unfiled else (), view.at)
        self._show_oldest(view)
        self.model.set_now(view.at)
        self.model.set_first_page(() if is_unfiled else view.lines, more=view.more and not is_unfiled)
        lost_keyboard = had_keyboard and not (self.unfiled.hasFocus() or self.table.hasFocus())
        if lost_keyboard or (self._wants_keyboard and not self.search.hasFocus()):
            self.focus_list()
        self._wants_keyboard = False

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to the notes, as soon as they are there."""
        self._wants_keyboard = True
        super().opened(about)

    def append_notes(self, lines: Sequence[NoteLine], *, more: bool) -> None:
        """Adds the page that `more_wanted` asked for."""
        self.model.append_page(lines, more=more)

    def choose(self, tab: str, query: str) -> None:
        """Lights this tab and puts these words in the search box."""
        self.tabs.set_current(tab)
        self.search.setText(query)

    @override
    def copy(self) -> None:
        """Ctrl+Shift+C: copies the note the keyboard is on once more."""
        line = self._line_in_table() if self.table.hasFocus() else None
        if line is not None:
            self.copy_again_requested.emit(line.id, 1)
        else:
            self.unfiled.copy()

    def focus_list(self) -> None:
        """Gives the keyboard to the notes shown."""
        shown = (self.unfiled, self.table)
        target = next((one for one in shown if one.isVisible()), self.empty.findChild(Button) or self.search)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys in the table as in the list of unfiled notes, for the notes they can be used on."""
        line = self._line_in_table() if self.table.hasFocus() else None
        key = event.text().upper() if event.modifiers() == Qt.KeyboardModifier.NoModifier else ""
        if line is None or key not in (FILED_KEY, COPY_KEY, NOT_FILED_KEY):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            return  # a key held down must not go on to the notes below
        elif key == COPY_KEY:
            self.copy_again_requested.emit(line.id, 1)
        elif line.state is NoteState.COPIED:
            (self.filed_requested if key == FILED_KEY else self.not_filed_requested).emit(line.id)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _build(self) -> None:
        self.unfiled_card.add_head(self._keys)
        self.unfiled_card.add(self.unfiled, 1)
        self.table_card.add(self.table, 1)
        self.empty_card.add(self.empty)
        self.empty_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.tabs.setMinimumWidth(1)  # with large text the counts give way: see resizeEvent
        tools = QHBoxLayout()
        tools.addWidget(self.search, 100)
        tools.addStretch(1)
        self._body.setSpacing(12)
        self._body.addLayout(tools)
        self._body.addWidget(self._loading)
        self._body.addWidget(self.unfiled_card, 1)
        self._body.addWidget(self.table_card, 1)
        self._body.addWidget(self.empty_card)
        self._body.addStretch(0)  # what is left when only the small card of an empty division is shown
        for widget in (self.unfiled_card, self.table_card, self.empty_card, self._loading):
            widget.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.tabs)
        whole.addLayout(self._body, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.find_requested.connect(self.find_requested)
        self.tabs.tab_chosen.connect(self.tab_chosen)
        self.search.search_changed.connect(self.search_changed)
        self.search.moved_down.connect(self.focus_list)
        self.search.submitted.connect(self._on_submitted)
        self.empty.button_pressed.connect(self._on_empty_button_pressed)
        self.unfiled.row_activated.connect(self._on_note_chosen)
        self.unfiled.filed_requested.connect(self.filed_requested)
        self.unfiled.held_back.connect(self._on_held_back)
        self.unfiled.copy_again_requested.connect(self._on_copy_again)
        self.unfiled.not_filed_requested.connect(self.not_filed_requested)
        self.table.row_activated.connect(self._on_note_chosen)
        self.model.more_wanted.connect(self._on_more_wanted)
        look_feed().look_changed.connect(self._on_look_changed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("/"), self, context=within).activated.connect(self._on_search_key)

    def _fit(self, width: int) -> None:
        self._keys.setVisible(width >= scaled(_KEYS_FROM))
        self._show_counts()

    def _show_counts(self) -> None:
        """Shows how many each division holds; with large text on a narrow window only how many are not filed yet."""
        counts = self._view.counts if self._view is not None else {}
        roomy = self.width() >= scaled(_COUNTS_FROM)
        for tab, count in counts.items():
            self.tabs.set_count(tab, f"{count:,}" if roomy or tab == UNFILED else "")

    def _show_oldest(self, view: NotesView) -> None:
        if view.tab == UNFILED and view.lines:
            oldest = view.lines[0]
            words = age(view.at - (oldest.copied_at or oldest.made_at))
            self.unfiled_card.set_count(f"{len(view.lines):,}, oldest {words}")

    def _show_empty(self, view: NotesView) -> None:
        tab = tab_of(view.tab)
        if view.query:
            self.empty.set_words(
                f"No note here matches '{view.query}'",
                "The search looks at the note's title and at the patient.",
                "Clear the search",
            )
        elif view.tab == ALL:
            self.empty.set_words(tab.empty, tab.how, "Start a referral")
        else:
            self.empty.set_words(tab.empty, tab.how, "Show all notes")

    def _line_in_table(self) -> NoteLine | None:
        return self.model.item_at(self.table.currentIndex().row())

    def _on_look_changed(self) -> None:
        side = page_padding()
        self.search.setMaximumWidth(scaled(420))
        self._fit(self.width())
        self._body.setContentsMargins(side, min(14, side), side, min(16, side))

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._view is None)

    def _on_submitted(self, _query: str) -> None:
        self.focus_list()

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_empty_button_pressed(self) -> None:
        if self._view is not None and self._view.query:
            self.search.clear()
        elif self._view is not None and self._view.tab == ALL:
            self.go_requested.emit(Destination(PageId.REFERRALS))
        else:
            self.tab_chosen.emit(ALL)

    def _on_note_chosen(self, note_id: str) -> None:
        self.go_requested.emit(Destination(PageId.NOTE, note_id))

    def _on_held_back(self, words: str) -> None:
        self.toast_wanted.emit(words, None)

    def _on_copy_again(self, note_id: str) -> None:
        self.copy_again_requested.emit(note_id, 1)

    def _on_more_wanted(self, _held: int) -> None:
        self.more_wanted.emit()


def _key_hints() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for key, words in _KEYS:
        row.addWidget(KeyHint(key))
        row.addWidget(text_label(words, "caption", "muted"))
        row.addSpacing(6)
    return holder
