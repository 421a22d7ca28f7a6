"""How long the network test takes, against nmap at the same ports of the same servers, in two networks of our own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.measure import Figure, Judged, interleaved
from benchmarks.netlab.lab import S11, S12, TCP, UDP, Lab, why_not
from benchmarks.wards import Wards, say

RATIO_LIMIT = 1.0
STOP_LIMIT_MS = 100.0

PLAN: dict[str, Any] = {
    "hosts": [{"name": "s11.test", "documented": S11}, {"name": "s12.test", "documented": S12}],
    "tcp": list(range(TCP[0], TCP[1] + 1)),
    "udp": list(range(UDP[0], UDP[1] + 1)),
}

_TCP, _UDP = (f"{first}-{last}" for first, last in (TCP, UDP))
_NMAP = ("nmap", "-n", "-Pn", "--disable-arp-ping", "-T4")
_NMAP_BOTH = (*_NMAP, "-sT", "-sU", "-p", f"T:{_TCP},U:{_UDP}", S11, S12)
_NMAP_TCP = (*_NMAP, "-sT", "-p", _TCP, S11, S12)

_OURS = "The network test (ports, names, ping, controls and latency) as the program runs it, in its own process"
_THEIRS = "nmap -T4, its quick setting, spawn to end, at the same ports in the same network, asking no names"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A network, and what is tried in it."""

    name: str
    words: str
    prepare: Callable[[Lab], None]
    plan: dict[str, Any]
    nmap: tuple[str, ...]
    limit: float | None = RATIO_LIMIT
    needs_tun: bool = False


def _nothing(lab: Lab) -> None:
    """The laboratory as it is: every TCP port open, every UDP port silent."""


def _drop(lab: Lab) -> None:
    for protocol in ("tcp", "udp"):
        lab.server(f"iptables -A INPUT -p {protocol} -d {S11},{S12} -j DROP")


def _slow(lab: Lab) -> None:
    lab.slow(ms=265)


SCENARIOS = (
    Scenario("readiness.network_open", "every TCP port open, every UDP port silent", _nothing, PLAN, _NMAP_BOTH),
    Scenario(
        "readiness.network_tcp",
        "TCP only, every port open: it still gives an address that nobody may use 0.4 s to answer, and nmap asks none",
        _nothing,
        PLAN | {"udp": []},
        _NMAP_TCP,
        limit=None,
    ),
    Scenario("readiness.network_dropped", "everything dropped", _drop, PLAN, _NMAP_BOTH),
    Scenario("readiness.network_265ms", "265 ms away, as the WES's 3G column", _slow, PLAN, _NMAP_BOTH, needs_tun=True),
)

NAMES = (*(one.name for one in SCENARIOS), "readiness.network_stop")


def against_nmap(_: Wards, pairs: int) -> Iterator[Figure]:
    """Every scenario, then how soon a stop takes effect. Waiting is most of it, so a third of the pairs is enough."""
    reason = why_not() or ("" if shutil.which("nmap") else "not installed: nmap")
    if reason:
        say(f"The network test is left out: {reason}")
        return
    with Lab() as lab:
        for scenario in SCENARIOS:
            if scenario.needs_tun and lab.tun:
                say(f"{scenario.name} is left out: {lab.tun}")
            else:
                yield _measured(lab, scenario, max(2, pairs // 3))
        yield _stopped(lab, pairs)


def _measured(lab: Lab, scenario: Scenario, pairs: int) -> Figure:
    lab.reset()
    scenario.prepare(lab)
    measured = interleaved(
        lambda: float(lab.probe(scenario.plan)["ms"]),
        lambda: float(lab.timed(scenario.nmap)["ms"]),
        pairs=pairs,
        warm_up=1 if scenario.prepare is _nothing else 0,
    )
    return Figure(
        name=scenario.name,
        about=f"{_OURS}, {scenario.words}; {_THEIRS}.",
        unit="ms",
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(nmap for _, nmap in measured),
        limit=scenario.limit,
    )


def _stopped(lab: Lab, pairs: int) -> Figure:
    """From a stop in the middle of the test to its end, where every port is silent."""
    lab.reset()
    _drop(lab)
    runs = [lab.probe(PLAN, stop_after_s=0.3) for _ in range(pairs)]
    return Figure(
        name="readiness.network_stop",
        about="From the stop to the end of the test, everything dropped; the part of it that had run before.",
        unit="ms",
        ours=tuple(float(run["ms_after_stop"]) for run in runs),
        baseline=tuple(float(run["ms"]) - float(run["ms_after_stop"]) for run in runs),
        limit=STOP_LIMIT_MS,
        judged=Judged.OURS,
    )
