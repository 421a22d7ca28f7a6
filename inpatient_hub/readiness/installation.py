"""Looks whether this installation of Inpatient Hub is sound: its folder, its store, its backups and its content."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from inpatient_hub.domain.readiness_facts import InstallationFacts
from inpatient_hub.readiness.collectors.part import Part

if TYPE_CHECKING:
    from inpatient_hub.domain.errors import HubError
    from inpatient_hub.store.health import StoreHealth
    from inpatient_hub.store.keys.data_key import DataKey

STORE_LIMIT_S = 30.0
"""SQLite's own check takes about a second for each hundred megabytes."""

CONTENT_LIMIT_S = 15.0

Kind = Literal["local", "network", "onedrive", "removable", "unknown"]
StoreState = Literal["none", "sound", "damaged", "in_use", "locked", "newer", "unreadable", "server"]

KeyAtHand = Callable[[], "DataKey | None"]
"""The key of the store's lock, where nobody has to be asked for it."""

_ON_A_SERVER = "The store is on a database server, which this check does not ask."

_NOBODY_ELSE_ENTERS = 0o011
_NOBODY_ELSE_READS = 0o077


def installation_parts(
    folder: Path, database_url: str | None = None, key: KeyAtHand = lambda: None
) -> tuple[Part, ...]:
    """What is to be found out about the installation whose data folder this is. Nothing is written, made or sent: a
    database server is not asked, and a folder that lies on a network share is not looked into."""
    return (
        Part(
            "installation",
            (
                "data_folder_exists",
                "data_folder_writable",
                "data_folder_kind",
                "data_folder_private",
                "data_folder_free",
            ),
            lambda: examined_folder(folder),
        ),
        Part(
            "installation",
            ("store", "store_words", "last_backup_at", "backups"),
            lambda: examined_store(folder, on_server=database_url is not None, key=key),
            STORE_LIMIT_S,
        ),
        Part("installation", ("content_problems",), lambda: examined_content(folder), CONTENT_LIMIT_S),
        Part("installation", ("clipboard",), examined_clipboard),
    )


def examined_folder(folder: Path) -> InstallationFacts:
    """Where the data folder lies, and what this user and others may do there."""
    from inpatient_hub.store.places import SHARE, unsafe_kind_here

    unsafe = unsafe_kind_here(folder)
    if unsafe == SHARE:
        return InstallationFacts(data_folder_kind="network")
    kind: Kind = "onedrive" if unsafe else ("removable" if _is_removable(folder) else "local")
    if not folder.is_dir():
        return InstallationFacts(data_folder_exists=False, data_folder_kind=kind, data_folder_free=_free(folder))
    return InstallationFacts(
        data_folder_exists=True,
        data_folder_kind=kind,
        data_folder_private=_is_private(folder),
        data_folder_writable=_is_writable(folder),
        data_folder_free=_free(folder),
    )


def examined_store(folder: Path, *, on_server: bool, key: KeyAtHand = lambda: None) -> InstallationFacts:
    """How the store stands, and when it was last backed up."""
    if on_server:
        return InstallationFacts(store="server", store_words=_ON_A_SERVER)
    from inpatient_hub.store.backup import backups_in
    from inpatient_hub.store.health import check_store
    from inpatient_hub.store.target import StoreTarget

    health = check_store(StoreTarget.in_folder(folder, key()))
    backups = health.backups if health.fault is None else backups_in(folder)
    return InstallationFacts(
        store=_state(health),
        # The title only: the rest names the folder, and with it often the person.
        store_words=health.fault.title if health.fault else "",
        last_backup_at=backups[0].made_at if backups else None,
        backups=len(backups),
    )


def examined_content(folder: Path) -> InstallationFacts:
    """How many problems there are in the content in force: the pack that ships and the ward's own over it."""
    from inpatient_hub.content.check import core_folder
    from inpatient_hub.content.loader import load_packs
    from inpatient_hub.content.problems import ContentError
    from inpatient_hub.host.paths import local_pack_folder

    try:
        problems = len(load_packs(core_folder(), local_pack_folder(folder)).local_problems)
    except ContentError as error:
        problems = len(error.problems)
    return InstallationFacts(content_problems=problems)


