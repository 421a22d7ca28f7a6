"""Opens the store's file on this computer and looks at what it is, before anything else touches it."""

import errno
import os
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from inpatient_hub import __version__
from inpatient_hub.domain.lock_troubles import Locked, StoreIsPlain
from inpatient_hub.domain.locking import LockStage, LockState
from inpatient_hub.store import begun
from inpatient_hub.store.driver import OLDEST_SQLITE, Connection, Error, result_code, sqlite
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import PAGE_BYTES, Kind, kind_of, lock_id_of
from inpatient_hub.store.judging import is_passing, judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.schema_version import APPLICATION_ID, LAST_PROGRAM, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget

T = TypeVar("T")

_OPENING_WAITS = (0.25, 0.75)
"""Seconds before the second and the third try at opening (a virus scanner lets go within about one)."""

_OPENING_BUSY_MS = 1_000
_BUSY_MS = 5_000

_PRAGMAS = (
    # A tick made is on the disk before the screen shows it: WAL with FULL lost nothing in 300 simulated power cuts.
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    # Without this, REPLACE would slip past the triggers that guard the audit trail.
    "recursive_triggers=ON",
    # Pages are unlocked once and then kept: with SQLite's own 2 MB a list of 200 takes six times as long.
    "cache_size=-64000",
    "secure_delete=ON",
    # No patient's name in a temporary file.
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)

_QUIETLY = (
    # Else a damaged file makes the library write to the terminal.
    "PRAGMA cipher_log = off",
    "PRAGMA cipher_log_level = NONE",
    # Wiping every freed piece of memory makes a search six times as slow; what clears memory is ending the process.
    "PRAGMA cipher_memory_security = OFF",
)


def bare(file: Path, key: DataKey | None, *, mode: str = "rw", wait_ms: int) -> Connection:
    """A connection on which nothing is set but its key: the one place where a file is opened. Without a key the file
    is plain. `mode` is `ro` or `rw`; a file is never made. `wait_ms` is how long it waits for others. A wrong key shows
    only at the first question. Raises StoreFault when the installed SQLite is one that can damage a store."""
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise StoreFault.of(Fault.OLD_LIBRARY, file.parent, theirs=sqlite.sqlite_version)
    connection = sqlite.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    if key is not None:
        for statement in (*_QUIETLY, key.pragma()):
            connection.execute(statement)
    return connection


def connect(file: Path, key: DataKey | None) -> Connection:
    """A connection to a store's file that is there, with all that keeps it safe. Transactions are begun by hand."""
    connection = bare(file, key, wait_ms=_BUSY_MS)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def fold_log(connection: Connection, file: Path) -> None:
    """Brings all that was written to a file into the file itself, so that it can be moved without its log. Closing
    alone says nothing when there is no room for it. Raises the driver's Error, and StoreFault when somebody is in the
    way."""
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreFault.of(Fault.LOCKED, file.parent)


def looking_mode(file: Path) -> str:
    """The mode in which a look at a store's file changes nothing in it or beside it.

    What a crash left in the log stays there for the program itself to bring in: only a read-only connection leaves it.
    Without a log it is the other way round: a read-only connection would leave an empty one behind.
    """
    return "ro" if file.with_name(f"{file.name}-wal").exists() else "rw"


def for_looking(file: Path, key: DataKey | None) -> Connection:
    """A connection for looking at a store's file that is there, without changing anything."""
    connection = bare(file, key, mode=looking_mode(file), wait_ms=_BUSY_MS)
    try:
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA trusted_schema=OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def exists(folder: Path) -> bool:
    """Whether the folder holds a store's file. Raises StoreFault when there is none but must have been one."""
    if not folder.is_dir():
        raise StoreFault.of(Fault.NO_FOLDER, folder)
    file = folder / STORE_FILE
    try:
        if file.is_file():
            return True
        had_one = begun.left_something(folder)
    except OSError as error:
        raise judged_os(error, folder) from None
    if had_one:
        raise StoreFault.of(Fault.VANISHED, folder)
    return False


def schema_in(file: Path, key: DataKey | None, plan: SchemaPlan, *, mode: str = "rw") -> int:
    """The number of the schema in this file, from 1 to the plan's. Raises StoreFault for a file that is empty, cut
    short, not ours, or newer than this program, and LockTrouble for one that is locked where no key was given, or
    plain where one was. Tried three times against passing locks."""
    target = StoreTarget.in_folder(file.parent, key)
    _check_kind(file, key)
    return patiently(lambda: _schema_in(file, key, plan, mode), target)


