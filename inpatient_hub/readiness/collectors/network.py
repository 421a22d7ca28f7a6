"""What this computer can say about its own network; each system answers in its own way."""

import errno
import re
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from inpatient_hub.domain.readiness_network import AdapterFacts, ProxyFacts, RouteFacts

Kind = Literal["ethernet", "wifi", "mobile", "tunnel", "ppp", "virtual", "loopback", "unknown"]
"""What an adapter is, as AdapterFacts takes it."""

_SOMEWHERE, _SOMEWHERE_6 = "192.0.2.1", "2001:db8::1"
"""Addresses of documentation (RFC 5737, RFC 3849): nobody is there, and nothing is sent to them here."""

_DISCARD_PORT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalNetwork:
    """The questions. Each may raise; unless it says so, none sends anything."""

    way_to: Callable[[str], RouteFacts]
    """Which adapter would carry traffic to an IPv4 address."""
    adapters: Callable[[], tuple[AdapterFacts, ...]]
    """Those that are up, without the loopback."""
    vpn_connections: Callable[[], tuple[str, ...]]
    proxy_for: Callable[[str], ProxyFacts]
    """For a server's name; an empty one asks for the settings only. A proxy script may be fetched, within 5 s."""
    name_servers: Callable[[], tuple[str, ...]]
    captive_portal: Callable[[], bool | None]
    has_ipv4: Callable[[], bool]
    has_ipv6: Callable[[], bool]
    ping: Callable[[str, float], float | None] | None = None
    """Sends an echo request and waits so many seconds: milliseconds, or None. None where icmplib does it."""
    single_syn: Callable[[socket.socket, float], bool] | None = None
    """Has a connection tried with one SYN only, for so many seconds; whether that could be set."""


def this_computer() -> LocalNetwork:
    """The questions as this system answers them."""
    if sys.platform == "win32":
        from inpatient_hub.readiness.collectors.network_windows import local_network
    elif sys.platform == "darwin":
        from inpatient_hub.readiness.collectors.network_macos import local_network
    else:
        from inpatient_hub.readiness.collectors.network_linux import local_network
    return local_network()


def source_address(target: str) -> str:
    """The address of this computer from which traffic to `target` would go. A UDP connection sends nothing.

    Raises OSError when there is no way there.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect((target, _DISCARD_PORT))
        return str(sock.getsockname()[0])


def route_error(error: OSError) -> str:
    """The name of an error of `source_address`, such as ENETUNREACH."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def has_ipv4() -> bool:
    """Whether there is a way to anywhere by IPv4."""
    return _has_way(socket.AF_INET, _SOMEWHERE)


def has_ipv6() -> bool:
    """Whether there is a way to anywhere by IPv6."""
    return socket.has_ipv6 and _has_way(socket.AF_INET6, _SOMEWHERE_6)


def _has_way(family: socket.AddressFamily, somewhere: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((somewhere, _DISCARD_PORT))
    except OSError:
        return False
    return True


def environment_proxies(environ: Mapping[str, str], host: str) -> ProxyFacts:
    """What http_proxy, https_proxy, all_proxy and no_proxy say, without any name or password in them."""
    settings = {name.lower(): value.strip() for name, value in environ.items() if name.lower().endswith("_proxy")}
    found = next(filter(None, (settings.get(name) for name in ("https_proxy", "http_proxy", "all_proxy"))), "")
    if not found:
        return ProxyFacts()
    exempt = host and any(_exempts(pattern, host) for pattern in settings.get("no_proxy", "").split(","))
    return ProxyFacts(user_proxy=without_credentials(found), for_target="direct" if exempt else "proxy")


def _exempts(pattern: str, host: str) -> bool:
    suffix = pattern.strip().lower().lstrip("*").lstrip(".")
    return pattern.strip() == "*" or (bool(suffix) and f".{host.lower()}".endswith(f".{suffix}"))


def without_credentials(proxy: str) -> str:
    """`proxy.example:8080` of `http://nurse:secret@proxy.example:8080/`; lists keep their form."""
    parts = [_plain(part) for part in proxy.replace(";", " ").split()]
    return "; ".join(parts)[:400]


def _plain(part: str) -> str:
    kind, equals, rest = part.rpartition("=")
    address = re.split("[/?#]", rest.rpartition("://")[2], maxsplit=1)[0]
    return f"{kind}{equals}{address.rpartition('@')[2]}"
