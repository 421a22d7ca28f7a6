"""Killed 300 times at any moment of a ward's work, the program loses nothing that it said was done.

Wards are set up, people and patients added and changed, runs answered, notes written, copied and filed, tasks claimed
and done, all through the program's own services, in a process that is killed; the next one takes the same folder over.
Everything is chosen by the seed, HUB_ENDS_SEED; only the microsecond at which the system carries a kill out is its own.
"""

import multiprocessing
import os
import random
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.changes import Kind
from tests.contracts.keepers import put_empty_store
from tests.e2e.keats import set_up
from tests.ended.ends import PRELOADED
from tests.ended.keeping import Kept, WillKeep
from tests.ended.seeds import the_seed
from tests.ended.told import Did, Told, Will, untrue
from tests.ended.worker import closed_hub, work_for_ever
from tests.fakes import keyring

KILLS = int(os.environ.get("HUB_ENDS_KILLS", "300"))
MOST_HEARD = 14
"""So many things at most are heard of a worker before it is killed."""
KINDS = frozenset(
    {Kind.WARD, Kind.STAFF, Kind.PATIENT, Kind.TASK}
    | {"started", "answered", "gone on", "gone back", "edited", "copied", "filed", "not filed", "taken back"}
)
"""What a worker does, each by chance."""

pytestmark = pytest.mark.slow
PROCESSES = multiprocessing.get_context("forkserver") if hasattr(os, "fork") else None


class Victim:
    """A worker that is ready to take a folder over as soon as it is told what was done before."""

    def __init__(self, folder: Path, seed: int) -> None:
        assert PROCESSES is not None
        self._orders, orders = PROCESSES.Pipe()
        self._ours, said = PROCESSES.Pipe()
        self.process = PROCESSES.Process(
            target=work_for_ever, args=(folder, seed, os.environ[keyring.FOLDER], orders, said), daemon=True
        )
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
        self.process.kill()
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


@pytest.fixture
def born() -> Iterator[Callable[[Victim], Victim]]:
    """Remembers each victim, so that none outlives a test that fails."""
    alive: list[Victim] = []

    def remember(victim: Victim) -> Victim:
        alive[:] = [*(one for one in alive if one.process.is_alive()), victim]
        return victim

    yield remember
    for victim in alive:
        victim.kill()


@pytest.mark.skipif(PROCESSES is None, reason="killing many processes takes too long without fork")
def test_after_three_hundred_kills_in_the_middle_of_work_all_that_was_said_is_true(
    tmp_path: Path, born: Callable[[Victim], Victim], record_property: Callable[[str, object], None]
) -> None:
    assert PROCESSES is not None
    PROCESSES.set_forkserver_preload(PRELOADED)
    seed = the_seed()
    chance = random.Random(seed)
    put_empty_store(tmp_path)
    with closed_hub(tmp_path) as hub:
        set_up(hub, alone=False)
    told, acts, in_the_middle = Told(), set(), 0
    ready = born(Victim(tmp_path, chance.randrange(1_000_000)))
    for kill in range(KILLS):
        victim, ready = ready, born(Victim(tmp_path, chance.randrange(1_000_000)))
        victim.take_over(told)
        where = f"kill {kill} of seed {seed}"
        said: list[Any] = []
        for _ in range(0 if chance.random() < 0.1 else chance.randrange(1, MOST_HEARD)):
            said.append(victim.hear())
            assert said[0] == [], where
        threading.Event().wait(chance.uniform(0, 0.1 if not said else 0.01))
        for one in said + victim.kill():
            if isinstance(one, Will | Did | WillKeep | Kept):
                told.hear(one)
                acts.add(one.record.kind if isinstance(one, WillKeep | Kept) else one.act)
            else:
                assert one == [], where
        in_the_middle += told.under_way is not None
    ready.kill()
    with closed_hub(tmp_path) as hub:
        assert untrue(hub, tmp_path, told) == [], f"seed {seed}"
    assert len(KINDS - acts) <= 2, f"seed {seed} never did {KINDS - acts}"
    assert told.acts > 2 * KILLS
    assert in_the_middle > KILLS / 4
    record_property(
        "proven",
        f"{KILLS} SIGKILLs, {in_the_middle} in the middle of an act; {told.acts} acts told, none lost (seed {seed})",
    )
