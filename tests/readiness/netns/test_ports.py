"""What the ports of the servers do, the network test sees, and the rules say no more than was seen."""

import pytest

from benchmarks.netlab.lab import S11, S12, Lab
from inpatient_hub.domain.readiness import Status
from inpatient_hub.readiness.profiles import Targets
from tests.readiness.netns.running import ALL, SOON, ran
from tests.readiness.network_cases import profile, verdict

pytestmark = pytest.mark.netns

TO_SERVERS = f"-d {S11},{S12}"


def test_a_healthy_server_that_is_silent_on_udp(lab: Lab) -> None:
    run = ran(lab)
    assert run.states("tcp") == {"open": 2 * ALL}
    assert run.states("udp") == {"no_reply": 2 * ALL}
    assert run.verdict("NW-01") == (Status.PASS, "link.ok")
    assert run.verdict("NW-03") == (Status.PASS, "dns.same")
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")
    assert run.verdict("NW-05") == (Status.UNKNOWN, "udp.silent")
    assert run.verdict("NW-06") == (Status.PASS, "ping.ok")
    assert run.verdict("NW-07") == (Status.PASS, "latency.ok")
    assert run.verdict("NW-10") == (Status.PASS, "ipv4.ok")
    assert run.verdict("NW-12") == (Status.PASS, "captive.none")


def test_the_servers_are_sent_no_byte_and_every_connection_is_closed_in_order(lab: Lab) -> None:
    ran(lab)
    seen = lab.seen()
    latency = 2 * 5
    assert seen["connections"] == 2 * ALL + latency
    assert (seen["bytes"], seen["resets"]) == (0, 0)
    assert seen["datagrams"] == 3 * 2 * ALL
    assert seen["datagram_bytes"] == 0


def test_a_server_that_echoes_udp_was_reached(lab: Lab) -> None:
    lab.serve(udp="echo")
    run = ran(lab)
    assert run.states("udp") == {"answered": 2 * ALL}
    assert run.verdict("NW-05") == (Status.PASS, "udp.answered")
    assert lab.seen()["datagrams"] == 2 * ALL


def test_a_server_on_which_nothing_listens_refuses_at_once(lab: Lab) -> None:
    lab.serve(tcp={}, udp="closed")
    run = ran(lab)
    assert run.states("tcp") == run.states("udp") == {"refused": 2 * ALL}
    assert run.errors("tcp") == run.errors("udp") == {"ECONNREFUSED"}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.refused")
    assert run.verdict("NW-05") == (Status.FAIL, "udp.refused")
    assert run.ms < 3_000  # nothing was waited for


def test_not_every_port_has_to_listen_all_the_time(lab: Lab) -> None:
    lab.serve(tcp={S11: list(range(2130, 2138)), S12: list(range(2130, 2141))})
    run = ran(lab)
    assert run.states("tcp", S11) == {"open": 8, "refused": 3}
    assert run.verdict("NW-04") == (Status.PASS, "tcp.partly_refused")
    assert "2138 to 2140 refused; not every port listens all the time" in run.found("NW-04").found


def test_a_filter_that_drops_some_ports_of_one_server_is_told_with_their_range(lab: Lab) -> None:
    lab.server(f"iptables -A INPUT -p tcp -d {S12} --dport 2135:2140 -j DROP")
    run = ran(lab, limits=SOON)
    assert run.states("tcp", S11) == {"open": ALL}
    assert run.states("tcp", S12) == {"open": 5, "no_reply": 6}
    finding = run.found("NW-04")
    assert (finding.status, finding.reason) == (Status.FAIL, "tcp.no_reply.range")
    assert finding.values["range"] == "2135 to 2140"
    assert finding.values["ip"] == S12
    assert "2130 to 2134 reached, but no answer within 3 s from 2135 to 2140" in finding.found


def test_a_firewall_that_resets_looks_like_a_closed_port(lab: Lab) -> None:
    lab.server(
        f"iptables -A INPUT -p tcp {TO_SERVERS} -j REJECT --reject-with tcp-reset",
        f"iptables -A INPUT -p udp {TO_SERVERS} -j REJECT --reject-with icmp-port-unreachable",
    )
    run = ran(lab)
    assert run.states("tcp") == run.states("udp") == {"refused": 2 * ALL}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.refused")
    assert run.verdict("NW-05") == (Status.FAIL, "udp.refused")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("icmp-admin-prohibited", "EHOSTUNREACH"),
        ("icmp-host-unreachable", "EHOSTUNREACH"),
        ("icmp-net-unreachable", "ENETUNREACH"),
    ],
)
def test_a_device_that_reports_the_traffic_as_not_let_through_is_heard(lab: Lab, answer: str, error: str) -> None:
    lab.server(
        f"iptables -A INPUT -p tcp {TO_SERVERS} -j REJECT --reject-with {answer}",
        f"iptables -A INPUT -p udp {TO_SERVERS} -j REJECT --reject-with {answer}",
    )
    run = ran(lab)
    assert run.states("tcp") == run.states("udp") == {"unreachable": 2 * ALL}
    assert run.errors("tcp") == run.errors("udp") == {error}
    assert run.verdict("NW-04") == (Status.FAIL, "tcp.unreachable")
    assert run.verdict("NW-05") == (Status.FAIL, "udp.unreachable")
    assert run.ms < 3_000  # nothing was waited for


