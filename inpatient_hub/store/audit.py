"""Keeps the audit trail as one chain; the database itself refuses to change or remove what is in it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, column, insert, select, table

from inpatient_hub.domain.audit import VIEWS, AuditEvent
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, chained, event_of, moment_text
from inpatient_hub.domain.changes import Kind
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import AuditEventRow
from inpatient_hub.store.transaction import Transaction

_events = table_of(AuditEventRow)
_heads = table("audit_head", column("seq"), column("hash"))
"""On a server the head has a row of its own, which who adds to the trail holds until their work is saved."""

_APPEND = insert(_events)
_COLUMNS = tuple(_events.c[name] for name in Entry._fields)
_HEAD = select(_events.c.seq, _events.c.hash).order_by(_events.c.seq.desc()).limit(1)
_HEAD_HELD = select(_heads.c.seq, _heads.c.hash).with_for_update()
_NEWEST_FIRST = select(*_COLUMNS).order_by(_events.c.seq.desc())
_NO_VIEWS = _NEWEST_FIRST.where(_events.c.action.not_in(sorted(action.value for action in VIEWS)))
_OF_ENTITY = _NO_VIEWS.where(_events.c.kind == bindparam("kind"), _events.c.entity_id == bindparam("entity"))
_OF_PATIENT = _NO_VIEWS.where(_events.c.patient_id == bindparam("patient")).limit(bindparam("limit"))


class SqlAuditRepository:
    """The audit trail: events are added and read, never changed. Newest means added last, whatever the clock said."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: list[AuditEvent] = []

    def append(self, event: AuditEvent) -> None:
        """Adds an event, saved together with the change it tells of: at the end of the unit of work, so that on a
        server nobody holds the chain's head while they wait for a record that somebody else holds."""
        if event.at.tzinfo is None:
            raise StoreBug("A moment without a time zone cannot be stored.")
        self._transaction.before_end(self._chain)
        self._waiting.append(event)

    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]:
        """What happened to one record, newest first; who only looked at it is left out."""
        self._chain()
        rows = self._transaction.rows(_OF_ENTITY, kind=kind.value, entity=entity_id)
        return [event_of(entry_from(row)) for row in rows]

    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]:
        """What happened around one patient, newest first; who only looked is left out."""
        self._chain()
        rows = self._transaction.rows(_OF_PATIENT, patient=patient_id, limit=limit)
        return [event_of(entry_from(row)) for row in rows]

    def head(self) -> Head:
        """The last entry."""
        self._chain()
        return head_of(self._transaction)

    def _chain(self) -> None:
        """Adds what waits to the end of the chain."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        held = self._transaction.dialect == "postgresql"
        head = head_of(self._transaction, _HEAD_HELD if held else _HEAD)
        rows = []
        for event in waiting:
            entry = chained(event, head)
            head = Head(entry.seq, entry.hash)
            rows.append(entry._asdict() | {"at": event.at})
        self._transaction.add(_APPEND, rows[0] if len(rows) == 1 else rows)


def head_of(transaction: Transaction, asked: Any = _HEAD) -> Head:
    """The last entry of the chain."""
    row = transaction.row(asked)
    return Head._make(row) if row else EMPTY


def entry_from(row: Row[Any]) -> Entry:
    """The entry of a row of the table."""
    return Entry._make(row)._replace(at=moment_text(row.at))
