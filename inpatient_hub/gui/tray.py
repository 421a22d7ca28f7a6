"""The unfiled tray: follows every copied note until a person says what became of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.moments import age, ago
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.ports import NoteLine

if TYPE_CHECKING:
    from inpatient_hub.domain.tasks import Task
    from inpatient_hub.services.note_previews import NotePreview
    from inpatient_hub.services.note_records import Copied

NOT_FILED_REASONS = (
    "Written in SystmOne directly",
    "Wrong patient",
    "Already in the record",
    "The words need changing",
    "SystmOne is not available",
    "Not needed any more",
)


class TrayPresenter(Presenter):
    """Copies, files and counts. One for the whole window; pages ask it through the window's signals."""

    shows = (Kind.NOTE,)

    count_changed = Signal(int, str)
    """(how many notes are not filed, the oldest one's age)."""
    note_offered = Signal(object, str, str)
    """(note id, title, subtitle): the bar asks about this note. Note id is None when there is nothing to ask."""
    notes_changed = Signal(object)
    """All unfiled notes, oldest first."""
    copy_refused = Signal(object)
    """Carries the `HubError`: the note of a run could not be copied as it was shown, so it has to be shown again."""
    filed = Signal(str, str)
    """(note id, the patient's name): it was just marked as filed."""
    filed_late = Signal(object)
    """The late tasks that this ticked, of which nobody has said why yet."""
    follow_up_left = Signal(object)
    """The follow-up tasks that stay although their note is not filed after all."""
    copied = Signal(str)
    """The id of a note that is now on the clipboard."""

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(context, owner)
        self._lines: tuple[NoteLine, ...] = ()
        self._offered: str | None = None
        context.clipboard.part_taken.connect(self._on_part_taken)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._tell)
        self._minute.start()

    @property
    def lines(self) -> tuple[NoteLine, ...]:
        """All unfiled notes as last read, oldest first."""
        return self._lines

    def refresh(self) -> None:
        """Reads the tray again."""
        if self.context.session.is_open:
            ward_id = self.ward_id
            self.read(lambda: tuple(self.context.hub.notes.unfiled(ward_id)), self.show_lines)

    def show_lines(self, lines: tuple[NoteLine, ...]) -> None:
        """These are the unfiled notes now."""
        self._lines = lines
        if self._offered is not None and self._offered not in {line.id for line in lines}:
            self._offered = None
        self._tell()

    def copy_run(self, run_id: str, made_at: datetime, part: int, seen_hash: str) -> None:
        """Copies the note of a run as it was seen: previewed at `made_at`, with a text of this hash. Saved first,
        clipboard second."""
        by = self.by

        def task() -> "Copied":
            return self.context.hub.notes.copy(run_id, made_at=made_at, by=by, part=part, seen_hash=seen_hash)

        self.context.background.run(task, owner=self, then=self._to_clipboard, otherwise=self.copy_refused.emit)

    def copy_line(self, preview: "NotePreview") -> None:
        """Copies a note that belongs to no run, such as the line of a hand-back, exactly as it was seen."""
        by = self.by

        def task() -> "Copied":
            return self.context.hub.notes.keep_copied(preview, patient_id=preview.patient_id, by=by)

        self.context.background.run(task, owner=self, then=self._to_clipboard)

    def copy_again(self, note_id: str, part: int = 1) -> None:
        """Puts a note on the clipboard once more."""
        by = self.by

        def task() -> "Copied":
            return self.context.hub.notes.copy_again(note_id, by=by, part=part)

        self.context.background.run(task, owner=self, then=self._to_clipboard)

    def file(self, note_id: str) -> None:
        """The person says that it is saved in SystmOne. `filed` says so, and it can be taken back."""
        by = self.by
        name = next((line.patient_name for line in self._lines if line.id == note_id), "")

        def task() -> "tuple[tuple[Task, ...], Changes]":
            filed = self.context.hub.notes.mark_filed(note_id, by=by)
            return filed.late, filed

        def done(late: "tuple[Task, ...]") -> None:
            self._clear_clipboard()
            self.filed.emit(note_id, name)
            if late:
                self.filed_late.emit(late)

        self.write_for(task, done)

    def take_back(self, note_id: str) -> None:
        """Filed was pressed by mistake: the note waits again, and the bar asks about it."""
        by = self.by

        def task() -> "tuple[tuple[Task, ...], Changes]":
            opened = self.context.hub.notes.take_back_filed(note_id, by=by)
            return opened.left, opened

        def done(left: "tuple[Task, ...]") -> None:
            self.offer(note_id)
            self.refresh()
            if left:
                self.follow_up_left.emit(left)

        self.write_for(task, done)

    def not_filed(self, note_id: str, reason: str) -> None:
        """The person says that it is not, and why. A note for the wrong patient must not stay on the clipboard."""
        by = self.by
        self.write(lambda: self.context.hub.notes.mark_not_filed(note_id, reason, by=by), self._clear_clipboard)

    def _on_part_taken(self, kind: str, entity_id: str, characters: int) -> None:
        if not self.context.session.is_open:
            return
        by, notes = self.by, self.context.hub.notes
        self.context.background.run(lambda: notes.words_copied(Kind(kind), entity_id, characters, by=by), owner=self)

    def _clear_clipboard(self) -> None:
        if self.context.clipboard.seconds_left:
            self.context.clipboard.clear_now()

    def offer(self, note_id: str | None) -> None:
        """Asks about this note in the bar; None folds the bar."""
        self._offered = note_id
        self._tell()

    @property
    def offered(self) -> str | None:
        """The note the bar asks about."""
        return self._offered

    def _to_clipboard(self, copied: "Copied") -> None:
        self._offered = copied.note.id
        self.context.feed.announce(copied.changes)
        try:
            self.context.clipboard.put(copied.text)
        except HubError as error:
            self.context.background.failed.emit(error)
            return
        self.copied.emit(copied.note.id)

    def _tell(self) -> None:
        now = self.context.hub.clock.now()

        def old(line: NoteLine) -> timedelta:
            return now - (line.copied_at or line.made_at)

        oldest = age(old(self._lines[0])) if self._lines else ""
        self.count_changed.emit(len(self._lines), oldest)
        self.notes_changed.emit(self._lines)
        offered = next((line for line in self._lines if line.id == self._offered), None)
        if offered is None:
            self.note_offered.emit(None, "", "")
            return
        others = [line for line in self._lines if line.id != offered.id]
        words = f"{offered.title}, copied {ago(old(offered))}."
        if others:
            waiting = "One more note is waiting" if len(others) == 1 else f"{len(others)} more notes are waiting"
            words += f" {waiting}, oldest {age(old(others[0]))}."
        title = f"Paste into the record of {offered.patient_name}, save there, then press Filed"
        self.note_offered.emit(offered.id, title, words)
