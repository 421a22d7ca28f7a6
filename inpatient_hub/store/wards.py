"""Keeps the wards."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from inpatient_hub.domain.wards import Ward
from inpatient_hub.store.from_rows import WARD_COLUMNS, ward_from
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.rows import WardRow
from inpatient_hub.store.to_rows import ward_row
from inpatient_hub.store.transaction import Transaction

_wards = table_of(WardRow)
_RECORDS = Records(WardRow, "Ward", columns=WARD_COLUMNS, make=ward_from)
_ALL = select(*(_wards.c[name] for name in WARD_COLUMNS)).order_by(_wards.c.name_folded)


class SqlWardRepository:
    """The wards of this store. `add` and `update` raise InvalidAnswer for a name that is there already."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def all(self) -> Sequence[Ward]:
        """Every ward, by name."""
        return [ward_from(row) for row in self._transaction.rows(_ALL)]

    def get(self, ward_id: str) -> Ward:
        """One ward. Raises NotFound."""
        return _RECORDS.get(self._transaction, ward_id)

    def add(self, ward: Ward) -> None:
        """Adds a ward."""
        _RECORDS.add(self._transaction, ward_row(ward))

    def update(self, ward: Ward) -> Ward:
        """Saves a ward and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(ward, version=_RECORDS.update(self._transaction, ward_row(ward)))
