"""Whatever a name server says, the network test tells it from silence, and tries both addresses where they differ."""

import pytest

from benchmarks.netlab.lab import NAME_SERVER, S11, S12, Lab
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import NameState
from tests.readiness.netns.running import ALL, SOON, ran

pytestmark = pytest.mark.netns

ELSEWHERE = "198.51.100.9"


def test_a_name_server_that_does_not_answer_does_not_keep_the_ports_from_being_tried(lab: Lab) -> None:
    lab.server(f"iptables -A INPUT -p udp -d {NAME_SERVER} --dport 53 -j DROP")
    run = ran(lab, limits=SOON)
    target = run.target()
    assert target.name_state is NameState.NO_ANSWER
    assert target.second_opinion is None
    assert target.second_opinion_error == "timeout"
    assert run.states("tcp") == {"open": 2 * ALL}
    assert run.verdict("NW-03") == (Status.FAIL, "dns.no_answer")
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")


def test_a_name_that_does_not_exist(lab: Lab) -> None:
    lab.serve(names={})
    run = ran(lab)
    assert run.target().name_state is NameState.NOT_FOUND
    assert run.target().second_opinion == ()
    assert run.target().second_opinion_error == "NXDOMAIN"
    assert run.verdict("NW-03") == (Status.FAIL, "dns.not_found")
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")


def test_a_name_server_that_fails(lab: Lab) -> None:
    lab.serve(name_error="SERVFAIL")
    run = ran(lab)
    assert run.target().name_state is NameState.NO_ANSWER
    assert run.target().second_opinion_error == "SERVFAIL"
    assert run.verdict("NW-03") == (Status.FAIL, "dns.no_answer")


def test_another_address_is_a_finding_and_both_are_tried(lab: Lab) -> None:
    lab.server(f"ip address add {ELSEWHERE}/32 dev lo")
    ports = list(range(2130, 2141))
    lab.serve(names={"s11.test": [ELSEWHERE], "s12.test": [S12]}, tcp={S11: ports, S12: ports, ELSEWHERE: ports})
    run = ran(lab)
    target = run.target()
    assert target.name_state is NameState.DIFFERENT
    assert [(one.address, one.from_document, one.from_name) for one in target.addresses] == [
        (S11, True, False),
        (ELSEWHERE, False, True),
    ]
    assert run.states("tcp") == {"open": 3 * ALL}
    finding = run.found("NW-03")
    assert (finding.status, finding.reason) == (Status.WARN, "dns.differs")
    assert (finding.values["got"], finding.values["doc"]) == (ELSEWHERE, S11)
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")


def test_the_address_that_the_name_gives_is_the_one_that_counts(lab: Lab) -> None:
    lab.serve(names={"s11.test": [ELSEWHERE], "s12.test": [S12]})
    run = ran(lab, limits=SOON)
    assert run.states("tcp", S11) == {"open": ALL}
    assert run.states("tcp", ELSEWHERE) == {"no_reply": ALL}
    assert run.verdict("NW-04") == (Status.WARN, "tcp.one_host")


@pytest.mark.parametrize("address", ["0.0.0.0", "127.0.0.1", "10.1.2.3"])
def test_a_filter_that_answers_with_an_address_of_its_own_is_named(lab: Lab, address: str) -> None:
    lab.client(f"iptables -A OUTPUT -d {address} -j REJECT")
    lab.serve(names={"s11.test": [address], "s12.test": [S12]})
    run = ran(lab)
    assert run.target().name_state is NameState.SINKHOLE
    assert run.verdict("NW-03") == (Status.FAIL, "dns.sinkhole")
    tried = [one.address for one in run.target().addresses]
    assert tried == ([S11, address] if address == "10.1.2.3" else [S11])


def test_a_hosts_file_shows_beside_what_the_name_servers_say(lab: Lab) -> None:
    lab.hosts_file(f"127.0.0.1 localhost\n{S12} s11.test\n")
    run = ran(lab)
    assert run.target().resolved == (S12,)
    assert run.target().second_opinion == (S11,)
    assert "asked directly, the name servers say 192.0.2.61" in run.found("NW-03").found


def test_something_that_answers_every_name_and_every_address_proves_nothing(lab: Lab) -> None:
    lab.server("ip address add 192.0.2.1/24 dev veth1")
    ports = list(range(2130, 2141))
    lab.serve(any_name=S11, tcp={S11: ports, S12: ports, "192.0.2.1": ports})
    run = ran(lab)
    lab.server("ip address del 192.0.2.1/24 dev veth1")
    assert run.facts.control.made_up_name_resolved is True
    assert run.facts.control.test_address_connected is True
    assert run.states("tcp") == {"open": 2 * ALL}
    assert run.verdict("NW-03") == (Status.WARN, "dns.intercepted")
    assert run.verdict("NW-04") == (Status.WARN, "tcp.intercepted")
    assert run.verdict("NW-12") == (Status.FAIL, "captive.suspected")


def test_the_controls_fail_on_an_honest_network(lab: Lab) -> None:
    control = ran(lab).facts.control
    assert control.made_up_name_resolved is False
    assert control.test_address_connected is False


def test_only_the_servers_and_one_made_up_name_are_asked_for(lab: Lab) -> None:
    ran(lab)
    asked = lab.seen()["names"]
    made_up = {name for name in asked if name.endswith(".invalid")}
    assert len(made_up) == 1
    assert set(asked) - made_up == {"s11.test", "s12.test"}


def test_a_server_without_a_documented_address_is_tried_where_its_name_leads(lab: Lab) -> None:
    run = ran(lab, plan={"hosts": [{"name": "s11.test"}], "tcp": [2130], "udp": []})
    assert run.target().name_state is NameState.SAME
    assert [(one.address, one.from_document, one.from_name) for one in run.target().addresses] == [(S11, False, True)]
    assert run.facts.route is not None
    assert run.facts.route.target == S11
    assert run.states("tcp") == {"open": 1}


def test_a_server_without_any_address_is_not_tried_and_that_is_said(lab: Lab) -> None:
    lab.serve(names={})
    run = ran(lab, plan={"hosts": [{"name": "s11.test"}], "tcp": [2130], "udp": [2120]})
    assert run.target().addresses == ()
    assert run.verdict("NW-04") == (Status.UNKNOWN, "dns.not_found")
    assert run.verdict("NW-05") == (Status.UNKNOWN, "dns.not_found")
