"""Names each piece of a network test, so that a window can show which are done and what is tried just now."""

from inpatient_hub.readiness.probe.plan import ProbePlan, is_address

_CHECKS = {
    "way": "NW-01",
    "adapters": "NW-02",
    "name": "NW-03",
    "tcp": "NW-04",
    "udp": "NW-05",
    "ping": "NW-06",
    "latency": "NW-07",
    "proxy": "NW-09",
    "control": "NW-12",
    "https": "NW-15",
    "address": "GW-07",
}


def expected_keys(plan: ProbePlan) -> tuple[str, ...]:
    """The keys that `on_done` will be told at least once each when nothing stops the test.

    A server with a second address tells the keys of its ports again; one without any address tells only its name.
    """
    keys = ["way", "adapters", "proxy"]
    if plan.asks_names:
        keys.append("control name")
    if plan.control_port is not None:
        keys.append("control address")
    for host in plan.hosts:
        if not is_address(host.name):
            keys.append(f"name {host.name}")
        keys += [f"tcp {host.name} {port}" for port in plan.tcp]
        keys += [f"udp {host.name} {port}" for port in plan.udp]
        keys.append(f"ping {host.name}")
        if plan.tcp:
            keys.append(f"latency {host.name}")
    keys += [f"https {host}" for host in plan.https_hosts]
    keys += [f"address {address} {port}" for address, port in plan.addresses]
    return tuple(keys)


def check_of(key: str) -> str:
    """The check that a piece belongs to, such as `NW-04`."""
    return _CHECKS[key.partition(" ")[0]]


def words_of(key: str) -> str:
    """What is being tried, for a person: `Trying s11.tpp-uk.com`."""
    kind, _, rest = key.partition(" ")
    of = rest.partition(" ")[0]
    said = {
        "way": "Finding the way out of this computer",
        "adapters": "Finding the way out of this computer",
        "proxy": "Looking for a proxy",
        "control": "Trying what must not answer",
        "name": f"Looking up {of}",
        "ping": f"Pinging {of}",
        "latency": f"Timing {of}",
    }
    return said.get(kind, f"Trying {of}")
