"""Reads the people of a store's file, whatever version made it, and what they sign in with, by bare questions."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.held_people import RESTORED, SINCE, WHY, People, PersonThen, WardsThen, WardThen
from inpatient_hub.domain.sign_in import SecretKind, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.from_rows import access_settings
from inpatient_hub.store.keys.data_key import DataKey

_CHANGES = (AuditAction.STAFF_ADDED, AuditAction.STAFF_EDITED, AuditAction.STAFF_LEFT, AuditAction.STAFF_BACK)
_CHANGED = "SELECT entity_id, at, {said} FROM audit_events WHERE kind = 'staff' AND action IN (?, ?, ?, ?)"
_SECRETS = "SELECT staff_id, kind, verifier, made_at, expires_at, wrong_tries, version FROM staff_secrets"


def people_in(file: Path, key: DataKey | None) -> People | None:
    """The people of a store; None where it cannot be read."""
    try:
        with closing(sqlite_file.for_looking(file, key)) as connection:
            return readable_people(connection)
    except (Error, OSError):
        return None


def wards_in(file: Path, key: DataKey | None) -> WardsThen | None:
    """How people sign in on the wards of a store; None where it cannot be read."""
    try:
        with closing(sqlite_file.for_looking(file, key)) as connection:
            return readable_wards(connection)
    except (Error, OSError):
        return None


def readable_wards(connection: Connection) -> WardsThen | None:
    """The same of a store that is open."""
    try:
        kept = connection.execute("SELECT id, name, settings FROM wards").fetchall()
        return {
            ward_id: WardThen(name, access_settings(json.loads(settings).get("access")))
            for ward_id, name, settings in kept
        }
    except (Error, ValueError, TypeError, KeyError, AttributeError):  # also a value that no program of ours wrote
        return None


def readable_people(connection: Connection) -> People | None:
    """The same of a store that is open."""
    try:
        return _people(connection)
    except (Error, ValueError, TypeError, KeyError, AttributeError):  # also a value that no program of ours wrote
        return None


def _people(connection: Connection) -> People:
    changed = _changed(connection)
    secrets = {row[0]: _secret(row) for row in _rows(connection, "staff_secrets", _SECRETS)}
    return {
        person.id: PersonThen(person=person, secret=secrets.get(person.id), changed_at=_moment(changed.get(person.id)))
        for person in _staff(connection)
    }


def _changed(connection: Connection) -> dict[str, str]:
    """When each person's record was last changed by somebody. What went with an earlier restore counts from when
    somebody did it first."""
    found: dict[str, str] = {}
    said = "body" if "body" in _columns(connection, "audit_events") else "'{}'"  # which older versions had not
    for staff_id, at, body in connection.execute(_CHANGED.format(said=said), [one.value for one in _CHANGES]):
        detail = json.loads(body).get("detail") or {}
        when = detail.get(SINCE, "") if detail.get(WHY) == RESTORED else at
        found[staff_id] = max(found.get(staff_id, ""), when)
    return found


def _staff(connection: Connection) -> list[Staff]:
    """Of an older version, which had no roles, everybody is staff: what they become is seen once it is up to date."""
    known = "account" in _columns(connection, "staff")
    rights = "access, editor, other_wards, account" if known else "'staff', 0, '[]', NULL"
    rows = connection.execute(f"SELECT id, ward_id, name, role, active, version, {rights} FROM staff")  # noqa: S608
    return [
        Staff(
            id=row[0],
            ward_id=row[1],
            name=row[2],
            role=row[3],
            active=bool(row[4]),
            version=row[5],
            access=Role(row[6]),
            editor=bool(row[7]),
            other_wards=tuple(json.loads(row[8])),
            account=row[9],
        )
        for row in rows.fetchall()
    ]


def _secret(row: tuple[Any, ...]) -> StaffSecret:
    staff_id, kind, verifier, made_at, expires_at, wrong_tries, version = row
    return StaffSecret(
        staff_id=staff_id,
        kind=SecretKind(kind),
        verifier=verifier,
        made_at=datetime.fromisoformat(made_at),
        expires_at=_moment(expires_at),
        wrong_tries=wrong_tries,
        version=version,
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _columns(connection: Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def _rows(connection: Connection, table: str, question: str) -> list[tuple[Any, ...]]:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
    return connection.execute(question).fetchall() if there else []
