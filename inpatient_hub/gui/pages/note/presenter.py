"""Reads one note and keeps its page true."""

from datetime import datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView


class NotePresenter(Presenter):
    """One for the page of a note; the page is opened about the note's id."""

    shows = (Kind.NOTE, Kind.RUN, Kind.PATIENT, Kind.STAFF, Kind.WARD)

    def __init__(self, context: Context, page: NotePage) -> None:
        super().__init__(context, page)
        self._page = page
        self._note_id = ""
        self._is_shown = False
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)

    def refresh(self) -> None:
        """Reads the note again."""
        note_id = self._note_id
        if not (note_id and self._is_shown and self.context.session.is_open):
            return
        hub, my_name = self.context.hub, self.context.session.person.name

        def task() -> "tuple[NoteView, datetime]":
            return hub.notes.view(note_id), hub.clock.local(hub.clock.now())

        def then(read: "tuple[NoteView, datetime]") -> None:
            view, at = read
            if note_id == self._note_id:
                self._page.show_note(view, at=at, my_name=my_name)

        self.read(task, then, self._on_refused)

    def _on_refused(self, error: HubError) -> None:
        self._page.show_missing(error)

    def _on_shown_for(self, about: str) -> None:
        self._note_id = about or self._note_id
        self._is_shown = True
        self.refresh()

    def _on_hidden_now(self) -> None:
        self._is_shown = False
