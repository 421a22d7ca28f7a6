"""The one border where faults of SQLite, PostgreSQL and the disk are judged, by their codes, and put into words."""

import errno
import os
from pathlib import Path

from inpatient_hub.domain.errors import HubError, InvalidAnswer, NotFound
from inpatient_hub.store.driver import Error, result_code, sqlite
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_NEARLY_FULL_BYTES = 1_000_000
"""Below this much free space a failed write is put down to a full disk, which SQLite does not always see itself."""

_SQLITE: dict[int, Fault] = {
    sqlite.SQLITE_BUSY: Fault.LOCKED,
    sqlite.SQLITE_LOCKED: Fault.LOCKED,
    sqlite.SQLITE_PROTOCOL: Fault.LOCKED,
    sqlite.SQLITE_FULL: Fault.DISK_FULL,
    sqlite.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite.SQLITE_PERM: Fault.READ_ONLY,
    sqlite.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite.SQLITE_NOTADB: Fault.NOT_A_STORE,
    sqlite.SQLITE_IOERR: Fault.DEVICE,
    sqlite.SQLITE_CANTOPEN: Fault.DEVICE,
}
"""Primary result codes (sqlite.org/rescode.html)."""

_FULL = "database or disk is full"
"""SQLite's words for SQLITE_FULL."""
_NO_PARENT = "FOREIGN KEY constraint failed"
_WARD_NAME_TAKEN = "UNIQUE constraint failed: wards.name_folded"
"""SQLite's fixed words: the driver tells which rule was broken in no other way."""

_SQLSTATE: dict[str, Fault] = {
    "08": Fault.UNREACHABLE,
    "57P01": Fault.UNREACHABLE,
    "57P02": Fault.UNREACHABLE,
    "57P03": Fault.UNREACHABLE,
    "28": Fault.SIGN_IN_REFUSED,
    "3D000": Fault.NO_DATABASE,
    "42501": Fault.NOT_ALLOWED,
    "53100": Fault.SERVER_FULL,
    "53": Fault.SERVER_BUSY,
    "55P03": Fault.SERVER_BUSY,
    "57014": Fault.SERVER_BUSY,
    "40": Fault.SERVER_BUSY,
    "25006": Fault.SERVER_READ_ONLY,
    "XX001": Fault.SERVER_DAMAGED,
    "XX002": Fault.SERVER_DAMAGED,
}
"""Codes, or their first two characters for a whole class (PostgreSQL manual, appendix A)."""

_FOREIGN_KEY_VIOLATION = "23503"
_UNIQUE_VIOLATION = "23505"

_NO_CONNECTION = frozenset({"OperationalError", "InterfaceError"})
"""The driver's errors that come without a code because the server never answered, or stopped answering."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_HELD = frozenset({errno.EBUSY})
_HELD_ON_WINDOWS = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program has its hand on the file."""
_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR})


