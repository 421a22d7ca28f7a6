"""Rows that no index names are read from both ends, so that a number that nobody ever had costs nothing."""

from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.damaged_reader import DamagedReader
from inpatient_hub.store.keys.data_key import DataKey

PAGE, ROWS, FAR_BEYOND = 4096, 400, 100_000
KEY = DataKey.new()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A locked file with one table of several pages, without an index."""
    file = tmp_path / "hub.db"
    file.touch()
    with closing(sqlite_file.bare(file, KEY, wait_ms=0)) as at:
        at.execute("CREATE TABLE papers (words TEXT)")
        at.executemany("INSERT INTO papers VALUES (?)", [(f"{number} {'x' * 200}",) for number in range(1, ROWS + 1)])
    return file


def read(file: Path) -> tuple[set[int], bool]:
    reader = DamagedReader(file, KEY)
    table = reader.table("papers", ("words",), "rowid", up_to=FAR_BEYOND)
    reader.close()
    assert all(row[1].startswith(f"{number} ") for number, row in table.rows.items())
    return set(table.rows), table.is_complete


def spoil(file: Path, *pages: int) -> None:
    body = bytearray(file.read_bytes())
    for page in pages:
        body[(page - 1) * PAGE + 100] ^= 1
    file.write_bytes(bytes(body))


def test_a_page_in_the_middle_costs_its_own_rows_alone(file: Path) -> None:
    spoil(file, 8)
    rows, is_complete = read(file)
    assert not is_complete
    lost = set(range(1, ROWS + 1)) - rows
    assert 0 < len(lost) < 30
    assert max(lost) - min(lost) == len(lost) - 1


def test_rows_between_two_spoilt_pages_are_read(file: Path) -> None:
    spoil(file, 6, 12)
    rows, _ = read(file)
    lost = sorted(set(range(1, ROWS + 1)) - rows)
    assert 0 < len(lost) < 60
    assert lost[-1] - lost[0] > len(lost)


def test_with_its_first_page_a_table_without_an_index_is_given_up_in_time(file: Path) -> None:
    spoil(file, 2)
    assert read(file) == (set(), False)
