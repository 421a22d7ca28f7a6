"""How long a start takes and what it holds in memory, against a bare PySide6 window with one table."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from benchmarks.measure import Figure, interleaved
from benchmarks.spawn import ROOT, environment, milliseconds, told_by, x_display
from benchmarks.wards import Wards, say

FIRST_PAINT_LIMIT = 1.4
FIRST_DATA_LIMIT = 3.5
MEMORY_LIMIT = 2.2
VERSION_LIMIT = 1.5
MEBIBYTE = 2**20

_BARE = "a bare PySide6 window with one table, spawn to first paint"


@dataclass(frozen=True, slots=True)
class _Start:
    """One start of ours: milliseconds from the spawn, milliseconds of work by then, and MB held."""

    painted: float
    painted_busy: float
    data: float
    data_busy: float
    data_memory: float
    open_memory: float


@dataclass(frozen=True, slots=True)
class _BareStart:
    painted: float
    painted_busy: float
    memory: float


def window(wards: Wards, pairs: int) -> Iterator[Figure]:
    """First paint, first data and memory, drawn unseen; then the first two on an X display where there is one."""
    measured = _starts(wards, pairs, display="")
    yield from _times(measured, suffix="", where="drawn unseen")
    yield _figure(
        "start.memory",
        f"RSS at the moment the first page shows real data; {_BARE}, RSS then.",
        [(ours.data_memory, bare.memory) for ours, bare in measured],
        unit="MB",
        limit=MEMORY_LIMIT,
    )
    yield _figure(
        "start.memory_open",
        f"RSS when the whole application is open behind that page; {_BARE}, RSS then. Nothing is promised.",
        [(ours.open_memory, bare.memory) for ours, bare in measured],
        unit="MB",
    )
    with x_display() as display:
        if display is None:
            say("There is no Xvfb here: the starts on an X display are left out")
            return
        yield from _times(_starts(wards, pairs, display=display), suffix="_x11", where="on an X display (Xvfb)")


def version(wards: Wards, pairs: int) -> Iterator[Figure]:
    """What the smallest question costs: by the command that an installation makes, and by the module's name, where
    Python itself first loads what finds a module."""
    environ, launcher = environment(wards.compiled), wards.file("inpatient-hub.py", _launcher())
    asked = (
        ("cli.version", "inpatient-hub --version", [str(launcher), "--version"], VERSION_LIMIT),
        ("cli.version_module", "python -m inpatient_hub --version", ["-m", "inpatient_hub", "--version"], None),
    )
    for name, words, arguments, limit in asked:
        measured = interleaved(
            partial(milliseconds, arguments, environ=environ),
            partial(milliseconds, ["-c", "pass"], environ=environ),
            pairs=3 * pairs,
            warm_up=2,
        )
        yield _figure(name, f"{words}, spawn to end; python -c pass.", measured, unit="ms", limit=limit)


def _launcher() -> str:
    """The command `inpatient-hub`, written as pip writes it from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["inpatient-hub"].partition(":")
    return (
        f"import sys\nfrom {module} import {function}\nif __name__ == '__main__':\n"
        f"    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit({function}())\n"
    )


def _starts(wards: Wards, pairs: int, *, display: str) -> list[tuple[_Start, _BareStart]]:
    folder, environ = wards.usual(), environment(wards.compiled, display=display)

    def ours() -> _Start:
        told, started = told_by("our_window", str(folder), environ=environ)
        return _Start(
            painted=_since(started, told["painted"]),
            painted_busy=told["painted_busy"] / 1e6,
            data=_since(started, told["looked"]),
            data_busy=told["looked_busy"] / 1e6,
            data_memory=told["looked_bytes"] / MEBIBYTE,
            open_memory=told["open_bytes"] / MEBIBYTE,
        )

    def bare() -> _BareStart:
        told, started = told_by("bare_window", environ=environ)
        return _BareStart(
            _since(started, told["painted"]), told["painted_busy"] / 1e6, told["painted_bytes"] / MEBIBYTE
        )

    return interleaved(ours, bare, pairs=pairs, warm_up=2)


def _times(measured: list[tuple[_Start, _BareStart]], *, suffix: str, where: str) -> Iterator[Figure]:
    yield _figure(
        f"start.first_paint{suffix}",
        f"Spawn to the first paint of our window, {where}; {_BARE}.",
        [(ours.painted, bare.painted) for ours, bare in measured],
        unit="ms",
        limit=FIRST_PAINT_LIMIT,
        facts=_busy([(ours.painted_busy, bare.painted_busy) for ours, bare in measured]),
    )
    yield _figure(
        f"start.first_data{suffix}",
        f"Spawn to the first frame of the Today page with the ward's own rows in it, {where}; {_BARE}.",
        [(ours.data, bare.painted) for ours, bare in measured],
        unit="ms",
        limit=FIRST_DATA_LIMIT,
        facts=_busy([(ours.data_busy, bare.painted_busy) for ours, bare in measured]),
    )


def _since(started: int, moment: Any) -> float:
    return (int(moment) - started) / 1e6


def _busy(measured: list[tuple[float, float]]) -> dict[str, float]:
    """Processor time (all threads, ms) instead of time on the clock: what other programs do hardly touches it."""
    return {
        "busy_ours": median(ours for ours, _ in measured),
        "busy_baseline": median(bare for _, bare in measured),
        "busy_ratio": median(ours / bare for ours, bare in measured),
    }


def _figure(
    name: str,
    about: str,
    measured: list[tuple[float, float]],
    *,
    unit: str,
    limit: float | None = None,
    facts: dict[str, float] | None = None,
) -> Figure:
    return Figure(
        name=name,
        about=about,
        unit=unit,
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(bare for _, bare in measured),
        limit=limit,
        facts=facts or {},
    )
