"""The network test against sockets of this computer itself, which every system has."""

import dataclasses
import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NoReturn

import pytest

from inpatient_hub.domain.readiness_network import NetworkFacts, PingFact, PortState, ProxyFacts, RouteFacts
from inpatient_hub.readiness.collectors.network import LocalNetwork
from inpatient_hub.readiness.probe import ProbeLimits, ProbePlan, expected_keys, probe
from inpatient_hub.readiness.profiles import HostSpec

HERE = "127.0.0.1"
QUICK = ProbeLimits(tcp_s=1.0, ping_s=0.2, latency_connects=2)

QUIET = LocalNetwork(
    way_to=lambda target: RouteFacts(target=target, local_address=HERE),
    adapters=tuple,
    vpn_connections=tuple,
    proxy_for=lambda host: ProxyFacts(),
    name_servers=tuple,
    captive_portal=lambda: None,
    has_ipv4=lambda: True,
    has_ipv6=lambda: False,
    ping=lambda address, within_s: 1.5,
)


@dataclasses.dataclass
class Ports:
    """Sockets of this computer, by what they do. Numbers are the system's choice."""

    listening: socket.socket
    silent: socket.socket
    closed_tcp: int
    closed_udp: int

    def tcp(self) -> tuple[int, ...]:
        return tuple(sorted((self.listening.getsockname()[1], self.closed_tcp)))

    def udp(self) -> tuple[int, ...]:
        return tuple(sorted((self.silent.getsockname()[1], self.closed_udp)))


def _bound(kind: socket.SocketKind) -> socket.socket:
    sock = socket.socket(type=kind)
    sock.bind((HERE, 0))
    return sock


@pytest.fixture
def ports() -> Iterator[Ports]:
    with ExitStack() as open_now:
        listening = open_now.enter_context(_bound(socket.SOCK_STREAM))
        listening.listen(32)
        silent = open_now.enter_context(_bound(socket.SOCK_DGRAM))
        with _bound(socket.SOCK_STREAM) as tcp, _bound(socket.SOCK_DGRAM) as udp:
            closed = tcp.getsockname()[1], udp.getsockname()[1]
        yield Ports(listening, silent, *closed)


def plan_of(ports: Ports, *, udp: bool = True) -> ProbePlan:
    return ProbePlan(hosts=(HostSpec(name=HERE),), tcp=ports.tcp(), udp=ports.udp() if udp else ())


def run(
    plan: ProbePlan,
    *,
    limits: ProbeLimits = QUICK,
    local: LocalNetwork = QUIET,
    stop: threading.Event | None = None,
    on_done: Callable[[str, object], None] = lambda key, value: None,
) -> NetworkFacts:
    return probe(plan, stop=stop or threading.Event(), on_done=on_done, limits=limits, local=local)


def states(facts: NetworkFacts) -> dict[tuple[str, int], PortState]:
    return {(one.protocol, one.port): one.state for one in facts.targets[0].addresses[0].ports}


def test_open_refused_and_silent_are_told_apart(ports: Ports) -> None:
    told: dict[str, object] = {}
    plan = plan_of(ports)
    facts = run(plan, on_done=told.__setitem__)
    assert states(facts) == {
        ("tcp", ports.listening.getsockname()[1]): PortState.OPEN,
        ("tcp", ports.closed_tcp): PortState.REFUSED,
        ("udp", ports.silent.getsockname()[1]): PortState.NO_REPLY,
        ("udp", ports.closed_udp): PortState.REFUSED,
    }
    assert set(told) == set(expected_keys(plan))
    assert facts.targets[0].addresses[0].ping == PingFact(sent=3, answered=3, ms=1.5)
    assert len(facts.targets[0].addresses[0].latency_ms) == 2


def test_a_connection_is_closed_in_order_and_carries_no_byte(ports: Ports) -> None:
    run(plan_of(ports, udp=False))
    ports.listening.settimeout(5)
    for _ in range(1 + QUICK.latency_connects):
        connection, _ = ports.listening.accept()
        with connection:
            assert connection.recv(16) == b""


def test_every_datagram_is_empty(ports: Ports) -> None:
    run(plan_of(ports))
    ports.silent.settimeout(5)
    assert [ports.silent.recvfrom(16)[0] for _ in range(3)] == [b"", b"", b""]


