"""Everything can be locked with a new key, and nothing is lost wherever that is broken off."""

import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.key_file import NEXT_KEY_FILE
from inpatient_hub.store.keys.vault import FolderVault
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.relocking import lock_anew
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK
from tests.contracts.making import a_ward, save
from tests.fakes.keyring import FakeKeyring
from tests.store.broken_off import Killed, end_at
from tests.store.filling import contents, everything_in, fill
from tests.store.keys.locks import CHEAP, PASSPHRASE

NEW_PASSPHRASE = "another four words"


def a_vault(folder: Path, keyring: FakeKeyring) -> FolderVault:
    return FolderVault(folder, keyring=keyring, policy=TrustPolicy(), cost=lambda: CHEAP)


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def vault(tmp_path: Path, keyring: FakeKeyring) -> FolderVault:
    """A ward with a backup, whose lock opens with the keyring, a passphrase and a recovery key."""
    folder = tmp_path / "ward"
    folder.mkdir()
    made = a_vault(folder, keyring)
    key = made.make(passphrase=PASSPHRASE)
    with open_store(StoreTarget.in_folder(folder, key), clock=CLOCK) as store:
        fill(store, 5)
        store.back_up()
        save(store, a_ward(name="Later"))
    return made


def store_of(vault: FolderVault, key: DataKey) -> dict[str, list[object]]:
    return everything_in(vault.folder / STORE_FILE, key)


def test_store_and_backups_open_with_the_new_key_only(vault: FolderVault, keyring: FakeKeyring) -> None:
    old = vault.open_unasked()
    words = vault.unwritten_recovery_key(old)
    assert words is not None
    before = store_of(vault, old)
    new = lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert new != old
    assert vault.open_unasked() == vault.open_by_passphrase(NEW_PASSPHRASE) == new
    assert store_of(vault, new) == before
    (backup,) = backups_in(vault.folder)
    check_copy(backup.path, key=new)
    for file in (vault.folder / STORE_FILE, backup.path):
        assert lock_id_of(file) == new.lock_id
    with pytest.raises(troubles.WrongPassphrase):
        vault.open_by_passphrase(PASSPHRASE)
    with pytest.raises(troubles.WrongRecoveryKey):
        vault.open_by_recovery_key(words)
    assert vault.state().recovery_not_written
    assert len(keyring.kept) == 1


def test_nothing_of_the_old_lock_is_left(vault: FolderVault) -> None:
    old = vault.open_unasked()
    lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    left = contents(vault.folder)
    assert not [name for name, body in left.items() if old.lock_id in body or old.lock_id.hex().encode() in body]
    assert sorted(name for name in left if "keys" in name) == sorted(
        ["hub.keys", f"backups/hub.{vault.open_unasked().lock_id.hex()[:8]}.keys"]
    )


def test_a_backup_that_cannot_be_read_keeps_its_lock_and_the_key_file_for_it(vault: FolderVault) -> None:
    old = vault.open_unasked()
    (backup,) = backups_in(vault.folder)
    body = bytearray(backup.path.read_bytes())
    body[5000] ^= 1
    backup.path.write_bytes(bytes(body))
    lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert backup.path.read_bytes() == bytes(body)
    assert len(list((vault.folder / "backups").glob("*.keys"))) == 2


def test_a_passphrase_that_would_be_guessed_leaves_the_old_lock_in_force(vault: FolderVault) -> None:
    old = vault.open_unasked()
    before = contents(vault.folder)
    with pytest.raises(troubles.TooWeak):
        lock_anew(vault, old, clock=CLOCK, passphrase="short")
    assert contents(vault.folder) == before


def test_without_a_keyring_a_passphrase_is_needed(vault: FolderVault, keyring: FakeKeyring) -> None:
    old = vault.open_unasked()
    keyring.fault = "It is locked."
    with pytest.raises(troubles.PassphraseNeeded):
        lock_anew(vault, old, clock=CLOCK)
    assert vault.open_by_passphrase(PASSPHRASE) == old
    new = lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert vault.state().made == (Way.PASSPHRASE, Way.RECOVERY)
    assert vault.open_by_passphrase(NEW_PASSPHRASE) == new


def test_a_store_in_use_is_not_locked_anew(vault: FolderVault) -> None:
    old = vault.open_unasked()
    with StoreLock.acquire(vault.folder, clock=CLOCK), pytest.raises(StoreFault) as refused:
        lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert refused.value.fault is Fault.IN_USE
    assert vault.open_unasked() == old


