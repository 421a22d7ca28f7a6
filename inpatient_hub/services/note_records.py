"""Keeps a note's record and its trail, inside the unit of work that changes the note."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.note_text import in_parts
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.services.note_previews import NotePreview, NotePreviews
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A note that is saved as copied; `text` is what the caller now puts on the clipboard."""

    note: Note
    text: str
    part: int
    parts: int
    changes: Changes


class NoteRecords:
    """Writes notes and what happened to them."""

    def __init__(self, *, clock: Clock, new_id: NewId, trail: AuditTrail, previews: NotePreviews) -> None:
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._previews = previews

    def edited(self, work: Work, shown: NotePreview, text: str, *, ward_id: str, run_id: str, by: str) -> Note:
        """The record with a text changed by hand, and an event for the edit."""
        note = self._fresh(shown, ward_id=ward_id, run_id=run_id, by=by)
        note = self._saved(work, shown.note, replace(note, text=text, edited=True, author_id=by), by=by)
        self.record(work, AuditAction.NOTE_EDITED, note, by=by)
        return note

    def copied(
        self, work: Work, shown: NotePreview, *, ward_id: str, run_id: str | None, by: str, now: datetime
    ) -> Note:
        """The record as copied. One that was copied before, word for word, keeps who copied it and when, so that its
        age in the tray stays true; one that was edited keeps its author."""
        before = shown.note
        if before is not None and before.state is NoteState.COPIED and before.text == shown.text:
            return before
        note = self._fresh(shown, ward_id=ward_id, run_id=run_id, by=by)
        return self._saved(work, before, as_copied(note, by=by, now=now), by=by)

    def remade(self, work: Work, note: Note, shown: NotePreview, *, by: str) -> Note:
        """The record with the text made from the answers again, and an event for it."""
        note = work.notes.update(replace(note, text=shown.text, edited=False, author_id=by))
        self.record(work, AuditAction.NOTE_REMADE, note, by=by)
        return note

    def part_copied(self, work: Work, note: Note, facts: PatientFacts, part: int, *, by: str) -> Copied:
        """One part of a copied note for the clipboard, and an event for the copy. Raises InvalidAnswer for no part."""
        parts = in_parts(note.text, facts.patient, facts.ward.notes)
        if not 1 <= part <= len(parts):
            raise InvalidAnswer("Not copied", f"This note has {len(parts)} parts.", remedy="Choose one of them.")
        detail = {"part": f"{part} of {len(parts)}"} if len(parts) > 1 else {}
        self.record(work, AuditAction.NOTE_COPIED, note, by=by, detail=detail)
        return Copied(note=note, text=parts[part - 1], part=part, parts=len(parts), changes=touched(note))

    def record(
        self,
        work: Work,
        action: AuditAction,
        note: Note,
        *,
        by: str,
        detail: Mapping[str, str] | None = None,
        was: NoteState | None = None,
        becomes: NoteState | None = None,
    ) -> None:
        """An event about a note, with the hash of its whole text, and its state before and after where that changed."""
        work.audit.append(
            self._trail.event(
                action,
                Kind.NOTE,
                note.id,
                by=by,
                patient_id=note.patient_id,
                detail={"title": note.title, **(detail or {})},
                text_hash=note.text_hash,
                before={"state": was.value} if was else None,
                after={"state": (becomes or note.state).value} if was else None,
            )
        )

    def _saved(self, work: Work, before: Note | None, note: Note, *, by: str) -> Note:
        if before is not None:
            return work.notes.update(note)
        work.notes.add(note)
        self.record(work, AuditAction.NOTE_MADE, note, by=by)
        return note

    def _fresh(self, shown: NotePreview, *, ward_id: str, run_id: str | None, by: str) -> Note:
        """The record of what is shown: the one there is, brought up to date, or a new one."""
        event, _, _ = self._previews.event(shown.values)
        before = shown.note
        if before is not None:
            author = before.author_id if before.edited else by
            return replace(
                before,
                template_id=shown.template.id,
                template_version=shown.template.version,
                title=shown.title,
                text=shown.text,
                author_id=author,
                event_at=event.at or before.event_at,
            )
        now = self._clock.now()
        return Note(
            id=self._new_id(),
            ward_id=ward_id,
            patient_id=shown.patient_id,
            run_id=run_id,
            template_id=shown.template.id,
            template_version=shown.template.version,
            title=shown.title,
            text=shown.text,
            event_at=event.at or now,
            author_id=by,
            made_at=now,
        )


def as_copied(note: Note, *, by: str, now: datetime) -> Note:
    """The note in the unfiled tray, with nothing left of an earlier `not filed`."""
    return replace(
        note,
        state=NoteState.COPIED,
        copied_by=by,
        copied_at=now,
        closed_by=None,
        closed_at=None,
        not_filed_reason=None,
    )


def touched(note: Note) -> Changes:
    """What a change of this note touches: itself, its patient, and its run when it has one."""
    changes = Changes.of((Kind.NOTE, note.id), (Kind.PATIENT, note.patient_id))
    return changes | Changes.of((Kind.RUN, note.run_id)) if note.run_id else changes
