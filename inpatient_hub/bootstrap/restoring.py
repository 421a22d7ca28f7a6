"""Looks into backups and puts them back, whatever lock they were made under."""

from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.auditing import entries_missing, head_before, record_outside, replaced
from inpatient_hub.bootstrap.folders import make_folder
from inpatient_hub.bootstrap.locks import vault_in
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from datetime import datetime

    from inpatient_hub.domain.backups import BackupContents
    from inpatient_hub.domain.rescue import Rescue
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.services.ports import Clock


def preview_backup(place: Place, backup: str, *, words: str | None = None) -> "BackupContents":
    """What a backup holds, before it is put back. `backup` is a name from the list, or a file. `place` has its key,
    where there is a lock; `words` open a backup of another lock. Raises BackupLocked when those are needed, and
    HubError."""
    from inpatient_hub.store.backup_contents import contents_of
    from inpatient_hub.store.keys.backup_keys import key_of_backup

    file = _backup_file(place, backup)
    return contents_of(file, key_of_backup(file, place.key, vault_in(place), words=words))


def when_made(place: Place, backup: str) -> "datetime | None":
    """When a backup was made, in UTC, as its name says; None for a file of another name. Raises HubError when there is
    no such file."""
    from inpatient_hub.store.backup import backups_among

    file = _backup_file(place, backup)
    return next((one.made_at for one in backups_among(file.parent) if one.path == file), None)


def restore_backup(
    place: Place,
    backup: str,
    *,
    words: str | None = None,
    passphrase: str | None = None,
    clock: "Clock | None" = None,
    person: "Staff | None" = None,
) -> Path | None:
    """Puts a backup in the store's place, locked with this place's own lock; where there is none a lock is made, with
    `passphrase` if there is no keyring. Nobody may have the store open; the audit trail names the `person`.

    Returns where the store it replaced is kept, or None. Raises BackupLocked, PassphraseNeeded, Locked and HubError;
    then the store was not changed.
    """
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store import salvage
    from inpatient_hub.store.keys.backup_keys import key_of_backup

    file, vault = _backup_file(place, backup), vault_in(place)
    backup_key = key_of_backup(file, place.key, vault, words=words)
    make_folder(place.data_folder)
    now = clock or SystemClock()
    place = place._replace(key=place.key or vault.key_to_start_again(passphrase=passphrase))

    def put_back() -> Path | None:
        return salvage.restore_backup(place.data_folder, file, key=place.key, backup_key=backup_key, clock=now)

    return replaced(place, AuditAction.BACKUP_RESTORED, put_back, clock=now, person=person)


def import_export(
    place: Place,
    export: str,
    *,
    words: str | None = None,
    passphrase: str | None = None,
    clock: "Clock | None" = None,
    person: "Staff | None" = None,
) -> Path | None:
    """Puts the store that an export describes in the store's place, as `restore_backup` does with a backup."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.importing import import_store
    from inpatient_hub.store.keys.backup_keys import key_of_export

    file, vault = Path(export), vault_in(place)
    file_key = key_of_export(file, place.key, vault, words=words)
    make_folder(place.data_folder)
    now = clock or SystemClock()
    place = place._replace(key=place.key or vault.key_to_start_again(passphrase=passphrase))

    def put_back() -> Path | None:
        return import_store(place.data_folder, file, key=place.key, file_key=file_key, clock=now)

    return replaced(place, AuditAction.STORE_IMPORTED, put_back, clock=now, person=person)


def put_key_file_back(place: Place, *, person: "Staff | None" = None) -> None:
    """Puts the copy of the key file that lies with the backups in its place, and records it where the keyring then
    opens the lock. Raises KeyFileMissing without a copy."""
    from inpatient_hub.bootstrap.auditing import record_lock_change
    from inpatient_hub.bootstrap.locks import key_at_hand

    vault_in(place).restore_key_file()
    record_lock_change(place._replace(key=place.key or key_at_hand(place)), "key-file", person=person)


def is_mended_by_restoring(trouble: HubError) -> bool:
    """Whether a store that this keeps from being read is damaged, gone or nothing of ours, so that putting a backup in
    its place, or saving what can be read, is what helps."""
    from inpatient_hub.store.errors import Fault, StoreFault

    if not isinstance(trouble, StoreFault):
        return False
    return trouble.can_set_aside or trouble.can_go_on or trouble.fault is Fault.NO_WARD


def rescue_store(place: Place, *, clock: "Clock | None" = None, person: "Staff | None" = None) -> "Rescue":
    """Saves what can be read of a damaged store, takes the rest from the newest sound backup, and says what differs.
    `place` has its key; the audit trail names the `person`. The damaged store is kept. Raises HubError when nothing can
    be read."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.rescue import rescue

    now = clock or SystemClock()
    place = place._replace(key=place.key or vault_in(place).open_unasked())
    before = head_before(place)
    told = rescue(place.data_folder, key=place.key, clock=now)
    missing = {"missing": entries_missing(place)}
    record_outside(place, AuditAction.STORE_RESCUED, clock=now, before=before, detail=missing, person=person)
    return told


def _backup_file(place: Place, backup: str) -> Path:
    from inpatient_hub.store.backup import backups_in

    for one in backups_in(place.data_folder):
        if one.path.name == backup:
            return one.path
    file = Path(backup)
    if not _is_file(file):
        raise HubError(
            "There is no such backup",
            "Neither the list of backups nor the disk has one of this name.",
            remedy="Choose a name from 'inpatient-hub backup list', or give the path of a file.",
        )
    return file


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
