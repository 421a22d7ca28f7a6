"""The lock of an empty folder, and this user's keyring. Here a guess costs what it costs in the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub.domain.locking import Way
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.vault import FolderVault
from tests.fakes.cheap_guesses import make_guesses_cheap
from tests.fakes.keyring import FakeKeyring
from tests.store.keys.locks import PASSPHRASE, PIN, a_vault


@pytest.fixture(scope="package", autouse=True)
def dear_guesses(cheap_guesses: pytest.MonkeyPatch) -> Iterator[None]:
    """As everywhere outside the tests."""
    cheap_guesses.undo()
    yield
    make_guesses_cheap(cheap_guesses)


@pytest.fixture
def keyring() -> FakeKeyring:
    """This user's keyring."""
    return FakeKeyring()


@pytest.fixture
def vault(tmp_path: Path, keyring: FakeKeyring) -> FolderVault:
    """The lock of a folder that has none yet."""
    return a_vault(tmp_path, keyring)


@pytest.fixture
def with_pin(vault: FolderVault) -> tuple[FolderVault, DataKey]:
    """A lock that asks for a PIN on this computer, and has a passphrase."""
    key = vault.make(passphrase=PASSPHRASE)
    vault.set_pin(key, PIN)
    vault.take_away(key, Way.KEYRING)
    return vault, key
