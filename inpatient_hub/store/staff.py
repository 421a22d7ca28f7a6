"""Keeps the people who work on the wards."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from inpatient_hub.domain.staff import Staff
from inpatient_hub.store.from_rows import STAFF_COLUMNS, staff_from
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import StaffRow
from inpatient_hub.store.to_rows import staff_row
from inpatient_hub.store.transaction import Transaction

_staff = table_of(StaffRow)
_RECORDS = Records(StaffRow, "Member of staff", columns=STAFF_COLUMNS, make=staff_from)
_OF_WARD = (
    select(*(_staff.c[name] for name in STAFF_COLUMNS))
    .where(_staff.c.ward_id == bindparam("ward"))
    .order_by(_staff.c.name_order, _staff.c.id)
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

    def add(self, person: Staff) -> None:
        """Adds a person."""
        _RECORDS.add(self._transaction, staff_row(person))

    def update(self, person: Staff) -> Staff:
        """Saves a person and returns them with their new version. Raises ChangedElsewhere, NotFound."""
        return replace(person, version=_RECORDS.update(self._transaction, staff_row(person)))
