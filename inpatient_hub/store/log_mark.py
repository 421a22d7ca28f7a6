"""Notices when the newest work is missing: SQLite's log was left behind when a folder was copied, or it is damaged.

SQLite keeps what was saved last in `hub.db-wal` and takes a log that is gone, or a damaged part of it, for one that was
never there: the ward would look as it did hours ago, or empty, as if all were well. So a small file says from the first
thing saved until the store is closed that the log is needed, and how far it has to reach. It is looked at after a crash
only.
"""

import os
import re
import struct
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.target import STORE_FILE

MARK = f"{STORE_FILE}-needs-wal"

_WORDS = (
    f"The newest work of this ward is in {STORE_FILE}-wal, which must stay beside {STORE_FILE}.\n"
    "Inpatient Hub removes this file when it is closed.\n"
)
_REACH = re.compile(r"Pages: (\d{10}) of ([0-9a-f]{16})\n")
"""The last line: so many pages of the log that began with these salts were said to be saved. Always of one length."""

_HEADER = struct.Struct(">8I")
"""Magic, version, page size, sequence, two salts, two sums (sqlite.org/fileformat2.html, 4.1)."""
_FRAME = struct.Struct(">6I")
"""Page, size of the database after a commit, two salts, two sums."""
_SALTS = slice(16, 24)
_MAGIC = 0x377F0682
_TORN = 1
"""So many commits behind the first spoilt page may be what a power cut left of the one that was under way."""

_LOOKS = 100
"""So often a log that seems damaged is looked at, while it goes on changing."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds: pages that SQLite will take, and commits behind a spoilt page that it will not."""

    pages: int
    lost_commits: int
    salts: bytes
    """Chosen by SQLite whenever it begins the log anew."""


def mark(folder: Path, pages: int = 0, salts: bytes = bytes(8)) -> None:
    """Notes that so many pages of the log that began with these salts are needed. A folder that cannot be written is no
    reason not to go on.

    Only the first note is put on the disk at once: a later one that a power cut takes leaves the one before it, which
    asks for less. The pages themselves are on the disk already.
    """
    words = f"{_WORDS}Pages: {pages:010} of {salts.hex()}\n"
    with suppress(OSError):
        descriptor, is_new = _opened_mark(folder)
        try:
            os.write(descriptor, words.encode("ascii"))
            if is_new:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sqlite_file.sync(folder)


def _opened_mark(folder: Path) -> tuple[int, bool]:
    try:
        return os.open(_mark_of(folder), os.O_WRONLY), False
    except FileNotFoundError:
        return os.open(_mark_of(folder), os.O_CREAT | os.O_WRONLY, 0o600), True


def salts_of(folder: Path) -> bytes | None:
    """The salts with which the log of this folder began, or None when there is no log."""
    try:
        found = _beginning(_log_of(folder), _SALTS.stop)[_SALTS]
    except OSError:
        return None
    return found if len(found) == _SALTS.stop - _SALTS.start else None


def _beginning(file: Path, size: int) -> bytes:
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, size)
    finally:
        os.close(descriptor)


def unmark(folder: Path) -> None:
    """Notes that the log is no longer needed: on the disk, before the log itself goes."""
    with suppress(OSError):
        if is_marked(folder):
            _mark_of(folder).unlink(missing_ok=True)
            sqlite_file.sync(folder)


def is_marked(folder: Path) -> bool:
    """Whether a log is needed there."""
    try:
        return _mark_of(folder).exists()
    except OSError:
        return False


def has_log(folder: Path) -> bool:
    """Whether there is a log with something in it."""
    try:
        return _log_of(folder).stat().st_size > 0
    except OSError:
        return False


def check_log(folder: Path) -> bool:
    """Whether the log is all there, or is not needed. Raises StoreFault when it is needed, and missing or damaged.

    A log in use is not whole at every moment, and a second command at the shell may have the store open without holding
    the folder. So what seems wrong is looked at again until it stays as it is. False when it never does: whoever writes
    there has it open, and keeps the mark.
    """
    for _ in range(_LOOKS):
        words, log = _as_it_lies(folder)
        if words is None or (fault := _fault_of(words, log)) is None:
            return True
        if _as_it_lies(folder) == (words, log):
            raise StoreFault.of(fault, folder)
    return False


