"""Whatever network facts a file may hold, no rule raises; and ports that open up never make a verdict worse."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.netlab.lab import S11, S12
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import NetworkFacts, PortFact, PortState
from inpatient_hub.readiness.profiles import Route, Targets
from inpatient_hub.readiness.rules.network import NETWORK_RULES
from inpatient_hub.readiness.rules.network_ports import WORST_FIRST
from tests.readiness.any_facts import any_of
from tests.readiness.network_cases import both, found, profile

PROFILES = (profile(), profile(route=Route.HSCN), profile(targets=Targets(tcp_addresses=("192.0.2.7:443",))))


@given(any_of(NetworkFacts), st.sampled_from([*NETWORK_RULES, "GW-07"]), st.sampled_from(PROFILES))
def test_no_rule_raises(facts: NetworkFacts, check: str, of: Any) -> None:
    finding = found(check, facts, of=of)
    assert finding.reason
    assert finding.found


LEFT_OUT = {PortState.CANCELLED}
tcp_states = st.lists(st.sampled_from(sorted(set(PortState) - LEFT_OUT - {PortState.ANSWERED})), min_size=1, max_size=4)
udp_states = st.lists(st.sampled_from(sorted(set(PortState) - LEFT_OUT - {PortState.OPEN})), min_size=1, max_size=4)


def of_states(protocol: str, states: list[PortState]) -> tuple[PortFact, ...]:
    return tuple(
        PortFact.model_validate({"protocol": protocol, "port": number, "state": state})
        for number, state in enumerate(states, 2130)
    )


def place(check: str, one: tuple[PortFact, ...], other: tuple[PortFact, ...]) -> int:
    """How good the verdict is; 0 is the worst."""
    return WORST_FIRST.index(found(check, both(one, other)).status)


@given(tcp_states, tcp_states)
def test_ports_that_open_up_never_make_it_worse(one: list[PortState], other: list[PortState]) -> None:
    kept = [state if state is PortState.REFUSED else PortState.OPEN for state in one]
    before, after = (place("NW-04", of_states("tcp", states), of_states("tcp", other)) for states in (one, kept))
    assert after >= before


@given(udp_states, udp_states)
def test_ports_that_answer_never_make_it_worse(one: list[PortState], other: list[PortState]) -> None:
    all_answer = [PortState.ANSWERED for _ in one]
    before, after = (place("NW-05", of_states("udp", states), of_states("udp", other)) for states in (one, all_answer))
    assert after >= before


@given(udp_states, udp_states)
def test_udp_is_never_better_than_unknown_where_nothing_answered(one: list[PortState], other: list[PortState]) -> None:
    states = [PortState.NO_REPLY if state is PortState.ANSWERED else state for state in one]
    assert found("NW-05", both(of_states("udp", states), of_states("udp", other))).status is not Status.PASS


def test_the_servers_of_these_tests_are_nobodys() -> None:
    assert (S11, S12) == ("192.0.2.61", "192.0.2.62")
