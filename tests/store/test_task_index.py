"""The words of tasks are found again however the store's file was copied, moved or put in order, and go when erased."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.host.identity import new_id
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import open_store
from inpatient_hub.store.export import export_store
from inpatient_hub.store.importing import import_store
from inpatient_hub.store.rescue import rescue
from inpatient_hub.store.same_content import same_content
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, put_lock, raw, sqlite_store, target_in
from tests.contracts.making import a_nurse, a_patient, a_task, a_ward, save

WORDS = ["Ring the advocate", "ECG before ward round", "Check the fire door"]


def filled(folder: Path) -> str:
    """A store with tasks, the first of a patient. Returns the patient's id."""
    with sqlite_store(folder) as store:
        ward = a_ward()
        nurse, patient = a_nurse(ward), a_patient(ward)
        gone = a_task(ward, nurse, title="Gone")
        tasks = [a_task(ward, nurse, title=title) for title in WORDS[1:]]
        theirs = a_task(ward, nurse, title=WORDS[0], patient_id=patient.id, kind=TaskKind.PATIENT)
        save(store, ward, nurse, patient, gone, theirs, *tasks)
    with closing(raw(folder / STORE_FILE)) as connection:
        # A gap in the hidden numbers, which putting the file in order closes.
        connection.execute("DELETE FROM task_words WHERE task_id = ?", (gone.id,))
        connection.execute("DELETE FROM tasks WHERE id = ?", (gone.id,))
    return patient.id


def found(file: Path) -> list[str]:
    """What the index itself finds, with the titles of the tasks it means."""
    with closing(raw(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO task_index (task_index, rank) VALUES ('integrity-check', 1)")
        rows = connection.execute(
            "SELECT tasks.title FROM task_index JOIN task_words ON task_words.seq = task_index.rowid "
            'JOIN tasks ON tasks.id = task_words.task_id WHERE task_index MATCH \'"the"* OR "ecg"*\' ORDER BY seq'
        )
        return [title for (title,) in rows]


def test_words_are_found_after_the_file_was_put_in_order(tmp_path: Path) -> None:
    filled(tmp_path)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        connection.execute("VACUUM")
    assert found(tmp_path / STORE_FILE) == WORDS


def test_words_are_found_in_a_backup(tmp_path: Path) -> None:
    filled(tmp_path)
    assert found(back_up(tmp_path, key=KEY, clock=CLOCK)) == WORDS


def test_words_are_found_after_an_import(tmp_path: Path) -> None:
    filled(tmp_path)
    other, away = tmp_path / "other", tmp_path / "away"
    for folder in (other, away):
        folder.mkdir()
    export = export_store(tmp_path, key=KEY, clock=CLOCK, file=away / "all.sealed")
    put_empty_store(other)
    import_store(other, export, key=KEY, file_key=KEY, clock=CLOCK)
    assert found(other / STORE_FILE) == WORDS
    with closing(raw(tmp_path / STORE_FILE)) as one, closing(raw(other / STORE_FILE)) as two:
        assert same_content(one, two)


def test_words_are_found_after_a_rescue(tmp_path: Path) -> None:
    filled(tmp_path)
    put_lock(tmp_path)
    rescue(tmp_path, key=KEY, clock=CLOCK)
    assert found(tmp_path / STORE_FILE) == WORDS


def test_words_of_an_erased_patient_are_nowhere_in_the_index(tmp_path: Path) -> None:
    patient_id = filled(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.reading() as work:
            ward_id = work.patients.get(patient_id).ward_id
        erasure = Erasure(
            id=new_id(),
            kind=ErasedKind.PATIENT,
            entity_id=patient_id,
            ward_id=ward_id,
            at=datetime(2026, 11, 21, tzinfo=UTC),
            by=None,
            reason=ErasureReason.ASKED,
        )
        with store.writing() as work:
            assert "task_words" not in work.erasures.erase(erasure).counts
    assert found(tmp_path / STORE_FILE) == WORDS[1:]
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        blocks = b"".join(block for (block,) in connection.execute("SELECT block FROM task_index_data"))
        assert b"advocate" not in blocks
        assert b"ecg" in blocks