def _check_kind(file: Path, key: DataKey | None) -> None:
    kind = kind_of(file)
    if kind is Kind.NONE:
        raise StoreFault.of(Fault.VANISHED, file.parent)
    if kind is Kind.EMPTY:
        # SQLite would take it for a new and sound database.
        raise StoreFault.of(Fault.EMPTY, file.parent)
    if key is None and kind is Kind.LOCKED:
        raise Locked(LockState(stage=LockStage.LOCKED))
    if key is not None and kind is Kind.PLAIN:
        raise StoreIsPlain
    if key is not None and _is_cut_short(file) and lock_id_of(file) == key.lock_id:
        raise StoreFault.of(Fault.DAMAGED, file.parent)


def _is_cut_short(file: Path) -> bool:
    """Whether the last page is not whole. With a log beside the file that is what a power cut may leave of bringing the
    log in, which is then done again."""
    has_log = any(log.exists() and log.stat().st_size for log in with_log(file)[1:2])
    return bool(file.stat().st_size % PAGE_BYTES) and not has_log


def patiently(action: Callable[[], T], target: StoreTarget) -> T:
    """Does it, and again up to twice while the fault may pass. Raises what the last fault is judged to be."""
    for wait in _OPENING_WAITS:
        try:
            return action()
        except Error as error:
            if not is_passing(error):
                raise judged(error, target) from None
        _pause(wait)
    try:
        return action()
    except Error as error:
        raise judged(error, target) from None


def new_private_file(file: Path) -> None:
    """Makes an empty file that no other user may read."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def put_in_place(made: Path, file: Path) -> None:
    """Gives a finished file its name, at once and for good. Tried three times, as a virus scanner may be holding it."""
    sync(made)
    for wait in _OPENING_WAITS:
        try:
            made.replace(file)
            break
        except PermissionError:
            _pause(wait)
    else:
        _replace_at_last(made, file)
    sync(file.parent)


def _replace_at_last(made: Path, file: Path) -> None:
    """Raises OSError, which says that the file is held where the folder itself may be written to."""
    try:
        made.replace(file)
    except PermissionError as error:
        if os.access(file.parent, os.W_OK):
            raise OSError(errno.EBUSY, "Another program holds the file.") from error
        raise


def with_log(file: Path) -> tuple[Path, ...]:
    """A store's file and what SQLite keeps beside it while it is open."""
    return (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm")))


def remove(file: Path) -> None:
    """Removes a file that was never finished, with all that SQLite may have left beside it."""
    for leftover in (*with_log(file), file.with_name(f"{file.name}-journal")):
        leftover.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Has the operating system put a file, or a folder's list of names, on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _pause(seconds: float) -> None:
    threading.Event().wait(seconds)


def _schema_in(file: Path, key: DataKey | None, plan: SchemaPlan, mode: str) -> int:
    # Nothing is set on this connection: the file may turn out to be another program's.
    with closing(bare(file, key, mode=mode, wait_ms=_OPENING_BUSY_MS)) as connection:
        if _application(connection, file, key) != APPLICATION_ID:
            raise StoreFault.of(Fault.NOT_A_STORE, file.parent)
        version = _number(connection, "PRAGMA user_version")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"schema_history", "alembic_version"} <= tables:
            raise StoreFault.of(Fault.DAMAGED, file.parent)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if not 1 <= version <= plan.version or revision != (f"{version:04d}",):
            theirs = connection.execute(LAST_PROGRAM).fetchone()
            raise newer(file.parent, theirs[0] if theirs else None)
        return version


def _application(connection: Connection, file: Path, key: DataKey | None) -> int:
    try:
        return _number(connection, "PRAGMA application_id")
    except Error as error:
        if result_code(error) == sqlite.SQLITE_NOTADB and key is not None and lock_id_of(file) == key.lock_id:
            # It says that it belongs to this very lock, and the key is right: its first page is damaged.
            raise StoreFault.of(Fault.DAMAGED, file.parent) from None
        raise


def newer(place: object, theirs: str | None) -> StoreFault:
    """The fault of a store that another version of the program has brought to a form unknown here."""
    named = f"Inpatient Hub {theirs}" if theirs and theirs != __version__ else "a newer version"
    return StoreFault.of(Fault.NEWER, place, theirs=named, ours=__version__)


def _number(connection: Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])
