"""What the page of one note says beside its text: its state, its times, and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.pages.note.history import nearest, when, who
from inpatient_hub.gui.widgets.marks import ChipFacts

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView

_CHIPS = {
    NoteState.DRAFT: ChipFacts("Draft", "neutral", "pencil"),
    NoteState.COPIED: ChipFacts("Not filed yet", "warn", "clipboard-list"),
    NoteState.FILED: ChipFacts("Filed", "ok", "file-check"),
    NoteState.NOT_FILED: ChipFacts("Not filed", "line", "notes-off"),
    NoteState.IN_ERROR: ChipFacts("In error", "line", "ban"),
}
COPYABLE = frozenset({NoteState.COPIED, NoteState.FILED, NoteState.NOT_FILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words across the top of a note that is not simply copied or filed."""

    kind: str
    sentence: str
    remedy: str = ""
    action: str = ""


def state_chip(state: NoteState) -> ChipFacts:
    """The chip of a note's state."""
    return _CHIPS[state]


def message(view: "NoteView", at: datetime, my_name: str) -> Message | None:
    """What has to be said first about this note; None when its chip says enough."""
    note = view.note
    if note.state is NoteState.DRAFT:
        return Message(
            kind="info",
            sentence="This is a draft. It was not copied yet.",
            remedy="Go on with its referral to finish and copy it." if note.run_id else "",
            action="Open the referral" if note.run_id else "",
        )
    if note.state is NoteState.NOT_FILED:
        return Message(
            kind="info",
            sentence=f"Not filed: {note.not_filed_reason or 'no reason was kept'}",
            remedy=f"Said {_done(view, AuditAction.NOTE_NOT_FILED, note.closed_at, at, my_name)}. "
            "If it is to be filed after all, copy it again.",
        )
    if note.state is NoteState.IN_ERROR:
        line = next((one for one in view.history if one.action is AuditAction.NOTE_IN_ERROR), None)
        reason = line.about.partition("Reason: ")[2] if line else ""
        said = f"Said {when(line.at, at)} by {who(line.who, my_name)}. " if line else ""
        return Message(
            kind="act",
            sentence="This note was made in error. Do not use it.",
            remedy=f"{said}Reason: {reason}" if reason else said,
        )
    return None


def values(view: "NoteView", at: datetime, my_name: str) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs in the order things happened; what did not happen is left out."""
    note = view.note
    closed = ("Filed", AuditAction.NOTE_FILED) if note.state is NoteState.FILED else None
    pairs = [
        ("Happened", when(note.event_at, at)),
        ("Written", f"{when(note.made_at, at)} by {who(view.author, my_name)}"),
        ("Copied", _done(view, AuditAction.NOTE_COPIED, note.copied_at, at, my_name)),
        (closed[0], _done(view, closed[1], note.closed_at, at, my_name)) if closed else ("", ""),
        ("Edited", "The words were changed by hand" if note.edited else ""),
        ("Template", f"version {note.template_version}"),
    ]
    return tuple((label, value) for label, value in pairs if value)


def length_words(characters: int, limit: int, parts: int) -> str:
    """`411 of 4,000 characters`, and how many parts when that is too long for one."""
    words = f"{characters:,} of {limit:,} characters"
    return f"{words}: to be pasted in {parts} parts" if parts > 1 else words


def _done(view: "NoteView", action: AuditAction, moment: datetime | None, at: datetime, my_name: str) -> str:
    """`16:04 by Esther Summerson`; empty when it was not done."""
    if moment is None:
        return ""
    line = nearest(view.history, action, moment)
    return f"{when(moment, at)} by {who(line.who, my_name)}" if line else when(moment, at)
