"""For every reason that a rule about the network can give, a network in which it gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.netlab.lab import S11, S12
from inpatient_hub.domain.readiness_network import (
    AdapterFacts,
    ControlFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortState,
    ProxyFacts,
    RouteFacts,
)
from inpatient_hub.readiness.profiles import Profile, Route, Targets
from tests.readiness.network_cases import (
    OPEN,
    SILENT,
    address,
    both,
    network,
    profile,
    server,
    tcp,
    udp,
)


@dataclass(frozen=True)
class NetworkScene:
    """One check in one network."""

    check: str
    network: NetworkFacts | None
    of: Profile | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def names(state: NameState, *resolved: str, **changes: Any) -> NetworkScene:
    odd = server("s11.test", address(), name_state=state, resolved=resolved, second_opinion=resolved)
    return NetworkScene("NW-03", network(odd, server("s12.test", address(S12)), **changes))


def ports(check: str, one: Any, other: Any = None, **changes: Any) -> NetworkScene:
    return NetworkScene(check, both(one, other).model_copy(update=changes))


def through(kind: Any, description: str = "", **changes: Any) -> AdapterFacts:
    return AdapterFacts(name="adapter", description=description, kind=kind, **changes)


def https(check: str, host: str, **facts: Any) -> NetworkScene:
    return NetworkScene(check, network(https=(HttpsFacts(host=host, **facts),)))


TUNNEL = through("tunnel", "Wintun Userspace Tunnel")
HSCN = profile(route=Route.HSCN)
NOTHING_ANSWERS = server("s11.test", address(ports=tcp(PortState.NO_REPLY), latency_ms=(), ping=PingFact(sent=3)))
LINE = {"NW-08.users": "20", "NW-08.line_kbps": "1,279"}

NETWORK_SCENES: dict[str, NetworkScene] = {
    "network.not_run": NetworkScene("NW-04", None),
    "network.cancelled": NetworkScene("NW-04", both(tcp(PortState.CANCELLED)).model_copy(update={"cancelled": True})),
    "network.not_read": NetworkScene("NW-09", network(proxy=None)),
    "targets.none": NetworkScene("NW-04", network(targets=()), of=profile(targets=Targets())),
    "manual.ask": NetworkScene("NW-14", None),
    "link.ok": NetworkScene("NW-01", network()),
    "link.none": NetworkScene("NW-01", network(route=RouteFacts(target=S11, error="ENETUNREACH"))),
    "medium.ethernet": NetworkScene("NW-02", network()),
    "medium.slow": NetworkScene("NW-02", network(adapter=through("ethernet", speed_mbps=100.0))),
    "medium.wifi": NetworkScene("NW-02", network(adapter=through("wifi", "Intel Wi-Fi"))),
    "medium.mobile": NetworkScene("NW-02", network(adapter=through("mobile", "Quectel EM120R"))),
    "medium.virtual": NetworkScene("NW-02", network(adapter=through("virtual"))),
    "medium.unknown": NetworkScene("NW-02", network(adapter=through("unknown"))),
    "ipv4.ok": NetworkScene("NW-10", network()),
    "ipv4.none": NetworkScene("NW-10", network(has_ipv4=False, has_ipv6=True)),
    "ipv6.info": NetworkScene("NW-10", network(has_ipv6=True)),
    "dns.same": NetworkScene("NW-03", network()),
    "dns.differs": names(NameState.DIFFERENT, "198.51.100.9"),
    "dns.not_found": names(NameState.NOT_FOUND),
    "dns.sinkhole": names(NameState.SINKHOLE, "127.0.0.1"),
    "dns.no_answer": names(NameState.NO_ANSWER),
    "dns.intercepted": names(NameState.SAME, S11, control=ControlFacts(made_up_name_resolved=True)),
    "tcp.open": ports("NW-04", OPEN),
    "tcp.partly_refused": ports("NW-04", tcp(PortState.OPEN, [2130]) + tcp(PortState.REFUSED, [2131])),
    "tcp.no_reply.range": ports("NW-04", tcp(PortState.OPEN, [2130]) + tcp(PortState.NO_REPLY, [2131])),
    "tcp.one_host": ports("NW-04", OPEN, tcp(PortState.NO_REPLY)),
    "tcp.refused": ports("NW-04", tcp(PortState.REFUSED)),
    "tcp.no_reply": ports("NW-04", tcp(PortState.NO_REPLY)),
    "tcp.blocked_locally": ports("NW-04", tcp(PortState.BLOCKED_LOCALLY)),
    "tcp.unreachable": ports("NW-04", tcp(PortState.UNREACHABLE)),
    "tcp.error": ports("NW-04", tcp(PortState.ERROR)),
    "tcp.intercepted": ports("NW-04", OPEN, control=ControlFacts(test_address_connected=True)),
    "udp.answered": ports("NW-05", udp(PortState.ANSWERED)),
    "udp.partly_answered": ports("NW-05", udp(PortState.ANSWERED), SILENT),
    "udp.partly_refused": ports("NW-05", udp(PortState.REFUSED), udp(PortState.ANSWERED)),
    "udp.silent": ports("NW-05", SILENT),
    "udp.refused": ports("NW-05", udp(PortState.REFUSED)),
    "udp.mixed": ports("NW-05", udp(PortState.REFUSED), SILENT),
    "udp.blocked_locally": ports("NW-05", udp(PortState.BLOCKED_LOCALLY)),
    "udp.unreachable": ports("NW-05", udp(PortState.UNREACHABLE)),
    "udp.error": ports("NW-05", udp(PortState.ERROR)),
    "ping.ok": NetworkScene("NW-06", network()),
    "ping.none": NetworkScene("NW-06", network(server("s11.test", address(ping=PingFact(sent=3, answered=0))))),
    "ping.unavailable": NetworkScene("NW-06", network(server("s11.test", address(ping=PingFact(error="not allowed"))))),
    "latency.ok": NetworkScene("NW-07", network()),
    "latency.slow": NetworkScene("NW-07", network(server("s11.test", address(latency_ms=(650.0,))))),
    "latency.none": NetworkScene("NW-07", network(NOTHING_ANSWERS)),
    "bandwidth.ask": NetworkScene("NW-08", None),
    "bandwidth.low": NetworkScene("NW-08", None, answers=LINE),
    "bandwidth.ok": NetworkScene("NW-08", None, answers=LINE | {"NW-08.line_kbps": "1280"}),
    "proxy.none": NetworkScene("NW-09", network()),
    "proxy.auto_only": NetworkScene("NW-09", network(proxy=ProxyFacts(auto_detect=True))),
    "proxy.set": NetworkScene("NW-09", network(proxy=ProxyFacts(user_proxy="proxy.test:1", for_target="direct"))),
    "proxy.in_force": NetworkScene("NW-09", network(proxy=ProxyFacts(user_proxy="proxy.test:1", for_target="proxy"))),
    "vpn.none": NetworkScene("NW-11", network()),
    "vpn.split": NetworkScene("NW-11", network(vpn_connections=("Trust VPN",))),
    "vpn.full_tunnel": NetworkScene("NW-11", network(adapter=TUNNEL)),
    "vpn.missing": NetworkScene("NW-11", network(), of=HSCN),
    "vpn.in_use": NetworkScene("NW-11", network(adapter=TUNNEL), of=HSCN),
    "captive.none": NetworkScene("NW-12", network()),
    "captive.found": NetworkScene("NW-12", network(control=ControlFacts(captive_portal=True))),
    "captive.suspected": NetworkScene("NW-12", network(control=ControlFacts(test_address_connected=True))),
    "https.ok": https("NW-15", "mobile.test", state=PortState.OPEN, issuer="Test CA", trusted=True),
    "https.failed": https("NW-15", "mobile.test", state=PortState.NO_REPLY),
    "https.untrusted": https("NW-15", "mobile.test", state=PortState.OPEN, issuer="Test Proxy", trusted=False),
}
