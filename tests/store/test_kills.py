"""A process killed at any moment loses nothing it said was saved, and leaves nothing half done."""

import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.changes import Kind
from inpatient_hub.store.backup import backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, target_in
from tests.contracts.making import a_nurse, a_patient, a_run, a_ward, save
from tests.store.filling import is_whole
from tests.store.writing_until_killed import answer_for_ever, open_for_ever

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing many processes takes too long without fork")

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.writing_until_killed", "alembic.command", "alembic.config"])


def killed(act: Callable[..., None], *arguments: Any, after: int, seconds: float) -> list[Any]:
    """What a process said before it was killed: so many messages in, and then so many seconds."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=act, args=(*arguments, theirs))
    process.start()
    theirs.close()
    said: list[Any] = []
    try:
        while len(said) < after:
            assert ours.poll(30), "it said nothing for half a minute"
            said.append(ours.recv())
        threading.Event().wait(seconds)
    finally:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return said + _rest(ours)


def _rest(ours: Connection) -> list[Any]:
    rest = []
    try:
        while ours.poll(0):
            rest.append(ours.recv())
    except (EOFError, OSError):
        pass
    return rest


def test_after_25_kills_in_the_middle_of_saving_every_answer_told_is_there(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    put_empty_store(tmp_path)
    ward = a_ward()
    nurse, patient = a_nurse(ward), a_patient(ward)
    run = a_run(patient, nurse)
    target = target_in(tmp_path)
    with open_store(target, clock=CLOCK) as store:
        save(store, ward, nurse, patient, run)
    told = 0
    for kill in range(25):
        said = killed(
            answer_for_ever, tmp_path, run, nurse, after=chance.randrange(1, 40), seconds=chance.uniform(0, 0.01)
        )
        where = f"kill {kill} of seed {seed}"
        assert is_whole(tmp_path), where
        with (
            StoreLock.acquire(tmp_path, clock=CLOCK) as lock,
            open_store(target, clock=CLOCK, lock=lock) as store,
            store.reading() as work,
        ):
            numbers = [answer.value for answer in work.runs.answers(run.id)]
            events = [int(event.detail["number"]) for event in work.audit.of_entity(Kind.NOTE, run.id)]
            version = work.runs.get(run.id).version
        assert said == list(range(told, told + len(said))), where
        # What was told is there; one more may be, saved in the moment before it could be told.
        assert told + len(said) <= len(numbers) <= told + len(said) + 1, where
        assert numbers == list(range(len(numbers))), where
        assert events[::-1] == numbers, where
        assert version == len(numbers) + 1, where
        told = len(numbers)


def test_a_start_killed_at_any_moment_leaves_no_store_or_a_whole_one_and_no_half_backup(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    made = 0
    for kill in range(12):
        where = f"kill {kill} of seed {seed}"
        folder = tmp_path / str(kill)
        folder.mkdir()
        said = killed(open_for_ever, folder, after=chance.choice([1, 1, 2, 3]), seconds=chance.uniform(0, 0.12))
        exists = (folder / STORE_FILE).exists()
        made += exists
        assert exists or "opened" not in said, where
        assert not exists or is_whole(folder), where
        for backup in backups_in(folder):
            check_copy(backup.path, key=KEY)
        with open_store(target_in(folder), clock=CLOCK) as store, store.reading() as work:
            assert list(work.wards.all()) == [], where
    assert made > 0
