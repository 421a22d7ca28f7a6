"""What About tells holds no password, and its details for support no folder that could hold a person's name."""

from pathlib import Path

import pytest

from inpatient_hub import __version__
from inpatient_hub.bootstrap import Place, told_about
from inpatient_hub.host import identity, paths, trust_policy
from inpatient_hub.host.paths import log_file


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's own data folder, with a person's name in it; the trust's file beside it."""
    folder = tmp_path / "esummerson" / "InpatientHub"
    folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "default_data_folder", lambda: folder)
    monkeypatch.setattr(identity, "computer_name", lambda: "WARD-PC-7")
    monkeypatch.setattr(trust_policy, "trust_policy_files", lambda _folder: (tmp_path / "computer.toml",))
    return folder


def test_the_details_for_support_name_nobody(own: Path, tmp_path: Path) -> None:
    (tmp_path / "computer.toml").write_text("[lock]\nidle_minutes = 5\n[unlock]\npin_length = 8", encoding="utf-8")
    found = told_about(Place(data_folder=own))
    assert found.computer == "WARD-PC-7"
    assert f"Inpatient Hub {__version__}, " in found.support
    assert "Work is kept: in the user's own folder" in found.support
    assert "Set by the trust: lock.idle_minutes, unlock.pin_length" in found.support
    assert not [word for word in ("esummerson", "WARD-PC-7", str(tmp_path)) if word in found.support]
    assert found.policy == f"Your trust has made 2 settings: {tmp_path / 'computer.toml'}."
    assert found.kept == str(own)
    assert found.log_folder == log_file(own).parent


def test_the_database_is_told_without_user_and_password(own: Path, tmp_path: Path) -> None:
    url = "postgresql://hub@ward-db.example/hub"
    (tmp_path / "computer.toml").write_text(f'[store]\ndatabase_url = "{url}"', encoding="utf-8")
    assert told_about(Place(data_folder=own, database_url=url)).kept == "hub on ward-db.example, set by IT"
    other = told_about(Place(data_folder=own, database_url="postgresql://x:hunter2@other.example/hub"))
    assert other.kept == "hub on other.example"
    assert "hunter2" not in repr(other)


def test_without_a_policy_it_says_so_and_a_broken_one_is_told(own: Path, tmp_path: Path) -> None:
    assert told_about(Place(data_folder=own)).policy == "Your trust has set nothing on this computer."
    (tmp_path / "computer.toml").write_text("nonsense", encoding="utf-8")
    found = told_about(Place(data_folder=tmp_path))
    assert "cannot be read" in found.policy
    assert "in a folder that was named" in found.support


def test_a_portable_copy_is_told_as_one(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "portable_folder", lambda: own)
    assert "beside a portable copy" in told_about(Place(data_folder=own)).support
