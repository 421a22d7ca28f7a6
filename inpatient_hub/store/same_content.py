"""Compares two stores row by row, as a copy is only worth something when it says the very same."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from inpatient_hub.store.driver import Connection
from inpatient_hub.store.search_index import is_index


def same_content(one: Connection, other: Connection) -> bool:
    """Whether both hold the same tables, indexes and triggers, and in every table the same rows under the same
    numbers. Reads all of both: a second for some hundred thousand rows. Raises the driver's errors."""
    return all(left == right for left, right in zip_longest(_told(one), _told(other)))


def _told(connection: Connection) -> Iterator[tuple[Any, ...]]:
    for pragma in ("application_id", "user_version"):
        yield connection.execute(f"PRAGMA {pragma}").fetchone()
    made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    yield from made
    for kind, name, _, _ in made:
        if kind == "table" and not is_index(name):
            yield (name,)
            for row in connection.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid'):  # noqa: S608 - a table's own name
                # 1 and 1.0 and True are the same to Python, and not to a store.
                yield tuple((type(value), value) for value in row)
