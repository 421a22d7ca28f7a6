"""Tells from the first bytes of a store's file what it is: plain, locked, or nothing of ours. Opens nothing."""

from enum import StrEnum
from pathlib import Path

from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.target import STORE_FILE

PLAIN_START = b"SQLite format 3\0"
_ID_BYTES = 16
PAGE_BYTES = 4096
"""Bytes of a page of a locked store."""
_LEAST_DIFFERENT = 200
"""Of 256 values of a byte, at least so many stand in 4,096 random ones; in text and in zeroes far fewer."""


class Kind(StrEnum):
    """What a file seems to be."""

    NONE = "none"
    EMPTY = "empty"
    PLAIN = "plain"
    LOCKED = "locked"
    """It looks like nothing but chance, as a locked store does."""
    OTHER = "other"


def kind_of(file: Path) -> Kind:
    """What the file is. Raises StoreFault when it cannot be read."""
    try:
        with file.open("rb") as opened:
            start = opened.read(PAGE_BYTES)
            size = file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return Kind.NONE
    except OSError as error:
        raise judged_os(error, file.parent) from None
    if not start:
        return Kind.EMPTY
    if start.startswith(PLAIN_START):
        return Kind.PLAIN
    is_chance = len(start) == PAGE_BYTES and size % PAGE_BYTES == 0 and len(set(start)) >= _LEAST_DIFFERENT
    return Kind.LOCKED if is_chance else Kind.OTHER


def lock_id_of(file: Path) -> bytes | None:
    """The id of the lock that the file says it belongs to, or None when it is not locked, not there or not readable."""
    try:
        with file.open("rb") as opened:
            start = opened.read(_ID_BYTES)
    except OSError:
        return None
    return start if len(start) == _ID_BYTES and start != PLAIN_START else None


def store_kind(folder: Path) -> Kind:
    """What the store's file of a folder is."""
    return kind_of(folder / STORE_FILE)
