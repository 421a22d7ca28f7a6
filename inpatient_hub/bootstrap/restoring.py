"""Looks into backups and puts them back, whatever lock they were made under."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.auditing import entries_missing, head_before, record_outside, replaced
from inpatient_hub.bootstrap.folders import make_folder
from inpatient_hub.bootstrap.locks import vault_in
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from inpatient_hub.domain.backups import BackupContents
    from inpatient_hub.domain.held_people import People, WardsThen
    from inpatient_hub.domain.rescue import Rescue
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.services.ports import Clock

    Tell = Callable[[tuple[str, ...]], None]
    """Is given sentences about the people whose access was held back."""

_log = logging.getLogger(__name__)


def preview_backup(place: Place, backup: str, *, words: str | None = None) -> "BackupContents":
    """What a backup holds, before it is put back. `backup` is a name from the list, or a file. `place` has its key,
    where there is a lock; `words` open a backup of another lock. Raises BackupLocked when those are needed, and
    HubError."""
    from inpatient_hub.store.backup_contents import contents_of
    from inpatient_hub.store.keys.backup_keys import key_of_backup

    file = _backup_file(place, backup)
    return contents_of(file, key_of_backup(file, place.key, vault_in(place), words=words))


def told_of_people(place: Place, contents: "BackupContents") -> tuple[str, ...]:
    """A sentence about each ward and person of a backup whose access would not come back with it, as the store of now
    has them; or that this cannot be known. `place` has its key."""
    from inpatient_hub.domain.held_people import told, told_of_wards
    from inpatient_hub.store.held_people import people_in, wards_in
    from inpatient_hub.store.target import STORE_FILE

    now = place.data_folder / STORE_FILE
    people = told(people_in(now, place.key), contents.people)
    return (*told_of_wards(wards_in(now, place.key), contents.sign_in), *people)


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
    tell: "Tell | None" = None,
) -> Path | None:
    """Puts a backup in the store's place, locked with this place's own lock; where there is none a lock is made, with
    `passphrase` if there is no keyring. Nobody may have the store open; the audit trail names the `person`.

    Who has left since, has fewer rights or signs in with something else stays so, as the store of now has it; `tell` is
    given a sentence about each. Returns where the store it replaced is kept, or None. Raises BackupLocked,
    PassphraseNeeded, Locked and HubError; then the store was not changed.
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

    return _replaced(place, AuditAction.BACKUP_RESTORED, put_back, clock=now, person=person, tell=tell)


def import_export(
    place: Place,
    export: str,
    *,
    words: str | None = None,
    passphrase: str | None = None,
    clock: "Clock | None" = None,
    person: "Staff | None" = None,
    tell: "Tell | None" = None,
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

    return _replaced(place, AuditAction.STORE_IMPORTED, put_back, clock=now, person=person, tell=tell)


def _replaced(
    place: Place,
    action: AuditAction,
    put_back: "Callable[[], Path | None]",
    *,
    clock: "Clock",
    person: "Staff | None",
    tell: "Tell | None",
) -> Path | None:
    """Puts it back, and holds back whose access must not come back with it. What was put back stands: where that cannot
    be done, the log and `tell` say so."""
    from inpatient_hub.domain.held_people import UNKNOWN
    from inpatient_hub.store.held_people import people_in, wards_in
    from inpatient_hub.store.target import STORE_FILE

    file = place.data_folder / STORE_FILE
    now, wards = people_in(file, place.key), wards_in(file, place.key)
    kept = replaced(place, action, put_back, clock=clock, person=person)
    try:
        said = _hold_back(place, now, wards or {}, clock=clock, person=person)
    except HubError as fault:
        _log.warning("Whose access must not come back could not be held back: %s", fault.title)
        said = (UNKNOWN,)
    if tell is not None:
        tell(said)
    return kept


def _hold_back(
    place: Place, now: "People | None", wards: "WardsThen", *, clock: "Clock", person: "Staff | None"
) -> tuple[str, ...]:
    from inpatient_hub.bootstrap.auditing import outside_trail
    from inpatient_hub.domain.held_people import to_hold, told
    from inpatient_hub.services.people_held import hold_back, hold_wards
    from inpatient_hub.store.database import open_store
    from inpatient_hub.store.held_people import people_in
    from inpatient_hub.store.target import STORE_FILE, StoreTarget

    with open_store(StoreTarget.in_folder(place.data_folder, place.key), clock=clock, make=False) as store:
        there = people_in(place.data_folder / STORE_FILE, place.key)
        held, trail, by = to_hold(now or {}, there or {}), outside_trail(clock, person), person.id if person else None
        with store.writing() as work:
            hold_back(work, held, trail, by=by)
            said = hold_wards(work, wards, trail, by=by)
    return (*said, *told(now, there))


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