def judged(error: BaseException, target: StoreTarget) -> Exception:
    """What to raise instead of this error: a HubError for what a person can act on, else a StoreBug that holds none of
    the values that were being saved. Raise it `from None`."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, HubError | StoreBug):
        return original
    if isinstance(original, Error):
        return _judged_sqlite(original, target)
    if hasattr(original, "sqlstate"):
        return _judged_postgres(original, target)
    if isinstance(original, OSError):
        return judged_os(original, target.folder or Path())
    return StoreBug(f"{type(error).__name__} caused by {type(original).__name__}")


def judged_os(error: OSError, folder: Path) -> StoreFault:
    """The fault behind an error of the operating system met in this folder."""
    if error.errno in _NO_ROOM:
        return StoreFault.of(Fault.DISK_FULL, folder)
    if error.errno in _HELD or getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        return StoreFault.of(Fault.LOCKED, folder)
    if error.errno in _NO_RIGHT:
        return StoreFault.of(Fault.READ_ONLY, folder)
    if error.errno in _NOT_THERE and not folder.is_dir():
        return StoreFault.of(Fault.NO_FOLDER, folder)
    return StoreFault.of(Fault.DEVICE, folder)


def is_passing(error: BaseException) -> bool:
    """Whether a SQLite fault may be gone in a second: a lock, or a virus scanner with its hand on the file."""
    return result_code(error) in (sqlite.SQLITE_BUSY, sqlite.SQLITE_IOERR)


def _judged_sqlite(error: Error, target: StoreTarget) -> Exception:
    code = result_code(error)
    if code == sqlite.SQLITE_CONSTRAINT:
        return _judged_rule(str(error))
    # What SQLCipher copies in one statement fails with the words of a full disk, but not with their code.
    fault = Fault.DISK_FULL if str(error) == _FULL else _SQLITE.get(code)
    if fault is None:
        return StoreBug(f"{type(error).__name__} {getattr(error, 'sqlite_errorname', None) or ''}".strip())
    if target.folder is not None:
        fault = _plainer(fault, target.folder)
    return StoreFault.of(fault, target.folder or target.place)


def _judged_rule(words: str) -> Exception:
    if words == _NO_PARENT:
        return NotFound("A linked record")
    if words == _WARD_NAME_TAKEN:
        return _ward_name_taken()
    # SQLite names the table and the rule here, never a value.
    return StoreBug(words)


def _plainer(fault: Fault, folder: Path) -> Fault:
    """The plainer cause behind a fault that SQLite tells only roughly."""
    if fault is Fault.DEVICE:
        return _cause_of_device_fault(folder)
    if fault is Fault.READ_ONLY and folder.is_dir() and not (folder / STORE_FILE).exists():
        return Fault.VANISHED  # nobody writes to a file that lost its name
    return fault


def _cause_of_device_fault(folder: Path) -> Fault:
    """Looks for the plainer cause behind `disk I/O error` and `unable to open database file`."""
    if not folder.is_dir():
        return Fault.NO_FOLDER
    if not os.access(folder, os.W_OK):
        return Fault.READ_ONLY
    import shutil  # Seldom needed, and a hundredth of a start.

    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Fault.DEVICE
    return Fault.DISK_FULL if free < _NEARLY_FULL_BYTES else Fault.DEVICE


def _judged_postgres(error: BaseException, target: StoreTarget) -> Exception:
    state = getattr(error, "sqlstate", None)
    diagnosis = getattr(error, "diag", None)
    if state is None:
        if not any(kind.__name__ in _NO_CONNECTION for kind in type(error).__mro__):
            return StoreBug(type(error).__name__)
        return StoreFault.of(_cause_of_failed_connection(error), target.place)
    if state == _FOREIGN_KEY_VIOLATION:
        return NotFound("A linked record")
    if state == _UNIQUE_VIOLATION and getattr(diagnosis, "constraint_name", None) == "uq_wards_name_folded":
        return _ward_name_taken()
    fault = _SQLSTATE.get(state) or _SQLSTATE.get(state[:2])
    if fault is not None:
        return StoreFault.of(fault, target.place)
    # The server's own words can quote what was being saved, so only the names are kept.
    names = [getattr(diagnosis, name, None) for name in ("table_name", "column_name", "constraint_name")]
    return StoreBug(" ".join([type(error).__name__, state, *(name for name in names if name)]))


def _cause_of_failed_connection(error: BaseException) -> Fault:
    """Tells why no connection was made. The driver gives no code for it, so the server's first words decide; in
    another language than English the question whether it asked for a password does."""
    words = str(error)
    if "does not exist" in words and "database" in words:
        return Fault.NO_DATABASE
    if any(sign in words for sign in ("authentication failed", "no password supplied", "pg_hba.conf")):
        return Fault.SIGN_IN_REFUSED
    if "too many" in words or "remaining connection slots" in words:
        return Fault.SERVER_BUSY
    connection = getattr(error, "pgconn", None)
    asked = getattr(connection, "used_password", False) or getattr(connection, "needs_password", False)
    return Fault.SIGN_IN_REFUSED if asked and words.startswith("connection failed") else Fault.UNREACHABLE


def _ward_name_taken() -> InvalidAnswer:
    return InvalidAnswer(
        "Ward not saved",
        "There is already a ward of this name; capitals and accents make no difference.",
        remedy="Choose the ward that is there, or give this one another name.",
        field="ward_name",
    )
