"""Keeps the whole test suite off every real network: whatever a test tries there fails before a packet leaves.

Tests in a network of their own run in another process, from which nothing reaches outside.
"""

import sys
from ipaddress import IPv4Network, IPv6Network, ip_address

ALLOWED = (
    IPv4Network("127.0.0.0/8"),
    IPv4Network("192.0.2.0/24"),
    IPv4Network("198.51.100.0/24"),
    IPv6Network("::1/128"),
    IPv6Network("2001:db8::/32"),
)
"""This computer itself, and the addresses of documentation (RFC 5737, RFC 3849)."""

_NAMES = ("localhost", "", None)
_BY_ADDRESS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.bind": 1}
"""Audit events of Python's sockets, and where in their arguments the address stands."""
_BY_NAME = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0, "socket.getnameinfo": 0}


class RealNetwork(AssertionError):
    """A test went for an address or a name that is not a test's."""


def is_allowed(host: object) -> bool:
    """Whether a test may talk to a host, or look it up."""
    if isinstance(host, bytes):
        host = host.decode("ascii", errors="replace")
    if host in _NAMES or not isinstance(host, str):
        return host in _NAMES
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_unspecified or any(address in network for network in ALLOWED)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _BY_ADDRESS and len(arguments) > _BY_ADDRESS[event]:
        address = arguments[_BY_ADDRESS[event]]
        if isinstance(address, tuple) and address and isinstance(address[0], str | bytes):
            _refuse_unless_allowed(event, address[0])
    elif event in _BY_NAME and arguments:
        host = arguments[_BY_NAME[event]]
        _refuse_unless_allowed(event, host[0] if isinstance(host, tuple) else host)


def _refuse_unless_allowed(event: str, host: object) -> None:
    if not is_allowed(host):
        raise RealNetwork(f"{event}: {host!r} is no address for a test")


def guard() -> None:
    """From now on, for as long as this process lives."""
    sys.addaudithook(_watch)
