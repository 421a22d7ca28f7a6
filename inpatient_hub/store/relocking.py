"""Locks a ward's work with a new key: when an old passphrase or recovery key may be known to somebody else.

Killed at any moment the store opens with the old lock or with the new one. The store is copied, locked anew and
compared row by row; the new key file is written beside the old one; the copy takes the store's name; the new key file
takes the old one's. Which of the two belongs to the store is told by the store's first bytes.
"""

from contextlib import closing, suppress
from pathlib import Path

from inpatient_hub.domain.lock_troubles import KeyringUnavailable
from inpatient_hub.domain.locking import Way
from inpatient_hub.services.ports import Clock
from inpatient_hub.store import erased_list, log_mark, sqlite_file
from inpatient_hub.store.backup import backups_in, copy_checked
from inpatient_hub.store.driver import Error
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.slots import KeyFile
from inpatient_hub.store.keys.vault import FolderVault
from inpatient_hub.store.lock import StoreLock, held
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_RELOCKED = ".relocked"
_WAIT_MS = 5_000


def lock_anew(
    vault: FolderVault,
    key: DataKey,
    *,
    clock: Clock,
    passphrase: str | None = None,
    use_keyring: bool = True,
    lock: StoreLock | None = None,
) -> DataKey:
    """Makes a new lock and locks the store and its backups with it. Returns the new key; its recovery key is to be
    written down. A backup that cannot be read keeps its old lock. Nobody may have the store open. Raises StoreFault,
    PassphraseNeeded and TooWeak; then the old lock is in force as before."""
    folder = vault.folder
    with held(folder, lock, clock=clock):
        if not log_mark.check_log(folder):
            raise StoreFault.of(Fault.IN_USE, folder)
        log_mark.unmark(folder)
        old_keys = key_file.load(folder)
        new, keys = vault.made(passphrase, use_keyring=use_keyring)
        file = folder / STORE_FILE
        ready = file.with_name(f"{STORE_FILE}{_RELOCKED}")
        try:
            copy_checked(file, ready, key=key, new_key=new)
            _fold_log(file, key)
            erased_list.seal_anew(folder, key, new)
            key_file.save(folder, keys, name=key_file.NEXT_KEY_FILE)
            sqlite_file.put_in_place(ready, file)
            key_file.settle(folder)
            _lock_backups(folder, key, new)
        except OSError as error:
            raise judged_os(error, folder) from None
        finally:
            sqlite_file.remove(ready)
        _forget(vault, old_keys)
    return new


def _fold_log(file: Path, key: DataKey) -> None:
    """Brings the log into the file and takes it away: beside the new file it would be another lock's."""
    try:
        with closing(sqlite_file.bare(file, key, wait_ms=_WAIT_MS)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except Error as error:
        raise judged(error, StoreTarget.in_folder(file.parent)) from None
    if any(beside.exists() for beside in sqlite_file.with_log(file)[1:]):
        raise StoreFault.of(Fault.LOCKED, file.parent)


def _lock_backups(folder: Path, old: DataKey, new: DataKey) -> None:
    for backup in backups_in(folder):
        if lock_id_of(backup.path) != old.lock_id:
            continue
        ready = backup.path.with_name(f"{backup.path.name}{_RELOCKED}")
        with suppress(StoreFault):
            copy_checked(backup.path, ready, key=old, new_key=new, mode="ro")
            sqlite_file.put_in_place(ready, backup.path)


def _forget(vault: FolderVault, keys: KeyFile) -> None:
    """Takes the old lock's key file from the backups when none of them needs it, and its secrets from the keyring."""
    if any(lock_id_of(backup.path) == keys.lock_id for backup in backups_in(vault.folder)):
        return
    erased_list.forget(vault.folder, keys.lock_id)
    with suppress(OSError):
        key_file.copy_of(vault.folder, keys).unlink(missing_ok=True)
    for way in (Way.KEYRING, Way.PIN):
        with suppress(KeyringUnavailable):
            vault.forget_secret(keys, way)
