"""Packs the program folder into a zip that can be unpacked anywhere and started from there."""

import time
import zipfile
from pathlib import Path

from windows.program import WHEN

FOLDER = "InpatientHub"
READ_ME = "ABOUT THIS COPY.txt"
_WORDS = """\
Inpatient Hub, a copy that is started from where it lies: open InpatientHub.exe.

The ward's work is kept in your own folder on this computer, not beside the program. Taking this folder away takes
no work with it.

Only if a file named portable.txt lies beside InpatientHub.exe is the work kept in the folder "data" beside it, and the
window then warns at every start. Think twice: a USB stick is easily lost, and on another computer only the recovery
key or a passphrase opens the lock. Ask your trust whether it allows this at all.
"""


def make_zip(program: Path, target: Path) -> None:
    """Write the zip. The same bytes for the same folder, whatever the time and the builder's system."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(program.rglob("*")):
            if file.is_file():
                _put(archive, f"{FOLDER}/{file.relative_to(program).as_posix()}", file.read_bytes())
        _put(archive, f"{FOLDER}/{READ_ME}", _WORDS.replace("\n", "\r\n").encode("ascii"))


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, time.gmtime(WHEN)[:6])
    entry.create_system = 0  # Windows' own; else it is that of whoever builds
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
