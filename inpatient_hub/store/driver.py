"""The one SQLite that stores are kept with: SQLCipher's, which can lock a file. No other SQLite may touch a store, as
two of them in one process take each other's locks away."""

from typing import Any

from sqlcipher3 import dbapi2 as sqlite

__all__ = ["OLDEST_SQLITE", "Connection", "Cursor", "Error", "result_code", "sqlite"]

Connection = sqlite.Connection
Cursor = sqlite.Cursor
Error = sqlite.Error

OLDEST_SQLITE = (3, 51, 3)
"""Up to 3.51.2 two connections that write the log back at the same moment could damage the file (the "WAL-reset" bug,
sqlite.org/wal.html)."""

_CODE_OF_WORDS = {
    "database is locked": sqlite.SQLITE_BUSY,
    "database table is locked": sqlite.SQLITE_LOCKED,
    "database or disk is full": sqlite.SQLITE_FULL,
    "attempt to write a readonly database": sqlite.SQLITE_READONLY,
    "database disk image is malformed": sqlite.SQLITE_CORRUPT,
    "file is not a database": sqlite.SQLITE_NOTADB,
    "disk I/O error": sqlite.SQLITE_IOERR,
    "unable to open database file": sqlite.SQLITE_CANTOPEN,
}
"""SQLite's fixed words for its codes: the driver raises what a backup met without the code."""


def result_code(error: BaseException) -> int:
    """SQLite's primary result code (sqlite.org/rescode.html) behind an error, wrapped or not; 0 when there is none."""
    original = getattr(error, "orig", None) or error
    if not isinstance(original, Error):
        return 0
    code: Any = getattr(original, "sqlite_errorcode", None)
    return _CODE_OF_WORDS.get(str(original), 0) if code is None else int(code) & 0xFF
