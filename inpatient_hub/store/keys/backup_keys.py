"""Finds the key of a backup or an export: of this folder's own lock, or of another whose key file lies beside it."""

from contextlib import suppress
from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import BackupLocked
from inpatient_hub.store.errors import Fault, StoreFault, backup_folder
from inpatient_hub.store.file_kind import Kind, kind_of, lock_id_of
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.key_file import copies_in, key_file, read_file
from inpatient_hub.store.keys.sealed_files import lock_id_in
from inpatient_hub.store.keys.slots import KeyFile, Unreadable
from inpatient_hub.store.keys.vault import FolderVault


def key_of_backup(backup: Path, own: DataKey | None, vault: FolderVault, *, words: str | None = None) -> DataKey | None:
    """The key that opens a backup; None for one of an older version that lies open.

    A backup of another lock (an older one of this ward, or another computer's) is opened by this user's keyring or,
    with the key file that lies beside it, by the passphrase or recovery key in `words`. Raises BackupLocked when those
    are needed, WrongPassphrase, WrongRecoveryKey and MistypedRecoveryKey.
    """
    if kind_of(backup) is Kind.PLAIN:
        return None
    lock_id = lock_id_of(backup)
    keys = _key_file_of(lock_id, backup, vault.folder)
    if own is not None and (own.lock_id == lock_id or keys is None):
        # Perhaps only the beginning is spoilt, which says whose it is: then the key opens it all the same.
        return own
    return _key_in(keys, backup, vault, words)


def key_of_export(export: Path, own: DataKey | None, vault: FolderVault, *, words: str | None = None) -> DataKey:
    """The key that opens an export. Raises StoreFault for a file that is none, and what `key_of_backup` raises."""
    lock_id = lock_id_in(export)
    if lock_id is None:
        raise StoreFault.of(Fault.EXPORT_UNUSABLE, export)
    if own is not None and own.lock_id == lock_id:
        return own
    return _key_in(_key_file_of(lock_id, export, vault.folder), export, vault, words)


def _key_in(keys: KeyFile | None, file: Path, vault: FolderVault, words: str | None) -> DataKey:
    key = vault.unasked_key_of(keys) if keys is not None else None
    if key is None and keys is not None and words:
        key = vault.key_by_words(keys, words)
    if key is None:
        raise BackupLocked(file.name, has_key_file=keys is not None)
    return key


def _key_file_of(lock_id: bytes | None, file: Path, folder: Path) -> KeyFile | None:
    """The key file of this lock: beside the file, where its store was, or with this folder's backups."""
    found = [*copies_in(file.parent), *copies_in(backup_folder(folder))]
    for place in (file.parent, file.parent.parent, folder):
        with suppress(OSError, HubError, Unreadable):
            found.append(read_file(key_file(place)))
    return next((keys for keys in found if keys.lock_id == lock_id), None)
