"""Judges the way from this computer to the network: the adapter, proxies, IPv4, VPNs and sign-in pages."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_network import AdapterFacts, NetworkFacts, ProxyFacts, RouteFacts
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.profiles import Route
from inpatient_hub.readiness.rules.network_words import joined, not_read, seen, tested, unfinished

_KIND_WORDS = {
    "ethernet": "fixed Ethernet",
    "wifi": "Wi-Fi",
    "mobile": "mobile internet",
    "tunnel": "a tunnel",
    "ppp": "a dialled connection",
    "virtual": "a virtual adapter",
    "loopback": "this computer itself",
    "unknown": "an adapter of unknown kind",
}


@seen
def link(network: NetworkFacts) -> Finding:
    """NW-01. A usable IPv4 way, by the route that traffic would take."""
    route = network.route
    if route is None:
        return unfinished(network) if network.cancelled else not_read("The way out of this computer")
    needed = "A way to the network by IPv4"
    if route.local_address is None:
        return Finding(
            status=Status.FAIL,
            reason="link.none",
            found="This computer has no way to the network by IPv4.",
            needed=needed,
            values={"code": route.error},
            evidence=(Evidence(label="Way", value=route.error or "none", how="routing table; nothing was sent"),),
        )
    return Finding(
        status=Status.PASS,
        reason="link.ok",
        found=f"Through {_in_words(route.adapter)}.",
        needed=needed,
        evidence=_route_evidence(route),
    )


def _route_evidence(route: RouteFacts) -> tuple[Evidence, ...]:
    how = "routing table; nothing was sent"
    found = [
        Evidence(label=f"Address of this computer towards {route.target}", value=str(route.local_address), how=how)
    ]
    if route.adapter is not None:
        found.append(Evidence(label="Adapter", value=_in_words(route.adapter), how=how))
    if route.gateway is not None:
        found.append(Evidence(label="Gateway", value=route.gateway, how=how))
    return tuple(found)


def _in_words(adapter: AdapterFacts | None) -> str:
    if adapter is None:
        return "an adapter that could not be told"
    speed = "" if adapter.speed_mbps is None else f", {_speed(adapter.speed_mbps)}"
    return f"{_KIND_WORDS[adapter.kind]} ({adapter.description or adapter.name}{speed})"


def _speed(mbps: float) -> str:
    return f"{mbps / 1000:g} Gbps" if mbps >= 1000 else f"{mbps:g} Mbps"


@tested
def medium(case: Case, network: NetworkFacts) -> Finding:
    """NW-02. Fixed Ethernet, and fast enough, for a computer that stays in its place."""
    adapter = network.route.adapter if network.route else None
    if adapter is None:
        return unfinished(network) if network.cancelled else _medium(case, Status.UNKNOWN, "medium.unknown", adapter)
    if case.knowledge.platforms.is_shared_adapter(adapter.description):
        return _medium(case, Status.UNKNOWN, "medium.virtual", adapter)
    if adapter.kind in {"wifi", "mobile"}:
        free = case.rule.figures.get("medium") == "any"
        reason = "medium.wifi" if adapter.kind == "wifi" else "medium.mobile"
        return _medium(case, Status.PASS if free else Status.FAIL, reason, adapter)
    if adapter.kind == "ethernet":
        slow = adapter.speed_mbps is not None and adapter.speed_mbps < _least_mbps(case)
        return _medium(
            case, Status.FAIL if slow else Status.PASS, "medium.slow" if slow else "medium.ethernet", adapter
        )
    known = adapter.kind in {"virtual", "tunnel", "ppp"}
    return _medium(case, Status.UNKNOWN, "medium.virtual" if known else "medium.unknown", adapter)


def _least_mbps(case: Case) -> float:
    return case.rule.number("mbps") if "mbps" in case.rule.figures else 0


def _medium(case: Case, status: Status, reason: str, adapter: AdapterFacts | None) -> Finding:
    wanted = "Fixed Ethernet" if case.rule.figures.get("medium") == "ethernet" else "Fixed Ethernet, Wi-Fi or mobile"
    least = _least_mbps(case)
    behind = " This is what the operating system sees; what lies behind it cannot be told." * (
        reason == "medium.virtual"
    )
    return Finding(
        status=status,
        reason=reason,
        found=f"{_capital(_in_words(adapter))}.{behind if reason == 'medium.virtual' else ''}",
        needed=f"{wanted}, {_speed(least)}" if least else wanted,
        values={"found": _speed(adapter.speed_mbps) if adapter and adapter.speed_mbps else "an unknown speed"},
        evidence=() if adapter is None else (Evidence(label=adapter.name, value=_type_words(adapter), how="its type"),),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _type_words(adapter: AdapterFacts) -> str:
    return adapter.kind if adapter.type_code is None else f"{adapter.kind}, ifType {adapter.type_code}"


@seen
def proxy(network: NetworkFacts) -> Finding:
    """NW-09. A proxy in force, one that is set but not for SystmOne, or none."""
    found = network.proxy
    if found is None:
        return unfinished(network) if network.cancelled else not_read("Its proxies")
    status, reason, words = _proxy_verdict(found)
    evidence = (
        Evidence(label="Of this user", value=found.user_proxy or "none", how="the user's own settings"),
        Evidence(label="Of this computer", value=found.machine_proxy or "none", how="the computer's own settings"),
        Evidence(label="Script", value=_script_words(found), how="the user's own settings"),
    )
    values = {"found": found.user_proxy or found.machine_proxy or "the proxy script"}
    return Finding(status=status, reason=reason, found=words, needed="No proxy", values=values, evidence=evidence)


def _proxy_verdict(found: ProxyFacts) -> tuple[Status, str, str]:
    names = joined(list(filter(None, (found.user_proxy, found.machine_proxy))))
    if found.for_target == "proxy":
        words = f"{names or 'A proxy named by a script'} is in force for SystmOne's servers."
        return Status.FAIL, "proxy.in_force", words
    if found.for_target == "unknown" and not names and not found.pac_url_set:
        words = "This computer looks for a proxy script by itself, and whether there is one was not settled in time."
        return Status.UNKNOWN, "network.not_read", words
    if found.for_target == "unknown":
        return Status.WARN, "proxy.set", "A proxy script is set, and what it says about SystmOne could not be learned."
    if names:
        return Status.WARN, "proxy.set", f"{names} is set, but not for SystmOne's servers."
    if found.pac_url_set or found.auto_detect:
        words = (
            "A proxy script is set, and it sends SystmOne direct."
            if found.pac_url_set
            else ("This computer looks for a proxy script by itself, and none is in force.")
        )
        return Status.PASS, "proxy.auto_only", words
    return Status.PASS, "proxy.none", "No proxy is set."


def _script_words(found: ProxyFacts) -> str:
    said = (["address set"] if found.pac_url_set else []) + (["looked for automatically"] if found.auto_detect else [])
    return (joined(said) or "none") + (f" ({found.error})" if found.error else "")


@seen
def ipv4(network: NetworkFacts) -> Finding:
    """NW-10. IPv6 beside IPv4 is normal; only IPv6 alone is not enough."""
    if network.has_ipv4 is None:
        return unfinished(network) if network.cancelled else not_read("Its IPv4 and IPv6")
    needed = "IPv4; IPv6 beside it does no harm"
    if not network.has_ipv4:
        words = "There is a way out by IPv6 only." if network.has_ipv6 else "There is no way out by IPv4."
        return Finding(status=Status.FAIL, reason="ipv4.none", found=words, needed=needed)
    if network.has_ipv6:
        return Finding(status=Status.PASS, reason="ipv6.info", found="IPv4 and IPv6 are there.", needed=needed)
    return Finding(status=Status.PASS, reason="ipv4.ok", found="IPv4 is there.", needed=needed)


@tested
def vpn(case: Case, network: NetworkFacts) -> Finding:
    """NW-11. Judged by the route alone: over the internet none is wanted, over HSCN one must carry the traffic."""
    route = network.route
    if route is None:
        return unfinished(network) if network.cancelled else not_read("The way out of this computer")
    if route.adapter is None and route.local_address is not None:
        return not_read("Which adapter leads to SystmOne")
    carrier = _vpn_name(case, route.adapter)
    others = _other_vpns(case, network)
    evidence = (
        Evidence(label="Adapter on the way", value=_in_words(route.adapter), how="routing table; nothing was sent"),
        Evidence(label="VPNs that are up", value=joined(others) or "none", how="the system's own list, and adapters"),
    )
    values = {"name": carrier or joined(others)}
    wants_none = case.profile.route is Route.INTERNET
    needed = "No VPN for SystmOne's traffic" if wants_none else "A VPN to HSCN for SystmOne's traffic"
    if carrier:
        status, reason = (Status.FAIL, "vpn.full_tunnel") if wants_none else (Status.PASS, "vpn.in_use")
        words = f"SystmOne's traffic goes through the VPN '{carrier}'."
    elif not wants_none:
        status, reason, words = Status.FAIL, "vpn.missing", "SystmOne's traffic goes through no VPN."
    elif others:
        status, reason = Status.PASS, "vpn.split"
        words = f"The VPN '{joined(others)}' is up, but SystmOne's traffic does not go through it."
    else:
        status, reason, words = Status.PASS, "vpn.none", "No VPN is in use."
    return Finding(status=status, reason=reason, found=words, needed=needed, values=values, evidence=evidence)


def _vpn_name(case: Case, adapter: AdapterFacts | None) -> str:
    """The VPN behind an adapter, or nothing when it is none."""
    if adapter is None:
        return ""
    known = case.knowledge.vpn_names.of(adapter.name, adapter.description)
    if known is not None:
        return known.name
    is_tunnel = adapter.kind in {"tunnel", "ppp"} or adapter.type_code in case.knowledge.vpn_names.type_codes
    return (adapter.description or adapter.name) if is_tunnel else ""


def _other_vpns(case: Case, network: NetworkFacts) -> list[str]:
    """VPNs that are up: the system's own connections, and adapters of known products. A nameless tunnel is none: macOS
    always has several of its own."""
    named = (case.knowledge.vpn_names.of(one.name, one.description) for one in network.adapters if one.is_up)
    return list(dict.fromkeys([*network.vpn_connections, *(one.name for one in named if one is not None)]))


@seen
def captive_portal(network: NetworkFacts) -> Finding:
    """NW-12. By the system's own word, and by what answers where nothing may."""
    control = network.control
    signs = (
        (control.captive_portal, "the operating system says that it waits for a sign-in"),
        (control.made_up_name_resolved, "a made-up name was found"),
        (control.test_address_connected, "an address that nobody may use answered"),
    )
    needed = "No sign-in page, and nothing that answers for others"
    evidence = tuple(
        Evidence(label=words, value={True: "yes", False: "no", None: "not known"}[sign], how="control")
        for sign, words in signs
    )
    told = [words for sign, words in signs if sign]
    if told:
        words = f"Something stands between you and the network: {joined(told)}."
        # A proxy or a web shield answers for others as well: only the system itself knows a sign-in page.
        reason = "captive.found" if control.captive_portal else "captive.suspected"
        return Finding(status=Status.FAIL, reason=reason, found=words, needed=needed, evidence=evidence)
    if all(sign is None for sign, _ in signs):
        return unfinished(network) if network.cancelled else not_read("Whether there is a sign-in page")
    words = "Nothing answered that should not have."
    return Finding(status=Status.PASS, reason="captive.none", found=words, needed=needed, evidence=evidence)


WAY_RULES: dict[str, Rule] = {
    "NW-01": link,
    "NW-02": medium,
    "NW-09": proxy,
    "NW-10": ipv4,
    "NW-11": vpn,
    "NW-12": captive_portal,
}
