"""Which folders a store must not be kept in: network shares and folders that a cloud service copies."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

from inpatient_hub.host.drives import is_remote_drive, mounts
from inpatient_hub.host.synced_folders import synced_folders
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
"""Environment variables by which OneDrive names its folders on Windows; a Documents folder that a trust has moved into
OneDrive (Known Folder Move) lies in one of them."""

_CLOUD_FOLDERS = frozenset(
    (
        "onedrive",
        "dropbox",
        "google drive",
        "googledrive",
        "my drive",
        "shared drives",
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


def check_place(folder: Path) -> None:
    """Raises StoreFault when a store in this folder could be written by two computers at once."""
    kind = unsafe_kind_here(folder)
    if kind:
        raise StoreFault.of(Fault.UNSAFE_PLACE, folder, kind=kind)


def unsafe_kind_here(folder: Path) -> str:
    """What makes this folder of this computer unsafe, `SHARE` or `CLOUD`; empty when nothing does."""
    return unsafe_kind(folder, environ=os.environ, mounts=mounts(), is_remote=is_remote_drive, synced=synced_folders())


def unsafe_kind(
    folder: PurePath,
    *,
    environ: Mapping[str, str],
    mounts: str,
    is_remote: Callable[[str], bool] = lambda _path: False,
    synced: Sequence[str] = (),
) -> str:
    """What makes the folder unsafe, in a few words; empty when nothing does. `mounts` is the text of /proc/mounts,
    `is_remote` tells whether the drive of a path is one on the network, `synced` are folders a service says it copies.

    On Windows the real path of a mapped drive names the share behind it, as long as it is connected.
    """
    real = _real(folder)
    for path in (folder, type(folder)(real)):
        if _is_share(path) or is_remote(str(path)):
            return SHARE
        if _is_in_cloud(path, environ) or any(path.is_relative_to(one) for one in synced):
            return CLOUD
    return SHARE if _file_system(real, mounts) in _SHARED_FILE_SYSTEMS else ""


def _real(folder: PurePath) -> str:
    """The path behind links and mapped drives; the path itself where the system will not tell, as Windows does of paths
    that it takes for too long. Whether a store can be opened there is another question."""
    try:
        return os.path.realpath(folder)
    except OSError:
        return str(folder)


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