def examined_clipboard() -> InstallationFacts:
    """Whether a note could be put on the clipboard."""
    from inpatient_hub.readiness.collectors.clipboard import clipboard_here

    return InstallationFacts(clipboard=clipboard_here())


def _state(health: "StoreHealth") -> StoreState:
    if health.is_locked:
        return "locked"
    if health.fault is None:
        return "sound" if health.exists else "none"
    return _state_of(health.fault)


def _state_of(fault: "HubError") -> StoreState:
    from inpatient_hub.store.errors import Fault, StoreFault

    if not isinstance(fault, StoreFault):
        return "unreadable"
    states: Mapping[Fault, StoreState] = {
        Fault.NO_FOLDER: "none",
        Fault.DAMAGED: "damaged",
        Fault.NOT_A_STORE: "damaged",
        Fault.EMPTY: "damaged",
        Fault.VANISHED: "damaged",
        Fault.LOG_MISSING: "damaged",
        Fault.LOG_DAMAGED: "damaged",
        Fault.LOCKED: "in_use",
        Fault.IN_USE: "in_use",
        Fault.NEWER: "newer",
    }
    return states.get(fault.fault, "unreadable")


def _is_writable(folder: Path) -> bool:
    """Whether a file can be made here. The one that is made has no name, or loses it at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ready")
            file.flush()
    except OSError:
        return False
    return True


def _free(folder: Path) -> int | None:
    """Bytes this user may still write where the folder is or would be."""
    try:
        there = next(one for one in (folder, *folder.absolute().parents) if one.is_dir())
        return shutil.disk_usage(there).free
    except (OSError, StopIteration):
        return None


def _is_private(folder: Path) -> bool | None:
    """Whether only this user may read it: by the rights of the folder, or of one that it lies in. On Windows that can
    be told of the user's own profile only."""
    if sys.platform == "win32":
        return is_in_profile(Path(os.path.realpath(folder)), os.environ)
    real = Path(os.path.realpath(folder))
    try:
        if real.stat().st_uid != os.getuid():
            return False
        if real.stat().st_mode & _NOBODY_ELSE_READS == 0:
            return True
        return any(one.stat().st_mode & _NOBODY_ELSE_ENTERS == 0 for one in (real, *real.parents))
    except OSError:
        return None


def is_in_profile(folder: PurePath, environ: Mapping[str, str]) -> bool | None:
    """Whether a folder of Windows lies in the user's own profile, which Windows keeps from other users. None outside
    it: that folder has rights of its own, which are not read here."""
    profile = environ.get("USERPROFILE")
    return True if profile and folder.is_relative_to(profile) else None


def _is_removable(folder: Path) -> bool:
    if sys.platform == "win32":
        return _is_removable_drive(folder)
    if sys.platform == "darwin":
        return folder.absolute().is_relative_to("/Volumes")
    return is_removable_device(folder, Path("/sys/dev/block"))


def _is_removable_drive(folder: Path) -> bool:
    import psutil

    drive = folder.absolute().drive.casefold()
    return any(
        one.mountpoint.casefold().startswith(drive) and "removable" in one.opts.split(",")
        for one in psutil.disk_partitions()
        if drive
    )


def is_removable_device(folder: Path, devices: Path) -> bool:
    """Whether Linux calls the disk under this folder removable. `devices` lists disks and their parts by number."""
    try:
        there = next(one for one in (folder, *folder.absolute().parents) if one.is_dir())
        number = there.stat().st_dev
        device = Path(os.path.realpath(devices / f"{os.major(number)}:{os.minor(number)}"))
        said = next(one for one in (device / "removable", device.parent / "removable") if one.is_file())
        return said.read_text(encoding="ascii").strip() == "1"
    except (OSError, StopIteration, ValueError):
        return False
