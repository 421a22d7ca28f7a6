"""Everything tried at one address of a server: its ports, its ping, and how long a connection takes."""

import asyncio
import random
from dataclasses import dataclass, field

from inpatient_hub.domain.readiness_network import AddressFacts, PingFact, PortFact, PortState
from inpatient_hub.readiness.probe.echo import ping_fact
from inpatient_hub.readiness.probe.sweep import Sweep
from inpatient_hub.readiness.probe.tcp import connect, tcp_fact
from inpatient_hub.readiness.probe.udp import UdpSweep

_LAST_S = 0.5
"""So long before the whole run is cut off, no further connection is timed."""


@dataclass(slots=True, kw_only=True)
class AddressProbe:
    """One address, and what is known about it so far."""

    sweep: Sweep
    host: str
    address: str
    from_document: bool
    from_name: bool
    _ports: dict[tuple[str, int], PortFact] = field(default_factory=dict)
    _ping: PingFact | None = None
    _latency: list[float] = field(default_factory=list)

    async def run(self) -> None:
        """Tries everything at once, then times single connections."""
        udp = UdpSweep(self.address, self.sweep.plan.udp, limits=self.sweep.limits, on_fact=self._keep)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tcp_ports(udp))
            group.create_task(self._udp_ports(udp))
            group.create_task(self._echo())

    def facts(self) -> AddressFacts:
        """What is known by now; ports that are not settled are cancelled."""
        plan = self.sweep.plan
        wanted = [("tcp", port) for port in plan.tcp] + [("udp", port) for port in plan.udp]
        return AddressFacts(
            address=self.address,
            from_document=self.from_document,
            from_name=self.from_name,
            ports=tuple(self._ports.get(one) or _cancelled(*one) for one in wanted),
            ping=self._ping,
            latency_ms=tuple(self._latency),
        )

    async def _tcp_ports(self, udp: UdpSweep) -> None:
        ports = list(self.sweep.plan.tcp)
        if not ports:
            return
        random.shuffle(ports)
        async with self.sweep.bursts.one(), asyncio.TaskGroup() as group:
            for port in ports:
                group.create_task(self._tcp_port(port, udp))
        await self.sweep.bursts.over()
        await self._time_connections()

    async def _udp_ports(self, udp: UdpSweep) -> None:
        async with self.sweep.udp_room:
            await udp.run()

    async def _tcp_port(self, port: int, udp: UdpSweep) -> None:
        async with self.sweep.tcp_room:
            fact = await tcp_fact(
                self.address, port, within_s=self.sweep.limits.tcp_s, prepare=self.sweep.local.single_syn
            )
        if fact.state is PortState.OPEN and fact.ms is not None:
            self.sweep.round_trips.append(fact.ms / 1000)
            udp.tcp_opened(fact.ms / 1000)
        self._keep(fact)

    async def _time_connections(self) -> None:
        """One after another to one open port, when no burst is going out."""
        limits = self.sweep.limits
        opened = next((one.port for one in self._ports.values() if one.state is PortState.OPEN), None)
        if opened is not None:
            for _ in range(limits.latency_connects):
                left = min(limits.tcp_s, self.sweep.left_s() - _LAST_S)
                seen = await connect(self.address, opened, left) if left > 0 else None
                if seen is None or seen.ms is None:
                    break
                self._latency.append(seen.ms)
        self.sweep.on_done(f"latency {self.host}", tuple(self._latency))

    async def _echo(self) -> None:
        self._ping = await ping_fact(self.address, limits=self.sweep.limits, ping=self.sweep.local.ping)
        self.sweep.on_done(f"ping {self.host}", self._ping)

    def _keep(self, fact: PortFact) -> None:
        self._ports[fact.protocol, fact.port] = fact
        self.sweep.on_done(f"{fact.protocol} {self.host} {fact.port}", fact)


def _cancelled(protocol: str, port: int) -> PortFact:
    return PortFact(protocol="tcp" if protocol == "tcp" else "udp", port=port, state=PortState.CANCELLED)
