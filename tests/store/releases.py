"""The stores as earlier versions of the program made them: kept as SQL under tests/data/schemas, never changed.

With a new release the form it brings is kept too: python -m tests.store.releases STORE > tests/data/schemas/NNNN.sql,
where STORE is a plain store's file that holds some days' work of a fictional ward.
"""

import re
import sys
from contextlib import closing
from pathlib import Path

from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.target import STORE_FILE
from tests.accepted import DATA

RELEASES = tuple(sorted((DATA / "schemas").glob("[0-9][0-9][0-9][0-9].sql")))


def put_released_store(folder: Path, dump: Path) -> Path:
    """Makes the store of an earlier version in a folder, open to all as the first ones were. Returns its file."""
    file = folder / STORE_FILE
    with closing(sqlite.connect(file, isolation_level=None)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
    return file


def rows_in(dump: Path) -> dict[str, int]:
    """How many rows the dump has of each table."""
    counts: dict[str, int] = {}
    for table in re.findall(r'^INSERT INTO "(\w+)"', dump.read_text(encoding="utf-8"), re.MULTILINE):
        counts[table] = counts.get(table, 0) + 1
    return {name: count for name, count in counts.items() if name not in ("alembic_version", "sqlite_sequence")}


def dumped(file: Path) -> str:
    """A plain store's file as SQL, with what marks it as one of ours."""
    import sqlite3

    with closing(sqlite3.connect(file)) as connection:
        marks = [f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};" for name in _MARKS]
        return "\n".join([*marks, *connection.iterdump(), ""])


_MARKS = ("application_id", "user_version")

if __name__ == "__main__":
    sys.stdout.write(dumped(Path(sys.argv[1])))