def test_a_damaged_store_is_not_locked_anew(vault: FolderVault) -> None:
    old = vault.open_unasked()
    file = vault.folder / STORE_FILE
    body = bytearray(file.read_bytes())
    body[-2000] ^= 1
    file.write_bytes(bytes(body))
    with pytest.raises(StoreFault):
        lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert file.read_bytes() == bytes(body)
    assert vault.open_unasked() == old


def test_broken_off_at_any_step_the_store_opens_with_one_of_the_two_locks(
    vault: FolderVault, keyring: FakeKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = vault.open_unasked()
    before = store_of(vault, old)
    secrets = dict(keyring.kept)
    opened_by = []
    for step in range(1, 200):
        folder = tmp_path / f"ward {step}"
        shutil.copytree(vault.folder, folder)
        keyring.kept = dict(secrets)
        mine = a_vault(folder, keyring)
        with monkeypatch.context() as patched:
            steps = end_at(patched, step)
            with suppress(Killed):
                lock_anew(mine, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
        key = mine.open_unasked()
        opened_by.append(key == old)
        words = PASSPHRASE if key == old else NEW_PASSPHRASE
        assert mine.open_by_passphrase(words) == key, f"broken off at step {step}"
        with open_store(StoreTarget.in_folder(folder, key), clock=CLOCK) as store, store.reading() as work:
            assert len(work.wards.all()) == 2
        assert everything_in(folder / STORE_FILE, key) == before
        assert not (folder / NEXT_KEY_FILE).exists()
        (backup,) = backups_in(folder)
        if lock_id_of(backup.path) == key.lock_id:
            check_copy(backup.path, key=key)
        else:
            check_copy(backup.path, key=old)
            assert list((folder / "backups").glob(f"hub.{old.lock_id.hex()[:8]}.keys"))
        if steps() < step:
            break
    assert set(opened_by) == {True, False}
    assert len(opened_by) > 30


def test_while_it_is_under_way_another_program_does_not_throw_the_new_lock_away(vault: FolderVault) -> None:
    old = vault.open_unasked()
    seen = []
    put_in_place = sqlite_file.put_in_place

    def looked_at(made: Path, file: Path) -> None:
        if (vault.folder / NEXT_KEY_FILE).exists():
            seen.append(vault.state().made)
            assert (vault.folder / NEXT_KEY_FILE).exists()
        put_in_place(made, file)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite_file, "put_in_place", looked_at)
        new = lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    assert seen
    assert vault.open_unasked() == new


def test_a_backup_made_before_can_still_be_put_back(vault: FolderVault) -> None:
    from inpatient_hub.store.salvage import restore_backup

    old = vault.open_unasked()
    new = lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    (backup,) = backups_in(vault.folder)
    restore_backup(vault.folder, backup.path, key=new, backup_key=new, clock=CLOCK)
    with open_store(StoreTarget.in_folder(vault.folder, new), clock=CLOCK) as store, store.reading() as work:
        assert [ward.name for ward in work.wards.all()] == ["Wuthering Ward"]


def test_what_is_still_in_the_log_is_locked_anew_too(tmp_path: Path, keyring: FakeKeyring) -> None:
    folder = tmp_path / "running"
    folder.mkdir()
    vault = a_vault(folder, keyring)
    key = vault.make()
    crashed = tmp_path / "crashed"
    with closing(open_store(StoreTarget.in_folder(folder, key), clock=CLOCK)) as store:
        save(store, a_ward(name="In the log"))
        shutil.copytree(folder, crashed)
    mine = a_vault(crashed, keyring)
    new = lock_anew(mine, key, clock=CLOCK)
    with open_store(StoreTarget.in_folder(crashed, new), clock=CLOCK) as store, store.reading() as work:
        assert [ward.name for ward in work.wards.all()] == ["In the log"]


def test_an_old_backup_elsewhere_opens_with_its_own_key_file(vault: FolderVault, tmp_path: Path) -> None:
    from inpatient_hub.store.keys.backup_keys import key_of_backup

    old = vault.open_unasked()
    second = tmp_path / "second"
    shutil.copytree(vault.folder / "backups", second)
    new = lock_anew(vault, old, clock=CLOCK, passphrase=NEW_PASSPHRASE)
    (backup,) = second.glob("*.db")
    with pytest.raises(troubles.BackupLocked):
        key_of_backup(backup, new, vault)
    assert key_of_backup(backup, new, vault, words=PASSPHRASE) == old
    assert back_up(vault.folder, key=new, clock=CLOCK)
