"""Reads one note and keeps its page true."""

from datetime import datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.desk.task_words import stays
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView
    from inpatient_hub.services.run_end import Unfiled


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
        page.in_error_confirmed.connect(self._on_in_error_confirmed)

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

    def _on_in_error_confirmed(self, reason: str) -> None:
        notes, note_id, by = self.context.hub.notes, self._note_id, self.by

        def take_back() -> None:
            self.write(lambda: notes.take_back_in_error(note_id, by=by))

        def task() -> "tuple[Unfiled, Changes]":
            opened = notes.mark_in_error(note_id, reason, by=by)
            return opened, opened

        def done(opened: "Unfiled") -> None:
            if self.context.clipboard.seconds_left:
                self.context.clipboard.clear_now()  # what is wrong must not be pasted
            words = ["The note is marked in error", *(stays(task) for task in opened.left)]
            self._page.toast_wanted.emit(". ".join(words), take_back)

        self.write_for(task, done)

    def _on_hidden_now(self) -> None:
        self._is_shown = False
