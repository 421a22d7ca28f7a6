"""Which drives of this computer are really elsewhere on the network."""

import sys
from pathlib import Path

_MOUNTS = Path("/proc/mounts")
_REMOTE = 4
"""DRIVE_REMOTE of GetDriveType (Microsoft, fileapi.h)."""


def mounts() -> str:
    """What is mounted where, in the form of Linux' /proc/mounts; empty on Windows and where it cannot be told."""
    if sys.platform.startswith("linux"):
        try:
            return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    return mac_mounts(_said_by_mount()) if sys.platform == "darwin" else ""


def mac_mounts(said: str) -> str:
    """What macOS' `mount` says, in the form of /proc/mounts: `//me@server/ward on /Volumes/ward (smbfs, nodev)`."""
    lines = []
    for line in said.splitlines():
        what, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        kind = options.rstrip(")").partition(",")[0]
        if point and kind:
            lines.append(f"{_escaped(what)} {_escaped(point)} {kind}")
    return "\n".join(lines)


def is_remote_drive(path: str) -> bool:
    """Whether Windows says that the drive of this path is one on the network: also when it is not connected just now,
    so that its path does not lead to the share behind it. Always no elsewhere."""
    drive = path[:2]
    if len(drive) < 2 or drive[1] != ":":
        return False
    return _drive_type(f"{drive}\\") == _REMOTE


def _escaped(words: str) -> str:
    return words.replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011")


if sys.platform == "win32":
    import ctypes

    def _drive_type(root: str) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))

else:

    def _drive_type(_root: str) -> int:
        return 0


def _said_by_mount() -> str:
    import subprocess

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
