"""Why a note may not be copied or called filed yet, in words that tell nothing about the patient."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import listed
from inpatient_hub.domain.note_checks import NoteFacts, checks, refusals
from inpatient_hub.domain.note_text import EVENT_DATE_BLANK, EVENT_TIME_BLANK, Event, blank_places, blanks_in, one_line
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.runs import RunState, WorkflowRun
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.patients import PatientFacts

SHOWN_FOR = timedelta(minutes=30)
"""How long a preview may be copied as it was shown; after that it has to be looked at again."""

_NOT_COPIED = "Not copied"


def refuse_unless_running(run: WorkflowRun) -> None:
    """Raises HubError for a run that has ended."""
    if run.state is not RunState.IN_PROGRESS:
        raise HubError(
            "Nothing was changed", "This referral has ended.", remedy="Start a new referral if it is needed."
        )


def refuse_while_copied(note: Note | None) -> None:
    """Raises HubError while the note is in the tray: its record has to hold the text that was copied."""
    if note is not None and note.state is NoteState.COPIED:
        raise HubError(
            "Nothing was changed",
            "This note was copied, and nobody has said yet whether it was filed.",
            remedy="Press Filed, or Not filed with the reason, then change it.",
        )


def refuse_unless_fresh(made_at: datetime, now: datetime) -> None:
    """Raises HubError for a preview that was shown too long ago."""
    if not timedelta() <= now - made_at <= SHOWN_FOR:
        raise HubError(
            _NOT_COPIED,
            "The note was shown a while ago and its times have moved on.",
            remedy="Look at it once more, then copy.",
        )


def refuse_unless_seen(shown: NotePreview, seen_hash: str | None) -> None:
    """Raises HubError when the note is not the one that was seen: an answer or the patient's details changed since."""
    changed = shown.changed_at is not None and shown.changed_at > shown.made_at
    if changed or (seen_hash is not None and seen_hash != shown.text_hash):
        raise HubError(
            _NOT_COPIED,
            "Something it is made of was changed after it was shown.",
            remedy="Look at it once more, then copy.",
        )


def refuse_unless_whole(shown: NotePreview) -> None:
    """Raises HubError that names what is missing when a note may not be copied.

    Blanks of the template are named; what somebody typed in brackets could be about the patient: its place is told.
    """
    if shown.blanks:
        fields = (one_line(spec.bracket) for spec in shown.template.fields)
        captions = {EVENT_DATE_BLANK, EVENT_TIME_BLANK, *fields, *blanks_in(shown.template.text)}
        typed = [place for place, blank in blank_places(shown.text) if blank not in captions]
        _refuse_blanks([blank for blank in shown.blanks if blank in captions], typed)
    if shown.refusals:
        raise HubError(_NOT_COPIED, shown.refusals[0].words, remedy="Put it right, then copy.")


def refuse_unless_sound(note: Note, facts: PatientFacts) -> None:
    """Raises HubError when the kept text of a note may not go on the clipboard again."""
    refuse_in_error_note(note)
    if note.state not in (NoteState.COPIED, NoteState.FILED, NoteState.NOT_FILED) or note.copied_at is None:
        raise HubError(_NOT_COPIED, "This note is not ready.", remedy="Open it and finish it first.")
    known = NoteFacts(event=Event("", "", note.event_at), written_at=note.copied_at, edited=note.edited)
    typed = [place for place, _ in blank_places(note.text)]
    if typed:
        _refuse_blanks([], typed)
    standing = refusals(checks(note.text, facts.patient, facts.ward.notes, known))
    if standing:
        raise HubError(_NOT_COPIED, standing[0].words, remedy="Say that it is not filed, then make it again.")


def refuse_in_error_note(note: Note) -> None:
    """Raises HubError for a note that was made in error: nothing more is done with it."""
    if note.state is NoteState.IN_ERROR:
        raise HubError("Nothing was changed", "This note was made in error.", remedy="Make the right note instead.")


def is_last_copied(note: Note, events: Sequence[AuditEvent]) -> bool:
    """Whether the text of this note is the one that was copied last. `events` are those of the note, newest first."""
    hashes = (event.text_hash for event in events if event.action is AuditAction.NOTE_COPIED)
    return next(hashes, None) == note.text_hash


def refuse_unless_every_part(note: Note, parts: int, events: Sequence[AuditEvent]) -> None:
    """Raises HubError while a part of a long note was never copied. `events` are those of the note."""
    copied = {
        event.detail.get("part")
        for event in events
        if event.action is AuditAction.NOTE_COPIED and event.text_hash == note.text_hash
    }
    left = [str(part) for part in range(1, parts + 1) if f"{part} of {parts}" not in copied]
    if parts > 1 and left:
        raise HubError(
            "Not marked as filed",
            f"Of its {parts} parts, {', '.join(left)} {'was' if len(left) == 1 else 'were'} not copied yet.",
            remedy="Copy and paste what is left, then press Filed.",
        )


def _refuse_blanks(named: list[str], typed: list[int]) -> None:
    places = f"{len(typed)} in square brackets at character {listed([str(place) for place in typed])}"
    parts = [*named, *([places] if typed else [])]
    remedy = "Answer them, or take the brackets away, then copy." if typed else "Answer them, then copy."
    raise HubError(_NOT_COPIED, f"Blanks are left: {', '.join(parts)}.", remedy=remedy)
