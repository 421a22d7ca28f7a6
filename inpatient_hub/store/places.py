"""Which folders a store must not be kept in: network shares and folders that a cloud service copies."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from inpatient_hub.store.errors import Fault, StoreFault

SHARE = "a network share"
CLOUD = "a folder that a cloud service copies"

_SHARED_FILE_SYSTEMS = frozenset(
    (
        "9p afpfs afs beegfs ceph cifs coda davfs fuse.cephfs fuse.davfs fuse.glusterfs fuse.google-drive-ocamlfuse "
        "fuse.gvfsd-fuse fuse.onedriver fuse.rclone fuse.s3fs fuse.sshfs fuse.vmhgfs-fuse gfs2 glusterfs lustre ncpfs "
        "nfs nfs3 nfs4 ocfs2 smb2 smb3 smbfs vboxsf virtiofs webdav"
    ).split()
)

_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables by which OneDrive names its folders on Windows."""

_CLOUD_FOLDERS = frozenset(
    (
        "onedrive",
        "dropbox",
        "google drive",
        "googledrive",
        "my drive",
        "icloud drive",
        "iclouddrive",
        "mobile documents",
        "cloudstorage",
        "nextcloud",
        "owncloud",
        "box sync",
    )
)

_CLOUD_BEGINNINGS = ("onedrive - ", "dropbox (")
"""`OneDrive - Example Trust`, as Windows names the folder of an organisation."""

_MOUNTS = Path("/proc/mounts")


def check_place(folder: Path) -> None:
    """Raises StoreFault when a store in this folder could be written by two computers at once."""
    kind = unsafe_kind_here(folder)
    if kind:
        raise StoreFault.of(Fault.UNSAFE_PLACE, folder, kind=kind)


def unsafe_kind_here(folder: Path) -> str:
    """What makes this folder of this computer unsafe, `SHARE` or `CLOUD`; empty when nothing does."""
    return unsafe_kind(folder, environ=os.environ, mounts=_mounts())


def unsafe_kind(folder: Path, *, environ: Mapping[str, str], mounts: str) -> str:
    """What makes the folder unsafe, in a few words; empty when nothing does. `mounts` is the text of /proc/mounts.

    On Windows the real path of a mapped drive names the share behind it, which is how one is recognised.
    """
    for path in (folder, Path(os.path.realpath(folder))):
        if _is_share(path):
            return SHARE
        if _is_in_cloud(path, environ):
            return CLOUD
    return SHARE if _file_system(os.path.realpath(folder), mounts) in _SHARED_FILE_SYSTEMS else ""


def _is_share(path: PurePath) -> bool:
    text = str(path)
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text.startswith("\\\\?\\UNC\\")
    return text.startswith("\\\\")


def _is_in_cloud(path: PurePath, environ: Mapping[str, str]) -> bool:
    names = [name.casefold() for name in path.parts]
    if any(name in _CLOUD_FOLDERS or name.startswith(_CLOUD_BEGINNINGS) for name in names):
        return True
    return any(path.is_relative_to(environ[name]) for name in _CLOUD_VARIABLES if environ.get(name))


def _mounts() -> str:
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _file_system(path: str, mounts: str) -> str:
    """Type of the file system that holds the path; the longest mount point, and of equals the latest, decides."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
