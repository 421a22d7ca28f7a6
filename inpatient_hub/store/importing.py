"""Makes a store from an export. Every line is held against the tables of the form it was made for; one wrong line, a
missing one, or one too many, and nothing is made."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inpatient_hub.services.ports import Clock
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.chain_guard import chain_as_it_was
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.erased_list import before_replacing
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import FORMAT, NOT_EXPORTED
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealed_files import NotSealedSo, read_sealed
from inpatient_hub.store.lock import StoreLock, held
from inpatient_hub.store.salvage import RESTORING, put_ready_store
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.search_index import is_index
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_MOST_LINE = 8 * 1024 * 1024
_DISK = frozenset({Fault.DISK_FULL, Fault.READ_ONLY, Fault.DEVICE, Fault.NO_FOLDER})
"""What is not the export's fault."""
_MADE_ANEW = "schema_history"
"""The table in which a new store has a row already, which the export's take the place of."""


class _Wrong(Exception):
    """The export says something it cannot say. Holds nothing of what it says."""


@dataclass(slots=True)
class _Taken:
    """What was read so far."""

    form: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    is_ended: bool = False


def import_store(
    folder: Path,
    file: Path,
    *,
    key: DataKey,
    file_key: DataKey,
    clock: Clock,
    lock: StoreLock | None = None,
    plan: SchemaPlan = CURRENT_SCHEMA,
) -> Path | None:
    """Puts the store that an export describes in this folder's place. Returns where the store it replaced is kept, or
    None. Raises StoreFault; then nothing was changed."""
    with held(folder, lock, clock=clock):
        making = folder / f"{STORE_FILE}.importing"
        before_replacing(folder, key, beside=file, beside_key=file_key)
        try:
            _make(making, file, key, file_key, clock=clock, plan=plan)
            sqlite_file.put_in_place(making, folder / RESTORING)
            return put_ready_store(folder, clock=clock)
        except (_Wrong, NotSealedSo, ValueError, OverflowError, RecursionError):
            raise StoreFault.of(Fault.EXPORT_UNUSABLE, file) from None
        except Error as error:
            told = judged(error, StoreTarget.in_folder(folder))
            is_the_disk = isinstance(told, StoreFault) and told.fault in _DISK
            raise (told if is_the_disk else StoreFault.of(Fault.EXPORT_UNUSABLE, file)) from None
        except OSError as error:
            raise judged_os(error, folder) from None
        finally:
            sqlite_file.remove(making)


def _make(making: Path, file: Path, key: DataKey, file_key: DataKey, *, clock: Clock, plan: SchemaPlan) -> None:
    # Imported here, as it loads the database library.
    from inpatient_hub.store.upgrade import make_store

    lines = _lines(read_sealed(file, file_key))
    taken = _Taken()
    form = _checked_start(next(lines, {}), plan)
    make_store(making, key=key, clock=clock, plan=SchemaPlan(revision=form, scripts=plan.scripts))
    with closing(sqlite_file.connect(making, key)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        columns = _columns(connection)
        connection.execute(f"DELETE FROM {_MADE_ANEW}")  # noqa: S608 - the name above
        with chain_as_it_was(connection):
            for line in lines:
                _take(connection, line, columns, taken)
        _check_end(connection, columns, taken)
        connection.execute("COMMIT")
        sqlite_file.fold_log(connection, making)


def _lines(pieces: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    waiting = b""
    for piece in pieces:
        waiting += piece
        *whole, waiting = waiting.split(b"\n")
        if len(waiting) > _MOST_LINE:
            raise _Wrong
        for line in whole:
            yield _said(line)
    if waiting:
        raise _Wrong


def _said(line: bytes) -> dict[str, Any]:
    said = json.loads(line.decode("utf-8"), object_pairs_hook=_without_twins, parse_constant=_no_number)
    if not isinstance(said, dict):
        raise _Wrong
    return said


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _Wrong
    return dict(pairs)


def _no_number(_name: str) -> None:
    raise _Wrong


def _checked_start(start: Mapping[str, Any], plan: SchemaPlan) -> str:
    form = start.get("form")
    if start.get("inpatient_hub_export") != FORMAT or not isinstance(form, str) or not form.isdecimal():
        raise _Wrong
    if len(form) != len(plan.revision) or not 1 <= int(form) <= plan.version:
        raise _Wrong
    return form


def _columns(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The columns of each table an export may fill, `rowid` first."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: ("rowid", *(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')))
        for (name,) in names
        if name not in NOT_EXPORTED and not is_index(name)
    }


def _take(connection: Connection, line: dict[str, Any], columns: Mapping[str, tuple[str, ...]], taken: _Taken) -> None:
    if taken.is_ended:
        raise _Wrong
    if set(line) == {"end"}:
        if line["end"] != taken.counts | {name: 0 for name in columns if name not in taken.counts}:
            raise _Wrong
        taken.is_ended = True
        return
    table, row = line.get("table"), line.get("row")
    if set(line) != {"table", "row"} or not isinstance(table, str) or not isinstance(row, dict):
        raise _Wrong
    if table not in columns:
        raise _Wrong
    wanted = columns[table]
    if set(row) != set(wanted) or not all(_is_plain(value) for value in row.values()):
        raise _Wrong
    places = ", ".join("?" * len(wanted))
    names = ", ".join(f'"{name}"' for name in wanted)
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', [row[name] for name in wanted])  # noqa: S608
    taken.counts[table] = taken.counts.get(table, 0) + 1


def _is_plain(value: Any) -> bool:
    return value is None or type(value) in (str, int, float)


def _check_end(connection: Connection, columns: Mapping[str, tuple[str, ...]], taken: _Taken) -> None:
    if not taken.is_ended or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise _Wrong
    for table in columns:
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - from the file itself
        if count != taken.counts.get(table, 0):
            raise _Wrong
