"""Where Windows keeps what is for all users, and whose a file is, are asked of the real calls."""

import os
import sys
from pathlib import Path

import pytest

from inpatient_hub.host import machine_files

pytestmark = pytest.mark.win32


def test_the_folder_for_all_users_is_windows_own_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Path(os.environ["PROGRAMDATA"])
    for name in ("PROGRAMDATA", "ALLUSERSPROFILE", "WIN_PD_OVERRIDE_COMMON_APPDATA"):
        monkeypatch.setenv(name, r"C:\users\nurse")
    assert machine_files.machine_folder() == usual


def test_the_owner_of_a_file_is_told_as_windows_writes_it(tmp_path: Path) -> None:
    assert sys.platform == "win32"
    file = tmp_path / "policy.toml"
    file.write_text("", encoding="ascii")
    owner = machine_files.owner_of(file)
    assert owner.startswith("S-1-5-")
    assert machine_files.is_of_the_machine(file) is (owner in machine_files.TRUSTED_OWNERS)
    with pytest.raises(OSError, match=r".+"):
        machine_files.owner_of(tmp_path / "nothing")
