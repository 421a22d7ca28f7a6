"""Reads, adds and updates the records of one table; an update never overwrites what somebody else changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.transaction import Transaction

T = TypeVar("T")


def table_of(row: type[Base]) -> Table:
    """The table of a row class."""
    return cast(Table, row.__table__)


class Records(Generic[T]):
    """The records of one table that are found by id and have a version. Made once per table and used by every unit of
    work: the statements are put together a single time. `thing` is what a person calls such a record."""

    def __init__(
        self, row: type[Base], thing: str, *, columns: Sequence[str], make: Callable[[Sequence[Any]], T]
    ) -> None:
        table = table_of(row)
        self._thing = thing
        self._make = make
        self._get = Fixed(select(*(table.c[name] for name in columns)).where(table.c.id == bindparam("wanted")))
        self._insert = Fixed(insert(table))
        self._update = Fixed(
            update(table)
            .where(table.c.id == bindparam("known_id"), table.c.version == bindparam("known_version"))
            .values({name: bindparam(name) for name in table.columns.keys() if name != "id"})  # noqa: SIM118
        )

    def get(self, transaction: Transaction, record_id: str) -> T:
        """The record with this id. Raises NotFound."""
        row = transaction.row(self._get, wanted=record_id)
        if row is None:
            raise NotFound(self._thing)
        return self._make(row)

    def add(self, transaction: Transaction, values: Mapping[str, Any]) -> None:
        """Adds a record. Raises NotFound when it names a record that is not there."""
        transaction.add(self._insert, values)

    def update(self, transaction: Transaction, values: Mapping[str, Any]) -> int:
        """Saves a record over the version it was read with, and returns its new version. Raises NotFound, or
        ChangedElsewhere when another version is stored by now."""
        asked = dict(values)
        known_id, known_version = asked.pop("id"), int(asked["version"])
        asked |= {"known_id": known_id, "known_version": known_version, "version": known_version + 1}
        if transaction.change(self._update, asked) == 0:
            self.get(transaction, known_id)
            raise ChangedElsewhere(self._thing)
        return known_version + 1


def add_once(transaction: Transaction, table: Table, values: Mapping[str, Any]) -> bool:
    """Adds a row unless one with its key is there, also when somebody else adds the same at the same moment. Returns
    whether it did."""
    if transaction.dialect == "postgresql":
        # Imported here, as it takes a twentieth of a second that a ward with a file of its own need not wait.
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        made = postgresql_insert(table).on_conflict_do_nothing()
        return transaction.change(made.execution_options(preserve_rowcount=True), values) == 1
    return transaction.change(sqlite_insert(table).on_conflict_do_nothing(), values) == 1
