"""The rules about the network and the site's lines."""

from inpatient_hub.readiness.finding import Rule

NETWORK_RULES: dict[str, Rule] = {}
