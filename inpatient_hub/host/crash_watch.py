"""Notices that the program was ended by a fault below Python, such as one in Qt, and makes a report of it afterwards.

While the program runs, Python's own fault handler holds a file open. A crash writes into it where the program was; an
ordinary end removes it. What a crash wrote is taken apart at the next start, and only what is known to be harmless goes
into the report: the kind of the fault, bare names of files, lines and names of functions.
"""

import faulthandler
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from inpatient_hub.host.crash_reports import versions, write_report
from inpatient_hub.host.paths import crash_folder

_PREFIX = "running-"
_KIND = re.compile(r"(?:Fatal Python error|Windows fatal exception): ([A-Za-z0-9 -]{1,60})")
_PASSED_ON = re.compile(r"code 0x800(?!0000)")
"""Windows' parts tell each other of a refusal in this way, and it ends nothing; the fault handler sees it go by."""
_FRAME = re.compile(r'  File "[^"]*?([\w<>.-]{1,80})", line (\d{1,7}) in ([\w<>.]{1,80})')
_SYSTEM = r"(?:, (?:Qt|Python|Windows|Linux|Darwin) [a-zA-Z0-9._+~-]{1,60})"
_VERSIONS = re.compile(rf"versions: (Inpatient Hub [a-z0-9.+-]{{1,30}}{_SYSTEM}{{0,4}})\n")
_MOST_BYTES = 256 * 1024
_MOST_LINES = 60


class CrashWatch:
    """One for a process. Its file stays open as long as the process lives."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None
        self._path = Path()

    def begin(self, data_folder: Path) -> None:
        """From now on a crash leaves its traces there, and those of earlier ones become reports. A folder that is not
        there or cannot be written means no watch, never a failure. Asking twice does nothing."""
        if self._file is not None or not data_folder.is_dir():
            return
        with suppress(OSError):
            folder = crash_folder(data_folder)
            folder.mkdir(mode=0o700, exist_ok=True)
            take_up(data_folder)
            self._path = folder / f"{_PREFIX}{os.getpid()}.txt"
            self._file = _opened(self._path)
            faulthandler.enable(self._file, all_threads=True)

    def end(self) -> None:
        """The program ends as it should: nothing is left."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._file = None


this_process = CrashWatch()
"""The watch of this process: the fault handler of Python is one for all of it."""


def take_up(data_folder: Path) -> None:
    """Makes reports of what ended processes left behind, and removes it. Those that run are left alone."""
    for file in sorted(crash_folder(data_folder).glob(f"{_PREFIX}*.txt")):
        with suppress(OSError):
            if not _is_in_use(file):
                _report(data_folder, file)
                file.unlink(missing_ok=True)


def _report(data_folder: Path, file: Path) -> None:
    with file.open("rb") as opened:
        head = opened.readline(_MOST_BYTES).decode("utf-8", errors="replace")
        opened.seek(max(file.stat().st_size - _MOST_BYTES, 0))
        text = opened.read(_MOST_BYTES).decode("utf-8", errors="replace")
    *_, kind = (None, *(found for found in _KIND.finditer(text) if not _PASSED_ON.match(found[1])))
    if kind is None:
        return  # ended from outside, as by a power cut or a kill: nothing is known
    made_with = _VERSIONS.match(head)
    write_report(
        data_folder,
        datetime.fromtimestamp(file.stat().st_mtime, UTC),
        ended=True,
        kind=kind[1],
        where="below Python",
        lines=list(_lines(text[kind.end() :]))[:_MOST_LINES],
        made_with=made_with[1] if made_with else "not known",
    )


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        frame = _FRAME.fullmatch(line)
        if frame is not None:
            yield f"{frame[1]}:{frame[2]} {frame[3]}"
        elif line.startswith(("Thread ", "Current thread ")):
            yield "the thread that failed" if line.startswith("Current") else "another thread"


def _opened(path: Path) -> IO[str]:
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    opened = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")
    _hold(opened)
    opened.write(f"versions: {versions()}\n")
    opened.flush()
    return opened


if sys.platform == "win32":

    def _hold(_opened: IO[str]) -> None:
        """Windows lets nobody rename an open file."""

    def _is_in_use(file: Path) -> bool:
        ended = file.with_suffix(".ended")
        try:
            file.replace(ended)
        except PermissionError:
            return True
        ended.replace(file)
        return False

else:
    import fcntl

    def _hold(opened: IO[str]) -> None:
        """Until the process ends or is replaced."""
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_in_use(file: Path) -> bool:
        with file.open("rb") as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False
