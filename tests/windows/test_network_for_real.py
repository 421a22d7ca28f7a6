"""Windows' own libraries are asked about the network, and a network test runs against this computer itself."""

import socket
import sys
import threading
from typing import Any

import pytest

from inpatient_hub.domain.readiness_network import PortState
from inpatient_hub.readiness.collectors.network import LocalNetwork, this_computer
from inpatient_hub.readiness.probe import ProbeLimits, ProbePlan, probe
from inpatient_hub.readiness.profiles import HostSpec

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="runs inside Windows: python3 dev.py test --windows")

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def local() -> LocalNetwork:
    return this_computer()


def test_the_way_to_this_computer_itself(local: LocalNetwork) -> None:
    route = local.way_to(HERE)
    assert route.local_address == HERE
    assert route.error == ""
    assert route.adapter is not None
    assert route.adapter.name


def test_the_adapters_that_are_up(local: LocalNetwork) -> None:
    found = local.adapters()
    assert all(one.is_up and one.kind != "loopback" and one.type_code is not None for one in found)


def test_name_servers_are_addresses(local: LocalNetwork) -> None:
    assert all(socket.inet_aton(one) for one in local.name_servers() if ":" not in one)


def test_no_vpn_is_connected(local: LocalNetwork) -> None:
    assert local.vpn_connections() == ()


def test_no_proxy_is_set(local: LocalNetwork) -> None:
    facts = local.proxy_for("")
    assert (facts.user_proxy, facts.machine_proxy, facts.for_target) == ("", "", "none")


def test_the_other_questions_have_answers(local: LocalNetwork) -> None:
    assert local.captive_portal() in {True, False, None}
    assert local.has_ipv4() in {True, False}
    assert local.has_ipv6() in {True, False}


def test_this_computer_answers_a_ping(local: LocalNetwork) -> None:
    assert local.ping is not None
    took = local.ping(HERE, 1.0)
    assert took is not None
    assert 0 <= took < 1_000


def test_a_socket_can_be_asked_for_one_syn_whatever_windows_says(local: LocalNetwork) -> None:
    assert local.single_syn is not None
    with socket.socket() as sock:
        assert local.single_syn(sock, 1.0) in {True, False}


def test_a_network_test_tells_open_from_refused(local: LocalNetwork) -> None:
    with socket.socket() as listening, socket.socket() as closed:
        for sock in (listening, closed):
            sock.bind((HERE, 0))
        listening.listen(16)
        opened, refused = listening.getsockname()[1], closed.getsockname()[1]
        told: list[Any] = []
        plan = ProbePlan(hosts=(HostSpec(name=HERE),), tcp=(opened, refused))
        facts = probe(
            plan,
            stop=threading.Event(),
            on_done=lambda key, value: told.append(key),
            limits=ProbeLimits(latency_connects=1),
            local=local,
        )
    states = {one.port: one.state for one in facts.targets[0].addresses[0].ports}
    assert states == {opened: PortState.OPEN, refused: PortState.REFUSED}
    assert not facts.hit_cap
    assert f"ping {HERE}" in told
