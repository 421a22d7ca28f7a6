"""Runs the network test in the laboratory and says what it came to."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks.netlab.lab import Lab
from benchmarks.readiness_network import PLAN
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import AddressFacts, NetworkFacts, TargetFacts
from inpatient_hub.readiness.finding import Finding
from tests.readiness.network_cases import found

SOON = {"tcp_s": 1.0, "name_s": 1.5, "ping_s": 0.3}
"""Shorter limits where a scenario only has to wait them out; the real ones have tests of their own."""

ALL = 11
"""Ports of each protocol."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One network test in the laboratory."""

    facts: NetworkFacts
    told: dict[str, Any]

    @property
    def ms(self) -> float:
        """How long the whole run took."""
        return float(self.told["ms"])

    def target(self, host: str = "s11.test") -> TargetFacts:
        """One server."""
        return next(one for one in self.facts.targets if one.host == host)

    def at(self, address: str) -> AddressFacts:
        """One address."""
        return next(one for target in self.facts.targets for one in target.addresses if one.address == address)

    def states(self, protocol: str, address: str | None = None) -> dict[str, int]:
        """How many ports were in each state, at one address or at all."""
        addresses = [one for target in self.facts.targets for one in target.addresses]
        ports = (port for one in addresses if address in {None, one.address} for port in one.ports)
        return dict(Counter(str(one.state) for one in ports if one.protocol == protocol))

    def errors(self, protocol: str) -> set[str]:
        """The errors that were named."""
        addresses = [one for target in self.facts.targets for one in target.addresses]
        return {port.error for one in addresses for port in one.ports if port.protocol == protocol and port.error}

    def found(self, check: str) -> Finding:
        """What a rule makes of it."""
        return found(check, self.facts)

    def verdict(self, check: str) -> tuple[Status, str]:
        """(status, reason) that a rule makes of it."""
        one = self.found(check)
        return one.status, one.reason


def ran(lab: Lab, *, plan: dict[str, Any] | None = None, **how: Any) -> Ran:
    """Runs the test."""
    told = lab.probe(plan or PLAN, **how)
    return Ran(NetworkFacts.model_validate_json(told["facts"]), told)
