"""Finds the key of a backup: of this folder's own lock, or of another one whose key file lies beside it."""

from contextlib import suppress
from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import BackupLocked
from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.file_kind import Kind, kind_of, lock_id_of
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.key_file import copies_in, key_file, read_file
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
    if own is not None and own.lock_id == lock_id:
        return own
    keys = next((keys for keys in _key_files_for(backup, vault.folder) if keys.lock_id == lock_id), None)
    if keys is None and own is not None:
        # Perhaps only the beginning is spoilt, which says whose it is: then the key opens it all the same.
        return own
    key = vault.unasked_key_of(keys) if keys is not None else None
    if key is None and keys is not None and words:
        key = vault.key_by_words(keys, words)
    if key is None:
        raise BackupLocked(backup.name, has_key_file=keys is not None)
    return key


def _key_files_for(backup: Path, folder: Path) -> list[KeyFile]:
    """Key files that may belong to a backup: beside it, where its store was, and with this folder's backups."""
    found = [*copies_in(backup.parent), *copies_in(backup_folder(folder))]
    for place in (backup.parent, backup.parent.parent, folder):
        with suppress(OSError, HubError, Unreadable):
            found.append(read_file(key_file(place)))
    return found
