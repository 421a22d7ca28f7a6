"""Reads every row that can still be read from a damaged store, and tells the keys of those that cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.search_index import is_index

T = TypeVar("T")
Row = tuple[Any, ...]

_MOST_FAILURES = 4_000
"""Of one table. With a spoilt inner page every row below it fails singly, each with a new connection."""
_MOST_GUESSES = 1_000
"""Where no index names the rows: a number that no row has fails like one that a row had."""


@dataclass(slots=True)
class TableRead:
    """What could be read of one table: rows by their number, and the keys of rows that only an index still names."""

    columns: tuple[str, ...]
    key: str
    """The column that names a row for ever: `id`, `seq`, `digest`."""
    rows: dict[int, Row] = field(default_factory=dict)
    named: dict[int, Any] = field(default_factory=dict)
    """Number to key, of every row that an index names."""
    is_complete: bool = True

    def key_of(self, row: Row) -> Any:
        """The key of a row."""
        return row[self.columns.index(self.key)]


class DamagedReader:
    """Reads one file. After a page that cannot be unlocked its connection reads nothing rightly any more, so that it is
    closed and another one is opened."""

    def __init__(self, file: Path, key: DataKey | None) -> None:
        self._file = file
        self._key = key
        self._connection: Connection | None = None

    def close(self) -> None:
        """Closes the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(self, question: Callable[[Connection], T]) -> T | None:
        """The answer, or None when the damage is in its way."""
        try:
            if self._connection is None:
                self._connection = sqlite_file.for_looking(self._file, self._key)
            return question(self._connection)
        except (Error, UnicodeDecodeError):
            self.close()
            return None

    def tables(self) -> dict[str, tuple[tuple[str, ...], str]] | None:
        """The columns and the key of every table, or None when the list of tables itself is lost."""
        names = self.ask(
            lambda at: at.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        )
        if names is None:
            return None
        found = {}
        for (name,) in names:
            if is_index(name):
                continue
            told = self.ask(lambda at, name=name: at.execute(f'PRAGMA table_info("{name}")').fetchall())  # type: ignore[misc]
            if told is None:
                return None
            keys = [row[1] for row in told if row[5]] or ["rowid"]
            found[name] = (tuple(row[1] for row in told), keys[0])
        return found

    def table(self, name: str, columns: tuple[str, ...], key: str, *, up_to: int) -> TableRead:
        """Every row of a table that can be read. `up_to` is a number that it may reach, where no index tells."""
        read = TableRead(("rowid", *columns), key)
        asked = ", ".join(f'"{column}"' for column in read.columns)
        select = f'SELECT {asked} FROM "{name}"'  # noqa: S608 - the file's own names
        whole = self.ask(lambda at: at.execute(f"{select} ORDER BY rowid").fetchall())
        if whole is not None:
            read.rows = {row[0]: row for row in whole}
            return read
        if self._name_by_indexes(name, read):
            self._halve(select, read, sorted(read.named), most=_MOST_FAILURES)
        else:
            first, last = self._from_both_ends(select, read)
            most = max([up_to, *read.named]) if last is None else last - 1
            self._halve(select, read, range(first + 1, most + 1), most=_MOST_GUESSES)
        return read

    def _from_both_ends(self, select: str, read: TableRead) -> tuple[int, int | None]:
        """Reads the rows before the first damage and those behind the last. Returns the numbers of the last row that
        was read from the front, 0 for none, and of the first that was read from the end."""
        front, _ = self._as_far_as_it_goes(f"{select} ORDER BY rowid")
        back, _ = self._as_far_as_it_goes(f"{select} ORDER BY rowid DESC")
        read.rows.update((row[0], row) for row in (*front, *back))
        return front[-1][0] if front else 0, back[-1][0] if back else None

    def _name_by_indexes(self, name: str, read: TableRead) -> bool:
        """Names the rows by what its indexes say. Returns whether one of them could be read to its end."""
        is_whole = False
        indexes = self.ask(lambda at: at.execute(f'PRAGMA index_list("{name}")').fetchall())
        for _, index, _, origin, partial in indexes or ():
            if partial:
                continue
            # The index of the primary key tells the key too; where there is none, the number is the key.
            key = f'"{read.key}"' if origin == "pk" else "NULL"
            found, ended = self._as_far_as_it_goes(f'SELECT rowid, {key} FROM "{name}" INDEXED BY "{index}"')  # noqa: S608
            is_whole = is_whole or ended
            for number, unique in found:
                read.named[number] = unique if unique is not None else read.named.get(number, number)
        return is_whole

    def _as_far_as_it_goes(self, statement: str) -> tuple[list[Row], bool]:
        found: list[Row] = []

        def collect(at: Connection) -> bool:
            found.extend(at.execute(statement))
            return True

        return found, self.ask(collect) is True

    def _halve(self, select: str, read: TableRead, numbers: Sequence[int], *, most: int) -> None:
        """Reads parts, and halves each part that fails until a single row is what fails. Gives up after so many."""
        failures = 0
        parts = [numbers] if numbers else []
        while parts:
            part = parts.pop()
            found = self._part(select, part[0], part[-1])
            if found is not None:
                read.rows.update((row[0], row) for row in found)
                continue
            failures += 1
            if failures > most:
                read.is_complete = False
                return
            middle = len(part) // 2
            if middle:
                parts += [part[middle:], part[:middle]]
            elif part[0] not in read.named:
                read.is_complete = False

    def _part(self, select: str, first: int, last: int) -> list[Row] | None:
        statement = f"{select} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        return self.ask(lambda at: at.execute(statement, (first, last)).fetchall())
