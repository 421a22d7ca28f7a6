"""Ways forward when a store cannot be opened: set it aside and start empty, or go back to a backup.

Nothing is ever removed: what stood in the way is kept under another name in the same folder.
"""

from contextlib import suppress
from datetime import UTC
from pathlib import Path

from inpatient_hub.services.ports import Clock
from inpatient_hub.store import log_mark, sqlite_file
from inpatient_hub.store.backup import check_copy, copy_checked
from inpatient_hub.store.erased_list import before_replacing
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock, held
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE

DAMAGED = "damaged"
REPLACED = "replaced"
RESTORING = f"{STORE_FILE}.restoring"
"""Name of a checked copy of a backup until the store that it replaces is set aside."""


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
    folder: Path,
    backup: Path,
    *,
    key: DataKey | None,
    backup_key: DataKey | None,
    clock: Clock,
    lock: StoreLock | None = None,
    plan: SchemaPlan = CURRENT_SCHEMA,
) -> Path | None:
    """Puts a copy of this backup in the store's place, locked with `key` whatever `backup_key` it was locked with.
    Returns where the store it replaced is kept, or None.

    The backup is checked first, and the store is touched only when it is whole and not of a newer program. One made by
    an older version is brought up to date when the store is next opened; one that lies open is locked then. Broken off
    between the two, the next opening finishes it. Raises StoreFault.
    """
    check_copy(backup, key=backup_key)
    sqlite_file.schema_in(backup, backup_key, plan, mode="ro")
    new_key = key if backup_key is not None else None
    with held(folder, lock, clock=clock):
        before_replacing(folder, key, beside=backup, beside_key=backup_key)
        try:
            copy_checked(backup, folder / RESTORING, key=backup_key, new_key=new_key, mode="ro")
        except OSError as error:
            raise judged_os(error, folder) from None
        return put_ready_store(folder, clock=clock)


def put_ready_store(folder: Path, *, clock: Clock, why: str = REPLACED) -> Path | None:
    """Sets the store aside and puts the ready one (`RESTORING`) in its place. Returns where the old one is kept, or
    None. The caller holds the folder. Raises StoreFault."""
    ready = folder / RESTORING
    try:
        kept = _set_aside(folder, clock=clock, why=why)
        sqlite_file.put_in_place(ready, folder / STORE_FILE)
    except OSError as error:
        raise judged_os(error, folder) from None
    finally:
        _remove_if_store(ready)
    return kept


def is_half_restored(folder: Path) -> bool:
    """Whether putting a backup back was broken off when the copy was ready."""
    try:
        return (folder / RESTORING).exists()
    except OSError:
        return False


def finish_restore(folder: Path) -> None:
    """Puts the ready copy in its place where the old store was set aside already; else throws it away. The caller
    holds the folder. Raises StoreFault."""
    try:
        if is_half_restored(folder) and not (folder / STORE_FILE).exists():
            _set_log_aside(folder)
            sqlite_file.put_in_place(folder / RESTORING, folder / STORE_FILE)
        _remove_if_store(folder / RESTORING)
    except OSError as error:
        raise judged_os(error, folder) from None


def _remove_if_store(ready: Path) -> None:
    """Removes the ready copy, unless it is all there is."""
    if ready.with_name(STORE_FILE).exists():
        sqlite_file.remove(ready)


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
    was_marked = log_mark.is_marked(folder)
    moved: list[tuple[Path, Path]] = []
    try:
        (folder / log_mark.MARK).unlink(missing_ok=True)
        for old, new in _pairs(folder, aside):
            if _move(old, new):
                moved.append((old, new))
    except OSError as error:
        for old, new in reversed(moved):
            with suppress(OSError):
                new.rename(old)
        if was_marked:
            log_mark.mark(folder)
        raise judged_os(error, folder) from None
    return aside if moved else None


def _set_log_aside(folder: Path) -> None:
    """Lets a log that was left behind follow the store that was set aside: laid over another one it would spoil it."""
    leftovers = [file for file in sqlite_file.with_log(folder / STORE_FILE)[1:] if file.exists()]
    if not leftovers:
        return
    asides = [file for why in (REPLACED, DAMAGED) for file in folder.glob(f"hub.{why}-*.db")]
    free = [file for file in asides if not any(log.exists() for log in sqlite_file.with_log(file)[1:])]
    latest = max(free, key=lambda file: file.name.partition("-")[2], default=folder / f"hub.{REPLACED}.db")
    for file in leftovers:
        file.replace(latest.with_name(latest.name + file.name.removeprefix(STORE_FILE)))


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