def test_a_computer_that_drops_its_own_traffic_says_so_for_udp_only(lab: Lab) -> None:
    lab.client(f"iptables -A OUTPUT -p tcp {TO_SERVERS} -j DROP", f"iptables -A OUTPUT -p udp {TO_SERVERS} -j DROP")
    run = ran(lab, limits=SOON)
    assert run.states("tcp") == {"no_reply": 2 * ALL}
    assert run.states("udp") == {"blocked_locally": 2 * ALL}
    assert run.errors("udp") == {"EPERM"}
    assert "look at its own firewall first" in run.found("NW-04").note
    assert run.verdict("NW-04") == (Status.FAIL, "tcp.no_reply")
    assert run.verdict("NW-05") == (Status.FAIL, "udp.blocked_locally")


def test_a_computer_that_rejects_its_own_traffic_cannot_be_told_from_a_refusal_by_tcp(lab: Lab) -> None:
    lab.client(
        f"iptables -A OUTPUT -p tcp {TO_SERVERS} -j REJECT --reject-with tcp-reset",
        f"iptables -A OUTPUT -p udp {TO_SERVERS} -j REJECT",
    )
    run = ran(lab)
    assert run.states("tcp") == {"refused": 2 * ALL}
    assert run.states("udp") == {"blocked_locally": 2 * ALL}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.refused")
    assert run.verdict("NW-05") == (Status.FAIL, "udp.blocked_locally")


def test_ping_that_is_dropped_is_a_warning_while_the_ports_are_open(lab: Lab) -> None:
    lab.server("iptables -A INPUT -p icmp --icmp-type echo-request -j DROP")
    run = ran(lab, limits=SOON)
    assert run.states("tcp") == {"open": 2 * ALL}
    ping = run.at(S11).ping
    assert ping is not None
    assert (ping.sent, ping.answered, ping.error) == (3, 0, "no reply")
    assert run.verdict("NW-06") == (Status.WARN, "ping.none")
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")


def test_hosts_that_limit_their_reports_give_a_mixed_verdict(lab: Lab) -> None:
    lab.serve(udp="closed")
    lab.limit_reports()
    run = ran(lab)
    states = run.states("udp")
    assert states["refused"] >= 1
    assert states["no_reply"] >= 1
    assert run.verdict("NW-05") == (Status.WARN, "udp.mixed")


def test_one_server_of_two_that_stays_silent_is_a_warning(lab: Lab) -> None:
    lab.server(f"iptables -A INPUT -d {S12} -j DROP")
    run = ran(lab, limits=SOON)
    assert run.states("tcp", S11) == {"open": ALL}
    assert run.states("tcp", S12) == {"no_reply": ALL}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.one_host")
    assert run.verdict("NW-06") == (Status.WARN, "ping.none")


def test_an_address_at_which_there_is_nothing_is_reported_by_this_computer_itself(lab: Lab) -> None:
    lab.server(f"ip address del {S12}/24 dev veth1")
    run = ran(lab, limits=SOON)
    lab.server(f"ip address add {S12}/24 dev veth1")
    assert run.states("tcp", S12) == run.states("udp", S12) == {"unreachable": ALL}
    assert run.errors("tcp") == run.errors("udp") == {"EHOSTUNREACH"}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.one_host")


def test_a_link_that_is_down_is_told_at_once(lab: Lab) -> None:
    lab.client("ip link set veth0 down")
    run = ran(lab, limits=SOON)
    assert run.states("tcp") == run.states("udp") == {"unreachable": 2 * ALL}
    assert run.errors("tcp") == run.errors("udp") == {"ENETUNREACH"}
    assert run.facts.route is not None
    assert run.facts.route.local_address is None
    assert run.verdict("NW-01") == (Status.FAIL, "link.none")
    assert run.verdict("NW-04") == (Status.FAIL, "tcp.unreachable")
    assert run.verdict("NW-10") == (Status.FAIL, "ipv4.none")


def test_single_addresses_are_tried_on_their_own_port_only(lab: Lab) -> None:
    run = ran(lab, plan={"addresses": [[S11, 2130], [S12, 443]]})
    assert [one.host for one in run.facts.targets] == [f"{S11}:2130", f"{S12}:443"]
    assert run.states("tcp") == {"open": 1, "refused": 1}
    iplato = profile(targets=Targets(tcp_addresses=(f"{S11}:2130", f"{S12}:443")))
    assert verdict("GW-07", run.facts, of=iplato) == (Status.FAIL, "iplato.unreached")
    assert verdict("NW-04", run.facts, of=iplato) == (Status.MANUAL, "targets.none")
    assert lab.seen()["names"] == []
