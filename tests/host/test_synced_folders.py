"""Folders that a cloud service copies are found where the services themselves note them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.host.drives import is_remote_drive
from inpatient_hub.host.synced_folders import dropbox_paths, folders_in_registry, synced_folders

_ROOTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
_ONEDRIVE = r"Software\SyncEngines\Providers\OneDrive"


class FakeWinreg:
    """A registry in memory: (hive, key) to its values. What is not in it cannot be opened."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "machine", "user"

    def __init__(self, keys: dict[tuple[str, str], dict[str, Any]]) -> None:
        self._keys = keys

    @contextmanager
    def OpenKey(self, key: str, sub_key: str) -> Iterator[tuple[str, str]]:  # noqa: N802
        if (key, sub_key) not in self._keys:
            raise FileNotFoundError(sub_key)
        yield key, sub_key

    def EnumKey(self, key: tuple[str, str], index: int) -> str:  # noqa: N802
        hive, name = key
        below = [one.removeprefix(f"{name}\\") for at, one in self._keys if at == hive and one.startswith(f"{name}\\")]
        return self._at([one for one in below if "\\" not in one], index)

    def EnumValue(self, key: tuple[str, str], index: int) -> tuple[str, Any, int]:  # noqa: N802
        return self._at([(name, value, 1) for name, value in self._keys[key].items()], index)

    @staticmethod
    def _at(found: list[Any], index: int) -> Any:
        if index >= len(found):
            raise OSError("No more data is available")
        return found[index]


def test_every_service_that_told_windows_of_its_folder_is_found() -> None:
    registry = FakeWinreg(
        {
            ("machine", _ROOTS): {},
            ("machine", rf"{_ROOTS}\Dropbox!S-1-5-21!personal"): {},
            ("machine", rf"{_ROOTS}\Dropbox!S-1-5-21!personal\UserSyncRoots"): {"S-1-5-21": "E:\\Boxes", "odd": 7},
            ("machine", rf"{_ROOTS}\Nobody!S-1-5-21"): {},
            ("user", _ONEDRIVE): {},
            ("user", rf"{_ONEDRIVE}\1234"): {
                "MountPoint": "C:\\Users\\n\\Trust\\Ward - Documents",
                "UrlNamespace": "x",
            },
            ("user", rf"{_ONEDRIVE}\5678"): {"MountPoint": ""},
        }
    )
    assert folders_in_registry(registry) == ["E:\\Boxes", "C:\\Users\\n\\Trust\\Ward - Documents"]


def test_a_computer_without_such_services_has_none() -> None:
    assert folders_in_registry(FakeWinreg({})) == []


def test_dropbox_says_itself_where_its_folders_are(tmp_path: Path) -> None:
    file = tmp_path / "info.json"
    file.write_text(json.dumps({"personal": {"path": "/data/Box"}, "business": {"path": 1}, "odd": []}))
    assert dropbox_paths(file) == ["/data/Box"]


@pytest.mark.parametrize("text", ["", "[]", "7", "{", "[" * 100_000, "\x00"])
def test_a_dropbox_file_nobody_can_read_names_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "info.json").write_text(text)
    assert dropbox_paths(tmp_path / "info.json") == []
    assert dropbox_paths(tmp_path / "gone.json") == []


def test_this_computer_can_be_asked() -> None:
    assert isinstance(synced_folders(), tuple)
    assert not is_remote_drive(r"C:\Users")
    assert not is_remote_drive("/home")
    assert not is_remote_drive("")
