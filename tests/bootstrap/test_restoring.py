"""A backup is looked into and put back whatever lock it was made under, and the store it replaces is kept."""

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_hub, preview_backup, restore_backup, unlocked, vault_of, with_new_lock
from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host import device_secrets
from inpatient_hub.host.log import stop_log
from inpatient_hub.store import salvage
from inpatient_hub.store.backup import back_up, backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, lock_id_of, store_kind
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, raw
from tests.contracts.making import a_ward, save
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program
from tests.store.broken_off import Killed, end_at

PASSPHRASE = "four unrelated words"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))
    yield
    stop_log()


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


@pytest.fixture
def ward(tmp_path: Path, keyring: FakeKeyring) -> Place:
    """A ward as it was at its backup; since then another was added."""
    folder = tmp_path / "ward"
    place = unlocked(Place(data_folder=folder))
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="As it was", person_name="Esther Summerson", person_role="RMN")
        hub.backups.make()
        hub.wards.set_up(ward_name="Later", person_name="Mary Garth", person_role="RMN")
    return place


def names(place: Place) -> list[str]:
    with closing(open_hub(place, clock=CLOCK)) as hub:
        return [one.name for one in hub.wards.all()]


def backup_of(place: Place) -> str:
    (backup,) = backups_in(place.data_folder)
    return backup.path.name


def key_words(place: Place) -> str:
    words = vault_of(place).unwritten_recovery_key(place.key)
    assert words is not None
    return words


def test_a_backup_is_looked_into_without_changing_anything(ward: Place) -> None:
    before = {path: path.read_bytes() for path in ward.data_folder.rglob("*") if path.is_file()}
    told = preview_backup(ward, backup_of(ward))
    assert told.wards == ("As it was",)
    assert told.staff == 1
    assert {path: path.read_bytes() for path in ward.data_folder.rglob("*") if path.is_file()} == before


def test_a_backup_is_put_back_and_the_present_store_is_kept_whole(ward: Place) -> None:
    before = (ward.data_folder / STORE_FILE).read_bytes()
    kept = restore_backup(ward, backup_of(ward), clock=CLOCK)
    assert kept is not None
    assert kept.read_bytes() == before
    assert names(ward) == ["As it was"]
    back = restore_backup(ward, str(kept), clock=CLOCK)
    assert back is not None
    assert names(ward) == ["As it was", "Later"]


def test_a_backup_in_use_or_unknown_is_refused_and_nothing_changes(ward: Place, tmp_path: Path) -> None:
    with closing(open_hub(ward, clock=CLOCK)), pytest.raises(StoreFault) as refused:
        restore_backup(ward, backup_of(ward), clock=CLOCK)
    assert refused.value.fault is Fault.IN_USE
    for name in ("hub.copy.20200101T000000Z.db", "", str(tmp_path)):
        with pytest.raises(HubError, match="There is no such backup"):
            restore_backup(ward, name, clock=CLOCK)
    assert names(ward) == ["As it was", "Later"]


@pytest.mark.parametrize("place", [0, 5000, -3000])
def test_a_damaged_backup_is_refused_and_the_store_stays(ward: Place, place: int) -> None:
    file = ward.data_folder / "backups" / backup_of(ward)
    body = bytearray(file.read_bytes())
    for offset in range(place, place + 200):
        body[offset] ^= 0x55
    file.write_bytes(bytes(body))
    before = (ward.data_folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreFault) as refused:
        restore_backup(ward, file.name, clock=CLOCK)
    assert refused.value.fault is Fault.BACKUP_UNUSABLE
    assert (ward.data_folder / STORE_FILE).read_bytes() == before


