"""Runs a network test from beginning to end: everything at once, stopped at a word, and over in ten seconds."""

import asyncio
import secrets
import threading
from collections.abc import Callable

from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    ControlFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PortFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.readiness.collectors.network import LocalNetwork, this_computer
from inpatient_hub.readiness.probe.host import HostProbe
from inpatient_hub.readiness.probe.https import HTTPS_PORT, https_facts
from inpatient_hub.readiness.probe.local import LocalFacts
from inpatient_hub.readiness.probe.names import looked_up
from inpatient_hub.readiness.probe.plan import CONTROL_ADDRESS, ProbeLimits, ProbePlan
from inpatient_hub.readiness.probe.sweep import Sweep
from inpatient_hub.readiness.probe.tcp import connect, tcp_fact

LOOK_EVERY_S = 0.02
"""How often the run looks whether it is to stop."""

OnDone = Callable[[str, object], None]


def probe(
    plan: ProbePlan,
    *,
    stop: threading.Event,
    on_done: OnDone,
    limits: ProbeLimits | None = None,
    local: LocalNetwork | None = None,
) -> NetworkFacts:
    """Runs the test on the calling thread and returns what it found.

    `on_done` is told each piece on this thread as soon as it is done; progress.py knows the keys. When `stop` is set,
    or the time is up, the run ends at once with what it has: ports that are not settled are `CANCELLED`.
    """
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(_facts(plan, stop, on_done, limits or ProbeLimits(), local or this_computer()))


async def _facts(
    plan: ProbePlan, stop: threading.Event, on_done: OnDone, limits: ProbeLimits, local: LocalNetwork
) -> NetworkFacts:
    loop = asyncio.get_running_loop()
    sweep = Sweep(plan=plan, limits=limits, local=local, on_done=on_done, begun=loop.time())
    run = _Run(sweep)
    work = loop.create_task(run.everything())
    cut = _Cut(work, stop, sweep)
    cut.look()
    try:
        await work
    except asyncio.CancelledError:
        if not cut.cancelled and not cut.hit_cap:  # somebody pressed Ctrl+C
            raise
    finally:
        cut.end()
    return run.facts(cancelled=cut.cancelled, hit_cap=cut.hit_cap)


class _Cut:
    """Cancels the work when it is to stop or its time is up."""

    def __init__(self, work: "asyncio.Task[None]", stop: threading.Event, sweep: Sweep) -> None:
        self._work, self._stop, self._sweep = work, stop, sweep
        self._next: asyncio.TimerHandle | None = None
        self.cancelled = False
        self.hit_cap = False

    def look(self) -> None:
        """Looks now, and again soon."""
        self.cancelled = self._stop.is_set()
        self.hit_cap = not self.cancelled and self._sweep.left_s() <= 0
        if self.cancelled or self.hit_cap:
            self._work.cancel()
        else:
            self._next = asyncio.get_running_loop().call_later(LOOK_EVERY_S, self.look)

    def end(self) -> None:
        """The work is done."""
        if self._next is not None:
            self._next.cancel()


class _Run:
    """The pieces of a run, and what they have found so far."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._local = LocalFacts(sweep)
        self._hosts = [
            HostProbe(sweep=sweep, spec=spec, name_servers=self._local.name_servers) for spec in sweep.plan.hosts
        ]
        self._control = ControlFacts()
        self._https: dict[str, HttpsFacts] = {}
        self._singles: dict[tuple[str, int], PortFact] = {}

    async def everything(self) -> None:
        """All pieces at once; the address that must not answer is given no longer than a server needs to answer."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._local.run(self._leading()))
            group.create_task(self._made_up_name())
            control = group.create_task(self._test_address())
            await self._servers()
            wait = self._sweep.answer_wait_s()
            await asyncio.wait({control}, timeout=max(0.0, wait - self._sweep.ran_s()))
            control.cancel()
        if self._sweep.plan.control_port is not None:
            self._sweep.on_done("control address", self._control)

    async def _servers(self) -> None:
        plan = self._sweep.plan
        async with asyncio.TaskGroup() as group:
            for host in self._hosts:
                group.create_task(host.run())
            for name in plan.https_hosts:
                group.create_task(self._https_host(name))
            for address, port in plan.addresses:
                group.create_task(self._single(address, port))

    def _leading(self) -> "asyncio.Future[str]":
        """Where the traffic of the first server goes; without any server, where everything goes that is not local."""
        if self._hosts:
            return self._hosts[0].leading
        nowhere: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        nowhere.set_result(next((address for address, _ in self._sweep.plan.addresses), CONTROL_ADDRESS))
        return nowhere

    def facts(self, *, cancelled: bool, hit_cap: bool) -> NetworkFacts:
        """All that was found by now."""
        plan = self._sweep.plan
        singles = [_single_target(one, self._singles.get(one)) for one in plan.addresses]
        local = self._local
        return NetworkFacts(
            ran_for_ms=self._sweep.ran_s() * 1000,
            cancelled=cancelled,
            hit_cap=hit_cap,
            targets=(*(host.facts() for host in self._hosts), *singles),
            https=tuple(
                self._https.get(name) or HttpsFacts(host=name, state=PortState.CANCELLED) for name in plan.https_hosts
            ),
            route=local.route,
            has_ipv4=local.has_ipv4,
            has_ipv6=local.has_ipv6,
            adapters=local.adapters[:200],
            vpn_connections=local.vpn_connections[:50],
            name_servers=local.known_name_servers[:50],
            proxy=local.proxy,
            control=self._control.model_copy(update={"captive_portal": local.captive_portal}),
        )

    async def _made_up_name(self) -> None:
        if not self._sweep.plan.asks_names:
            return
        lookup = await looked_up(f"{secrets.token_hex(8)}.invalid", within_s=self._sweep.limits.name_s)
        if lookup.failed is not NameState.NO_ANSWER:
            self._control = self._control.model_copy(update={"made_up_name_resolved": bool(lookup.addresses)})
        self._sweep.on_done("control name", self._control)

    async def _test_address(self) -> None:
        port = self._sweep.plan.control_port
        if port is not None:
            self._answers_at_control(connected=False)
            seen = await connect(CONTROL_ADDRESS, port, self._sweep.limits.tcp_s)
            self._answers_at_control(connected=seen.state is PortState.OPEN)

    def _answers_at_control(self, *, connected: bool) -> None:
        self._control = self._control.model_copy(update={"test_address_connected": connected})

    async def _https_host(self, name: str) -> None:
        limits = self._sweep.limits
        facts = await https_facts(name, port=HTTPS_PORT, name_s=limits.name_s, within_s=limits.tcp_s)
        self._https[name] = facts
        self._sweep.on_done(f"https {name}", facts)

    async def _single(self, address: str, port: int) -> None:
        limits = self._sweep.limits
        fact = await tcp_fact(address, port, within_s=limits.tcp_s, prepare=self._sweep.local.single_syn)
        self._singles[address, port] = fact
        self._sweep.on_done(f"address {address} {port}", fact)


def _single_target(one: tuple[str, int], fact: PortFact | None) -> TargetFacts:
    """A single port, as a server of its own: named `192.0.2.7:443`."""
    address, port = one
    fact = fact or PortFact(protocol="tcp", port=port, state=PortState.CANCELLED)
    tried = AddressFacts(address=address, from_document=True, from_name=False, ports=(fact,))
    return TargetFacts(host=f"{address}:{port}", documented=address, addresses=(tried,))
