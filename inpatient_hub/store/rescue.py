"""Saves what can be read of a damaged store, takes the rest from the last backup, and says exactly what differs."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.rescue import Difference, Origin, Rescue, TableSaved
from inpatient_hub.services.ports import Clock
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import Backup, backups_in, check_copy, newest_first
from inpatient_hub.store.chain_guard import chain_as_it_was
from inpatient_hub.store.damaged_copies import best_reader
from inpatient_hub.store.damaged_reader import DamagedReader, Row, TableRead
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.erased_list import before_replacing
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock, held
from inpatient_hub.store.salvage import DAMAGED, RESTORING, put_ready_store
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_NOT_RECORDS = frozenset({"alembic_version", "schema_history", "sqlite_sequence"})
_MARGIN = 5_000
"""Rows that a table may have grown by since the backup, where nothing else tells how far it goes."""

Parents = dict[str, list[tuple[str, str]]]
"""Table to (its column, the table that this names a row of)."""


def rescue(
    folder: Path, *, key: DataKey, clock: Clock, lock: StoreLock | None = None, plan: SchemaPlan = CURRENT_SCHEMA
) -> Rescue:
    """Makes a new store of what can be read and of the newest sound backup, and puts it in the damaged one's place,
    which is kept. Raises StoreFault when nothing can be read at all: then a backup is all there is."""
    with held(folder, lock, clock=clock):
        before_replacing(folder, key)
        backup = _newest_sound(folder, key, plan, clock.now())
        making = folder / f"{STORE_FILE}.rescued"
        try:
            saved = _Saved(folder, key, backup, plan)
            saved.write(making, clock=clock, plan=plan)
            sqlite_file.put_in_place(making, folder / RESTORING)
            kept = put_ready_store(folder, clock=clock, why=DAMAGED)
        except OSError as error:
            raise judged_os(error, folder) from None
        except Error as error:
            raise judged(error, StoreTarget.in_folder(folder)) from None
        finally:
            sqlite_file.remove(making)
    return Rescue(
        tables=tuple(saved.tables),
        differences=tuple(saved.differences),
        backup_made_at=backup.made_at if backup else None,
        is_complete=saved.is_complete,
        kept=str(kept),
    )


def _newest_sound(folder: Path, key: DataKey, plan: SchemaPlan, now: datetime) -> Backup | None:
    for backup in newest_first(backups_in(folder), now):
        try:
            check_copy(backup.path, key=key)
            if sqlite_file.schema_in(backup.path, key, plan, mode="ro") == plan.version:
                return backup
        except StoreFault:
            continue
    return None


class _Saved:
    """What is saved, table by table."""

    def __init__(self, folder: Path, key: DataKey, backup: Backup | None, plan: SchemaPlan) -> None:
        self._key = key
        self.tables: list[TableSaved] = []
        self.differences: list[Difference] = []
        self.is_complete = True
        with best_reader(folder / STORE_FILE, key, backup.path if backup else None) as reader:
            tables = reader.tables()
            # One of an older form cannot be brought up to date while it is damaged.
            if tables is None or reader.ask(_form) != plan.version:
                raise StoreFault.of(Fault.DAMAGED, folder)
            self._backup = _backup_rows(backup, key, tables) if backup else {}
            self._read = {
                name: reader.table(name, columns, unique, up_to=self._reaches(name))
                for name, (columns, unique) in tables.items()
                if name not in _NOT_RECORDS
            }

    def _reaches(self, name: str) -> int:
        return max(self._backup.get(name, {0: ()}), default=0) + _MARGIN

    def write(self, making: Path, *, clock: Clock, plan: SchemaPlan) -> None:
        """Makes the new store in this file, checked. Raises StoreFault, OSError and the driver's Error."""
        from inpatient_hub.store.upgrade import make_store

        make_store(making, key=self._key, clock=clock, plan=plan)
        with closing(sqlite_file.connect(making, self._key)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA defer_foreign_keys=ON")
            parents = _parents(connection, list(self._read))
            kept: dict[str, set[Any]] = {}
            with chain_as_it_was(connection):
                for name in _parents_first(parents):
                    self._write_table(connection, name, parents[name], kept)
            connection.execute("COMMIT")
            sqlite_file.fold_log(connection, making)
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not sound or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreFault.of(Fault.BACKUP_FAILED, making.parent)

    def _write_table(
        self, connection: Connection, name: str, parents: Sequence[tuple[str, str]], kept: dict[str, set[Any]]
    ) -> None:
        read = self._read[name]
        self.is_complete = self.is_complete and read.is_complete
        mine = {read.key_of(row) for row in read.rows.values()}
        older = {number: row for number, row in self._backup.get(name, {}).items() if read.key_of(row) not in mine}
        lost = _lost(read, older)
        wanted = [*read.rows.values(), *older.values()]
        whole = [row for row in wanted if _has_its_parents(row, read, parents, kept)]
        _insert(connection, name, read, whole)
        there = {read.key_of(row) for row in whole}
        kept[name] = there
        taken = [read.key_of(row) for row in older.values() if read.key_of(row) in there]
        orphans = [read.key_of(row) for row in wanted if read.key_of(row) not in there]
        self._note(name, taken, Origin.BACKUP)
        self._note(name, lost, Origin.LOST)
        self._note(name, orphans, Origin.ORPHAN)
        self.tables.append(TableSaved(name, len(there) - len(taken), len(taken), len(lost), len(orphans)))

    def _note(self, table: str, keys: Sequence[Any] | set[Any], origin: Origin) -> None:
        self.differences += [Difference(table, str(key), origin) for key in sorted(keys, key=str)]


def _lost(read: TableRead, older: Mapping[int, Row]) -> set[Any]:
    """The keys of the rows that are nowhere; where the key is lost as well, the number. A row may have another number
    in the backup."""
    found = {read.key_of(row) for row in older.values()}
    missing = {number: key for number, key in read.named.items() if number not in read.rows}
    return {key for number, key in missing.items() if key not in found and not (key == number and number in older)}


def _form(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _backup_rows(
    backup: Backup, key: DataKey, tables: Mapping[str, tuple[tuple[str, ...], str]]
) -> dict[str, dict[int, Row]]:
    with closing(DamagedReader(backup.path, key)) as reader:
        return {
            name: reader.table(name, columns, unique, up_to=0).rows
            for name, (columns, unique) in tables.items()
            if name not in _NOT_RECORDS
        }


def _parents(connection: Connection, tables: Sequence[str]) -> Parents:
    return {
        name: [(row[3], row[2]) for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')] for name in tables
    }


def _parents_first(parents: Parents) -> list[str]:
    from graphlib import TopologicalSorter

    return list(TopologicalSorter({name: {to for _, to in named} for name, named in parents.items()}).static_order())


def _has_its_parents(
    row: Row, read: TableRead, parents: Sequence[tuple[str, str]], kept: Mapping[str, set[Any]]
) -> bool:
    values = dict(zip(read.columns, row, strict=True))
    return all(values[column] is None or values[column] in kept[to] for column, to in parents)


def _insert(connection: Connection, name: str, read: TableRead, rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{column}"' for column in read.columns)
    places = ", ".join("?" * len(read.columns))
    connection.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({places})', rows)  # noqa: S608 - the file's own names
