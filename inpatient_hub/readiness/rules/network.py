"""The rules about the network and the site's lines, by check id."""

from inpatient_hub.readiness.finding import Rule
from inpatient_hub.readiness.rules.network_ports import PORT_RULES
from inpatient_hub.readiness.rules.network_servers import SERVER_RULES
from inpatient_hub.readiness.rules.network_site import SITE_RULES
from inpatient_hub.readiness.rules.network_way import WAY_RULES

NETWORK_RULES: dict[str, Rule] = {**WAY_RULES, **SERVER_RULES, **PORT_RULES, **SITE_RULES}
