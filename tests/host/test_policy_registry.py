"""What Group Policy and Intune write into the registry is read, weighed against the file, and never passed over."""

from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.host import trust_policy
from inpatient_hub.host.policy_table import REGISTRY_KEY, SETTINGS, Kind
from inpatient_hub.host.trust_policy import read_trust_policy
from tests.readiness.collectors.windows.fake_winreg import FakeWinreg, Tree

MACHINE = rf"HKLM\{REGISTRY_KEY}"
NO_PASSWORD = "an address without a password, as every user of this computer can read it"
USER = rf"HKCU\{REGISTRY_KEY}"


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file for the whole computer lies in the test's own folder."""
    monkeypatch.setattr(
        trust_policy, "trust_policy_files", lambda folder: (tmp_path / "computer.toml", folder / "trust-policy.toml")
    )


def policy_of(folder: Path, tree: Tree, refused: tuple[str, ...] = ()) -> TrustPolicy:
    """The policy of a computer with this registry."""
    registry = FakeWinreg(tree, refused)
    try:
        return read_trust_policy(folder, lambda: registry)
    finally:
        assert registry.open_keys == 0


def problems_of(folder: Path, tree: Tree, refused: tuple[str, ...] = ()) -> PolicyUnreadable:
    with pytest.raises(PolicyUnreadable) as unreadable:
        policy_of(folder, tree, refused)
    return unreadable.value


def test_without_a_key_the_usual_is_allowed(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {r"HKLM\Software\Other": {"IdleMinutes": 1}})
    assert policy == TrustPolicy()
    assert policy.places == ()


def a_value_of(kind: Kind, least: int) -> Any:
    examples = {Kind.SWITCH: 1, Kind.FOLDER: r"\\files.example\hub", Kind.WAYS: (["passphrase", "pin"], 7)}
    return least if kind is Kind.NUMBER else examples.get(kind)


def test_every_setting_of_the_table_can_be_set_there(tmp_path: Path) -> None:
    texts = {"DatabaseUrl": "postgresql://ward-db.example/hub", "ReadinessProfile": "ward"}
    values = {one.value: texts.get(one.value) or a_value_of(one.kind, one.least) for one in SETTINGS}
    policy = policy_of(tmp_path, {MACHINE: values})
    assert policy.fixed == {one.name for one in SETTINGS}
    assert policy.ways == {Way.PASSPHRASE, Way.PIN}
    assert (policy.idle_minutes, policy.pin_length, policy.passphrase_length) == (1, 4, 8)
    assert policy.database_url == "postgresql://ward-db.example/hub"
    assert policy.update_notice
    assert policy.places == (rf"HKEY_LOCAL_MACHINE\{REGISTRY_KEY}",)


def test_ways_may_stand_in_one_text_with_commas(tmp_path: Path) -> None:
    assert policy_of(tmp_path, {MACHINE: {"AllowedWays": "keyring, pin"}}).ways == {Way.KEYRING, Way.PIN}


def test_a_folder_may_name_what_windows_knows(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {MACHINE: {"UpdateFolder": (r"%ProgramFiles%\Hub", 2)}})
    assert policy.update_folder == r"C:\Program Files\Hub"


def test_the_computers_key_weighs_more_than_its_file_and_that_more_than_the_users_key(tmp_path: Path) -> None:
    (tmp_path / "computer.toml").write_text("[lock]\nidle_minutes = 20\n[unlock]\npin_length = 7", encoding="utf-8")
    tree: Tree = {
        MACHINE: {"IdleMinutes": 3},
        USER: {"IdleMinutes": 60, "PinLength": 4, "PinTries": 2},
    }
    policy = policy_of(tmp_path, tree)
    assert (policy.idle_minutes, policy.pin_length, policy.pin_tries) == (3, 7, 2)
    assert policy.places == (
        rf"HKEY_LOCAL_MACHINE\{REGISTRY_KEY}",
        str(tmp_path / "computer.toml"),
        rf"HKEY_CURRENT_USER\{REGISTRY_KEY}",
    )


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("IdleMinutes", 0, "IdleMinutes has to be a whole number from 1 to 60"),
        ("IdleMinutes", "10", "IdleMinutes has to be a REG_DWORD"),
        ("IdleMinutes", (10, 11), "IdleMinutes has to be a REG_DWORD"),
        ("UpdateNotice", 2, "UpdateNotice has to be a REG_DWORD, 1 or 0"),
        ("AllowedWays", (["magic"], 7), "AllowedWays has to be a list of 'keyring', 'pin', 'passphrase', 'recovery'"),
        ("AllowedWays", 3, "AllowedWays has to be a REG_MULTI_SZ"),
        ("AllowedWays", (None, 7), "AllowedWays has to allow 'keyring' or 'passphrase'"),
        ("AllowedWays", "pin", "AllowedWays has to allow 'keyring' or 'passphrase'"),
        ("SecondBackupFolder", "wards", "SecondBackupFolder has to be the whole path of a folder"),
        ("SecondBackupFolder", (["a"], 7), "SecondBackupFolder has to be a REG_SZ"),
        ("DatabaseUrl", "mysql://x/y", "DatabaseUrl has to be an address that begins with postgresql://"),
        ("DatabaseUrl", "postgresql://a:b@x/y", f"DatabaseUrl has to be {NO_PASSWORD}"),
        ("IdelMinutes", 10, "IdelMinutes is not known"),
    ],
)
def test_a_wrong_value_is_told_and_never_passed_over(tmp_path: Path, name: str, value: Any, problem: str) -> None:
    told = problems_of(tmp_path, {MACHINE: {name: value}})
    assert told.problems == (problem,)
    assert rf"HKEY_LOCAL_MACHINE\{REGISTRY_KEY}" in told.message


def test_the_problems_of_every_place_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "computer.toml").write_text("[lock]\nidle_minutes = 99", encoding="utf-8")
    told = problems_of(tmp_path, {MACHINE: {"PinLength": 1}, USER: {"PinTries": 99}})
    assert told.problems == (
        "PinLength has to be a whole number from 4 to 16",
        f"{tmp_path / 'computer.toml'}: lock.idle_minutes has to be a whole number from 1 to 60",
        rf"HKEY_CURRENT_USER\{REGISTRY_KEY}: PinTries has to be a whole number from 1 to 10",
    )


def test_a_key_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {MACHINE: {"PinLength": 6}}, refused=(MACHINE,)).problems == ("it cannot be read",)


def test_capitals_do_not_matter_and_a_value_without_a_name_sets_nothing(tmp_path: Path) -> None:
    assert policy_of(tmp_path, {MACHINE: {"idleminutes": 4, "": "x"}}).idle_minutes == 4
