"""What a person saves never lands among the program's own files."""

import os
from pathlib import Path

import pytest

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.own_files import refuse_own
from inpatient_hub.host.written_files import write_whole


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "backups").mkdir(parents=True)
    (folder / "hub.db").write_bytes(b"a ward")
    (folder / "hub.keys").write_bytes(b"its keys")
    return folder


@pytest.mark.parametrize("name", ["hub.db", "HUB.DB", "hub.keys", "settings.json", "report.txt", "backups/report.txt"])
def test_nothing_is_saved_in_a_data_folder(data: Path, name: str) -> None:
    with pytest.raises(HubError) as refused:
        write_whole(str(data / name), "a report")
    assert all((refused.value.title, refused.value.message, refused.value.remedy))
    assert (data / "hub.db").read_bytes() == b"a ward"
    assert sorted(one.name for one in data.iterdir()) == ["backups", "hub.db", "hub.keys"]


def test_nothing_is_saved_by_a_way_round(data: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(data, target_is_directory=True)
    (tmp_path / "report.txt").symlink_to(data / "hub.db")
    for way in (tmp_path / "link" / "hub.db", tmp_path / "report.txt", data / "backups" / ".." / "hub.db"):
        with pytest.raises(HubError):
            refuse_own(way)


def test_a_backup_in_a_second_place_is_not_written_over(tmp_path: Path) -> None:
    backup = tmp_path / "hub.20261120T140500Z.db"
    backup.write_bytes(b"a backup")
    with pytest.raises(HubError):
        refuse_own(backup)
    assert backup.read_bytes() == b"a backup"


def test_anywhere_else_a_file_is_saved(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("report.txt", os.fspath(tmp_path / "hub.export.sealed"), os.fspath(data.parent / "backups.txt")):
        write_whole(place, "a report")
        assert Path(place).read_text(encoding="utf-8") == "a report"
