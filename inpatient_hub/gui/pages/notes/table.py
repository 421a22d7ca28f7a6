"""The table of notes: state, title, patient, author, and when each was made, copied and filed."""

from datetime import UTC, datetime

from inpatient_hub.domain.notes import STATE_LABELS, NoteState
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import NoteLine

_CHIPS = {
    NoteState.DRAFT: ChipFacts("Draft", "neutral", "pencil"),
    NoteState.COPIED: ChipFacts("Not filed yet", "warn", "clipboard-list"),
    NoteState.NOT_FILED: ChipFacts("Not filed", "line", "notes-off"),
    NoteState.IN_ERROR: ChipFacts("In error", "line", "ban"),
}
"""Exceptions are chips; filed is the normal end and gets a quiet tick."""
_MOMENT = 132


class NotesTable(TableModel[NoteLine]):
    """A passive table of notes that is filled a page at a time."""

    def __init__(self) -> None:
        self._at = datetime.min.replace(tzinfo=UTC)
        super().__init__(self._all_columns(), item_id=_id, accessible=self._sentence)

    def set_now(self, at: datetime) -> None:
        """The moment it is now, on the ward's clock; times of today are shown without their day."""
        self._at = at

    def _all_columns(self) -> tuple[Column[NoteLine], ...]:
        return (
            Column("State", _state, chip=_chip, icon=_icon, token=_token, width=140),
            Column("Note", _title, second=_edited, weight=600, struck=_in_error),
            Column("Patient", _patient, second=_bed),
            Column("Author", _author, width=160, hide_below=980),
            Column("Made", self._made, width=_MOMENT, hide_below=1120),
            Column("Copied", self._copied, width=_MOMENT, hide_below=620),
            Column("Closed", self._closed, width=_MOMENT, hide_below=760),
        )

    def _moment(self, value: datetime | None) -> str:
        return moment(value.astimezone(self._at.tzinfo), self._at.date()) if value else ""

    def _made(self, line: NoteLine) -> str:
        return self._moment(line.made_at)

    def _copied(self, line: NoteLine) -> str:
        return self._moment(line.copied_at)

    def _closed(self, line: NoteLine) -> str:
        return self._moment(line.closed_at)

    def _sentence(self, line: NoteLine) -> str:
        parts = (
            STATE_LABELS[line.state],
            f"{line.title}{', edited by hand' if line.edited else ''}",
            f"{line.patient_name}{f', bed {line.bed}' if line.bed else ''}",
            f"by {line.author}",
            f"made {self._moment(line.made_at)}",
            f"copied {self._moment(line.copied_at)}" if line.copied_at else "",
            f"closed {self._moment(line.closed_at)}" if line.closed_at else "",
        )
        return ", ".join(part for part in parts if part)


def _id(line: NoteLine) -> str:
    return line.id


def _state(line: NoteLine) -> str:
    return STATE_LABELS[line.state]


def _chip(line: NoteLine) -> ChipFacts | None:
    return _CHIPS.get(line.state)


def _icon(line: NoteLine) -> str | None:
    return "file-check" if line.state is NoteState.FILED else None


def _token(line: NoteLine) -> str:
    return "ok-text" if line.state is NoteState.FILED else "text"


def _in_error(line: NoteLine) -> bool:
    return line.state is NoteState.IN_ERROR


def _title(line: NoteLine) -> str:
    return line.title


def _edited(line: NoteLine) -> str:
    return "edited" if line.edited else ""


def _patient(line: NoteLine) -> str:
    return line.patient_name


def _bed(line: NoteLine) -> str:
    return f"bed {line.bed}" if line.bed else ""


def _author(line: NoteLine) -> str:
    return line.author
