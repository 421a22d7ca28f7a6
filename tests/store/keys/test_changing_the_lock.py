"""Ways in are made, changed and taken away, and nobody is locked out by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.vault import FolderVault
from tests.fakes.keyring import FakeKeyring
from tests.store.filling import contents
from tests.store.keys.locks import PASSPHRASE, PIN, a_vault, recovery_key


def test_a_changed_passphrase_takes_the_place_of_the_old_one(vault: FolderVault) -> None:
    key = vault.make(passphrase=PASSPHRASE)
    vault.set_passphrase(key, "another four words")
    assert vault.open_by_passphrase("another four words") == key
    with pytest.raises(troubles.WrongPassphrase):
        vault.open_by_passphrase(PASSPHRASE)


def test_the_recovery_key_can_be_shown_until_it_was_typed_back_and_then_no_more(vault: FolderVault) -> None:
    key = vault.make()
    words = recovery_key(vault, key)
    assert recovery_key(vault, key) == words
    with pytest.raises(troubles.WrongRecoveryKey):
        vault.recovery_key_written(key, words_of(bytes(20)))
    with pytest.raises(troubles.MistypedRecoveryKey):
        vault.recovery_key_written(key, words[:-1])
    assert vault.state().recovery_not_written
    vault.recovery_key_written(key, words.lower())
    assert not vault.state().recovery_not_written
    assert vault.unwritten_recovery_key(key) is None
    assert vault.open_by_recovery_key(words) == key


def test_a_new_recovery_key_takes_the_place_of_the_old_one(vault: FolderVault) -> None:
    key = vault.make()
    old = recovery_key(vault, key)
    vault.recovery_key_written(key, old)
    new = vault.new_recovery_key(key)
    assert vault.unwritten_recovery_key(key) == new
    assert vault.open_by_recovery_key(new) == key
    with pytest.raises(troubles.WrongRecoveryKey):
        vault.open_by_recovery_key(old)


def test_no_way_is_taken_away_that_others_depend_on(vault: FolderVault) -> None:
    key = vault.make()
    for way in (Way.RECOVERY, Way.KEYRING):
        with pytest.raises(troubles.LastWay):
            vault.take_away(key, way)
    vault.set_passphrase(key, PASSPHRASE)
    vault.take_away(key, Way.KEYRING)
    with pytest.raises(troubles.LastWay):
        vault.take_away(key, Way.PASSPHRASE)
    assert vault.state().ways == (Way.PASSPHRASE, Way.RECOVERY)


def test_what_the_keyring_held_for_a_way_goes_with_it(vault: FolderVault, keyring: FakeKeyring) -> None:
    key = vault.make(passphrase=PASSPHRASE)
    vault.take_away(key, Way.KEYRING)
    assert keyring.kept == {}


@pytest.mark.parametrize("change", [FolderVault.remember_here, lambda vault, key: vault.set_pin(key, PIN)])
def test_a_change_that_cannot_be_saved_leaves_every_way_in_as_it_was(
    vault: FolderVault, monkeypatch: pytest.MonkeyPatch, change: Callable[[FolderVault, DataKey], None]
) -> None:
    key = vault.make()
    vault.set_pin(key, "528491")

    def full(_folder: Path, _keys: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(key_file, "save", full)
        with pytest.raises(OSError, match="No space"):
            change(vault, key)
    assert vault.open_unasked() == key
    assert vault.open_by_pin("528491") == key


def test_another_pin_forgives_the_wrong_ones(vault: FolderVault) -> None:
    key = vault.make()
    vault.set_pin(key, "528491")
    with pytest.raises(troubles.WrongPin):
        vault.open_by_pin("528492")
    vault.set_pin(key, PIN)
    assert vault.state().pin_tries == TrustPolicy().pin_tries
    assert vault.open_by_pin(PIN) == key


def test_the_key_of_another_lock_changes_nothing(vault: FolderVault, tmp_path: Path) -> None:
    vault.make()
    before = contents(tmp_path)
    other = DataKey.new()
    changes: list[Callable[[], object]] = [
        lambda: vault.set_passphrase(other, PASSPHRASE),
        lambda: vault.set_pin(other, PIN),
        lambda: vault.new_recovery_key(other),
        lambda: vault.remember_here(other),
        lambda: vault.take_away(other, Way.KEYRING),
    ]
    for change in changes:
        with pytest.raises(StoreBug):
            change()
    assert contents(tmp_path) == before


def test_what_the_trust_does_not_allow_is_neither_made_nor_used(tmp_path: Path, keyring: FakeKeyring) -> None:
    key = a_vault(tmp_path, keyring).make(passphrase=PASSPHRASE)
    strict = a_vault(tmp_path, keyring, TrustPolicy(ways=frozenset({Way.PASSPHRASE}), passphrase_length=16))
    with pytest.raises(troubles.Locked):
        strict.open_unasked()
    with pytest.raises(troubles.WayNotAllowed):
        strict.set_pin(key, PIN)
    with pytest.raises(troubles.WayNotAllowed):
        strict.remember_here(key)
    with pytest.raises(troubles.TooWeak, match="Choose another passphrase"):
        strict.set_passphrase(key, "fifteen letters")
    assert strict.open_by_passphrase(PASSPHRASE) == key
    only_keyring = a_vault(tmp_path, keyring, TrustPolicy(ways=frozenset({Way.KEYRING})))
    with pytest.raises(troubles.WayNotAllowed):
        only_keyring.open_by_passphrase(PASSPHRASE)
