"""Puts a small ward into a store, and says whether it is still whole."""

from contextlib import closing
from pathlib import Path
from typing import Any

from inpatient_hub.domain.patients import Patient
from inpatient_hub.services.ports import Store
from inpatient_hub.store.database import open_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.search_index import is_index
from inpatient_hub.store.sqlite_file import for_looking
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, raw, target_in
from tests.contracts.making import (
    a_copied_note,
    a_nurse,
    a_patient,
    a_run,
    a_task,
    a_ward,
    an_answer,
    an_event,
    later,
    save,
)

SURNAME = "Secretname"
"""The surname of everyone in the ward: it must never show up in a fault."""


def fill(store: Store, patients: int = 200) -> list[Patient]:
    """A ward of these patients, each with a copied note, a run with an answer, a task and an audit event."""
    ward = a_ward()
    nurse = a_nurse(ward)
    people = [a_patient(ward, family_name=SURNAME, bed=str(number)) for number in range(patients)]
    runs = [a_run(patient, nurse) for patient in people]
    notes = [a_copied_note(patient, nurse, later(number)) for number, patient in enumerate(people)]
    tasks = [
        a_task(ward, nurse, patient_id=patient.id, run_id=run.id) for patient, run in zip(people, runs, strict=True)
    ]
    save(store, ward, nurse, *people, *runs, *notes, *tasks)
    with store.writing() as work:
        for run in runs:
            work.runs.record(run.id, [an_answer(nurse, "consent", "yes")])
            work.audit.append(an_event(entity_id=run.id, patient_id=run.patient_id))
    return people


def a_filled_store(folder: Path, patients: int = 200) -> Path:
    """A folder with a closed store that holds a ward. Returns the store's file."""
    file = put_empty_store(folder)
    with open_store(target_in(folder), clock=CLOCK) as store:
        fill(store, patients)
    return file


def count(folder: Path, table: str) -> int:
    """How many rows a table of a folder's store holds."""
    with closing(for_looking(folder / STORE_FILE, KEY)) as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(rows)


def is_whole(folder: Path) -> bool:
    """Whether SQLite's complete check finds nothing wrong."""
    with closing(for_looking(folder / STORE_FILE, KEY)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def everything_in(file: Path, key: DataKey | None = KEY) -> dict[str, list[Any]]:
    """Every row of every table of a store's file, and how the tables are made."""
    with closing(raw(file, key)) as connection:
        made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for kind, name, _, _ in made if kind == "table" and not is_index(name)]
        rows = {name: connection.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid").fetchall() for name in tables}
    return {"": made, **rows}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what it holds, without the lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "hub.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
