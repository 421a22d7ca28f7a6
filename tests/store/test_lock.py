"""One copy of the program at a time has a store, and a second one is told who has it."""

import getpass
import json
import multiprocessing
import os
import socket
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.lock import LOCK_FILE, StoreLock, holder_in, is_taken, knock
from tests.contracts.keepers import CLOCK, put_empty_store, target_in
from tests.contracts.making import NOW

PROCESSES = multiprocessing.get_context("spawn")


def hold(folder: Path, said: Connection) -> None:
    """Takes the lock, says so, and keeps it until the process is ended."""
    lock = StoreLock.acquire(folder, clock=CLOCK)
    said.send(os.getpid())
    said.recv()
    lock.release()


def test_a_second_copy_in_another_process_is_told_who_has_the_store(tmp_path: Path) -> None:
    ours, theirs = PROCESSES.Pipe()
    other = PROCESSES.Process(target=hold, args=(tmp_path, theirs))
    other.start()
    try:
        assert ours.poll(30)
        pid = ours.recv()
        with pytest.raises(StoreFault) as refused:
            StoreLock.acquire(tmp_path, clock=CLOCK)
        assert refused.value.fault is Fault.IN_USE
        who = f" in use by {getpass.getuser()} on {socket.gethostname()} since 14:05 on 20 Nov 2026 (process {pid})."
        assert who in refused.value.message
        assert is_taken(tmp_path)
        other.kill()
        other.join()
        # Nobody released it: the system took it back with the process.
        assert not is_taken(tmp_path)
        dead = holder_in(tmp_path)
        assert dead is not None
        assert dead.pid == pid, "it is still named by what it left behind"
        with StoreLock.acquire(tmp_path, clock=CLOCK):
            holder = holder_in(tmp_path)
            assert holder is not None
            assert (holder.pid, holder.is_here) == (os.getpid(), True), "the dead one's name is replaced"
    finally:
        other.kill()
        other.join()


def test_a_lock_keeps_out_a_second_one_in_the_same_process(tmp_path: Path) -> None:
    with StoreLock.acquire(tmp_path, clock=CLOCK), pytest.raises(StoreFault):
        StoreLock.acquire(tmp_path, clock=CLOCK)
    with StoreLock.acquire(tmp_path, clock=CLOCK):
        pass


def test_looking_who_holds_a_lock_does_not_loosen_it(tmp_path: Path) -> None:
    with StoreLock.acquire(tmp_path, clock=CLOCK):
        holder = holder_in(tmp_path)
        assert holder is not None
        assert (holder.pid, holder.since) == (os.getpid(), NOW)
        assert is_taken(tmp_path)
        with pytest.raises(StoreFault):
            StoreLock.acquire(tmp_path, clock=CLOCK)
    assert holder_in(tmp_path) is None
    assert not is_taken(tmp_path)


def test_a_knock_touches_the_lock_and_changes_nothing_in_it(tmp_path: Path) -> None:
    assert not knock(tmp_path), "nobody is there"
    with StoreLock.acquire(tmp_path, clock=CLOCK):
        os.utime(tmp_path / LOCK_FILE, (0, 0))
        before = holder_in(tmp_path)
        assert knock(tmp_path)
        assert (tmp_path / LOCK_FILE).stat().st_mtime > 0
        assert holder_in(tmp_path) == before
        assert is_taken(tmp_path)


def test_releasing_twice_does_nothing(tmp_path: Path) -> None:
    lock = StoreLock.acquire(tmp_path, clock=CLOCK)
    lock.release()
    lock.release()


def test_what_a_dead_process_left_behind_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text(json.dumps({"pid": os.getpid(), "host": "elsewhere", "since": NOW.isoformat()}))
    StoreLock.acquire(tmp_path, clock=CLOCK).release()


@pytest.mark.parametrize("left", ["", "{", "[]", "7", '{"pid": "x"}', "\x00\x00"])
def test_a_lock_file_nobody_can_read_only_loses_the_name(tmp_path: Path, left: str) -> None:
    with StoreLock.acquire(tmp_path, clock=CLOCK):
        (tmp_path / LOCK_FILE).write_text(left)
        assert holder_in(tmp_path) is None
        with pytest.raises(StoreFault, match="already open") as refused:
            StoreLock.acquire(tmp_path, clock=CLOCK)
    assert refused.value.message.endswith("is in use.")


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(StoreFault) as refused:
        StoreLock.acquire(tmp_path / "nowhere", clock=CLOCK)
    assert refused.value.fault is Fault.NO_FOLDER
    assert not is_taken(tmp_path / "nowhere")


def test_who_comes_without_a_lock_can_use_a_store_that_is_open(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    target = target_in(tmp_path)
    with (
        StoreLock.acquire(tmp_path, clock=CLOCK) as lock,
        open_store(target, clock=CLOCK, lock=lock),
        open_store(target, clock=CLOCK) as second,
        second.reading() as work,
    ):
        assert list(work.wards.all()) == []


def test_who_comes_without_a_lock_cannot_make_a_store_where_somebody_is_at_it(tmp_path: Path) -> None:
    with StoreLock.acquire(tmp_path, clock=CLOCK) as lock:
        with pytest.raises(StoreFault) as refused:
            open_store(target_in(tmp_path), clock=CLOCK)
        assert refused.value.fault is Fault.IN_USE
        open_store(target_in(tmp_path), clock=CLOCK, lock=lock).close()
