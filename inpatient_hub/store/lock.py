"""Lets one copy of the program at a time use a store's folder, and says who has it."""

import errno
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from inpatient_hub.host.identity import computer_name, user_name
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.judging import judged_os

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

LOCK_FILE = "hub.lock"

_LOCKED_BYTE = 1 << 20
"""On Windows a locked byte cannot be read by others, so it lies far behind what the file says."""

_TURN_BYTE = _LOCKED_BYTE + 1
_TURN_LOOKS = 400
_TURN_WAIT = 0.005
"""Seconds between looks: a turn lasts milliseconds, and after two seconds its holder has stood still."""

_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
"""How the systems say that somebody else holds a lock; Windows says it with the last two."""

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a store: its number, its computer's name, since when, and whose it is."""

    pid: int
    host: str
    since: datetime
    user: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it runs on this computer."""
        return self.host == computer_name()

    def in_words(self, clock: "Clock") -> str:
        """` by mgarth on WARD-PC since 14:05 on 20 Nov 2026 (process 4321)`, on the ward's clock."""
        local = clock.local(self.since)
        day = f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
        who = f" by {self.user}" if self.user else ""
        return f"{who} on {self.host} since {local:%H:%M} on {day} (process {self.pid})"


class StoreLock:
    """The right to be the one copy of the program in a folder. The operating system takes it back when the process
    ends, however it ends. The lock file itself stays: removing it would let two processes hold two files."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self.folder = folder
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, folder: Path, *, clock: "Clock") -> "StoreLock":
        """Takes the lock of this folder. Raises StoreFault saying who has it, or why it cannot be taken."""
        try:
            descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise judged_os(error, folder) from None
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if not _says_taken(error):
                raise judged_os(error, folder) from None
            holder = holder_in(folder)
            words = holder.in_words(clock) if holder else ""
            raise StoreFault.of(Fault.IN_USE, folder, holder=words) from None
        lock = cls(folder, descriptor)
        try:
            _write(descriptor, Holder(os.getpid(), computer_name(), clock.now(), user_name()))
        except OSError as error:
            lock.release()
            raise judged_os(error, folder) from None
        return lock

    def release(self) -> None:
        """Gives the folder free. Releasing twice does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
        os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


@contextmanager
def held(folder: Path, lock: StoreLock | None, *, clock: "Clock") -> Iterator[None]:
    """The folder is ours inside the block: by the lock the caller already has, or by one taken for so long."""
    if lock is not None:
        yield
        return
    with StoreLock.acquire(folder, clock=clock):
        yield


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One process at a time is inside such a block, also of those that do not hold the folder: for the moments in which
    what stands beside the store does not agree with its log. Not to be entered twice by one thread.

    Where turns cannot be had, or somebody stands still in theirs for two seconds, the block is entered all the same.
    """
    descriptor = None
    with suppress(OSError):
        descriptor = _open_turn(folder)
    try:
        if descriptor is not None:
            _await_turn(descriptor)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _await_turn(descriptor: int) -> None:
    for _ in range(_TURN_LOOKS):
        try:
            _lock_turn(descriptor)
        except OSError as error:
            if not _says_taken(error):
                return
        else:
            return
        threading.Event().wait(_TURN_WAIT)


def holder_in(folder: Path) -> Holder | None:
    """Who last took the lock of this folder and did not give it back; None when nobody did or it cannot be told.

    A process that was killed is still named here: only `StoreLock.acquire` can tell whether the lock is free.
    """
    try:
        kept = json.loads((folder / LOCK_FILE).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(kept["since"])
        return Holder(int(kept["pid"]), str(kept["host"]), since, str(kept.get("user", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def knock(folder: Path) -> bool:
    """Lets the process that holds the lock of this folder know that somebody wants to see it: whoever watches the lock
    file sees that it was touched. Nothing in it changes. False when it cannot be touched."""
    try:
        os.utime(folder / LOCK_FILE)
    except OSError:
        return False
    return True


def is_taken(folder: Path) -> bool:
    """Whether a running process holds the lock of this folder at this moment. Writes nothing."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        _lock(descriptor)
    except OSError as error:
        return _says_taken(error)
    finally:
        os.close(descriptor)
    return False


def _says_taken(error: OSError) -> bool:
    """Whether a lock that was refused is somebody else's. Wine refuses it without a number."""
    return error.errno in _TAKEN or (sys.platform == "win32" and not error.errno)


def _write(descriptor: int, holder: Holder) -> None:
    kept = {"pid": holder.pid, "host": holder.host, "since": holder.since.isoformat(), "user": holder.user}
    words = json.dumps(kept)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, words.encode("utf-8"))
    os.fsync(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _open_turn(folder: Path) -> int:
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)

    def _lock_turn(descriptor: int) -> None:
        os.lseek(descriptor, _TURN_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock rather than lockf: it also keeps out a second lock in this process, and does not fall when the file
        # is read and closed to see who holds it.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_turn(folder: Path) -> int:
        # The folder itself: a turn needs no file of its own, and flock on the lock file is the right to the folder.
        return os.open(folder, os.O_RDONLY)

    def _lock_turn(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
