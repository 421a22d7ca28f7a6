"""What all pieces of one test share: its limits, its clock, and who is told when a piece is done."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from inpatient_hub.readiness.collectors.network import LocalNetwork
from inpatient_hub.readiness.probe.plan import ProbeLimits, ProbePlan


class Bursts:
    """Knows whether many ports are being tried just now: nothing is timed for its own sake while they are."""

    def __init__(self) -> None:
        self._running = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """While this lasts, a burst of connections is going out."""
        self._running += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._running -= 1
            if not self._running:
                self._quiet.set()

    async def over(self) -> None:
        """Returns when no burst is running."""
        await self._quiet.wait()


@dataclass(slots=True, kw_only=True)
class Sweep:
    """One run of a plan."""

    plan: ProbePlan
    limits: ProbeLimits
    local: LocalNetwork
    on_done: Callable[[str, object], None]
    begun: float
    """By the loop's clock, in seconds."""
    bursts: Bursts = field(default_factory=Bursts)
    round_trips: list[float] = field(default_factory=list)
    """Seconds until each TCP port that is open had answered."""
    tcp_room: asyncio.Semaphore = field(init=False)
    """So many TCP sockets may be open at one time."""
    udp_room: asyncio.Semaphore = field(init=False)
    """So many addresses may have their UDP ports open at one time."""

    def __post_init__(self) -> None:
        self.tcp_room = asyncio.Semaphore(self.limits.sockets)
        self.udp_room = asyncio.Semaphore(max(1, self.limits.sockets // max(1, len(self.plan.udp))))

    def ran_s(self) -> float:
        """Seconds since it began."""
        return asyncio.get_running_loop().time() - self.begun

    def left_s(self) -> float:
        """Seconds until the whole run is cut off."""
        return self.limits.whole_s - self.ran_s()

    def answer_wait_s(self) -> float:
        """How long to wait for what may never answer, once servers have; 0 when none has."""
        return self.limits.silence_s(self.round_trips) if self.round_trips else 0.0
