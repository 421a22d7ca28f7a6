"""Examines a store without opening it for work, so that it can be judged also when the program cannot use it."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import Locked
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import Backup, backups_in
from inpatient_hub.store.driver import Error
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, kind_of
from inpatient_hub.store.judging import judged
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import Holder, holder_in, is_taken
from inpatient_hub.store.log_mark import check_log
from inpatient_hub.store.places import check_place
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreHealth:
    """What an examination found. `fault` is the first thing that keeps the store from being used, or None."""

    place: str
    """The folder, or the server without user and password."""
    exists: bool = False
    size: int | None = None
    """Bytes of the file, without its log."""
    free: int | None = None
    """Bytes left on the disk."""
    schema: int | None = None
    """Form of the store as a number, when it could be told."""
    findings: tuple[str, ...] = ()
    """What SQLite's own check says is wrong, in its words; they name tables and pages, never what is in them."""
    holder: Holder | None = None
    """The process that has it open at this moment."""
    backups: tuple[Backup, ...] = ()
    is_locked: bool = False
    """It is locked, and no key was given: nothing more than this could be told."""
    fault: HubError | None = None


def check_store(target: StoreTarget, *, plan: SchemaPlan = CURRENT_SCHEMA) -> StoreHealth:
    """Examines a store wherever it is. Changes nothing, makes nothing, and raises nothing that can be told in words."""
    if target.folder is None:
        return _check_server(target, plan)
    folder = target.folder
    health = StoreHealth(place=str(folder), fault=_fault_of_place(folder))
    if health.fault is not None:
        return health
    file = folder / STORE_FILE
    size = _size(file)
    key = None if _is_plain(file) else target.key
    schema, fault = _schema(folder, key, plan)
    fault = fault or _fault_of_log(folder)
    is_locked = isinstance(fault, Locked)
    findings, damage = _findings(file, key) if size and fault is None else ((), None)
    return StoreHealth(
        place=str(folder),
        exists=size is not None,
        size=size,
        free=shutil.disk_usage(folder).free,
        schema=schema,
        findings=findings,
        holder=holder_in(folder) if is_taken(folder) else None,
        backups=backups_in(folder),
        is_locked=is_locked,
        fault=None if is_locked else fault or damage,
    )


def _fault_of_place(folder: Path) -> StoreFault | None:
    try:
        check_place(folder)
    except StoreFault as fault:
        return fault
    return None if folder.is_dir() else StoreFault.of(Fault.NO_FOLDER, folder)


def _is_plain(file: Path) -> bool:
    """Whether it is a store of an older version, which is locked at the next start and is looked at as it is."""
    try:
        return kind_of(file) is Kind.PLAIN
    except StoreFault:
        return False


def _fault_of_log(folder: Path) -> StoreFault | None:
    if is_taken(folder):
        return None
    try:
        check_log(folder)
    except StoreFault as fault:
        return fault
    return None


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _schema(folder: Path, key: DataKey | None, plan: SchemaPlan) -> tuple[int | None, HubError | None]:
    try:
        if not sqlite_file.exists(folder):
            return None, None
        file = folder / STORE_FILE
        return sqlite_file.schema_in(file, key, plan, mode=sqlite_file.looking_mode(file)), None
    except HubError as fault:
        return None, fault


def _findings(file: Path, key: DataKey | None) -> tuple[tuple[str, ...], HubError | None]:
    """Runs SQLite's complete check: a second for each hundred megabytes or so."""
    try:
        with closing(sqlite_file.for_looking(file, key)) as connection:
            said = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_FINDINGS})")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FINDINGS)
        # On a new connection: one that met a page it could not unlock says of every page that it is wrong.
        with closing(sqlite_file.for_looking(file, key)) as connection:
            torn = connection.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST_FINDINGS)
    except Error as error:
        judgement = judged(error, StoreTarget.in_folder(file.parent))
        if isinstance(judgement, HubError):
            return (), judgement
        raise judgement from None
    findings = (
        tuple(said if said != ["ok"] else [])
        + tuple(str(row[0]) for row in torn)
        + tuple(f"a row of {table} names one of {parent} that is not there" for table, _, parent, _ in broken)
    )
    return findings, StoreFault.of(Fault.DAMAGED, file.parent) if findings else None


def _check_server(target: StoreTarget, plan: SchemaPlan) -> StoreHealth:
    # Imported here: examining a folder needs nothing of what a server does.
    from inpatient_hub.store.engines import engine_for
    from inpatient_hub.store.upgrade import revision_on_server

    engine = engine_for(target)
    try:
        with engine.connect() as connection:
            revision = revision_on_server(connection, target, plan)
    except Exception as error:  # noqa: BLE001 - the border where the driver's errors become words
        judgement = judged(error, target)
        if isinstance(judgement, HubError):
            return StoreHealth(place=target.place, fault=judgement)
        raise judgement from None
    finally:
        engine.dispose()
    return StoreHealth(place=target.place, exists=revision is not None, schema=int(revision) if revision else None)
