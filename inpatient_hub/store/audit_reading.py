"""Reads the audit trail: by patient, person, day and kind of act, and entry by entry for its check."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
    type_coerce,
)

from inpatient_hub.domain.audit import RECORD_CHANGES, VIEWS, AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Entry, Head, moment_text
from inpatient_hub.domain.audit_pages import Quick
from inpatient_hub.domain.audit_told import moment_in
from inpatient_hub.domain.changes import Kind
from inpatient_hub.services.ports import AuditFilter, AuditLine, Page, RecordLine
from inpatient_hub.store import audit_walk
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.audit_keys import IS_SEALED, PatientKeys
from inpatient_hub.store.audit_walk import events, head_of
from inpatient_hub.store.column_types import AsKept, UtcDateTime
from inpatient_hub.store.from_rows import banner_name
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import AuditKeyRow, PatientRow, StaffRow
from inpatient_hub.store.transaction import Transaction

_staff, _patients, _keys = table_of(StaffRow), table_of(PatientRow), table_of(AuditKeyRow)

_NURSE = _patients.c.named_nurse_id
_COLUMNS = tuple(type_coerce(events.c.at, AsKept()) if name == "at" else events.c[name] for name in Entry._fields)
_LAST = select(type_coerce(events.c.at, AsKept())).order_by(events.c.seq.desc()).limit(1)
_NEWEST_FIRST = select(*_COLUMNS).order_by(events.c.seq.desc())
_NO_VIEWS = _NEWEST_FIRST.where(events.c.action.not_in(sorted(action.value for action in VIEWS)))
_OF_ENTITY = _NO_VIEWS.where(events.c.kind == bindparam("kind"), events.c.entity_id == bindparam("entity"))
_OF_PATIENT = _NO_VIEWS.where(events.c.patient_id == bindparam("patient")).limit(bindparam("limit"))
_OF_ACTIONS = _NEWEST_FIRST.where(events.c.action.in_(bindparam("actions", expanding=True)))
_LOWEST = select(func.min(events.c.seq))
_CLOSED = select(func.max(events.c.seq)).where(
    events.c.patient_id.in_(select(_patients.c.id).where(_patients.c.id.not_in(select(_keys.c.patient_id)))),
    events.c.body.contains(IS_SEALED),
)
_GUARDS = {
    "sqlite": text(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('audit_events', 'audit_keys') AND "
        "name IN ('audit_events_no_update', 'audit_events_no_delete', 'audit_events_no_replace', "
        "'audit_events_in_order', 'audit_keys_no_update', 'audit_keys_no_delete', 'audit_keys_no_replace') "
        "AND sql LIKE '% BEGIN SELECT RAISE(ABORT, %'"
    ),
    "postgresql": text(
        "SELECT count(*) FROM pg_trigger "
        "WHERE tgrelid IN ('audit_events'::regclass, 'audit_keys'::regclass) AND tgenabled = 'O' AND NOT tgisinternal"
    ),
}
_GUARD_COUNT = {"sqlite": 7, "postgresql": 6}
_WITH_HASH = select(events.c.seq).where(events.c.hash == bindparam("hash")).limit(1)

RECORD_CHANGES_ASKED: Select[Any] = (
    select(*_COLUMNS, _staff.c.name, _patients.c.family_name, _patients.c.given_name, _patients.c.bed, _NURSE)
    .select_from(
        events.join(_patients, _patients.c.id == events.c.patient_id).outerjoin(
            _staff, _staff.c.id == events.c.actor_id
        )
    )
    # Spelled as the condition of the partial index, so that only what is told is read, from its newest entry on.
    .where(
        text(f"{one_of('audit_events.action', RECORD_CHANGES)} AND audit_events.patient_id IS NOT NULL"),
        events.c.at > bindparam("since", type_=UtcDateTime()),
        events.c.actor_id != bindparam("reader"),
        _patients.c.ward_id.concat("") == bindparam("ward"),
        or_(
            bindparam("reader") == _NURSE,
            events.c.patient_id.in_(bindparam("patients", expanding=True)),
            events.c.body.contains(_NURSE.name),
        ),
    )
    .order_by(events.c.at.desc(), events.c.seq.desc())
    .limit(bindparam("limit"))
)


class AuditReading:
    """What is asked of the audit trail."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._keys = PatientKeys(transaction)

    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]:
        """What happened to one record, newest first; who only looked at it is left out."""
        return self._events(_OF_ENTITY, kind=kind.value, entity=entity_id)

    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]:
        """What happened around one patient, newest first; who only looked is left out."""
        return self._events(_OF_PATIENT, patient=patient_id, limit=limit)

    def of_actions(self, actions: Collection[AuditAction]) -> Sequence[AuditEvent]:
        """All entries of these acts, newest first."""
        return self._events(_OF_ACTIONS, actions=sorted(action.value for action in actions))

    def record_changes(
        self, ward_id: str, since: datetime, *, reader: str, patients: Collection[str], limit: int = 200
    ) -> Sequence[RecordLine]:
        """What others changed of these patients of a ward after this moment, and of those the reader is the named
        nurse of or was made or is no longer; the latest first."""
        asked = {"ward": ward_id, "since": since, "reader": reader, "patients": list(patients), "limit": limit}
        rows = [tuple(row) for row in self._transaction.rows(RECORD_CHANGES_ASKED, **asked)]
        told = self._keys.opened(entry_from(row[: len(_COLUMNS)]) for row in rows)
        return [record_line(event, row[len(_COLUMNS) :], reader) for event, row in zip(told, rows, strict=True)]

    def head(self) -> Head:
        """The last entry."""
        return head_of(self._transaction)

    def last_at(self) -> datetime | None:
        """When the last entry was made."""
        row = self._transaction.row(_LAST)
        return moment_in(row[0]) if row and isinstance(row[0], str) else row[0] if row else None

    def with_hash(self, wanted: str) -> int | None:
        """The number of the entry that has this hash."""
        row = self._transaction.row(_WITH_HASH, hash=wanted)
        return int(row[0]) if row else None

    def before_first(self) -> int | None:
        """The lowest number, where it is one that no entry can have."""
        lowest = self._transaction.row(_LOWEST)
        return int(lowest[0]) if lowest and lowest[0] is not None and lowest[0] < 1 else None

    def is_guarded(self) -> bool:
        """Whether what refuses to change, delete and replace entries, and keys, is there."""
        dialect = self._transaction.dialect
        return self._transaction.number(_GUARDS[dialect]) == _GUARD_COUNT[dialect]

    def closed(self) -> int | None:
        """The highest number of an entry that seals something of a patient who is there and whose key is not, or is
        another one."""
        row = self._transaction.row(_CLOSED)
        found = [row[0] if row else None, self._keys.replaced()]
        return max((int(one) for one in found if one is not None), default=None)

    def entries(self, after: int, limit: int) -> Sequence[Sequence[Any]]:
        """So many entries after this number, in the order of their numbers, each with the parts of `Entry` as they
        are kept."""
        return audit_walk.entries(self._transaction, after, limit)

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[Quick]]:
        """All entries after this number, so many at a time, in the form in which they are checked quickly."""
        return audit_walk.hashed(self._transaction, after, at_once)

    def told(self, entries: Sequence[Sequence[Any]]) -> Sequence[AuditEvent]:
        """What entries that `entries` gave tell of."""
        return self._keys.opened(Entry._make(row) for row in entries)

    def count(self, wanted: AuditFilter) -> int:
        """How many entries there are of these."""
        return self._transaction.number(select(func.count()).select_from(events).where(*_conditions(wanted)))

    def page(self, wanted: AuditFilter, *, after: str | None = None, limit: int = 200) -> Page[AuditLine]:
        """These entries, newest first, a page at a time. The cursor is the number of the last one shown."""
        statement = (
            select(*_COLUMNS, _staff.c.name, _patients.c.family_name, _patients.c.given_name)
            .outerjoin(_staff, _staff.c.id == events.c.actor_id)
            .outerjoin(_patients, _patients.c.id == events.c.patient_id)
            .where(*_conditions(wanted))
            .order_by(events.c.seq.desc())
            .limit(limit + 1)
        )
        if after is not None:
            statement = statement.where(events.c.seq < int(after))
        rows = self._transaction.rows(statement)
        told = self._keys.opened(entry_from(tuple(row)[: len(_COLUMNS)]) for row in rows[:limit])
        lines = tuple(_line(event, row) for event, row in zip(told, rows, strict=False))
        return Page(lines, str(lines[-1].event.seq) if len(rows) > limit else None)

    def _events(self, statement: Select[Any], **parameters: Any) -> list[AuditEvent]:
        return self._keys.opened(entry_from(row) for row in self._transaction.rows(statement, **parameters))


