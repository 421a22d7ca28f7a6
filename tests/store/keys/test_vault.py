"""The lock of a ward's folder: what opens it, what does not, and that the two are never confused."""

import stat
from pathlib import Path

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.locking import LockStage, TrustPolicy, Way
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys.vault import FolderVault
from inpatient_hub.store.target import STORE_FILE
from tests.fakes.keyring import FakeKeyring
from tests.store.filling import contents
from tests.store.keys.locks import PASSPHRASE, PIN, a_vault, recovery_key


def test_a_folder_without_a_store_has_no_lock_yet(vault: FolderVault) -> None:
    state = vault.state()
    assert (state.stage, state.ways, state.recovery_not_written) == (LockStage.NONE_YET, (), False)


def test_a_lock_made_with_the_keyring_opens_without_asking(vault: FolderVault) -> None:
    key = vault.make()
    assert vault.open_unasked() == key
    state = vault.state()
    assert state.stage is LockStage.LOCKED
    assert state.ways == (Way.KEYRING, Way.RECOVERY)
    assert state.recovery_not_written


def test_every_lock_has_a_recovery_key_from_the_beginning(vault: FolderVault) -> None:
    key = vault.make()
    assert vault.open_by_recovery_key(recovery_key(vault, key)) == key


def test_without_a_keyring_a_passphrase_is_asked_for_and_nothing_is_made(
    vault: FolderVault, keyring: FakeKeyring
) -> None:
    keyring.fault = "No keyring answers on this computer."
    with pytest.raises(troubles.PassphraseNeeded) as needed:
        vault.make()
    assert "No keyring answers on this computer." in needed.value.message
    assert contents(vault.folder) == {}
    key = vault.make(passphrase=PASSPHRASE)
    assert vault.open_by_passphrase(PASSPHRASE) == key
    assert vault.state().made == (Way.PASSPHRASE, Way.RECOVERY)


def test_where_the_trust_allows_no_keyring_a_passphrase_is_asked_for(tmp_path: Path, keyring: FakeKeyring) -> None:
    vault = a_vault(tmp_path, keyring, TrustPolicy(ways=frozenset({Way.PASSPHRASE})))
    with pytest.raises(troubles.PassphraseNeeded):
        vault.make()
    vault.make(passphrase=PASSPHRASE)
    assert keyring.calls == []
    with pytest.raises(troubles.Locked) as locked:
        vault.open_unasked()
    assert locked.value.state.ways == (Way.PASSPHRASE, Way.RECOVERY)


def test_a_person_may_want_to_be_asked_for_the_passphrase_although_there_is_a_keyring(vault: FolderVault) -> None:
    vault.make(passphrase=PASSPHRASE, use_keyring=False)
    with pytest.raises(troubles.Locked) as locked:
        vault.open_unasked()
    assert not isinstance(locked.value, troubles.MovedHere)
    assert locked.value.remedy == "Give a passphrase or the recovery key."


def test_a_lock_is_never_made_over_another(vault: FolderVault) -> None:
    vault.make()
    before = contents(vault.folder)
    with pytest.raises(troubles.LockExists):
        vault.make(passphrase=PASSPHRASE)
    assert contents(vault.folder) == before


def test_a_lock_is_not_made_for_a_store_that_is_locked_already(vault: FolderVault) -> None:
    vault.make()
    (vault.folder / STORE_FILE).write_bytes(key_file.load(vault.folder).lock_id + bytes(range(256)) * 16)
    (vault.folder / STORE_FILE).write_bytes((vault.folder / STORE_FILE).read_bytes()[:4096])
    key_file.key_file(vault.folder).unlink()
    with pytest.raises(troubles.KeyFileMissing):
        vault.make()


def test_a_plain_store_can_be_given_a_lock(vault: FolderVault) -> None:
    (vault.folder / STORE_FILE).write_bytes(b"SQLite format 3\0" + bytes(4080))
    assert vault.state().stage is LockStage.PLAIN
    key = vault.make()
    assert vault.state().stage is LockStage.LOCKED
    assert vault.open_unasked() == key


