"""A note that was made in error: struck and kept, inside the unit of work that says so."""

from dataclasses import replace
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.services.note_records import NoteRecords, touched
from inpatient_hub.services.ports import Work
from inpatient_hub.services.run_end import RunEnd, Unfiled

_WAS = "was"
"""Where the event keeps the state the note had, so that it can be taken back."""


class NotesInError:
    """Marks notes in error, and takes it back. Only the state changes: text and times stay as they were."""

    def __init__(self, *, records: NoteRecords, run_end: RunEnd) -> None:
        self._records = records
        self._run_end = run_end

    def mark(self, work: Work, note: Note, reason: str, *, by: str, now: datetime) -> Unfiled:
        """The note in error. The referral of a filed one is open again, and the follow-up that filing made is taken
        back unless somebody works on it, so that the right note can be made there. Raises HubError for a note that is
        in error already."""
        if note.state is NoteState.IN_ERROR:
            raise HubError("Nothing was changed", "It is marked in error already.", remedy="Look at it again.")
        detail = {"reason": reason, _WAS: note.state.value}
        opened = self._run_end.untick(work, note, by=by, now=now) if note.state is NoteState.FILED else Unfiled()
        wrong = work.notes.update(replace(note, state=NoteState.IN_ERROR))
        self._records.record(work, AuditAction.NOTE_IN_ERROR, wrong, by=by, detail=detail, was=note.state)
        return Unfiled((touched(note) | opened).touched, opened.left)

    def take_back(self, work: Work, note: Note, *, by: str, now: datetime) -> Changes:
        """The note as it stood before. Raises HubError for one that is not in error, and where its referral has made
        another note since."""
        if note.state is not NoteState.IN_ERROR:
            raise HubError("Nothing was changed", "This note is not marked in error.", remedy="Look at it again.")
        if note.run_id is not None and work.notes.of_run(note.run_id) is not None:
            raise HubError(
                "Nothing was changed",
                "Another note was made for this referral since.",
                remedy="Mark that one in error first, if it is the wrong one.",
            )
        restored = work.notes.update(replace(note, state=_state_before(work, note)))
        self._records.record(work, AuditAction.NOTE_RESTORED, restored, by=by, was=note.state)
        changes = touched(restored)
        if restored.state is NoteState.FILED:
            changes |= self._run_end.tick(work, restored, by=by, now=now)
        return changes


def _state_before(work: Work, note: Note) -> NoteState:
    """The state that the newest event about the error kept."""
    events = work.audit.of_entity(Kind.NOTE, note.id)
    kept = (event.detail.get(_WAS) for event in events if event.action is AuditAction.NOTE_IN_ERROR)
    return NoteState(next(kept, None) or NoteState.NOT_FILED)
