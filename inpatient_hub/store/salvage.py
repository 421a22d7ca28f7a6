"""Ways forward when a store cannot be opened: set it aside and start empty, or go back to a backup.

Nothing is ever removed: what stood in the way is kept under another name in the same folder.
"""

from datetime import UTC
from pathlib import Path

from inpatient_hub.services.ports import Clock
from inpatient_hub.store import log_mark, sqlite_file
from inpatient_hub.store.backup import check_copy, copy_checked
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, kind_of
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock, held
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE

DAMAGED = "damaged"
REPLACED = "replaced"


def set_aside(folder: Path, *, clock: Clock, lock: StoreLock | None = None, why: str = DAMAGED) -> Path | None:
    """Renames the store to `hub.damaged-20261120T140530Z.db`, with the log beside it. Returns the new path, or None
    when there was no file. Raises StoreFault when somebody has the store open."""
    with held(folder, lock, clock=clock):
        return _set_aside(folder, clock=clock, why=why)


def start_empty(
    folder: Path,
    *,
    key: DataKey | None,
    clock: Clock,
    lock: StoreLock | None = None,
    plan: SchemaPlan = CURRENT_SCHEMA,
) -> Path | None:
    """Sets the store aside and makes an empty one in its place. Returns where the old one is, or None."""
    # Imported here, so that this module can be used by a doctor that loads nothing else.
    from inpatient_hub.store.upgrade import create

    with held(folder, lock, clock=clock):
        kept = _set_aside(folder, clock=clock, why=DAMAGED)
        create(folder, key=key, clock=clock, plan=plan)
        return kept


def restore_backup(
    folder: Path, backup: Path, *, key: DataKey | None, clock: Clock, lock: StoreLock | None = None
) -> Path | None:
    """Puts a copy of this backup in the store's place. Returns where the store it replaced is kept, or None.

    The backup is checked first, and the store is touched only when it is whole. One made by an older version is brought
    up to date when the store is next opened. Raises StoreFault.
    """
    if kind_of(backup) is Kind.PLAIN:
        key = None  # made by an older version: it is locked when the store is next opened
    check_copy(backup, key=key)
    ready = folder / f"{STORE_FILE}.restoring"
    with held(folder, lock, clock=clock):
        try:
            copy_checked(backup, ready, key=key, mode="ro")
            kept = _set_aside(folder, clock=clock, why=REPLACED)
            sqlite_file.put_in_place(ready, folder / STORE_FILE)
        except OSError as error:
            raise judged_os(error, folder) from None
        finally:
            sqlite_file.remove(ready)
    return kept


def go_on_without_log(folder: Path, *, clock: Clock, lock: StoreLock | None = None) -> None:
    """Takes the store for what it is, without the newest work that is missing. What is left of that is kept beside it
    as `hub.damaged-20261120T140530Z.db-wal`. Raises StoreFault."""
    with held(folder, lock, clock=clock):
        aside = _free_name(folder, f"hub.{DAMAGED}-{_stamp(clock)}")
        try:
            log_mark.go_on_without_log(folder, aside.with_name(f"{aside.name}-wal"))
        except OSError as error:
            raise judged_os(error, folder) from None


def _stamp(clock: Clock) -> str:
    return clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _set_aside(folder: Path, *, clock: Clock, why: str) -> Path | None:
    if not folder.is_dir():
        raise StoreFault.of(Fault.NO_FOLDER, folder)
    aside = _free_name(folder, f"hub.{why}-{_stamp(clock)}")
    try:
        (folder / log_mark.MARK).unlink(missing_ok=True)
        moved = [_move(old, new) for old, new in _pairs(folder, aside)]
    except OSError as error:
        raise judged_os(error, folder) from None
    return aside if any(moved) else None


def _pairs(folder: Path, aside: Path) -> list[tuple[Path, Path]]:
    return list(zip(sqlite_file.with_log(folder / STORE_FILE), sqlite_file.with_log(aside), strict=True))


def _move(old: Path, new: Path) -> bool:
    if not old.exists():
        return False
    old.rename(new)
    return True


def _free_name(folder: Path, stem: str) -> Path:
    number = 1
    path = folder / f"{stem}.db"
    while any(one.exists() for one in sqlite_file.with_log(path)):
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path
