"""How much room the disk of a folder has left, and how much a file takes."""

import shutil
from pathlib import Path


def free_bytes(folder: Path) -> int | None:
    """What this user may still write on the disk that holds the folder, in bytes; None when it cannot be told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def bytes_in(file: Path) -> int:
    """The size of a file in bytes; nought when there is none or it cannot be told."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
