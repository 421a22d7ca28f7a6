"""A case note on its way to SystmOne: drafted, copied, and filed by a person."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteState(StrEnum):
    """Where a note stands. Copied and not yet filed is the unfiled tray."""

    DRAFT = "draft"
    COPIED = "copied"
    FILED = "filed"
    NOT_FILED = "not_filed"
    IN_ERROR = "in_error"


STATE_LABELS = {
    NoteState.DRAFT: "Draft",
    NoteState.COPIED: "Copied, not filed",
    NoteState.FILED: "Filed",
    NoteState.NOT_FILED: "Not filed",
    NoteState.IN_ERROR: "In error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note. `text` is exactly what goes on the clipboard, lines ended by CRLF. Moments are aware and in UTC."""

    id: str
    ward_id: str
    patient_id: str
    run_id: str | None
    template_id: str
    template_version: str
    title: str
    text: str
    edited: bool = False
    state: NoteState = NoteState.DRAFT
    event_at: datetime
    author_id: str
    made_at: datetime
    copied_by: str | None = None
    copied_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    not_filed_reason: str | None = None
    version: int = 1

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hash_of(self.text)


def hash_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
