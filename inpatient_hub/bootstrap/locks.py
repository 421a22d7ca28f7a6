"""Finds the key of a place's lock, makes a lock where there is none, and hands the lock out to who changes it."""

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.folders import make_folder
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inpatient_hub.domain.locking import Way as LockWay
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.services.vault import Vault
    from inpatient_hub.store.keys.data_key import DataKey
    from inpatient_hub.store.keys.vault import FolderVault


def vault_of(place: Place) -> "Vault":
    """The lock of this place's folder: what the unlock page and the lock's settings work with. Raises
    PolicyUnreadable."""
    return vault_in(place)


def vault_in(place: Place) -> "FolderVault":
    """The same, for what works with the store's own files."""
    from inpatient_hub.host import device_secrets
    from inpatient_hub.host.trust_policy import read_trust_policy
    from inpatient_hub.store.keys.vault import FolderVault

    return FolderVault(
        place.data_folder,
        keyring=device_secrets.this_users_keyring(),
        policy=read_trust_policy(place.data_folder),
    )


def unlocked(place: Place, *, clock: "Clock | None" = None, make: bool = True) -> Place:
    """The same place with its key, when nobody need be asked for anything: from this user's keyring, or because there
    is no lock yet, which is then made; with `make` off, only where there is a store. A place that is on a server or has
    its key already stays as it is.

    Raises Locked when a person has to open it, PassphraseNeeded when a lock has to be made and there is no keyring,
    and HubError for whatever else stands in the way.
    """
    from inpatient_hub.bootstrap.policy import as_set

    place = as_set(place)
    if place.database_url is not None or place.key is not None:
        return place
    from inpatient_hub.store.places import check_place

    check_place(place.data_folder)
    vault = vault_of(place)
    if vault.exists():
        return place._replace(key=vault.open_unasked())
    if not make:
        from inpatient_hub.store.database import refuse_without_store

        refuse_without_store(place.data_folder)
    return with_new_lock(place, clock=clock)


def unlocked_by(place: Place, way: "LockWay", typed: str) -> Place:
    """The same place with its key, opened by what a person typed. Raises what the vault's `open_by_...` raise; a wrong
    one is counted, and recorded when the store is next opened."""
    from inpatient_hub.domain.locking import Way as LockWay

    vault = vault_of(place)
    opening = {
        LockWay.PIN: vault.open_by_pin,
        LockWay.PASSPHRASE: vault.open_by_passphrase,
        LockWay.RECOVERY: vault.open_by_recovery_key,
    }[way]
    with _counting(place, way.value):
        return place._replace(key=opening(typed))


def unlocked_by_words(place: Place, words: str) -> Place:
    """The same by a passphrase or the recovery key, whichever it looks like."""
    with _counting(place, "passphrase or recovery key"):
        return place._replace(key=vault_of(place).open_by_words(words))


@contextmanager
def _counting(place: Place, way: str) -> "Iterator[None]":
    from inpatient_hub.domain.lock_troubles import PinSwitchedOff, WrongPassphrase, WrongPin, WrongRecoveryKey
    from inpatient_hub.host.wrong_unlocks import count_wrong

    try:
        yield
    except (PinSwitchedOff, WrongPassphrase, WrongPin, WrongRecoveryKey):
        count_wrong(place.data_folder, way)
        raise


def with_new_lock(place: Place, *, passphrase: str | None = None, clock: "Clock | None" = None) -> Place:
    """The same place with the key of a lock that is made for it now; its recovery key is to be shown soon, see
    `Vault.unwritten_recovery_key`. Raises PassphraseNeeded, TooWeak, LockExists, and HubError."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.lock import StoreLock

    make_folder(place.data_folder)
    with StoreLock.acquire(place.data_folder, clock=clock or SystemClock()):
        return place._replace(key=vault_of(place).make(passphrase=passphrase))


def with_lock_anew(
    place: Place, *, passphrase: str | None = None, clock: "Clock | None" = None, person: "Staff | None" = None
) -> Place:
    """The same place after its store and backups were locked with a new key, for when an old passphrase or recovery key
    may be known to somebody else. `place` has its key, and nobody has the store open. The keyring opens the new lock if
    it opened the old one; the audit trail names the `person`. Raises PassphraseNeeded, TooWeak and HubError; then the
    old lock is in force."""
    from inpatient_hub.bootstrap.auditing import anchors_of, record_new_key
    from inpatient_hub.domain.locking import Way
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.relocking import lock_anew

    vault, anchors, now = vault_in(place), anchors_of(place), clock or SystemClock()
    key = lock_anew(
        vault,
        place.key,
        clock=now,
        passphrase=passphrase,
        use_keyring=passphrase is None or Way.KEYRING in vault.state().made,
    )
    place = place._replace(key=key)
    record_new_key(place, anchors, clock=now, person=person)
    return place


def ephemeral(place: Place) -> Place:
    """The same place with a key that is kept nowhere: nobody can read the folder once the program has ended."""
    from inpatient_hub.store.keys.data_key import DataKey

    return place._replace(key=DataKey.new())


def key_at_hand(place: Place) -> "DataKey | None":
    """The key of this place's lock when nobody has to be asked for it; nothing is made. None for whatever is in the
    way, and where there is no lock."""
    key: DataKey | None = place.key
    if key is None and place.database_url is None:
        with suppress(HubError):
            vault = vault_of(place)
            key = vault.open_unasked() if vault.exists() else None
    return key


def lying_open(place: Place) -> tuple[Path, ...]:
    """Damaged files of an older version in this place that could not be locked."""
    from inpatient_hub.store.encrypting import still_plain

    return still_plain(place.data_folder)


def refuse_without_ward(place: Place) -> None:
    """Raises HubError when there is no store in this place's folder and no sign that there was one."""
    from inpatient_hub.store.database import refuse_without_store
    from inpatient_hub.store.errors import Fault, StoreFault

    try:
        refuse_without_store(place.data_folder)
    except StoreFault as fault:
        if fault.fault is Fault.NO_WARD:
            raise
