"""The network's collectors and the network test itself, on a real Windows Python, in a network that leads nowhere."""

import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from inpatient_hub.domain.readiness_network import PortState
from inpatient_hub.readiness.collectors.network import LocalNetwork
from inpatient_hub.readiness.collectors.network_windows import local_network
from inpatient_hub.readiness.probe import ProbeLimits, ProbePlan, probe
from inpatient_hub.readiness.profiles import HostSpec
from tests.windows.windows_registry import Keys

pytestmark = pytest.mark.win32

S11, S12, NOBODY, OURS, GATEWAY = "192.0.2.61", "192.0.2.62", "192.0.2.200", "192.0.2.10", "192.0.2.1"
PORTS = tuple(range(2130, 2141))
SETTINGS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"


@pytest.fixture(scope="module")
def network() -> LocalNetwork:
    assert os.environ["INPATIENT_HUB_NETWORK"] == "apart", "only in a network from which nothing reaches outside"
    return local_network()


def test_the_adapter_that_carries_the_traffic_is_named(network: LocalNetwork) -> None:
    route = network.way_to(NOBODY)
    assert (route.local_address, route.gateway, route.error) == (OURS, None, "")
    assert route.adapter is not None
    assert (route.adapter.name, route.adapter.kind, route.adapter.type_code) == ("ward0", "ethernet", 6)
    assert route.adapter.is_up


def test_the_way_beyond_goes_through_the_gateway(network: LocalNetwork) -> None:
    assert network.way_to("198.51.100.7").gateway == GATEWAY


def test_every_adapter_that_is_up_is_listed_without_the_loopback(network: LocalNetwork) -> None:
    assert {one.name: one.kind for one in network.adapters()} == {"ward0": "ethernet", "nowhere": "ethernet"}


def test_the_ways_there_are_and_are_not(network: LocalNetwork) -> None:
    assert network.has_ipv4() is True
    assert network.has_ipv6() is False
    assert network.vpn_connections() == ()
    assert all(socket.inet_aton(one) for one in network.name_servers())
    assert network.captive_portal() is None, "Wine does not watch the network"


def test_ping_is_answered_by_who_is_there_and_by_nobody_else(network: LocalNetwork) -> None:
    assert network.ping(S11, 1.0) is not None
    assert network.ping("127.0.0.1", 1.0) is not None
    assert network.ping(NOBODY, 0.3) is None


def test_wine_does_not_know_how_to_try_only_once(network: LocalNetwork) -> None:
    with socket.socket() as sock:
        assert network.single_syn is not None
        assert network.single_syn(sock, 3.0) is False


def test_without_settings_there_is_no_proxy(network: LocalNetwork) -> None:
    proxy = network.proxy_for("s11.test")
    assert (proxy.user_proxy, proxy.machine_proxy, proxy.pac_url_set, proxy.for_target) == ("", "", False, "none")


@pytest.mark.parametrize(("flags", "in_force"), [(0x1, "none"), (0x3, "proxy")])
def test_a_persons_own_proxy_is_read(
    network: LocalNetwork, write_keys: Callable[[Keys], None], flags: int, in_force: str
) -> None:
    write_keys({rf"{SETTINGS}\Connections": {"DefaultConnectionSettings": connections(flags)}})
    proxy = network.proxy_for("s11.test")
    assert proxy.user_proxy == ("proxy.test:8080" if in_force == "proxy" else "")
    assert (proxy.auto_detect, proxy.for_target) == (False, in_force)
    assert network.proxy_for("one.example.test").for_target == ("direct" if in_force == "proxy" else "none")


def connections(flags: int) -> bytes:
    """A person's own settings as the control panel keeps them: a proxy, what goes past it, and no script."""
    texts = (b"proxy.test:8080", b"*.example.test", b"")
    return struct.pack("<III", 0x46, 1, flags) + b"".join(struct.pack("<I", len(one)) + one for one in texts)


# The whole test


@pytest.fixture
def servers() -> Iterator[None]:
    """Two SystmOnes on this computer: every port listens, except that the second refuses three."""
    with ExitStack() as open_now:
        for address, ports in ((S11, PORTS), (S12, PORTS[:-3])):
            for port in ports:
                listening = open_now.enter_context(socket.socket())
                listening.bind((address, port))
                listening.listen(16)
        yield


def test_the_whole_network_test_runs_on_windows(servers: None, network: LocalNetwork) -> None:
    plan = ProbePlan(hosts=(HostSpec(name=S11), HostSpec(name=S12)), tcp=PORTS, udp=tuple(range(2120, 2131)))
    told: dict[str, object] = {}
    limits = ProbeLimits(tcp_s=4.0, ping_s=0.5, latency_connects=3)
    facts = probe(plan, stop=threading.Event(), on_done=told.__setitem__, limits=limits, local=network)
    by_host = {target.host: target.addresses[0] for target in facts.targets}
    tcp = {host: [one.state for one in address.ports if one.protocol == "tcp"] for host, address in by_host.items()}
    assert tcp[S11] == [PortState.OPEN] * 11
    assert tcp[S12] == [PortState.OPEN] * 8 + [PortState.REFUSED] * 3
    assert len(by_host[S11].latency_ms) == 3
    assert by_host[S11].ping is not None
    assert by_host[S11].ping.answered == 3
    assert not facts.cancelled
    assert facts.ran_for_ms < 10_000
    assert told


def test_the_whole_network_test_stops_on_windows_at_a_word(network: LocalNetwork) -> None:
    stop = threading.Event()
    plan = ProbePlan(hosts=(HostSpec(name=NOBODY),), tcp=PORTS, udp=())
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    limits = ProbeLimits(tcp_s=60, ping_s=60, whole_s=60)
    facts = probe(plan, stop=stop, on_done=lambda key, value: None, limits=limits, local=network)
    assert facts.cancelled
    assert facts.ran_for_ms < 5_000
