"""Asks a Linux computer about its network: /sys, /proc and the environment. Nothing is sent."""

import os
import shutil
import socket
import subprocess
from functools import partial
from ipaddress import IPv4Address
from pathlib import Path

from inpatient_hub.domain.readiness_network import AdapterFacts, RouteFacts
from inpatient_hub.readiness.collectors.network import (
    Kind,
    LocalNetwork,
    environment_proxies,
    has_ipv4,
    has_ipv6,
    route_error,
    source_address,
)

_ROOT = Path("/")
_ARPHRD: dict[int, Kind] = {512: "ppp", 768: "tunnel", 769: "tunnel", 772: "loopback", 776: "tunnel", 65534: "tunnel"}
"""<linux/if_arp.h>: PPP, IP in IP, IPv6 in IP, loopback, SIT, and NONE, which tun and WireGuard use."""
_DEVTYPES: dict[str, Kind] = {"wlan": "wifi", "wwan": "mobile", "wireguard": "tunnel", "ppp": "ppp"}
_NO_SPEED_MBPS = 65_535
"""Drivers that do not know their speed say this, or 4294967295."""


def local_network() -> LocalNetwork:
    """The questions, answered by this computer."""
    return LocalNetwork(
        way_to=way_to,
        adapters=adapters,
        vpn_connections=vpn_connections,
        proxy_for=partial(environment_proxies, os.environ),
        name_servers=name_servers,
        captive_portal=captive_portal,
        has_ipv4=has_ipv4,
        has_ipv6=has_ipv6,
    )


def way_to(target: str, *, root: Path = _ROOT) -> RouteFacts:
    """The adapter that has the source address, and the gateway of the most specific route."""
    try:
        local = source_address(target)
    except OSError as error:
        return RouteFacts(target=target, error=route_error(error))
    name = _adapter_with(local)
    adapter = _adapter(name, root) if name else None
    return RouteFacts(target=target, local_address=local, adapter=adapter, gateway=gateway_to(target, root=root))


def adapters(*, root: Path = _ROOT) -> tuple[AdapterFacts, ...]:
    """Those that are up, without the loopback."""
    import psutil

    found = (_adapter(name, root) for name, stats in psutil.net_if_stats().items() if stats.isup)
    return tuple(one for one in found if one.kind != "loopback")


def vpn_connections(*, root: Path = _ROOT) -> tuple[str, ...]:
    """Tunnels that are up; Linux has no list of VPN connections of its own."""
    return tuple(one.name for one in adapters(root=root) if one.kind in {"tunnel", "ppp"})


def name_servers(*, root: Path = _ROOT) -> tuple[str, ...]:
    """Those of /etc/resolv.conf."""
    lines = (root / "etc/resolv.conf").read_text(encoding="utf-8", errors="replace").splitlines()
    words = (line.split() for line in lines)
    return tuple(dict.fromkeys(one[1] for one in words if len(one) > 1 and one[0] == "nameserver"))


def captive_portal() -> bool | None:
    """What NetworkManager knows already; it is not told to look. None where it does not run."""
    program = shutil.which("nmcli")
    if program is None:
        return None
    asked = [program, "networking", "connectivity"]
    done = subprocess.run(  # noqa: S603 - a fixed question
        asked, capture_output=True, text=True, timeout=2, check=False
    )
    return {"portal": True, "full": False}.get(done.stdout.strip())


def gateway_to(target: str, *, root: Path = _ROOT) -> str | None:
    """The next hop by /proc/net/route, or None when the target is on this computer's own network."""
    wanted = int.from_bytes(socket.inet_aton(target), "little")
    best: tuple[int, int] | None = None
    for line in _read(root / "proc/net/route").splitlines()[1:]:
        fields = line.split()
        destination, gateway, mask = (int(fields[place], 16) for place in (1, 2, 7))
        if wanted & mask == destination and (best is None or mask.bit_count() > best[0]):
            best = mask.bit_count(), gateway
    return str(IPv4Address(best[1].to_bytes(4, "little"))) if best and best[1] else None


def _adapter_with(address: str) -> str | None:
    import psutil

    for name, known in psutil.net_if_addrs().items():
        if any(one.address == address for one in known):
            return name
    return None


def _adapter(name: str, root: Path) -> AdapterFacts:
    import psutil

    stats = psutil.net_if_stats().get(name)
    speed = stats.speed if stats is not None and 0 < stats.speed < _NO_SPEED_MBPS else None
    return AdapterFacts(
        name=name, kind=kind_of(root / "sys/class/net" / name), speed_mbps=speed, is_up=stats is None or stats.isup
    )


def kind_of(folder: Path) -> Kind:
    """The kind of an adapter by its folder in /sys/class/net."""
    if not folder.is_dir():
        return "unknown"
    devtype = next((word[8:] for word in _read(folder / "uevent").split() if word.startswith("DEVTYPE=")), "")
    if (folder / "wireless").exists() or (folder / "phy80211").exists():
        return "wifi"
    if devtype in _DEVTYPES:
        return _DEVTYPES[devtype]
    if (folder / "tun_flags").exists():
        return "tunnel"
    code = _read(folder / "type").strip()
    if code.isdecimal() and int(code) in _ARPHRD:
        return _ARPHRD[int(code)]
    return "ethernet" if (folder / "device").exists() else "virtual"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
