"""Killed at any moment, the program loses no answer that it said was saved and no note that it said was copied."""

import multiprocessing
import os
import random
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.keepers import put_empty_store
from tests.e2e.keats import set_up
from tests.e2e.killed_told import Did, Told, Will, untrue
from tests.e2e.killed_worker import closed_hub, work_for_ever

KILLS = 60
PRELOADED = ["tests.e2e.killed_worker", "tests.store.writing_until_killed", "alembic.command", "alembic.config"]
"""What each worker needs; the second is for the kills of the store's own tests, which may come after."""

pytestmark = pytest.mark.slow
PROCESSES = multiprocessing.get_context("forkserver") if hasattr(os, "fork") else None


class Victim:
    """A worker that is ready to take a folder over as soon as it is told what was done before."""

    def __init__(self, folder: Path, seed: int) -> None:
        assert PROCESSES is not None
        self._orders, orders = PROCESSES.Pipe()
        self._ours, said = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=work_for_ever, args=(folder, seed, orders, said), daemon=True)
        self.process.start()
        for end in (orders, said):
            end.close()

    def hear(self) -> Any:
        """The next thing it says. Raises EOFError when it is dead and all is heard."""
        assert self._ours.poll(60), "it said nothing for a minute"
        return self._ours.recv()

    def take_over(self, told: Told) -> None:
        """Sends it to the folder; it says that it begins."""
        self._orders.send(told)
        assert self.hear() == "taking over"

    def kill(self) -> list[Any]:
        """Kills it where it stands. Returns what it had still said."""
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        return _rest(self._ours)


def _rest(ours: Connection) -> list[Any]:
    rest = []
    try:
        while ours.poll(0):
            rest.append(ours.recv())
    except (EOFError, OSError):
        pass
    return rest


@pytest.mark.skipif(PROCESSES is None, reason="killing many processes takes too long without fork")
def test_after_sixty_kills_in_the_middle_of_work_all_that_was_said_is_true(tmp_path: Path) -> None:
    assert PROCESSES is not None
    PROCESSES.set_forkserver_preload(PRELOADED)
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    put_empty_store(tmp_path)
    with closed_hub(tmp_path) as hub:
        set_up(hub, alone=False)
    told, acts = Told(), set()
    ready = Victim(tmp_path, chance.randrange(1_000_000))
    for kill in range(KILLS):
        victim, ready = ready, Victim(tmp_path, chance.randrange(1_000_000))
        victim.take_over(told)
        said: list[Any] = []
        for _ in range(0 if chance.random() < 0.1 else chance.randrange(1, 40)):
            said.append(victim.hear())
            assert said[0] == [], f"kill {kill} of seed {seed}"
        threading.Event().wait(chance.uniform(0, 0.15 if not said else 0.02))
        for one in said + victim.kill():
            if isinstance(one, Will | Did):
                told.hear(one)
                acts.add(one.act)
            else:
                assert one == [], f"kill {kill} of seed {seed}"
    ready.kill()
    with closed_hub(tmp_path) as hub:
        assert untrue(hub, tmp_path, told) == [], f"seed {seed}"
    assert acts >= {
        "started",
        "answered",
        "gone on",
        "gone back",
        "edited",
        "copied",
        "filed",
        "not filed",
        "taken back",
    }
    assert told.acts > 5 * KILLS
    assert len(told.closed) > KILLS / 10
