"""Cases for the rules about the network: made-up servers, what was seen at them, and a profile with every rule."""

from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.netlab.lab import S11, S12, TCP, UDP
from inpatient_hub.domain.readiness import Severity, Status
from inpatient_hub.domain.readiness_facts import Facts, System
from inpatient_hub.domain.readiness_network import (
    AdapterFacts,
    AddressFacts,
    ControlFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    ProxyFacts,
    RouteFacts,
    TargetFacts,
)
from inpatient_hub.readiness.finding import Answer, Case, Finding
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profiles import Figure, HostSpec, PortRange, Profile, Route, RuleSpec, Targets
from inpatient_hub.readiness.rules import RULES
from inpatient_hub.readiness.rules.network import NETWORK_RULES
from tests.readiness.making import NOW, TODAY

TARGETS = Targets(
    hosts=(HostSpec(name="s11.test", documented=S11), HostSpec(name="s12.test", documented=S12)),
    tcp=PortRange(first=TCP[0], last=TCP[1]),
    udp=PortRange(first=UDP[0], last=UDP[1]),
)

FIGURES: dict[str, dict[str, Figure]] = {
    "NW-02": {"medium": "ethernet", "mbps": 1000},
    "NW-07": {"ms": 265},
    "NW-08": {"primary_kbps": 512, "backup_kbps": 256, "primary_kbps_per_user": 64, "backup_kbps_per_user": 32},
}


def tcp(state: PortState, numbers: Iterable[int] = range(TCP[0], TCP[1] + 1)) -> tuple[PortFact, ...]:
    """TCP ports that are all in one state."""
    return tuple(PortFact(protocol="tcp", port=one, state=state, error=ERRORS.get(state, "")) for one in numbers)


def udp(state: PortState, numbers: Iterable[int] = range(UDP[0], UDP[1] + 1)) -> tuple[PortFact, ...]:
    """UDP ports that are all in one state."""
    return tuple(PortFact(protocol="udp", port=one, state=state, error=ERRORS.get(state, "")) for one in numbers)


ERRORS = {
    PortState.REFUSED: "ECONNREFUSED",
    PortState.UNREACHABLE: "EHOSTUNREACH",
    PortState.BLOCKED_LOCALLY: "EACCES",
    PortState.ERROR: "EMFILE",
}

OPEN, SILENT = tcp(PortState.OPEN), udp(PortState.NO_REPLY)


def address(at: str = S11, ports: tuple[PortFact, ...] = OPEN + SILENT, **changes: Any) -> AddressFacts:
    """An address of a server, in good order unless told otherwise."""
    facts: dict[str, Any] = {
        "address": at,
        "from_document": True,
        "from_name": True,
        "ports": ports,
        "ping": PingFact(sent=3, answered=3, ms=20),
        "latency_ms": (20.0, 21.0, 22.0, 23.0, 90.0),
    }
    return AddressFacts(**facts | changes)


def server(host: str, *addresses: AddressFacts, **changes: Any) -> TargetFacts:
    """A server whose name is found as documented, unless told otherwise."""
    documented = S11 if host == "s11.test" else S12
    facts: dict[str, Any] = {
        "host": host,
        "documented": documented,
        "name_state": NameState.SAME,
        "resolved": (documented,),
        "second_opinion": (documented,),
        "resolve_ms": 12.0,
        "addresses": addresses,
    }
    return TargetFacts(**facts | changes)


def both(one: tuple[PortFact, ...] = OPEN + SILENT, other: tuple[PortFact, ...] | None = None) -> NetworkFacts:
    """Both servers with these ports; the second like the first unless told otherwise."""
    return network(
        server("s11.test", address(S11, one)),
        server("s12.test", address(S12, one if other is None else other)),
    )


CABLE = AdapterFacts(name="Ethernet", description="Realtek PCIe GbE", kind="ethernet", type_code=6, speed_mbps=1000)


def network(*servers: TargetFacts, adapter: AdapterFacts | None = CABLE, **changes: Any) -> NetworkFacts:
    """A network test of these servers, or of both in good order, over a cable."""
    facts: dict[str, Any] = {
        "ran_for_ms": 412.0,
        "targets": servers or (server("s11.test", address(S11)), server("s12.test", address(S12))),
        "route": RouteFacts(target=S11, local_address="192.0.2.10", adapter=adapter, gateway="192.0.2.254"),
        "has_ipv4": True,
        "has_ipv6": False,
        "adapters": () if adapter is None else (adapter,),
        "name_servers": ("192.0.2.53",),
        "proxy": ProxyFacts(),
        "control": ControlFacts(made_up_name_resolved=False, test_address_connected=False),
    }
    return NetworkFacts(**facts | changes)


def profile(*, route: Route = Route.INTERNET, targets: Targets = TARGETS) -> Profile:
    """A profile with every rule about the network."""
    rules = tuple(
        RuleSpec(check=check, severity=Severity.REQUIRED, figures=FIGURES.get(check, {}))
        for check in (*NETWORK_RULES, "GW-07")
    )
    return Profile(id="test", title="Test", summary="A test.", runs_on="any", route=route, targets=targets, rules=rules)


def found(
    check: str,
    network: NetworkFacts | None,
    *,
    of: Profile | None = None,
    answers: Mapping[str, str] | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Finding:
    """What one rule finds."""
    of = of or profile()
    rule = of.rule(check)
    assert rule is not None
    if figures is not None:
        rule = rule.model_copy(update={"figures": dict(figures)})
    facts = Facts(collected_at=NOW, app_version="0", system=System.LINUX, network=network)
    given = {key: Answer(value=value, on=TODAY) for key, value in (answers or {}).items()}
    case = Case(facts=facts, rule=rule, profile=of, knowledge=load_knowledge(), today=TODAY, answers=given)
    return RULES[check](case)


def verdict(check: str, network: NetworkFacts | None, **how: Any) -> tuple[Status, str]:
    """(status, reason) that one rule comes to."""
    one = found(check, network, **how)
    return one.status, one.reason