def _as_it_lies(folder: Path) -> tuple[str | None, bytes | None]:
    """What the mark says and what the log holds, None for what is not there. The mark is read first: it never asks for
    more than there is."""
    if not is_marked(folder):
        return None, None
    try:
        words = (folder / MARK).read_text(encoding="ascii")
    except (OSError, ValueError):
        words = ""
    try:
        return words, _bytes_of(_log_of(folder))
    except FileNotFoundError:
        return words, None
    except OSError:
        return words, b""


def _fault_of(words: str, body: bytes | None) -> Fault | None:
    if body is None:
        return Fault.LOG_MISSING
    log = _log_in(body)
    if log is None or log.lost_commits > _TORN or log.pages < _needed(words, log):
        return Fault.LOG_DAMAGED
    return None


def go_on_without_log(folder: Path, kept: Path) -> None:
    """Takes the store for what it is without what is missing. What there is of the log is kept under another name.
    Raises OSError."""
    log = _log_of(folder)
    if log.exists():
        kept.write_bytes(log.read_bytes())
        sqlite_file.sync(kept)
    (folder / MARK).unlink(missing_ok=True)
    sqlite_file.sync(folder)


def read_log(file: Path) -> Log | None:
    """What is in a log, or None when its beginning is spoilt. Reads all of it: a second for ten megabytes."""
    try:
        return _log_in(_bytes_of(file))
    except OSError:
        return None


def _log_in(body: bytes) -> Log | None:
    if len(body) < _HEADER.size:
        return None
    magic, _, page, _, salt_1, salt_2, *sums = _HEADER.unpack_from(body)
    big = magic & 1 == 1
    if magic & ~1 != _MAGIC or not 512 <= page <= 65536 or _sums(body[:24], (0, 0), big=big) != tuple(sums):
        return None
    pages = lost = 0
    whole, before = True, (sums[0], sums[1])
    for frame, start in _frames(body, page):
        _, commit, *salts, sum_1, sum_2 = frame
        if salts != [salt_1, salt_2]:
            # Left over from before the log was last begun anew, or spoilt: what follows tells.
            whole, before = False, (sum_1, sum_2)
            continue
        right = _frame_sums(body, start, page, before, big=big) == (sum_1, sum_2)
        whole = whole and right
        pages += whole
        lost += not whole and right and commit > 0
        before = (sum_1, sum_2)
    return Log(pages, lost, body[_SALTS])


def _needed(words: str, log: Log) -> int:
    """How many pages of this very log are needed; 0 when that was said of an earlier one, or cannot be read."""
    found = _REACH.search(words)
    return int(found[1]) if found and found[2] == log.salts.hex() else 0


def _frames(body: bytes, page: int) -> Iterator[tuple[tuple[int, ...], int]]:
    for start in range(_HEADER.size, len(body) - _FRAME.size - page + 1, _FRAME.size + page):
        yield _FRAME.unpack_from(body, start), start


def _frame_sums(body: bytes, start: int, page: int, before: tuple[int, int], *, big: bool) -> tuple[int, int]:
    after_head = _sums(body[start : start + 8], before, big=big)
    return _sums(body[start + _FRAME.size : start + _FRAME.size + page], after_head, big=big)


def _sums(data: bytes, before: tuple[int, int], *, big: bool) -> tuple[int, int]:
    words = array("I", data)
    if big is (array("I", b"\0\0\0\1")[0] != 1):
        words.byteswap()
    one, two = before
    for place in range(0, len(words), 2):
        one = one + words[place] + two & 0xFFFFFFFF
        two = two + words[place + 1] + one & 0xFFFFFFFF
    return one, two


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes()


# All are asked for at every change, and a path takes longer to put together than the system takes to find it.
@lru_cache(maxsize=8)
def _log_of(folder: Path) -> Path:
    return folder / f"{STORE_FILE}-wal"


@lru_cache(maxsize=8)
def _mark_of(folder: Path) -> Path:
    return folder / MARK
