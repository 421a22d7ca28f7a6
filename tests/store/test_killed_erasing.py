"""A process killed at any moment of erasing has erased somebody wholly or not at all, and what was erased stays so."""

import multiprocessing
import os
import random
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from inpatient_hub.domain.wards import Ward
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.salvage import restore_backup
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, raw, target_in
from tests.contracts.making import a_nurse, a_ward, save
from tests.contracts.test_erasing import with_a_life
from tests.ended.seeds import the_seed
from tests.store.erasing_until_killed import erase_for_ever
from tests.store.filling import is_whole

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing many processes takes too long without fork")

PROCESSES = multiprocessing.get_context("forkserver")
PEOPLE = 200

TABLES = {
    "patients": "id",
    "runs": "patient_id",
    "notes": "patient_id",
    "tasks": "patient_id",
    "legal_holds": "patient_id",
    "audit_keys": "patient_id",
}


def killed(folder: Path, ward: Ward, patient_ids: list[str], *, after: int, seconds: float) -> set[str]:
    """Who was said to be erased by a process that was killed so long after so many."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=erase_for_ever, args=(folder, ward, patient_ids, theirs))
    process.start()
    theirs.close()
    told: set[str] = set()
    try:
        while len(told) < after:
            assert ours.poll(60), "it said nothing for a minute"
            told |= _erased(ours.recv())
        threading.Event().wait(seconds)
    finally:
        process.kill()
        process.join()
    with suppress(EOFError, OSError):
        while ours.poll(0):
            told |= _erased(ours.recv())
    return told


def _erased(said: tuple[str, str]) -> set[str]:
    what, patient_id = said
    return {patient_id} if what == "erased" else set()


def kept_of(folder: Path) -> dict[str, set[str]]:
    """Patients of whom each table still holds something."""
    with closing(raw(folder / STORE_FILE)) as connection:
        found = {
            table: {row[0] for row in connection.execute(f"SELECT {column} FROM {table}")}
            for table, column in TABLES.items()
        }
        asked = "SELECT DISTINCT runs.patient_id FROM run_answers JOIN runs ON runs.id = run_answers.run_id"
        found["answers"] = {row[0] for row in connection.execute(asked)}
        (left,) = connection.execute("SELECT count(*) FROM erasing").fetchone()
        (loose,) = connection.execute(
            "SELECT count(*) FROM run_answers WHERE run_id NOT IN (SELECT id FROM runs)"
        ).fetchone()
    assert (left, loose) == (0, 0)
    return found


def test_after_12_kills_nobody_is_erased_by_half_and_none_told_comes_back(tmp_path: Path) -> None:
    seed = the_seed()
    chance = random.Random(seed)
    put_empty_store(tmp_path)
    ward = a_ward()
    nurse = a_nurse(ward)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, ward, nurse)
        left = [with_a_life(store, ward, nurse, f"Name{number}").id for number in range(PEOPLE)]
        store.back_up()
    gone: set[str] = set()
    for _ in range(12):
        gone |= killed(tmp_path, ward, left, after=chance.randrange(1, 4), seconds=chance.uniform(0.0, 0.05))
        with StoreLock.acquire(tmp_path, clock=CLOCK) as lock:
            open_store(target_in(tmp_path), clock=CLOCK, lock=lock).close()
        kept = kept_of(tmp_path)
        assert all(people == kept["patients"] for people in kept.values()), seed
        assert not gone & kept["patients"], seed
        left = [one for one in left if one in kept["patients"]]
    assert is_whole(tmp_path)
    erased = PEOPLE - len(left)
    (backup,) = backups_in(tmp_path)
    restore_backup(tmp_path, backup.path, key=KEY, backup_key=KEY, clock=CLOCK)
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert len(kept_of(tmp_path)["patients"]) == PEOPLE - erased, seed