def entry_from(row: Sequence[Any]) -> Entry:
    """The entry of a row of the table."""
    entry, at = Entry._make(row), row[Entry._fields.index("at")]
    return entry if isinstance(at, str) else entry._replace(at=moment_text(at))


def _line(event: AuditEvent, row: Sequence[Any]) -> AuditLine:
    who, family_name, given_name = tuple(row)[-3:]
    return AuditLine(
        event=event,
        who=who,
        patient_name=banner_name(family_name, given_name) if family_name is not None else None,
    )


def record_line(event: AuditEvent, names: Sequence[Any], reader: str) -> RecordLine:
    """A change of a patient's record with these names: who, the patient's, the bed, the named nurse's id."""
    who, family_name, given_name, bed, nurse = names
    return RecordLine(
        event=event, who=who, patient_name=banner_name(family_name, given_name), bed=bed, is_own=nurse == reader
    )


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.ward_id is not None:
        found.append(_of_ward(wanted.ward_id))
    if wanted.patient_id is not None:
        found.append(events.c.patient_id == wanted.patient_id)
    if wanted.person_id is not None:
        about = and_(events.c.kind == Kind.STAFF.value, events.c.entity_id == wanted.person_id)
        found.append(or_(events.c.actor_id == wanted.person_id, about))
    if wanted.actions is not None:
        found.append(events.c.action.in_(sorted(action.value for action in wanted.actions)))
    if wanted.but_not:
        found.append(events.c.action.not_in(sorted(action.value for action in wanted.but_not)))
    if wanted.since is not None:
        found.append(events.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(events.c.at < wanted.until)
    return found


def _of_ward(ward_id: str) -> ColumnElement[bool]:
    """What is about a patient belongs to the patient's ward, whoever did it; of one who was erased, to the ward of who
    did it. What is about nobody belongs to the ward that it is about, or whose person it was or is about."""
    patients = select(_patients.c.id)
    people = select(_staff.c.id).where(
        or_(_staff.c.ward_id == ward_id, cast(_staff.c.other_wards, Text).contains(f'"{ward_id}"'))
    )
    own = events.c.actor_id.in_(select(_staff.c.id).where(_staff.c.ward_id == ward_id))
    return or_(
        events.c.patient_id.in_(patients.where(_patients.c.ward_id == ward_id)),
        and_(events.c.patient_id.is_not(None), events.c.patient_id.not_in(patients), own),
        and_(
            events.c.patient_id.is_(None),
            or_(
                own,
                events.c.entity_id == ward_id,
                events.c.kind == Kind.STORE.value,
                and_(events.c.kind == Kind.STAFF.value, events.c.entity_id.in_(people)),
            ),
        ),
    )
