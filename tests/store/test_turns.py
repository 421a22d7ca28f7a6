"""Programs that come and go at the same store take turns where its log and the mark beside it do not agree."""

import multiprocessing
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from inpatient_hub.store import lock
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.lock import turn
from tests.contracts.keepers import CLOCK, target_in
from tests.contracts.making import an_event


def test_nobody_enters_while_somebody_is_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order, refused, lock_turn = list[str](), threading.Event(), lock._lock_turn

    def tried(descriptor: int) -> None:
        try:
            lock_turn(descriptor)
        except OSError:
            refused.set()
            raise

    def second() -> None:
        with turn(tmp_path):
            order.append("second")

    monkeypatch.setattr(lock, "_lock_turn", tried)
    other = threading.Thread(target=second)
    with turn(tmp_path):
        other.start()
        assert refused.wait(30)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_whoever_stands_still_in_a_turn_keeps_nobody_out_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_TURN_LOOKS", 2)
    with turn(tmp_path):
        other = threading.Thread(target=lambda: turn(tmp_path).__enter__())
        other.start()
        other.join(30)
        assert not other.is_alive()


def test_a_folder_that_is_gone_gives_no_turn_and_no_error(tmp_path: Path) -> None:
    with turn(tmp_path / "gone"):
        assert not (tmp_path / "gone").exists()


def _come_and_go(folder: Path, times: int) -> None:
    for _ in range(times):
        # Eight at once may wait for each other longer than a person would; what is wrong at the opening is told.
        with open_store(target_in(folder), clock=CLOCK) as store, suppress(StoreFault), store.writing() as work:
            work.audit.append(an_event())


@pytest.mark.slow
def test_a_log_that_others_empty_and_begin_at_that_moment_is_never_told_to_be_damaged(tmp_path: Path) -> None:
    open_store(target_in(tmp_path), clock=CLOCK).close()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_come_and_go, args=(tmp_path, 20)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 8
