"""Looks at the audit chain in a store's file by bare questions: where it ends, and which entries are missing."""

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from inpatient_hub.domain.audit_chain import EMPTY, Head
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.keys.data_key import DataKey

T = TypeVar("T")

_HEAD = "SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1"
_HASHES = "SELECT seq, hash FROM audit_events"
_NUMBERS = "SELECT seq FROM audit_events ORDER BY seq"


def head_in(file: Path, key: DataKey | None) -> Head:
    """The head of the chain; the empty one where there is no chain yet, or it cannot be read."""

    def ask(connection: Connection) -> Head:
        row = connection.execute(_HEAD).fetchone()
        return Head(int(row[0]), str(row[1])) if row else EMPTY

    return _asked(file, key, ask, EMPTY)


def gaps_in(file: Path, key: DataKey | None) -> tuple[range, ...]:
    """The numbers before the last one that have no entry."""

    def ask(connection: Connection) -> tuple[range, ...]:
        gaps, last = [], 0
        for (seq,) in connection.execute(_NUMBERS):
            if seq > last + 1:
                gaps.append(range(last + 1, seq))
            last = seq
        return tuple(gaps)

    return _asked(file, key, ask, ())


def hashes_in(file: Path, key: DataKey | None, numbers: Collection[int]) -> dict[int, str]:
    """The hashes of the entries of these numbers, as far as they are there and can be read."""

    def ask(connection: Connection) -> dict[int, str]:
        return {seq: str(mine) for seq, mine in connection.execute(_HASHES) if seq in numbers}

    return _asked(file, key, ask, {})


def _asked(file: Path, key: DataKey | None, ask: Callable[[Connection], T], otherwise: T) -> T:
    try:
        with closing(sqlite_file.for_looking(file, key)) as connection:
            return ask(connection)
    except Error:
        return otherwise
