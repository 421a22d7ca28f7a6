"""Keeps what people's PINs, passphrases and start codes are checked against."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.sign_in import SecretKind, StaffSecret
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import StaffSecretRow
from inpatient_hub.store.transaction import Transaction

_secrets = table_of(StaffSecretRow)
_COLUMNS = tuple(field.name for field in fields(StaffSecret))
_ALL = select(*(_secrets.c[name] for name in _COLUMNS)).order_by(_secrets.c.staff_id)
_OF_PERSON = _ALL.where(_secrets.c.staff_id == bindparam("wanted"))
_INSERT = insert(_secrets)
_UPDATE = (
    update(_secrets)
    .where(_secrets.c.staff_id == bindparam("known_id"), _secrets.c.version == bindparam("known_version"))
    .values({name: bindparam(name) for name in _COLUMNS if name != "staff_id"})
)


class SqlSecretRepository:
    """One secret a person, at most."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find(self, staff_id: str) -> StaffSecret | None:
        """The person's secret, or None."""
        row = self._transaction.row(_OF_PERSON, wanted=staff_id)
        return _from(row) if row is not None else None

    def all(self) -> Sequence[StaffSecret]:
        """Everybody's."""
        return [_from(row) for row in self._transaction.rows(_ALL)]

    def add(self, secret: StaffSecret) -> None:
        """Adds the secret of somebody who has none. Raises NotFound when there is no such person."""
        self._transaction.add(_INSERT, _row(secret))

    def update(self, secret: StaffSecret) -> StaffSecret:
        """Saves a secret over the version it was read with. Raises ChangedElsewhere, NotFound."""
        values = {**_row(secret), "version": secret.version + 1}
        del values["staff_id"]
        known = {"known_id": secret.staff_id, "known_version": secret.version}
        if self._transaction.change(_UPDATE, {**values, **known}) == 0:
            raise NotFound("Sign-in") if self.find(secret.staff_id) is None else ChangedElsewhere("Sign-in")
        return replace(secret, version=secret.version + 1)


def _row(secret: StaffSecret) -> dict[str, Any]:
    return {**asdict(secret), "kind": secret.kind.value}


def _from(values: Sequence[Any]) -> StaffSecret:
    named = dict(zip(_COLUMNS, values, strict=True))
    return StaffSecret(**{**named, "kind": SecretKind(named["kind"])})
