"""Locks what an older version kept plain: the store and its backups, compared row by row before the plain one goes.

Killed at any moment, the next start finds either the plain file or the locked one whole, and goes on. For a file F:
it is copied, locked, to F.locking and compared; F becomes F.plain; F.locking becomes F; F.plain is written over and
removed.
"""

import logging
import os
import secrets
from contextlib import closing
from pathlib import Path

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.errors import Fault, StoreFault, backup_folder
from inpatient_hub.store.file_kind import Kind, kind_of
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.same_content import same_content
from inpatient_hub.store.schema_version import APPLICATION_ID, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_log = logging.getLogger(__name__)

LOCKING = ".locking"
PLAIN = ".plain"
DAMAGED = ".damaged"

_WAIT_MS = 5_000
_CHUNK = 1 << 16


def is_to_be_locked(folder: Path) -> bool:
    """Whether there is something plain in this folder, or locking it was broken off."""
    try:
        return bool(_plain_files(folder))
    except OSError as error:
        raise judged_os(error, folder) from None


def lock_folder(folder: Path, key: DataKey, plan: SchemaPlan) -> None:
    """Locks the store of this folder, its backups, and the stores that were set aside, as far as they are plain.

    The caller holds the folder's lock. A plain backup that is damaged cannot be copied: it is renamed, so that nobody
    takes it for a backup, and stays. Other programs' files are left alone. Raises StoreFault when the store itself
    cannot be locked; it is then as it was.
    """
    try:
        for file in _plain_files(folder):
            if file.name == STORE_FILE:
                if kind_of(file) is Kind.PLAIN:
                    sqlite_file.schema_in(file, None, plan)  # raises for whatever is not a store of ours
                _lock_file(file, key)
            elif _is_ours(file):
                _lock_or_rename(file, key)
    except OSError as error:
        raise judged_os(error, folder) from None


def still_plain(folder: Path) -> tuple[Path, ...]:
    """Damaged files of an older version that lie open."""
    return tuple(sorted([*folder.glob(f"hub.*{DAMAGED}"), *backup_folder(folder).glob(f"hub.*{DAMAGED}")]))


def _plain_files(folder: Path) -> tuple[Path, ...]:
    """The store first, then set-aside stores and backups: what is plain, and what was left in the middle."""
    places = (folder, backup_folder(folder))
    names = {file for place in places for file in place.glob("hub.*db")}
    halfway = {
        file.with_name(file.name.removesuffix(ending))
        for place in places
        for ending in (LOCKING, PLAIN)
        for file in place.glob(f"hub.*db{ending}")
    }
    found = {file for file in names if kind_of(file) is Kind.PLAIN} | halfway
    return tuple(sorted(found, key=lambda file: (file.name != STORE_FILE, str(file))))


def _is_ours(file: Path) -> bool:
    if kind_of(file) is not Kind.PLAIN:
        return True
    try:
        with closing(sqlite_file.bare(file, None, mode="ro", wait_ms=_WAIT_MS)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    except Error:
        return True


def _lock_or_rename(file: Path, key: DataKey) -> None:
    try:
        _lock_file(file, key)
    except StoreFault as fault:
        if fault.fault not in (Fault.DAMAGED, Fault.NOT_A_STORE, Fault.BACKUP_FAILED):
            raise
        _log.warning("A plain file of an older version is damaged and stays plain: %s", file.name)
        file.replace(_named(file, DAMAGED))


def _lock_file(file: Path, key: DataKey) -> None:
    """Takes one file the whole way, from wherever it was left. A file that is locked already stays as it is."""
    locking, plain = _named(file, LOCKING), _named(file, PLAIN)
    if not file.exists() and plain.exists():
        is_ready = locking.exists() and _says_the_same(plain, locking, key)
        sqlite_file.put_in_place(locking if is_ready else plain, file)
    if kind_of(file) is Kind.PLAIN:
        _make_locked(file, locking, key)
        sqlite_file.put_in_place(file, plain)
        sqlite_file.put_in_place(locking, file)
    sqlite_file.remove(locking)
    if plain.exists():
        _check_opens(file, key)
        shred(plain)


def _make_locked(file: Path, locking: Path, key: DataKey) -> None:
    try:
        with closing(sqlite_file.bare(file, None, wait_ms=_WAIT_MS)) as plain:
            _fold_log(file, plain)
            _export(plain, locking, key)
        _check_same(file, locking, key)
        sqlite_file.sync(locking)
    except Error as error:
        sqlite_file.remove(locking)
        raise judged(error, StoreTarget.in_folder(file.parent)) from None
    except BaseException:
        sqlite_file.remove(locking)
        raise


def _fold_log(file: Path, plain: Connection) -> None:
    """Writes what is still in the log into the file, and takes the log away: it must not lie beside the locked file."""
    plain.execute("PRAGMA journal_mode=DELETE").fetchone()
    if any(beside.exists() for beside in sqlite_file.with_log(file)[1:]):
        raise StoreFault.of(Fault.LOCKED, file.parent)


def _export(plain: Connection, locking: Path, key: DataKey) -> None:
    sqlite_file.remove(locking)
    sqlite_file.new_private_file(locking)
    (version,) = plain.execute("PRAGMA user_version").fetchone()
    (application,) = plain.execute("PRAGMA application_id").fetchone()
    plain.execute("ATTACH DATABASE ? AS locking KEY ?", (str(locking), key.attach_words()))
    # Thrown away when it is not finished: it needs no journal, and is put on the disk at the end.
    plain.execute("PRAGMA locking.journal_mode=OFF").fetchone()
    plain.execute("PRAGMA locking.synchronous=OFF")
    plain.execute("SELECT sqlcipher_export('locking')").fetchone()
    plain.execute(f"PRAGMA locking.user_version = {int(version)}")
    plain.execute(f"PRAGMA locking.application_id = {int(application)}")
    plain.execute("DETACH DATABASE locking")


def _check_same(plain: Path, locking: Path, key: DataKey) -> None:
    if not _says_the_same(plain, locking, key):
        raise StoreFault.of(Fault.BACKUP_FAILED, plain.parent)


def _says_the_same(plain: Path, locking: Path, key: DataKey) -> bool:
    try:
        with (
            closing(sqlite_file.bare(plain, None, wait_ms=_WAIT_MS)) as one,
            closing(sqlite_file.bare(locking, key, wait_ms=_WAIT_MS)) as other,
        ):
            sound = other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            unlocked = not other.execute("PRAGMA cipher_integrity_check").fetchall()
            return sound and unlocked and same_content(one, other)
    except Error:
        return False


def _check_opens(file: Path, key: DataKey) -> None:
    """Raises StoreFault when the locked file cannot be read to its end: then the plain one must not go."""
    try:
        with closing(sqlite_file.bare(file, key, wait_ms=_WAIT_MS)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except Error as error:
        raise judged(error, StoreTarget.in_folder(file.parent)) from None
    if not sound:
        raise StoreFault.of(Fault.DAMAGED, file.parent)


def shred(file: Path) -> None:
    """Writes chance over a file and removes it. A solid-state disk may keep the old cells for a while: only a disk
    that is encrypted as a whole helps against that."""
    with file.open("r+b", buffering=0) as opened:
        left = file.stat().st_size
        while left > 0:
            left -= opened.write(secrets.token_bytes(min(left, _CHUNK))) or 0
        os.fsync(opened.fileno())
    file.unlink()
    sqlite_file.sync(file.parent)


def _named(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
