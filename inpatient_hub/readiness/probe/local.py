"""Asks this computer about its own network while the servers are tried: the way out, adapters, VPNs and proxies."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from inpatient_hub.domain.readiness_network import AdapterFacts, ProxyFacts, RouteFacts
from inpatient_hub.readiness.probe.aside import aside
from inpatient_hub.readiness.probe.sweep import Sweep

T = TypeVar("T")


class LocalFacts:
    """What is known by now. What cannot be read stays None or empty: the rules say that it is not known."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self.name_servers: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()
        """Settled in any case, so that whoever needs them may wait."""
        self.known_name_servers: tuple[str, ...] = ()
        self.route: RouteFacts | None = None
        self.has_ipv4: bool | None = None
        self.has_ipv6: bool | None = None
        self.adapters: tuple[AdapterFacts, ...] = ()
        self.vpn_connections: tuple[str, ...] = ()
        self.proxy: ProxyFacts | None = None
        self.captive_portal: bool | None = None

    async def run(self, leading_address: "asyncio.Future[str]") -> None:
        """Asks everything at once. `leading_address` is where the traffic of the first server goes."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._names())
            group.create_task(self._way(leading_address))
            group.create_task(self._adapters())
            group.create_task(self._proxies())

    async def _names(self) -> None:
        self.known_name_servers = await self._asked("name servers", self._sweep.local.name_servers, ())
        self.name_servers.set_result(self.known_name_servers)

    async def _way(self, leading_address: "asyncio.Future[str]") -> None:
        local = self._sweep.local
        self.has_ipv4 = await self._asked("IPv4", local.has_ipv4, None)
        self.has_ipv6 = await self._asked("IPv6", local.has_ipv6, None)
        target = await leading_address
        self.route = await self._asked("way", lambda: local.way_to(target), None)
        self._sweep.on_done("way", self.route)

    async def _adapters(self) -> None:
        local = self._sweep.local
        self.adapters = await self._asked("adapters", local.adapters, ())
        self.vpn_connections = await self._asked("VPNs", local.vpn_connections, ())
        self.captive_portal = await self._asked("captive portal", local.captive_portal, None)
        self._sweep.on_done("adapters", self.adapters)

    async def _proxies(self) -> None:
        plan = self._sweep.plan
        name = next(iter((*(host.name for host in plan.hosts), *plan.https_hosts)), "")
        self.proxy = await self._asked("proxy", lambda: self._sweep.local.proxy_for(name), None)
        self._sweep.on_done("proxy", self.proxy)

    async def _asked(self, what: str, call: Callable[[], T], otherwise: T) -> T:
        """The answer, or `otherwise` when the computer cannot say or does not within its time."""
        try:
            async with asyncio.timeout(self._sweep.limits.local_s):
                return await aside(what, call)
        except Exception:  # noqa: BLE001 - a border: what a computer cannot say about itself is not known
            return otherwise
