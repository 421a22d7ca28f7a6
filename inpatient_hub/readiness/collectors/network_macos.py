"""Asks a Mac about its network by the programs that come with macOS. Nothing is sent."""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from inpatient_hub.domain.readiness_network import AdapterFacts, ProxyFacts, RouteFacts
from inpatient_hub.readiness.collectors.network import (
    Kind,
    LocalNetwork,
    has_ipv4,
    has_ipv6,
    route_error,
    source_address,
    without_credentials,
)

Say = Callable[..., str]
"""Runs a program and returns what it prints; a fake in tests."""

_LIMIT_S = 3
_ROUTE, _NETWORKSETUP, _SCUTIL = "/sbin/route", "/usr/sbin/networksetup", "/usr/sbin/scutil"

_BY_DEVICE: dict[str, Kind] = {
    "lo": "loopback",
    "utun": "tunnel",
    "ipsec": "tunnel",
    "gif": "tunnel",
    "stf": "tunnel",
    "tap": "tunnel",
    "tun": "tunnel",
    "ppp": "ppp",
    "pdp_ip": "mobile",
    "bridge": "virtual",
    "vmenet": "virtual",
    "vmnet": "virtual",
    "vnic": "virtual",
    "feth": "virtual",
    "awdl": "virtual",
    "llw": "virtual",
    "anpi": "virtual",
}
"""By the letters before a device's number."""

_BY_PORT: tuple[tuple[str, Kind], ...] = (
    ("wi-fi", "wifi"),
    ("airport", "wifi"),
    ("iphone", "mobile"),
    ("ipad", "mobile"),
    ("wwan", "mobile"),
    ("modem", "mobile"),
    ("bluetooth", "mobile"),
    ("bridge", "virtual"),
    ("ethernet", "ethernet"),
    ("lan", "ethernet"),
    ("thunderbolt", "ethernet"),
)
"""By what networksetup calls the port, in lower case; the first that fits."""


def said_by(*command: str) -> str:
    """What a program of macOS prints. Raises OSError or subprocess.TimeoutExpired."""
    done = subprocess.run(  # noqa: S603 - only the fixed commands of this file
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_LIMIT_S, check=False
    )
    return done.stdout


def local_network(say: Say = said_by) -> LocalNetwork:
    """The questions, answered by this Mac."""
    return LocalNetwork(
        way_to=partial(way_to, say=say),
        adapters=partial(adapters, say=say),
        vpn_connections=partial(vpn_connections, say=say),
        proxy_for=partial(proxy_for, say=say),
        name_servers=partial(name_servers, say=say),
        captive_portal=lambda: None,
        has_ipv4=has_ipv4,
        has_ipv6=has_ipv6,
    )


def way_to(target: str, *, say: Say = said_by) -> RouteFacts:
    """By the routing table; macOS has several tunnels of its own, so only the route tells whether one is in use."""
    try:
        local = source_address(target)
    except OSError as error:
        return RouteFacts(target=target, error=route_error(error))
    fields = dict(_fields(say(_ROUTE, "-n", "get", target)))
    device = fields.get("interface", "")
    gateway = fields.get("gateway")
    return RouteFacts(
        target=target,
        local_address=local,
        adapter=_adapter(device, _ports(say)) if device else None,
        gateway=gateway if gateway and re.fullmatch(r"[\d.]+", gateway) else None,
    )


def adapters(*, say: Say = said_by) -> tuple[AdapterFacts, ...]:
    """Those that are up, without the loopback."""
    import psutil

    ports = _ports(say)
    found = (_adapter(name, ports) for name, stats in psutil.net_if_stats().items() if stats.isup)
    return tuple(one for one in found if one.kind != "loopback")


def vpn_connections(*, say: Say = said_by) -> tuple[str, ...]:
    """The VPNs of System Settings that are connected, by name."""
    lines = say(_SCUTIL, "--nc", "list").splitlines()
    return tuple(name[1] for line in lines if "(Connected)" in line and (name := re.search(r'"([^"]*)"', line)))


def name_servers(*, say: Say = said_by) -> tuple[str, ...]:
    """Those of the resolver that is asked first."""
    first = say(_SCUTIL, "--dns").partition("resolver #2")[0]
    return tuple(dict.fromkeys(re.findall(r"nameserver\[\d+\] : ([0-9a-fA-F.:]+)", first)))


def proxy_for(host: str, *, say: Say = said_by) -> ProxyFacts:
    """The proxies of the network in use. A proxy script is not run."""
    text = say(_SCUTIL, "--proxy")
    fields = dict(_fields(text))
    proxies = [
        f"{fields[f'{kind}Proxy']}:{fields.get(f'{kind}Port', '')}".rstrip(":")
        for kind in ("HTTPS", "HTTP", "SOCKS")
        if fields.get(f"{kind}Enable") == "1" and fields.get(f"{kind}Proxy")
    ]
    scripted = fields.get("ProxyAutoConfigEnable") == "1"
    exempt = any(_exempts(pattern, host) for pattern in re.findall(r"^\s+\d+ : (\S+)$", text, re.MULTILINE))
    in_force: Literal["none", "direct", "proxy", "unknown"] = "none"
    if scripted:
        in_force = "unknown"
    elif proxies:
        in_force = "direct" if exempt else "proxy"
    return ProxyFacts(
        user_proxy=without_credentials("; ".join(dict.fromkeys(proxies))),
        auto_detect=fields.get("ProxyAutoDiscoveryEnable") == "1",
        pac_url_set=scripted,
        for_target=in_force,
    )


def _exempts(pattern: str, host: str) -> bool:
    return bool(host) and f".{host.lower()}".endswith(f".{pattern.lower().lstrip('*').lstrip('.')}")


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _ports(say: Say) -> dict[str, str]:
    """The name of each hardware port by its device: `{"en0": "Wi-Fi"}`."""
    text = say(_NETWORKSETUP, "-listallhardwareports")
    return {device: port for port, device in re.findall(r"Hardware Port: (.+)\nDevice: (\S+)", text)}


def _adapter(device: str, ports: dict[str, str]) -> AdapterFacts:
    import psutil

    stats = psutil.net_if_stats().get(device)
    port = ports.get(device, "")
    return AdapterFacts(
        name=device,
        description=port,
        kind=kind_of(device, port),
        speed_mbps=stats.speed if stats is not None and stats.speed else None,
        is_up=stats is None or stats.isup,
    )


def kind_of(device: str, port: str) -> Kind:
    """The kind of an adapter by its device name, then by the name of its hardware port."""
    letters = re.sub(r"\d+$", "", device)
    if letters in _BY_DEVICE:
        return _BY_DEVICE[letters]
    return next((kind for words, kind in _BY_PORT if words in port.lower()), "unknown")
