"""Keeps the audit trail as one chain; the database itself refuses to change or remove what is in it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, column, insert, select, table

from inpatient_hub.domain.audit import AuditEvent
from inpatient_hub.domain.audit_chain import Head, chained
from inpatient_hub.services.ports import RecordLine
from inpatient_hub.store.audit_reading import AuditReading
from inpatient_hub.store.audit_walk import events, head_of
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.transaction import Transaction

_heads = table("audit_head", column("seq"), column("hash"))
"""On a server the head has a row of its own, which who adds to the trail holds until their work is saved."""

_APPEND = Fixed(insert(events))
_HEAD_HELD = select(_heads.c.seq, _heads.c.hash).with_for_update()


class SqlAuditRepository(AuditReading):
    """The audit trail: events are added and read, never changed. Newest means added last, whatever the clock said."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._waiting: list[AuditEvent] = []

    def append(self, event: AuditEvent) -> None:
        """Adds an event, saved together with the change it tells of: at the end of the unit of work, so that on a
        server nobody holds the chain's head while they wait for a record that somebody else holds."""
        if event.at.tzinfo is None:
            raise StoreBug("A moment without a time zone cannot be stored.")
        self._transaction.before_end(self._chain)
        self._waiting.append(event)

    def head(self) -> Head:
        """The last entry."""
        self._chain()
        return super().head()

    def _events(self, statement: Select[Any], **parameters: Any) -> list[AuditEvent]:
        self._chain()
        return super()._events(statement, **parameters)

    def record_changes(
        self, ward_id: str, since: datetime, *, reader: str, patients: Collection[str], limit: int = 200
    ) -> Sequence[RecordLine]:
        """What others changed of a reader's patients, and what this unit of work did."""
        self._chain()
        return super().record_changes(ward_id, since, reader=reader, patients=patients, limit=limit)

    def entries(self, after: int, limit: int) -> Sequence[Sequence[Any]]:
        """So many entries after this number, what this unit of work added among them."""
        self._chain()
        return super().entries(after, limit)

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
        """All entries after this number in the form in which they are checked quickly, and what this unit of work
        added."""
        self._chain()
        return super().hashed(after, at_once)

    def _chain(self) -> None:
        """Adds what waits to the end of the chain."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        on_server = self._transaction.dialect == "postgresql"
        head = head_of(self._transaction, _HEAD_HELD) if on_server else head_of(self._transaction)
        rows = []
        for event in waiting:
            entry = chained(event, head, self._keys.sealed(event))
            head = Head(entry.seq, entry.hash)
            row = entry._asdict()
            row["at"] = event.at
            rows.append(row)
        self._transaction.add(_APPEND, rows[0] if len(rows) == 1 else rows)
