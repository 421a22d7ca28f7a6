"""A PIN opens on its own computer only, and five wrong ones switch it off for good."""

from pathlib import Path

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.locking import Way
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys import vault as vaults
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.vault import FolderVault
from tests.fakes.keyring import FakeKeyring
from tests.store.filling import contents
from tests.store.keys.locks import PASSPHRASE, PIN, a_vault


def test_a_pin_opens_on_this_computer(with_pin: tuple[FolderVault, DataKey]) -> None:
    vault, key = with_pin
    with pytest.raises(troubles.Locked) as locked:
        vault.open_unasked()
    assert locked.value.state.ways == (Way.PIN, Way.PASSPHRASE, Way.RECOVERY)
    assert vault.open_by_pin(PIN) == key


def test_after_five_wrong_pins_the_passphrase_is_what_opens(
    with_pin: tuple[FolderVault, DataKey], tmp_path: Path
) -> None:
    vault, key = with_pin
    for left in (4, 3, 2, 1):
        with pytest.raises(troubles.WrongPin) as wrong:
            vault.open_by_pin("000000")
        assert wrong.value.tries == left
        assert vault.state().pin_tries == left
    with pytest.raises(troubles.PinSwitchedOff):
        vault.open_by_pin("000000")
    with pytest.raises(troubles.NoSuchWay):
        vault.open_by_pin(PIN)
    assert vault.state().made == (Way.PASSPHRASE, Way.RECOVERY)
    assert vault.open_by_passphrase(PASSPHRASE) == key
    vault.set_pin(key, PIN)
    assert vault.open_by_pin(PIN) == key


def test_starting_again_gives_no_more_tries(with_pin: tuple[FolderVault, DataKey], keyring: FakeKeyring) -> None:
    vault, _ = with_pin
    for _ in range(4):
        with pytest.raises(troubles.WrongPin):
            a_vault(vault.folder, keyring).open_by_pin("000000")
    with pytest.raises(troubles.PinSwitchedOff):
        a_vault(vault.folder, keyring).open_by_pin("000000")


def test_putting_an_old_key_file_back_gives_no_more_tries(with_pin: tuple[FolderVault, DataKey]) -> None:
    vault, _ = with_pin
    file = key_file.key_file(vault.folder)
    before = file.read_bytes()
    for _ in range(4):
        with pytest.raises(troubles.WrongPin):
            vault.open_by_pin("000000")
        file.write_bytes(before)
    with pytest.raises(troubles.PinSwitchedOff):
        vault.open_by_pin("000000")
    file.write_bytes(before)
    with pytest.raises(troubles.NoSuchWay):
        vault.open_by_pin(PIN)


def test_the_try_is_counted_before_it_is_looked_at(
    with_pin: tuple[FolderVault, DataKey], keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending the program in the middle of a try does not give it back."""
    vault, _ = with_pin

    def killed(_words: bytes, _slot: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(vaults, "_stretched", killed)
    with pytest.raises(KeyboardInterrupt):
        vault.open_by_pin(PIN)
    assert a_vault(vault.folder, keyring).state().pin_tries == 4


def test_a_right_pin_forgives_the_wrong_ones(with_pin: tuple[FolderVault, DataKey]) -> None:
    vault, key = with_pin
    for _ in range(4):
        with pytest.raises(troubles.WrongPin):
            vault.open_by_pin("000000")
    assert vault.open_by_pin(PIN) == key
    assert vault.state().pin_tries == 5


def test_a_pin_is_worth_nothing_without_this_computers_keyring(with_pin: tuple[FolderVault, DataKey]) -> None:
    """A thief of the files alone cannot even begin to guess: the other half is not in them."""
    vault, _ = with_pin
    with pytest.raises(troubles.NoSuchWay):
        a_vault(vault.folder, FakeKeyring()).open_by_pin(PIN)


def test_a_keyring_that_cannot_count_takes_no_pin(with_pin: tuple[FolderVault, DataKey], keyring: FakeKeyring) -> None:
    vault, _ = with_pin

    def full(_name: str, _secret: str) -> None:
        raise troubles.KeyringUnavailable("It did not keep what it was given.")

    keyring.before_put = full
    with pytest.raises(troubles.KeyringUnavailable):
        vault.open_by_pin(PIN)


ARABIC = "\u0661\u0663\u0665\u0662\u0664\u0669"


@pytest.mark.parametrize("pin", ["", "73915", "7391o0", "111111", "123456", "987654", "1" * 17, ARABIC])
def test_a_pin_that_would_be_guessed_is_refused(vault: FolderVault, pin: str) -> None:
    key = vault.make()
    with pytest.raises(troubles.TooWeak):
        vault.set_pin(key, pin)
    assert vault.state().made == (Way.KEYRING, Way.RECOVERY)


@pytest.mark.parametrize("words", ["", "short", "eleven char", "            ", "ababababababab", "x" * 2000])
def test_a_passphrase_that_would_be_guessed_is_refused(vault: FolderVault, words: str) -> None:
    with pytest.raises(troubles.TooWeak):
        vault.make(passphrase=words)
    assert contents(vault.folder) == {}
