"""Makes a damaged store readable again as far as that is possible: on copies, never on the store itself."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.damaged_reader import DamagedReader
from inpatient_hub.store.file_kind import PAGE_BYTES
from inpatient_hub.store.keys.data_key import DataKey

_LONGER = 5_000
"""Pages that a file is made longer by, besides four times its length: more than it can have lost."""

_SPOILT_PAGE = re.compile(r"for page (\d+)")


@contextmanager
def best_reader(file: Path, key: DataKey, backup: Path | None) -> Iterator[DamagedReader]:
    """A reader of the file, or of a copy of it where SQLite reads nothing at all: of a file that was cut short, and of
    one whose list of tables is spoilt. Its list of tables may still be lost."""
    copy = file.with_name(f"{file.name}.looked-at")
    reader = DamagedReader(file, key)
    try:
        if reader.tables() is None:
            reader.close()
            _copy(file, copy)
            _lengthen(copy)
            reader = DamagedReader(copy, key)
        if reader.tables() is None and backup is not None:
            _mend_tables(copy, backup, key)
            reader = DamagedReader(copy, key)
        with closing(reader):
            yield reader
    finally:
        reader.close()
        sqlite_file.remove(copy)


def _copy(file: Path, copy: Path) -> None:
    sqlite_file.remove(copy)
    sqlite_file.new_private_file(copy)
    for source, target in zip(sqlite_file.with_log(file)[:2], sqlite_file.with_log(copy)[:2], strict=True):
        if source.exists():
            shutil.copyfile(source, target)


def _lengthen(copy: Path) -> None:
    """SQLite reads nothing of a file that is shorter than its first page says. What is added is no page of anything."""
    pages = copy.stat().st_size // PAGE_BYTES
    with copy.open("r+b") as opened:
        opened.truncate((pages * 4 + _LONGER) * PAGE_BYTES)


def _mend_tables(copy: Path, backup: Path, key: DataKey) -> None:
    """Puts the backup's pages in the place of those that hold the list of tables, which seldom changes, and of no
    others: an old page of records would pass for a new one. A page of a backup can stand in only at its own place,
    where it was sealed for."""
    spoilt = _spoilt_pages(copy, key)
    ours = {page: _page(copy, page) for page in spoilt}
    theirs = {page: body for page in spoilt if (body := _page(backup, page))}
    for page, body in theirs.items():
        _put(copy, page, body)
    if not _lists_tables(copy, key):
        return
    for page, body in theirs.items():
        _put(copy, page, ours[page])
        if not _lists_tables(copy, key):
            _put(copy, page, body)


def _spoilt_pages(file: Path, key: DataKey) -> list[int]:
    with closing(DamagedReader(file, key)) as reader:
        told = reader.ask(lambda at: at.execute("PRAGMA cipher_integrity_check").fetchall()) or []
    found = (_SPOILT_PAGE.search(str(words)) for (words,) in told)
    return [int(match[1]) for match in found if match]


def _lists_tables(file: Path, key: DataKey) -> bool:
    with closing(DamagedReader(file, key)) as reader:
        return reader.tables() is not None


def _page(file: Path, page: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek((page - 1) * PAGE_BYTES)
        return opened.read(PAGE_BYTES)


def _put(file: Path, page: int, body: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek((page - 1) * PAGE_BYTES)
        opened.write(body)
