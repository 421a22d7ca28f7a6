"""Keeps the record of emergencies in which somebody opened a ward they are not on."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from sqlalchemy import bindparam, select

from inpatient_hub.domain.sign_in import EmergencyAccess
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import EmergencyAccessRow
from inpatient_hub.store.transaction import Transaction

_accesses = table_of(EmergencyAccessRow)
_COLUMNS = tuple(field.name for field in fields(EmergencyAccess))


def _from(values: Sequence[object]) -> EmergencyAccess:
    return EmergencyAccess(**dict(zip(_COLUMNS, values, strict=True)))  # type: ignore[arg-type]


_RECORDS = Records(EmergencyAccessRow, "Emergency access", columns=_COLUMNS, make=_from)
_OF_WARD = (
    select(*(_accesses.c[name] for name in _COLUMNS))
    .where(_accesses.c.ward_id == bindparam("ward"))
    .order_by(_accesses.c.begins_at.desc(), _accesses.c.id.desc())
)


class SqlEmergencyRepository:
    """Who opened which ward with which reason."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, access_id: str) -> EmergencyAccess:
        """One of them. Raises NotFound."""
        return _RECORDS.get(self._transaction, access_id)

    def of_ward(self, ward_id: str) -> Sequence[EmergencyAccess]:
        """All in which this ward was opened, the latest first."""
        return [_from(row) for row in self._transaction.rows(_OF_WARD, ward=ward_id)]

    def add(self, access: EmergencyAccess) -> None:
        """Adds one."""
        _RECORDS.add(self._transaction, asdict(access))

    def update(self, access: EmergencyAccess) -> EmergencyAccess:
        """Saves one and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(access, version=_RECORDS.update(self._transaction, asdict(access)))
