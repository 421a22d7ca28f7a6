"""Writes the audit trail to files that leave the store: lines of JSON with every hash, and a table to read."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from inpatient_hub.host.own_files import refuse_own
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.judging import judged_os

_ACTS_IN_A_TABLE = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


class AuditFiles:
    """Writes both files, each whole or not at all."""

    def write(self, place: str, lines: Iterable[str], rows: Iterable[Sequence[str]]) -> tuple[str, str]:
        """`place` names the file of JSON lines; the table lies beside it as `.csv`. Returns both.

        Raises StoreFault, and HubError for a place among the program's own files."""
        file = Path(place).absolute()
        table = file.with_suffix(".csv") if file.suffix != ".csv" else file.with_name(f"{file.stem}-table.csv")
        refuse_own(file)
        refuse_own(table)
        try:
            _write(file, (f"{line}\n" for line in lines))
            _write_table(table, rows)
        except OSError as error:
            raise judged_os(error, file.parent) from None
        return str(file), str(table)


def _write(file: Path, pieces: Iterable[str]) -> None:
    making = _new(file)
    try:
        with making.open("a", encoding="utf-8", newline="") as opened:
            opened.writelines(pieces)
        sqlite_file.sync(making)
        sqlite_file.put_in_place(making, file)
    finally:
        making.unlink(missing_ok=True)


def _write_table(file: Path, rows: Iterable[Sequence[str]]) -> None:
    making = _new(file)
    try:
        # With a byte order mark, or Excel takes the text for another alphabet.
        with making.open("a", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows([_inert(cell) for cell in row] for row in rows)
        sqlite_file.sync(making)
        sqlite_file.put_in_place(making, file)
    finally:
        making.unlink(missing_ok=True)


def _new(file: Path) -> Path:
    making = file.with_name(f"{file.name}.part")
    making.unlink(missing_ok=True)
    os.close(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return making


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ACTS_IN_A_TABLE) else cell
