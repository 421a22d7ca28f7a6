"""How long a page of a long list takes through the services, against its very SQL through bare sqlite."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.wards import Wards, opened
from inpatient_hub.bootstrap import Hub
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.sqlite_file import connect
from inpatient_hub.store.target import STORE_FILE

PAGE = 200
LIMIT = 3.0
CALLS = 20
"""Calls in one run: a page takes a few milliseconds."""

Asked = list[tuple[str, Sequence[Any]]]
"""Statements and their parameters as they reached the database."""


def patients(wards: Wards, pairs: int) -> Figure:
    """The first page of the patients list."""
    return _list("lists.patients_5000", "patients by bed", wards.large(), pairs, _ask_patients)


def notes(wards: Wards, pairs: int) -> Figure:
    """The first page of the notes list."""
    return _list("lists.notes_20000", "notes, newest first", wards.large(), pairs, _ask_notes)


def _ask_patients(hub: Hub, ward_id: str) -> int:
    from inpatient_hub.services.ports import PatientOrder

    return len(hub.patients.find(ward_id, order=PatientOrder.BED, limit=PAGE).items)


def _ask_notes(hub: Hub, ward_id: str) -> int:
    return len(hub.notes.find(ward_id, limit=PAGE).items)


def _list(name: str, words: str, folder: Path, pairs: int, ask: Callable[[Hub, str], int]) -> Figure:
    hub, ward_id = opened(folder)
    try:
        with _overheard() as asked:
            shown = ask(hub, ward_id)
        with closing(connect(folder / STORE_FILE, hub.place.key)) as bare:
            rows = fetched(bare, asked)
            measured = interleaved(
                per_call(lambda: ask(hub, ward_id), calls=CALLS),
                per_call(lambda: fetched(bare, asked), calls=CALLS),
                pairs=pairs,
            )
    finally:
        hub.close()
    return Figure(
        name=name,
        about=f"A page of {PAGE} {words}, through the service; the same statements through sqlite3, all rows fetched.",
        unit="ms",
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(bare for _, bare in measured),
        limit=LIMIT,
        facts={"rows_shown": shown, "rows_fetched_bare": rows, "statements": len(asked)},
    )


def asked_by(action: Callable[[], object]) -> Asked:
    """The statements by which this is done."""
    with _overheard() as asked:
        action()
    return asked


@contextmanager
def _overheard() -> Iterator[Asked]:
    """Every statement that is run meanwhile, with its parameters."""
    asked: Asked = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def fetched(connection: sqlite.Connection, asked: Asked) -> int:
    """Runs the statements, fetches all their rows, and ends each transaction that they began."""
    rows = 0
    for statement, parameters in asked:
        if statement.startswith("BEGIN"):
            connection.rollback()
        rows += len(connection.execute(statement, parameters).fetchall())
    connection.rollback()
    return rows
