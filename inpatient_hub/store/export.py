"""Writes everything in a store as lines of JSON, sealed with the ward's key: a second way back that needs no database.

The first line says what it is, each further one is a row, and the last one counts them.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inpatient_hub import __version__
from inpatient_hub.host.own_files import refuse_own
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.errors import Fault, StoreFault, backup_folder
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealed_files import NotSealedSo, read_sealed, write_sealed
from inpatient_hub.store.search_index import is_index
from inpatient_hub.store.target import STORE_FILE, StoreTarget

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

FORMAT = 1
NOT_EXPORTED = frozenset({"alembic_version", "sqlite_sequence"})
"""What a new store of the same form has of itself."""
ENDING = ".sealed"
_KEPT = 7
_STAMP = "%Y%m%dT%H%M%SZ"


def export_store(folder: Path, *, key: DataKey, clock: "Clock", file: Path | None = None) -> Path:
    """Exports the store of this folder to a file, or to its backups, where the seven newest are kept. What was written
    is read again and compared. Others may go on writing: the export is of one moment. Raises StoreFault, and
    HubError for a place among the program's own files."""
    if file is not None:
        refuse_own(file)
    kept_in = backup_folder(folder)
    moment = clock.now().astimezone(UTC)
    target = file or kept_in / f"hub.export.{moment.strftime(_STAMP)}{ENDING}"
    try:
        if file is None:
            kept_in.mkdir(mode=0o700, exist_ok=True)
        digest = hashlib.sha256()
        write_sealed(target, key, _noted(_lines(folder, key, moment.isoformat()), digest))
        _check(target, key, digest.digest())
        if file is None:
            _thin_out(folder, moment)
    except OSError as error:
        raise judged_os(error, target.parent) from None
    except Error as error:
        raise judged(error, StoreTarget.in_folder(folder)) from None
    return target


def _thin_out(folder: Path, now: datetime) -> None:
    """One that a virus scanner or a viewer holds open goes another night: the new export was made all the same."""
    for older in exports_in(folder, now)[_KEPT:]:
        with suppress(OSError):
            older.unlink(missing_ok=True)


def exports_in(folder: Path, now: datetime | None = None) -> tuple[Path, ...]:
    """The exports that lie with the backups, newest first, and last of all those that are from the future where it is
    known what time it is now: they were made before a clock was put right."""
    try:
        found = list(backup_folder(folder).glob(f"hub.export.*{ENDING}"))
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda one: (not _is_to_come(one, now), one.name), reverse=True))


def _is_to_come(export: Path, now: datetime | None) -> bool:
    made = made_at(export)
    return now is not None and made is not None and made > now


def made_at(export: Path) -> datetime | None:
    """When an export that lies with the backups was made, by its name."""
    try:
        return datetime.strptime(export.name.split(".")[2], _STAMP).replace(tzinfo=UTC)
    except (ValueError, IndexError):
        return None


def _lines(folder: Path, key: DataKey, made_at: str) -> Iterator[bytes]:
    with closing(sqlite_file.for_looking(folder / STORE_FILE, key)) as connection:
        connection.execute("BEGIN")
        (form,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        tables = _tables(connection)
        yield _line(inpatient_hub_export=FORMAT, form=form, program=__version__, made_at=made_at, tables=tables)
        counts: dict[str, int] = {}
        for table in tables:
            counts[table] = 0
            for row in _rows(connection, table):
                counts[table] += 1
                yield _line(table=table, row=row)
        yield _line(end=counts)
        connection.execute("ROLLBACK")


def _tables(connection: Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in names if name not in NOT_EXPORTED and not is_index(name)]


def _rows(connection: Connection, table: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(f'SELECT rowid AS "rowid", * FROM "{table}" ORDER BY rowid')  # noqa: S608 - its own name
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(columns, row, strict=True))


def _line(**said: Any) -> bytes:
    return (json.dumps(said, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _noted(lines: Iterator[bytes], digest: Any) -> Iterator[bytes]:
    for line in lines:
        digest.update(line)
        yield line


def _check(file: Path, key: DataKey, wanted: bytes) -> None:
    digest = hashlib.sha256()
    try:
        for piece in read_sealed(file, key):
            digest.update(piece)
    except NotSealedSo:
        digest = hashlib.sha256()
    if digest.digest() != wanted:
        file.unlink(missing_ok=True)
        raise StoreFault.of(Fault.BACKUP_FAILED, file.parent)