def test_a_stop_ends_the_run_from_another_thread(ports: Ports) -> None:
    stop = threading.Event()

    def press_after_tcp(key: str, value: object) -> None:
        if key == f"latency {HERE}":
            threading.Thread(target=stop.set).start()

    facts = run(
        plan_of(ports),
        stop=stop,
        on_done=press_after_tcp,
        limits=dataclasses.replace(QUICK, udp_least_s=60, tcp_s=60, whole_s=60),
    )
    assert facts.cancelled
    assert facts.ran_for_ms < 30_000
    assert states(facts)["udp", ports.silent.getsockname()[1]] is PortState.CANCELLED
    assert states(facts)["tcp", ports.listening.getsockname()[1]] is PortState.OPEN


def test_a_second_run_begins_afresh(ports: Ports) -> None:
    plan = plan_of(ports, udp=False)
    assert states(run(plan)) == states(run(plan))


def broken(*_: Any) -> NoReturn:
    raise RuntimeError("a driver is broken")


BROKEN = LocalNetwork(
    way_to=broken,
    adapters=broken,
    vpn_connections=broken,
    proxy_for=broken,
    name_servers=broken,
    captive_portal=broken,
    has_ipv4=broken,
    has_ipv6=broken,
    ping=lambda address, within_s: 1.5,
)


def test_a_computer_that_can_say_nothing_about_itself_costs_only_that(ports: Ports) -> None:
    facts = run(plan_of(ports), local=BROKEN)
    assert (facts.route, facts.proxy, facts.has_ipv4, facts.has_ipv6) == (None, None, None, None)
    assert (facts.adapters, facts.name_servers, facts.vpn_connections) == ((), (), ())
    assert states(facts)["tcp", ports.listening.getsockname()[1]] is PortState.OPEN


def test_a_question_that_hangs_costs_only_its_own_time(ports: Ports) -> None:
    hanging = threading.Event()

    def hang(_: str) -> ProxyFacts:
        hanging.wait(30)
        return ProxyFacts()

    facts = run(
        plan_of(ports, udp=False),
        local=dataclasses.replace(QUIET, proxy_for=hang),
        limits=dataclasses.replace(QUICK, local_s=0.05),
    )
    hanging.set()
    assert facts.proxy is None
    assert facts.route is not None


def test_a_ping_that_cannot_be_sent_is_told(ports: Ports) -> None:
    def refuse(address: str, within_s: float) -> float | None:
        raise OSError("IcmpSendEcho: 5")

    facts = run(plan_of(ports, udp=False), local=dataclasses.replace(QUIET, ping=refuse))
    ping = facts.targets[0].addresses[0].ping
    assert ping is not None
    assert (ping.sent, ping.answered, ping.error) == (0, None, "IcmpSendEcho: 5")


def test_a_ping_without_an_answer_is_told(ports: Ports) -> None:
    facts = run(plan_of(ports, udp=False), local=dataclasses.replace(QUIET, ping=lambda address, within_s: None))
    assert facts.targets[0].addresses[0].ping == PingFact(sent=3, answered=0, error="no reply")


def test_a_computer_that_has_no_socket_left_says_so_for_each_port(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoneLeft(socket.socket):
        def __init__(self, family: int = -1, kind: int = -1, *rest: Any, **named: Any) -> None:
            if family == socket.AF_INET:
                raise OSError(errno.EMFILE, "Too many open files")
            super().__init__(family, kind, *rest, **named)

    monkeypatch.setattr(socket, "socket", NoneLeft)
    facts = run(plan_of(ports), local=dataclasses.replace(QUIET, single_syn=lambda sock, within_s: True))
    assert set(states(facts).values()) == {PortState.ERROR}
    assert {one.error for one in facts.targets[0].addresses[0].ports} == {"EMFILE"}


def test_what_is_told_of_progress_and_fails_is_a_fault_of_the_program(ports: Ports) -> None:
    with pytest.raises(BaseExceptionGroup):
        run(plan_of(ports), on_done=broken)


def test_a_plan_without_servers_still_finds_the_way_out() -> None:
    facts = run(ProbePlan())
    assert facts.targets == ()
    assert facts.route == RouteFacts(target="192.0.2.1", local_address=HERE)
    assert facts.control.test_address_connected is None
    assert facts.control.made_up_name_resolved is None
