"""How long a network test takes, how it is stopped, and what it does when this computer cannot do its part."""

import subprocess
import sys

import pytest

from benchmarks.netlab.lab import ENTER, S11, S12, Lab
from benchmarks.readiness_network import PLAN
from benchmarks.spawn import ROOT
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import NetworkFacts
from tests.readiness.netns.running import ALL, SOON, ran
from tests.readiness.network_cases import verdict

pytestmark = pytest.mark.netns

DROP_ALL = (f"iptables -A INPUT -p tcp -d {S11},{S12} -j DROP", f"iptables -A INPUT -p udp -d {S11},{S12} -j DROP")


def test_when_everything_is_dropped_the_whole_run_takes_one_time_out(lab: Lab) -> None:
    lab.server(*DROP_ALL)
    run = ran(lab)
    assert run.states("tcp") == run.states("udp") == {"no_reply": 2 * ALL}
    assert run.verdict("NW-04") == (Status.FAIL, "tcp.no_reply")
    assert run.verdict("NW-05") == (Status.UNKNOWN, "udp.silent")
    assert run.ms > 2_990
    assert not run.facts.hit_cap  # one after another they would take far longer than a run may


def test_when_all_answer_the_run_takes_the_least_wait_for_silence(lab: Lab) -> None:
    run = ran(lab)
    assert 400 <= run.ms < 3_000  # without an answer to go by it would be the whole 3 s


def test_every_piece_is_told_as_it_is_done(lab: Lab) -> None:
    run = ran(lab)
    assert set(run.told["expected"]) == set(run.told["keys"])
    assert len(run.told["keys"]) == len(set(run.told["keys"]))


def test_a_run_that_is_stopped_ends_soon_and_keeps_what_it_has(lab: Lab) -> None:
    lab.server(f"iptables -A INPUT -p tcp -d {S12} -j DROP")
    run = ran(lab, stop_after_s=0.3)
    assert run.told["ms_after_stop"] < 2_500  # the silent ports would have gone on for 2.7 s
    assert run.facts.cancelled
    assert not run.facts.hit_cap
    assert run.states("tcp", S11) == {"open": ALL}
    assert run.states("tcp", S12) == run.states("udp", S12) == {"cancelled": ALL}
    assert run.verdict("NW-03") == (Status.PASS, "dns.same")
    assert run.verdict("NW-04") == (Status.SKIPPED, "network.cancelled")
    assert run.verdict("NW-05") == (Status.SKIPPED, "network.cancelled")


def test_a_run_that_was_stopped_before_it_began_tries_nothing(lab: Lab) -> None:
    run = ran(lab, stop_after_s=-1)
    assert run.facts.cancelled
    assert lab.seen()["connections"] == 0
    assert run.verdict("NW-01") == (Status.SKIPPED, "network.cancelled")
    assert run.verdict("NW-06") == (Status.SKIPPED, "network.cancelled")


def test_the_limit_of_the_whole_run_ends_it_and_what_is_left_is_not_known(lab: Lab) -> None:
    lab.server(*DROP_ALL)
    run = ran(lab, limits={"whole_s": 0.5})
    assert run.facts.hit_cap
    assert not run.facts.cancelled
    assert run.ms < 2_900  # the ports alone would have taken 3 s
    assert run.states("tcp") == {"cancelled": 2 * ALL}
    assert run.verdict("NW-04") == (Status.UNKNOWN, "network.cancelled")


def test_where_one_syn_can_be_asked_for_a_silent_port_gets_a_second_attempt_in_the_same_time(lab: Lab) -> None:
    lab.server(f"iptables -A INPUT -p tcp -d {S12} -j DROP")
    run = ran(lab, single_syn=True, limits=SOON)
    assert run.told["prepared"] == 2 * ALL
    assert run.states("tcp", S11) == {"open": ALL}
    assert run.states("tcp", S12) == {"no_reply": ALL}
    assert 990 < run.ms < 2_000


def test_the_second_attempt_finds_a_port_whose_first_syn_was_lost(lab: Lab) -> None:
    lab.server(
        f"iptables -A INPUT -p tcp -d {S11} --dport 2130 -m limit --limit 1/day --limit-burst 1 -j DROP",
    )
    run = ran(lab, single_syn=True, plan={**PLAN, "hosts": PLAN["hosts"][:1], "udp": []})
    assert run.states("tcp") == {"open": ALL}
    late = next(one for one in run.at(S11).ports if one.port == 2130)
    assert late.ms is not None
    assert late.ms < 1_000
    assert run.ms > 1_000


def test_more_ports_than_sockets_are_tried_in_turns(lab: Lab) -> None:
    run = ran(lab, limits={"sockets": 4})
    assert run.states("tcp") == {"open": 2 * ALL}
    assert run.states("udp") == {"no_reply": 2 * ALL}


def test_the_way_out_is_found_by_the_route_and_the_gateway_with_it(lab: Lab) -> None:
    route = ran(lab).facts.route
    assert route is not None
    assert (route.target, route.local_address, route.gateway) == (S11, "192.0.2.10", None)
    assert route.adapter is not None
    assert route.adapter.name == "veth0"
    far = ran(lab, plan={"addresses": [["198.51.100.9", 2130]]}, limits=SOON).facts.route
    assert far is not None
    assert far.gateway == "192.0.2.53"


def test_a_proxy_of_the_environment_is_told_without_its_password(lab: Lab) -> None:
    run = ran(lab, environ={"https_proxy": "http://nurse:secret@proxy.test:8080/"})
    assert run.facts.proxy is not None
    assert run.facts.proxy.user_proxy == "proxy.test:8080"
    assert run.verdict("NW-09") == (Status.FAIL, "proxy.in_force")
    assert "secret" not in run.facts.model_dump_json()


def test_a_tunnel_that_carries_the_traffic_is_a_vpn_and_one_beside_it_is_not(lab: Lab) -> None:
    if lab.tun:
        pytest.skip(lab.tun)
    lab.slow(ms=1)
    run = ran(lab)
    assert run.verdict("NW-11") == (Status.FAIL, "vpn.full_tunnel")
    lab.client(f"ip route del {S11}/32", f"ip route del {S12}/32")
    run = ran(lab)
    assert run.verdict("NW-11") == (Status.PASS, "vpn.split")


_ALONE = """
import sys, threading
from inpatient_hub.readiness.probe import ProbeLimits, ProbePlan, probe
from inpatient_hub.readiness.profiles import HostSpec
plan = ProbePlan(hosts=(HostSpec(name="192.0.2.61"),), tcp=(2130,), udp=(2120,))
print(probe(plan, stop=threading.Event(), on_done=lambda key, value: None).model_dump_json())
"""


def test_a_computer_without_any_network_that_may_not_ping_says_both(lab: Lab) -> None:
    # A network that was just made has nothing in it, and lets nobody ping: both are Linux's own way.
    done = subprocess.run(
        [*ENTER, sys.executable, "-c", _ALONE], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    facts = NetworkFacts.model_validate_json(done.stdout)
    ping = facts.targets[0].addresses[0].ping
    assert ping is not None
    assert (ping.answered, ping.error) == (None, "an ordinary user may not ping here")
    assert verdict("NW-06", facts) == (Status.UNKNOWN, "ping.unavailable")
    assert verdict("NW-01", facts) == (Status.FAIL, "link.none")
    assert (facts.has_ipv4, facts.has_ipv6) == (False, False)
    assert verdict("NW-10", facts) == (Status.FAIL, "ipv4.none")
    assert verdict("NW-04", facts) == (Status.FAIL, "tcp.unreachable")
    assert facts.ran_for_ms < 3_000
