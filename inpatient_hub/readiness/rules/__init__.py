"""The rules: pure functions from facts, a profile's rule and today to what was found."""

from inpatient_hub.readiness.finding import Rule
from inpatient_hub.readiness.rules.network import NETWORK_RULES

RULES: dict[str, Rule] = {**NETWORK_RULES}
"""Every rule by check id."""
