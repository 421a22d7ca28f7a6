"""All benchmarks, in the order they are run; a name stands for itself and for all that begin with it."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import (
    audit_verify,
    audited,
    encrypted,
    lists,
    notes,
    readiness_local,
    readiness_network,
    stalls,
    start,
    task_stalls,
    tasks,
)
from benchmarks.measure import Figure
from benchmarks.wards import Wards

PAIRS = 9
"""Pairs of runs behind every figure, after the warm-up."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Figures that are measured together, because one run tells them all."""

    names: tuple[str, ...]
    run: Callable[[Wards, int], Iterable[Figure]]


class NoSuchBenchmark(Exception):
    """A name that is no benchmark's. The message says which there are, or which was meant."""

    def __init__(self, name: str) -> None:
        near = difflib.get_close_matches(name, every_name(), n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(every_name())}."
        super().__init__(f"There is no benchmark called '{name}'. {hint}")


def _one(measure: Callable[[Wards, int], Figure]) -> Callable[[Wards, int], Iterable[Figure]]:
    return lambda wards, pairs: [measure(wards, pairs)]


BENCHMARKS = (
    Benchmark(
        (
            "start.first_paint",
            "start.first_data",
            "start.memory",
            "start.memory_open",
            "start.first_paint_x11",
            "start.first_data_x11",
        ),
        start.window,
    ),
    Benchmark(("cli.version", "cli.version_module"), start.version),
    Benchmark(("note.render",), _one(notes.rendering)),
    Benchmark(("note.preview",), _one(notes.previewing)),
    Benchmark(("lists.patients_5000",), _one(lists.patients)),
    Benchmark(("lists.notes_20000",), _one(lists.notes)),
    Benchmark(encrypted.NAMES, encrypted.store),
    Benchmark(("encrypted.start",), _one(encrypted.start)),
    Benchmark(audited.CHANGE_NAMES, audited.change),
    Benchmark(tasks.LIST_NAMES, tasks.lists),
    Benchmark((tasks.EXPAND_NAME,), _one(tasks.expanding)),
    Benchmark((tasks.GROWTH_NAME,), _one(tasks.growth)),
    Benchmark(("audit.verify_100000",), _one(audit_verify.verify)),
    Benchmark(("readiness.local", "readiness.local_shell"), readiness_local.checks),
    Benchmark(("stall.patients_page", "stall.notes_page"), stalls.window),
    Benchmark(task_stalls.NAMES, task_stalls.window),
    Benchmark(readiness_network.NAMES, readiness_network.against_nmap),
)


def every_name() -> list[str]:
    """The names of all figures."""
    return [name for benchmark in BENCHMARKS for name in benchmark.names]


def wanted_names(asked: Sequence[str]) -> set[str]:
    """The figures asked for by name or by the beginning of a name; all when nothing is. Raises NoSuchBenchmark."""
    wanted: set[str] = set()
    for name in asked or [""]:
        found = {one for one in every_name() if one.startswith(name)}
        if not found:
            raise NoSuchBenchmark(name)
        wanted |= {name} if name in found else found
    return wanted


def measured(wanted: set[str], wards: Wards, *, pairs: int = PAIRS) -> Iterator[Figure]:
    """The figures wanted, each as soon as it is known."""
    for benchmark in BENCHMARKS:
        if wanted.intersection(benchmark.names):
            yield from (figure for figure in benchmark.run(wards, pairs) if figure.name in wanted)
