"""Which folders of this computer a cloud service copies, wherever they lie and whatever they are called.

A name gives most of them away; but a SharePoint library that OneDrive syncs is called after a team, and Dropbox and
others can be put anywhere. The services tell Windows where their folders are, and Dropbox writes it into a file.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, Protocol, cast

_SYNC_ROOTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
"""Where every service that uses Windows' cloud files notes its folders (Microsoft, Cloud Files API): below it a key for
each account, and in its `UserSyncRoots` a path for each user."""
_ONEDRIVE = r"Software\SyncEngines\Providers\OneDrive"
"""Where OneDrive notes each folder and each SharePoint library it syncs, as `MountPoint`."""
_MOST_KEYS = 500
_MOST_BYTES = 64 * 1024


class Winreg(Protocol):
    """The part of the standard module `winreg` that is used."""

    HKEY_LOCAL_MACHINE: Any
    HKEY_CURRENT_USER: Any

    def OpenKey(self, key: Any, sub_key: str) -> AbstractContextManager[Any]: ...  # noqa: N802
    def EnumKey(self, key: Any, index: int) -> str: ...  # noqa: N802
    def EnumValue(self, key: Any, index: int) -> tuple[str, Any, int]: ...  # noqa: N802


def synced_folders() -> tuple[str, ...]:
    """The folders on this computer. What cannot be asked is passed over: the names of folders are looked at too."""
    found = list(_dropbox_folders(os.environ, Path.home()))
    if sys.platform == "win32":
        import winreg

        found += folders_in_registry(cast(Winreg, winreg))
    return tuple(found)


def folders_in_registry(winreg: Winreg) -> list[str]:
    """The folders that services noted in Windows' registry."""
    found: list[str] = []
    for account in _listed(winreg.EnumKey, winreg, winreg.HKEY_LOCAL_MACHINE, _SYNC_ROOTS):
        roots = _listed(winreg.EnumValue, winreg, winreg.HKEY_LOCAL_MACHINE, f"{_SYNC_ROOTS}\\{account}\\UserSyncRoots")
        found += [path for _name, path, _kind in roots if isinstance(path, str)]
    for library in _listed(winreg.EnumKey, winreg, winreg.HKEY_CURRENT_USER, _ONEDRIVE):
        values = _listed(winreg.EnumValue, winreg, winreg.HKEY_CURRENT_USER, f"{_ONEDRIVE}\\{library}")
        found += [path for name, path, _kind in values if name == "MountPoint" and isinstance(path, str)]
    return [path for path in found if path]


def _listed(enumerate_one: Callable[[Any, int], Any], winreg: Winreg, hive: Any, key: str) -> list[Any]:
    found: list[Any] = []
    with suppress(OSError), winreg.OpenKey(hive, key) as opened:
        while len(found) < _MOST_KEYS:
            found.append(enumerate_one(opened, len(found)))  # an OSError says that there are no more
    return found


def _dropbox_folders(environ: Mapping[str, str], home: Path) -> Iterator[str]:
    folders = [home / ".dropbox"]
    folders += [Path(environ[name]) / "Dropbox" for name in ("APPDATA", "LOCALAPPDATA") if environ.get(name)]
    for folder in folders:
        yield from dropbox_paths(folder / "info.json")


def dropbox_paths(file: Path) -> list[str]:
    """The folders that Dropbox's own file names, one for each account."""
    try:
        with file.open("rb") as opened:
            said = json.loads(opened.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return []
    accounts = said.values() if isinstance(said, dict) else ()
    paths = [one.get("path") for one in accounts if isinstance(one, dict)]
    return [path for path in paths if isinstance(path, str) and path]
