"""How long everything takes that a check of this computer finds out without the network, against a bare Python that
imports psutil and reads the same raw values."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.children.bare_readings import UNLOCKING
from benchmarks.measure import Figure, interleaved
from benchmarks.spawn import environment, told_by
from benchmarks.wards import Wards
from inpatient_hub.bootstrap import Place, unlocked
from inpatient_hub.store.keys.data_key import DataKey

LIMIT = 3.0

_BARE = "a bare Python that imports psutil and reads the same raw values, spawn to end"


@dataclass(frozen=True, slots=True)
class _Ours:
    """Milliseconds of one run: opening the checks in a program that is open, its first check, its next, and a check
    from the spawn of a program of its own."""

    opening: float
    first: float
    again: float
    shell: float


def checks(wards: Wards, pairs: int) -> Iterator[Figure]:
    """The check that a person waits for in the window, and the same from a shell, in one interleaved run."""
    folder = _own_ward(wards)
    environ = environment(wards.compiled) | {UNLOCKING: _unlocking(folder)}

    def ours() -> _Ours:
        told, _ = told_by("our_check", str(folder), "in_the_open_program", environ=environ)
        alone, started = told_by("our_check", str(folder), "alone", environ=environ)
        shell = (alone["ended"] - started) / 1e6
        return _Ours(told["opening_ms"], told["first_ms"], told["again_ms"], shell)

    def bare() -> float:
        told, started = told_by("bare_readings", str(folder), environ=environ)
        return float(told["ended"] - started) / 1e6

    measured = interleaved(ours, bare, pairs=pairs, warm_up=2)
    baseline = tuple(other for _, other in measured)
    yield Figure(
        name="readiness.local",
        about=f"The first check of this computer (collect, judge, keep) in a program that is open; {_BARE}.",
        unit="ms",
        ours=tuple(one.first for one, _ in measured),
        baseline=baseline,
        limit=LIMIT,
        facts={
            "opening": median(one.opening for one, _ in measured),
            "again": median(one.again for one, _ in measured),
        },
    )
    yield Figure(
        name="readiness.local_shell",
        about=f"The same from a shell, spawn to end, with all that has to be loaded; {_BARE}. Nothing is promised.",
        unit="ms",
        ours=tuple(one.shell for one, _ in measured),
        baseline=baseline,
    )


def _unlocking(folder: Path) -> str:
    """The statement that unlocks a bare connection to this store."""
    key = unlocked(Place(data_folder=folder)).key
    assert isinstance(key, DataKey)
    return key.pragma()


def _own_ward(wards: Wards) -> Path:
    """A copy of the usual ward, so that what a check remembers changes no other benchmark."""
    folder = wards.usual().with_name("ward-checked")
    shutil.copytree(wards.usual(), folder, dirs_exist_ok=True)
    return folder
