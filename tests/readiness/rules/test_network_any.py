"""Whatever network facts a file may hold, no rule raises; and ports that open up never make a verdict worse."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.netlab.lab import S11, S12
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import (
    AdapterFacts,
    AddressFacts,
    ControlFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    ProxyFacts,
    RouteFacts,
    TargetFacts,
)
from inpatient_hub.readiness.profiles import Route, Targets
from inpatient_hub.readiness.rules.network import NETWORK_RULES
from inpatient_hub.readiness.rules.network_ports import WORST_FIRST
from tests.readiness.network_cases import both, found, profile

words = st.text(max_size=20)
ms = st.floats(min_value=0, max_value=600_000)
maybe = st.one_of(st.none(), st.booleans())

ports = st.builds(
    PortFact,
    protocol=st.sampled_from(["tcp", "udp"]),
    port=st.integers(1, 65_535),
    state=st.sampled_from(PortState),
    ms=st.none() | ms,
    error=words,
)
pings = st.builds(
    PingFact,
    sent=st.integers(0, 100),
    answered=st.none() | st.integers(0, 100),
    ms=st.none() | ms,
    error=words,
)
addresses = st.builds(
    AddressFacts,
    address=words,
    from_document=st.booleans(),
    from_name=st.booleans(),
    ports=st.lists(ports, max_size=6).map(tuple),
    ping=st.none() | pings,
    latency_ms=st.lists(ms, max_size=5).map(tuple),
)
targets = st.builds(
    TargetFacts,
    host=words,
    documented=st.none() | words,
    name_state=st.sampled_from(NameState),
    resolved=st.lists(words, max_size=3).map(tuple),
    second_opinion=st.none() | st.lists(words, max_size=3).map(tuple),
    second_opinion_error=words,
    resolve_ms=st.none() | ms,
    addresses=st.lists(addresses, max_size=3).map(tuple),
)
adapters = st.builds(
    AdapterFacts,
    name=words,
    description=words,
    kind=st.sampled_from(["ethernet", "wifi", "mobile", "tunnel", "ppp", "virtual", "loopback", "unknown"]),
    type_code=st.none() | st.integers(0, 2**32),
    speed_mbps=st.none() | st.floats(min_value=0, max_value=10_000_000),
    is_up=st.booleans(),
)
networks = st.builds(
    NetworkFacts,
    ran_for_ms=ms,
    cancelled=st.booleans(),
    hit_cap=st.booleans(),
    targets=st.lists(targets, max_size=3).map(tuple),
    https=st.lists(
        st.builds(HttpsFacts, host=words, state=st.sampled_from(PortState), issuer=words, trusted=maybe, error=words),
        max_size=2,
    ).map(tuple),
    route=st.none()
    | st.builds(
        RouteFacts,
        target=words,
        local_address=st.none() | words,
        error=words,
        adapter=st.none() | adapters,
        gateway=st.none() | words,
    ),
    has_ipv4=maybe,
    has_ipv6=maybe,
    adapters=st.lists(adapters, max_size=3).map(tuple),
    vpn_connections=st.lists(words, max_size=2).map(tuple),
    proxy=st.none()
    | st.builds(
        ProxyFacts,
        user_proxy=words,
        machine_proxy=words,
        auto_detect=st.booleans(),
        pac_url_set=st.booleans(),
        for_target=st.sampled_from(["none", "direct", "proxy", "unknown"]),
        error=words,
    ),
    control=st.builds(ControlFacts, made_up_name_resolved=maybe, test_address_connected=maybe, captive_portal=maybe),
)

PROFILES = (profile(), profile(route=Route.HSCN), profile(targets=Targets(tcp_addresses=("192.0.2.7:443",))))


@given(networks, st.sampled_from([*NETWORK_RULES, "GW-07"]), st.sampled_from(PROFILES))
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
