"""A trust's policy is read through the real `winreg`, with the kinds that Group Policy writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import Way
from inpatient_hub.host.policy_table import REGISTRY_KEY
from inpatient_hub.host.trust_policy import read_trust_policy
from tests.windows.windows_registry import Keys

pytestmark = pytest.mark.win32

Write = Callable[[Keys], None]


def test_what_group_policy_writes_is_read(write_keys: Write, tmp_path: Path) -> None:
    write_keys(
        {
            rf"HKLM\{REGISTRY_KEY}": {
                "IdleMinutes": 4,
                "AllowedWays": (["passphrase", "pin"], 7),
                "SecondBackupFolder": (r"%SystemDrive%\Backups", 2),
                "DatabaseUrl": "postgresql://ward-db.example/hub",
                "UpdateNotice": 1,
            },
            rf"HKCU\{REGISTRY_KEY}": {"IdleMinutes": 9, "PinLength": 8},
        }
    )
    policy = read_trust_policy(tmp_path)
    assert (policy.idle_minutes, policy.pin_length) == (4, 8)
    assert policy.ways == {Way.PASSPHRASE, Way.PIN}
    assert policy.second_backup_folder.casefold() == r"c:\backups"
    assert policy.database_url == "postgresql://ward-db.example/hub"
    assert policy.update_notice


def test_a_wrong_value_is_told(write_keys: Write, tmp_path: Path) -> None:
    write_keys({rf"HKLM\{REGISTRY_KEY}": {"IdleMinutes": "ten", "Mistyped": 1}})
    with pytest.raises(PolicyUnreadable) as told:
        read_trust_policy(tmp_path)
    assert set(told.value.problems) == {"IdleMinutes has to be a REG_DWORD", "Mistyped is not known"}


def test_without_a_key_nothing_is_set(tmp_path: Path) -> None:
    assert read_trust_policy(tmp_path).fixed == frozenset()
