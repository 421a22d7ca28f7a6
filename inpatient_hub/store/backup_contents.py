"""Tells what a backup holds, and whether a store has changed since one was made, by bare questions."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.backups import BackupContents
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import CURRENT
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.tasks import OPEN
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.held_people import readable_people, readable_wards
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.schema_version import LAST_PROGRAM
from inpatient_hub.store.search_index import is_index

_WAIT_MS = 5_000
_NO_CONTENT = frozenset({"alembic_version", "sqlite_sequence"})


def contents_of(file: Path, key: DataKey | None) -> BackupContents:
    """What a backup holds. Raises StoreFault when it cannot be read."""
    try:
        with closing(sqlite_file.bare(file, key, mode="ro", wait_ms=_WAIT_MS)) as connection:
            return _contents(connection)
    except Error:
        raise StoreFault.of(Fault.BACKUP_UNUSABLE, file) from None


def _contents(connection: Connection) -> BackupContents:
    wards = connection.execute("SELECT name FROM wards ORDER BY name_folded").fetchall()
    (made_by,) = connection.execute(LAST_PROGRAM).fetchone() or ("",)
    first, last = connection.execute("SELECT min(at), max(at) FROM audit_events").fetchone()
    return BackupContents(
        wards=tuple(name for (name,) in wards),
        patients=_count(connection, "patients", one_of("status", CURRENT)),
        staff=_count(connection, "staff", "active"),
        runs_in_progress=_count(connection, "runs", one_of("state", {RunState.IN_PROGRESS})),
        notes=_count(connection, "notes", "1"),
        notes_unfiled=_count(connection, "notes", one_of("state", {NoteState.COPIED})),
        tasks_open=_count(connection, "tasks", one_of("state", OPEN)),
        first_at=_moment(first),
        last_at=_moment(last),
        made_by=made_by,
        people=readable_people(connection),
        sign_in=readable_wards(connection),
    )


def _count(connection: Connection, table: str, where: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()  # noqa: S608 - names above
    return int(number)


def _moment(said: Any) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def state_of(file: Path, key: DataKey | None) -> tuple[tuple[Any, ...], ...]:
    """How much there is in a store and how often each record was changed: two files of one store with the same answer
    hold the same. Raises the driver's Error."""
    with closing(sqlite_file.for_looking(file, key)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        told: list[tuple[Any, ...]] = [("", form)]
        for (name,) in names:
            if name not in _NO_CONTENT and not is_index(name):
                columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
                changes = "total(version)" if "version" in columns else "total(rowid)"
                told.append((name, *connection.execute(f'SELECT count(*), {changes} FROM "{name}"').fetchone()))  # noqa: S608
        return tuple(told)
