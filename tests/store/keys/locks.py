"""Locks for tests, on a keyring in memory and with guesses that cost nothing."""

from pathlib import Path

from inpatient_hub.domain.locking import TrustPolicy
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.keys.vault import FolderVault
from tests.fakes.keyring import FakeKeyring

PASSPHRASE = "four unrelated words"
PIN = "739150"
CHEAP = Cost(8, 1)


def a_vault(folder: Path, keyring: FakeKeyring | None = None, policy: TrustPolicy | None = None) -> FolderVault:
    """The lock of a folder, with guesses that cost nothing."""
    return FolderVault(folder, keyring=keyring or FakeKeyring(), policy=policy or TrustPolicy(), cost=lambda: CHEAP)


def recovery_key(vault: FolderVault, key: DataKey) -> str:
    """The recovery key that was made with the lock."""
    words = vault.unwritten_recovery_key(key)
    assert words is not None
    return words
