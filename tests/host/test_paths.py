"""Where work is kept: in this user's own folder, or beside a portable copy when somebody asked for that with a file."""

from pathlib import Path

import pytest

from inpatient_hub.host import paths
from inpatient_hub.host.paths import PORTABLE_FILE, default_data_folder, launcher_folder, portable_folder


@pytest.mark.parametrize("name", ["InpatientHub.exe", "inpatient-hub.exe", "INPATIENTHUB.EXE"])
def test_a_file_beside_the_launcher_keeps_the_work_beside_it(tmp_path: Path, name: str) -> None:
    launcher = tmp_path / name
    assert launcher_folder(str(launcher)) == tmp_path
    assert portable_folder(str(launcher)) is None
    (tmp_path / PORTABLE_FILE).touch()
    assert portable_folder(str(launcher)) == tmp_path / "data"


def test_a_folder_of_that_name_is_no_wish(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_FILE).mkdir()
    assert portable_folder(str(tmp_path / "InpatientHub.exe")) is None


@pytest.mark.parametrize("name", ["python.exe", "python3", "InpatientHub-setup.exe", ""])
def test_no_other_program_looks_for_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / PORTABLE_FILE).touch()
    assert portable_folder(str(tmp_path / name)) is None


def test_the_usual_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usual = default_data_folder()
    assert usual.name == "InpatientHub"
    monkeypatch.setattr(paths, "portable_folder", lambda: tmp_path / "data")
    assert default_data_folder() == tmp_path / "data"