def test_only_this_user_may_read_the_key_file_and_its_copy(vault: FolderVault) -> None:
    vault.make()
    files = [key_file.key_file(vault.folder), *backup_folder(vault.folder).iterdir()]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_wrong_passphrase_is_told_and_costs_nothing(vault: FolderVault) -> None:
    key = vault.make(passphrase=PASSPHRASE)
    before = contents(vault.folder)
    for wrong in ("", "four unrelated wordz", "FOUR UNRELATED WORDS", PASSPHRASE + " ", "\ud800"):
        with pytest.raises(troubles.WrongPassphrase):
            vault.open_by_passphrase(wrong)
    assert contents(vault.folder) == before
    assert vault.open_by_passphrase(PASSPHRASE) == key


def test_a_passphrase_is_the_same_however_its_accents_are_typed(vault: FolderVault) -> None:
    key = vault.make(passphrase="caf\u00e9 caf\u00e9 caf\u00e9")
    assert vault.open_by_passphrase("cafe\u0301 cafe\u0301 cafe\u0301") == key


def test_a_wrong_recovery_key_is_told_from_a_mistyped_one(vault: FolderVault) -> None:
    key = vault.make()
    words = recovery_key(vault, key)
    with pytest.raises(troubles.WrongRecoveryKey):
        vault.open_by_recovery_key(words_of(bytes(20)))
    with pytest.raises(troubles.MistypedRecoveryKey) as mistyped:
        vault.open_by_recovery_key(words[:-1] + ("0" if words[-1] != "0" else "1"))
    assert mistyped.value.group == 8
    assert vault.open_by_recovery_key(words.lower().replace("-", " ")) == key


def test_at_one_prompt_a_person_may_give_either(vault: FolderVault) -> None:
    key = vault.make(passphrase=PASSPHRASE)
    assert vault.open_by_words(PASSPHRASE) == key
    assert vault.open_by_words(recovery_key(vault, key)) == key
    with pytest.raises(troubles.WrongPassphrase):
        vault.open_by_words("not the passphrase")


def test_without_a_passphrase_what_is_typed_is_taken_for_the_recovery_key(vault: FolderVault) -> None:
    vault.make()
    with pytest.raises(troubles.MistypedRecoveryKey):
        vault.open_by_words("not the recovery key")
    with pytest.raises(troubles.NoSuchWay):
        vault.open_by_passphrase(PASSPHRASE)


def test_a_folder_moved_to_another_computer_asks_for_the_recovery_key(vault: FolderVault, tmp_path: Path) -> None:
    key = vault.make()
    vault.set_pin(key, PIN)
    words = recovery_key(vault, key)
    elsewhere = FakeKeyring()
    moved = a_vault(tmp_path, elsewhere)
    with pytest.raises(troubles.MovedHere) as told:
        moved.open_unasked()
    assert told.value.state.ways == (Way.RECOVERY,)
    assert moved.state().moved
    with pytest.raises(troubles.NoSuchWay):
        moved.open_by_pin(PIN)
    assert moved.open_by_recovery_key(words) == key
    moved.remember_here(key)
    assert a_vault(tmp_path, elsewhere).open_unasked() == key
    assert moved.state().made == (Way.KEYRING, Way.RECOVERY)


def test_a_keyring_that_does_not_answer_is_not_taken_for_a_move(vault: FolderVault, keyring: FakeKeyring) -> None:
    vault.make(passphrase=PASSPHRASE)
    keyring.fault = "It is locked, or it was not allowed to answer."
    with pytest.raises(troubles.Locked) as locked:
        vault.open_unasked()
    assert not isinstance(locked.value, troubles.MovedHere)
    assert locked.value.message == keyring.fault
    state = vault.state()
    assert (state.moved, state.keyring_fault) == (False, keyring.fault)
    assert state.ways == (Way.PASSPHRASE, Way.RECOVERY)


@pytest.mark.parametrize("kept", ["", "nonsense", "00ff 0", "zz" * 32 + " 0", "00" * 32 + " -1", "00" * 32 + " many"])
def test_what_somebody_else_put_into_the_keyring_is_not_used(
    vault: FolderVault, keyring: FakeKeyring, kept: str
) -> None:
    vault.make()
    (name,) = keyring.kept
    keyring.kept[name] = kept
    with pytest.raises(troubles.MovedHere):
        vault.open_unasked()


def test_another_secret_in_the_keyring_opens_nothing(vault: FolderVault, keyring: FakeKeyring) -> None:
    vault.make()
    (name,) = keyring.kept
    keyring.kept[name] = "00" * 32 + " 0"
    with pytest.raises(troubles.Locked):
        vault.open_unasked()
