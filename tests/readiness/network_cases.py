"""Cases for the rules about the network: the profile of the home worker with servers that only tests have."""

from collections.abc import Mapping
from typing import Any

from benchmarks.netlab.lab import S11, S12, TCP, UDP
from inpatient_hub.domain.readiness import Severity, Status
from inpatient_hub.domain.readiness_facts import Facts, System
from inpatient_hub.domain.readiness_network import NetworkFacts
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
