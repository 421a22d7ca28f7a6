"""Reads the ward's notes a page at a time and keeps the Notes page true."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.notes.page import NotesPage
from inpatient_hub.gui.pages.notes.view import TABS, UNFILED, NotesView, tab_of
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.ports import NoteLine, Page

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteService

PAGE_SIZE = 200
_MOST_KEPT = 2_000
"""When notes change, no more than this many are read again at once."""
_REREAD_MS = 60_000


class NotesPresenter(Presenter):
    """One for the Notes page. Reads only while the page is shown."""

    shows = (Kind.NOTE, Kind.PATIENT)

    def __init__(self, context: Context, page: NotesPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._tab = UNFILED
        self._query = ""
        self._cursor: str | None = None
        self._held = 0
        self._reading = 0
        self._is_shown = False
        self._minute = QTimer(self)
        self._minute.setInterval(_REREAD_MS)
        self._minute.timeout.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.tab_chosen.connect(self._on_tab_chosen)
        page.search_changed.connect(self._on_search_changed)
        page.more_wanted.connect(self._on_more_wanted)
        context.session.ward_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Reads what is shown again, as far as it was read."""
        if self._is_shown and self.context.session.is_open:
            self._read_first(min(max(self._held, PAGE_SIZE), _MOST_KEPT))

    def _read_first(self, limit: int = PAGE_SIZE) -> None:
        self._reading += 1
        reading, tab, query, ward_id = self._reading, self._tab, self._query, self.ward_id
        notes, clock = self.context.hub.notes, self.context.hub.clock

        def task() -> tuple[NotesView, str | None]:
            at = clock.local(clock.now())
            return _first_page(notes, ward_id, tab, query, limit=limit, at=at)

        def then(found: tuple[NotesView, str | None]) -> None:
            if reading == self._reading:
                self._show(*found)

        self.read(task, then)

    def _show(self, view: NotesView, cursor: str | None) -> None:
        self._cursor = cursor
        self._held = len(view.lines)
        self._page.show_notes(view)

    def _on_more_wanted(self) -> None:
        reading, tab, query, ward_id, cursor = self._reading, self._tab, self._query, self.ward_id, self._cursor
        notes = self.context.hub.notes
        if cursor is None:
            return

        def then(page: Page[NoteLine]) -> None:
            if reading == self._reading:
                self._cursor = page.next
                self._held += len(page.items)
                self._page.append_notes(page.items, more=page.next is not None)

        states = tab_of(tab).states
        task = partial(notes.find, ward_id, query, states=states, after=cursor, limit=PAGE_SIZE)
        self.read(task, then, self._on_more_refused)

    def _on_more_refused(self, error: HubError) -> None:
        self._page.append_notes((), more=True)  # the end may be asked for again
        self._page.show_error(error)

    def _on_shown_for(self, about: str) -> None:
        self._is_shown = True
        self._minute.start()
        if about == UNFILED:
            self._tab, self._query = UNFILED, ""
            self._page.choose(UNFILED, "")
        self.refresh()

    def _on_hidden_now(self) -> None:
        self._is_shown = False
        self._minute.stop()

    def _on_tab_chosen(self, tab: str) -> None:
        self._tab = tab
        self._read_first()

    def _on_search_changed(self, query: str) -> None:
        tidy = " ".join(query.split())
        if tidy != self._query:
            self._query = tidy
            self._read_first()


def _first_page(
    notes: "NoteService", ward_id: str, tab: str, query: str, *, limit: int, at: datetime
) -> tuple[NotesView, str | None]:
    """The first notes of a division with all counts, and the cursor of those that follow."""
    counts = {one.id: notes.count(ward_id, query, states=one.states) for one in TABS}
    if tab == UNFILED:
        lines, cursor = _unfiled(notes, ward_id, query), None
    else:
        page = notes.find(ward_id, query, states=tab_of(tab).states, limit=limit)
        lines, cursor = page.items, page.next
    view = NotesView(tab=tab, query=query, lines=lines, more=cursor is not None, counts=counts, at=at)
    return view, cursor


def _unfiled(notes: "NoteService", ward_id: str, query: str) -> tuple[NoteLine, ...]:
    """Every unfiled note that the query finds, the oldest copy first. There are few: the tray exists to keep it so."""
    oldest_first = tuple(notes.unfiled(ward_id))
    if not query:
        return oldest_first
    found: set[str] = set()
    cursor: str | None = None
    while True:
        page = notes.find(ward_id, query, states=tab_of(UNFILED).states, after=cursor)
        found |= {line.id for line in page.items}
        cursor = page.next
        if cursor is None:
            return tuple(line for line in oldest_first if line.id in found)
