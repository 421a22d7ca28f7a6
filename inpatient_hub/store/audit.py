"""Keeps the audit trail; the database itself refuses to change or remove what is in it."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from inpatient_hub.domain.audit import AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.store.from_rows import AUDIT_COLUMNS, audit_event_from
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import AuditEventRow
from inpatient_hub.store.to_rows import audit_row
from inpatient_hub.store.transaction import Transaction

_events = table_of(AuditEventRow)
_APPEND = insert(_events)
_NEWEST_FIRST = select(*(_events.c[name] for name in AUDIT_COLUMNS)).order_by(_events.c.seq.desc())
_OF_ENTITY = _NEWEST_FIRST.where(_events.c.kind == bindparam("kind"), _events.c.entity_id == bindparam("entity"))
_OF_PATIENT = _NEWEST_FIRST.where(_events.c.patient_id == bindparam("patient")).limit(bindparam("limit"))


class SqlAuditRepository:
    """The audit trail: events are added and read, never changed. Newest means added last, whatever the clock said."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def append(self, event: AuditEvent) -> None:
        """Adds an event, saved together with the change it tells of."""
        self._transaction.add(_APPEND, audit_row(event))

    def of_entity(self, kind: Kind, entity_id: str) -> Sequence[AuditEvent]:
        """What happened to one record, newest first."""
        rows = self._transaction.rows(_OF_ENTITY, kind=kind.value, entity=entity_id)
        return [audit_event_from(row) for row in rows]

    def of_patient(self, patient_id: str, *, limit: int = 200) -> Sequence[AuditEvent]:
        """What happened around one patient, newest first."""
        return [audit_event_from(row) for row in self._transaction.rows(_OF_PATIENT, patient=patient_id, limit=limit)]