def test_a_backup_of_a_newer_program_is_refused_before_anything_is_touched(ward: Place) -> None:
    file = ward.data_folder / "backups" / backup_of(ward)
    with closing(raw(file, ward.key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0009'")
        connection.execute("PRAGMA user_version = 9")
    before = (ward.data_folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreFault) as refused:
        restore_backup(ward, file.name, clock=CLOCK)
    assert refused.value.fault is Fault.NEWER
    assert (ward.data_folder / STORE_FILE).read_bytes() == before


def test_a_backup_that_says_wrongly_whose_it_is_opens_all_the_same(ward: Place) -> None:
    file = ward.data_folder / "backups" / backup_of(ward)
    body = bytearray(file.read_bytes())
    body[3] ^= 1
    file.write_bytes(bytes(body))
    assert preview_backup(ward, file.name).wards == ("As it was",)
    restore_backup(ward, file.name, clock=CLOCK)
    assert names(ward) == ["As it was"]


# Another computer


@pytest.fixture
def elsewhere(ward: Place, tmp_path: Path, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A computer that has only what lay in the second place: the backup and the key file. Its keyring is its own."""
    second = tmp_path / "second"
    shutil.copytree(ward.data_folder / "backups", second)
    monkeypatch.setattr(device_secrets, "this_users_keyring", FakeKeyring)
    theirs = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: theirs)
    return Place(data_folder=tmp_path / "new")


def test_on_a_new_computer_the_recovery_key_brings_the_ward_back(ward: Place, elsewhere: Place, tmp_path: Path) -> None:
    file = str(tmp_path / "second" / backup_of(ward))
    with pytest.raises(troubles.BackupLocked) as locked:
        preview_backup(elsewhere, file)
    assert locked.value.has_key_file
    assert not elsewhere.data_folder.exists()
    assert preview_backup(elsewhere, file, words=key_words(ward)).wards == ("As it was",)
    assert restore_backup(elsewhere, file, words=key_words(ward), clock=CLOCK) is None
    assert names(elsewhere) == ["As it was"]
    own = unlocked(elsewhere).key
    assert own is not None
    assert own != ward.key
    assert lock_id_of(elsewhere.data_folder / STORE_FILE) == own.lock_id


def test_words_that_are_wrong_are_told_and_nothing_is_made(ward: Place, elsewhere: Place, tmp_path: Path) -> None:
    file = str(tmp_path / "second" / backup_of(ward))
    with pytest.raises(troubles.MistypedRecoveryKey):
        restore_backup(elsewhere, file, words="not the recovery key", clock=CLOCK)
    assert not elsewhere.data_folder.exists()


def test_without_its_key_file_a_backup_asks_for_that(ward: Place, elsewhere: Place, tmp_path: Path) -> None:
    for keys in (tmp_path / "second").glob("*.keys"):
        keys.unlink()
    with pytest.raises(troubles.BackupLocked) as locked:
        restore_backup(elsewhere, str(tmp_path / "second" / backup_of(ward)), words=key_words(ward), clock=CLOCK)
    assert not locked.value.has_key_file
    assert ".keys" in locked.value.remedy


def test_a_new_computer_without_a_keyring_is_given_a_passphrase(
    ward: Place, elsewhere: Place, tmp_path: Path, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = FakeKeyring()
    none.fault = "No keyring answers on this computer."
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: none)
    file, words = str(tmp_path / "second" / backup_of(ward)), key_words(ward)
    with pytest.raises(troubles.PassphraseNeeded):
        restore_backup(elsewhere, file, words=words, clock=CLOCK)
    assert not (elsewhere.data_folder / STORE_FILE).exists()
    restore_backup(elsewhere, file, words=words, passphrase=PASSPHRASE, clock=CLOCK)
    key = vault_of(elsewhere).open_by_passphrase(PASSPHRASE)
    assert names(elsewhere._replace(key=key)) == ["As it was"]


def test_a_ward_that_was_begun_anew_can_go_back_to_a_backup_of_its_old_lock(ward: Place) -> None:
    """The lock's file was lost with all its copies but the one that lies with the backups."""
    folder, file = ward.data_folder, backup_of(ward)
    (folder / STORE_FILE).unlink()
    (folder / KEY_FILE).unlink()
    with pytest.raises(StoreFault):
        unlocked(Place(data_folder=folder))
    restore_backup(Place(data_folder=folder), file, clock=CLOCK)
    assert names(Place(data_folder=folder)) == ["As it was"]


def test_a_plain_backup_of_an_older_version_is_put_back_and_locked(tmp_path: Path, keyring: FakeKeyring) -> None:
    old = tmp_path / "old"
    old.mkdir()
    with open_store(StoreTarget.in_folder(old), clock=CLOCK) as store:
        save(store, a_ward(name="As it was"))
        made = back_up(old, key=None, clock=CLOCK)
    place = with_new_lock(Place(data_folder=tmp_path / "new"))
    assert preview_backup(place, str(made)).wards == ("As it was",)
    restore_backup(place, str(made), clock=CLOCK)
    assert names(place) == ["As it was"]
    assert store_kind(place.data_folder) is Kind.LOCKED


# Broken off


def test_broken_off_at_any_step_the_ward_is_as_it_was_before_or_as_the_backup_says(
    ward: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for after in range(1, 40):
        folder = tmp_path / f"ward {after}"
        shutil.copytree(ward.data_folder, folder)
        place = ward._replace(data_folder=folder)
        with monkeypatch.context() as patched:
            steps = end_at(patched, after, (salvage, "_move"))
            with suppress(Killed):
                restore_backup(place, backup_of(place), clock=CLOCK)
        found = tuple(names(place))
        seen.add(found)
        assert found in {("As it was", "Later"), ("As it was",)}, f"broken off at step {after}"
        assert not list(folder.glob("*.restoring"))
        if found == ("As it was",):
            assert len(list(folder.glob("hub.replaced-*.db"))) == 1
        if steps() < after:
            break
    assert len(seen) == 2
    assert after > 10
