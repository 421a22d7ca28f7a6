"""Keeps the notes, and lists them without loading their texts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, func, select, text

from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.services.ports import NoteFilter, NoteLine, Page
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import NOTE_COLUMNS, NOTE_LINE_COLUMNS, note_from, note_line_from
from inpatient_hub.store.paging import behind, cursor_after, key_name, keys_of
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import NoteRow, PatientRow, StaffRow
from inpatient_hub.store.searching import holds_term, sought, term_values
from inpatient_hub.store.to_rows import note_row
from inpatient_hub.store.transaction import Transaction

_notes, _patients, _staff = (table_of(row) for row in (NoteRow, PatientRow, StaffRow))
_RECORDS = Records(NoteRow, "Note", columns=NOTE_COLUMNS, make=note_from)
_NEWEST_FIRST = "newest first"
_MADE_AT = NOTE_LINE_COLUMNS.index("made_at")

_WITH_PATIENT = _notes.join(_patients, _patients.c.id == _notes.c.patient_id)
_LINES = select(
    *(_notes.c[name] for name in NOTE_LINE_COLUMNS),
    _patients.c.family_name,
    _patients.c.given_name,
    _patients.c.bed,
    _staff.c.name,
).select_from(_WITH_PATIENT.join(_staff, _staff.c.id == _notes.c.author_id))

_OF_RUN = (
    select(*(_notes.c[name] for name in NOTE_COLUMNS))
    .where(_notes.c.run_id == bindparam("run"), _notes.c.state != NoteState.IN_ERROR.value)
    .order_by(_notes.c.made_at.desc(), _notes.c.id.desc())
    .limit(1)
)
_UNFILED = Fixed(
    _LINES.where(_notes.c.ward_id == bindparam("ward"), text(one_of("notes.state", {NoteState.COPIED}))).order_by(
        _notes.c.copied_at, _notes.c.id
    )
)


class SqlNoteRepository:
    """The notes."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, note_id: str) -> Note:
        """One note with its text. Raises NotFound."""
        return _RECORDS.get(self._transaction, note_id)

    def add(self, note: Note) -> None:
        """Adds a note."""
        _RECORDS.add(self._transaction, note_row(note))

    def update(self, note: Note) -> Note:
        """Saves a note and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(note, version=_RECORDS.update(self._transaction, note_row(note)))

    def of_run(self, run_id: str) -> Note | None:
        """The newest note of a run that is not in error, or None."""
        row = self._transaction.row(_OF_RUN, run=run_id)
        return note_from(row) if row is not None else None

    def unfiled(self, ward_id: str) -> Sequence[NoteLine]:
        """Notes that were copied and not yet filed, the one copied first at the top."""
        return [note_line_from(row) for row in self._transaction.rows(_UNFILED, ward=ward_id)]

    def page(self, wanted: NoteFilter, *, after: str | None = None, limit: int = 200) -> Page[NoteLine]:
        """Part of a list, newest first, with the cursor of the next part."""
        keys: dict[str, object] = {}
        if after:
            made_at, note_id = keys_of(after, _NEWEST_FIRST, 2)
            keys = {key_name(0): datetime.fromisoformat(made_at), key_name(1): note_id}
        rows = self._transaction.rows(_page(*_kind_of(wanted), bool(after)), limit=limit + 1, **_values(wanted), **keys)
        cursor = None
        if len(rows) > limit:
            last = rows[limit - 1]
            cursor = cursor_after(_NEWEST_FIRST, [last[_MADE_AT].isoformat(), last[0]])
        return Page(tuple([note_line_from(row) for row in rows[:limit]]), cursor)

    def count(self, wanted: NoteFilter) -> int:
        """How many notes the list holds altogether."""
        return self._transaction.number(_count(*_kind_of(wanted)), **_values(wanted))


_Kind = tuple[frozenset[NoteState], bool, int]
"""What decides the form of a list's statement: states, whether of one patient, and the number of search words."""


def _kind_of(wanted: NoteFilter) -> _Kind:
    return wanted.states, wanted.patient_id is not None, len(sought(wanted.search))


def _values(wanted: NoteFilter) -> dict[str, object]:
    patient = {} if wanted.patient_id is None else {"patient": wanted.patient_id}
    return {"ward": wanted.ward_id, **patient, **term_values(sought(wanted.search))}


def _conditions(states: frozenset[NoteState], of_patient: bool, words: int) -> list[ColumnElement[bool] | TextClause]:
    conditions: list[ColumnElement[bool] | TextClause] = [_notes.c.ward_id == bindparam("ward")]
    if of_patient:
        conditions.append(_notes.c.patient_id == bindparam("patient"))
    if states != frozenset(NoteState):
        conditions.append(text(one_of("notes.state", states)))
    return conditions + [holds_term(word, _notes.c.title_search, _patients.c.search_text) for word in range(words)]


@lru_cache(maxsize=64)
def _page(states: frozenset[NoteState], of_patient: bool, words: int, continued: bool) -> Select[Any]:
    sorted_by = (_notes.c.made_at, _notes.c.id)
    statement = (
        _LINES.where(*_conditions(states, of_patient, words))
        .order_by(*(column.desc() for column in sorted_by))
        .limit(bindparam("limit"))
    )
    return statement.where(behind(sorted_by, descending=True)) if continued else statement


@lru_cache(maxsize=64)
def _count(states: frozenset[NoteState], of_patient: bool, words: int) -> Select[Any]:
    source = _WITH_PATIENT if words else _notes
    return select(func.count()).select_from(source).where(*_conditions(states, of_patient, words))
