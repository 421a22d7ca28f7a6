"""Keeps the people who work on the wards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.staff import Staff
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.from_rows import STAFF_COLUMNS, staff_from
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import AuditEventRow, StaffRow
from inpatient_hub.store.to_rows import staff_row
from inpatient_hub.store.transaction import Transaction

_staff = table_of(StaffRow)
_RECORDS = Records(StaffRow, "Member of staff", columns=STAFF_COLUMNS, make=staff_from)
_ALL = select(*(_staff.c[name] for name in STAFF_COLUMNS)).order_by(_staff.c.name_order, _staff.c.id)
_OF_WARD = Fixed(_ALL.where(_staff.c.ward_id == bindparam("ward")))
_events = table_of(AuditEventRow)
_LAST_SIGNED_IN = (
    select(_events.c.entity_id, func.max(_events.c.at))
    .where(_events.c.kind == Kind.STAFF.value, _events.c.action == AuditAction.SIGNED_IN.value)
    .group_by(_events.c.entity_id)
)


class SqlStaffRepository:
    """The people who work here."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, staff_id: str) -> Staff:
        """One person. Raises NotFound."""
        return _RECORDS.get(self._transaction, staff_id)

    def of_ward(self, ward_id: str) -> Sequence[Staff]:
        """Everyone of a ward by name, also those who have left."""
        return [staff_from(row) for row in self._transaction.rows(_OF_WARD, ward=ward_id)]

    def all(self) -> Sequence[Staff]:
        """Everyone of every ward by name, also those who have left."""
        return [staff_from(row) for row in self._transaction.rows(_ALL)]

    def last_signed_in(self) -> Mapping[str, datetime]:
        """When each person signed in last, by id, as the audit trail has it."""
        return {str(staff_id): at for staff_id, at in map(tuple, self._transaction.rows(_LAST_SIGNED_IN))}

    def add(self, person: Staff) -> None:
        """Adds a person."""
        _RECORDS.add(self._transaction, staff_row(person))

    def update(self, person: Staff) -> Staff:
        """Saves a person and returns them with their new version. Raises ChangedElsewhere, NotFound."""
        return replace(person, version=_RECORDS.update(self._transaction, staff_row(person)))
