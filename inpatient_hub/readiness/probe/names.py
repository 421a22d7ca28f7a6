"""Looks up a server's name as SystmOne would, and once more by asking the name servers directly."""

import asyncio
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from inpatient_hub.domain.readiness_network import NameState
from inpatient_hub.readiness.probe.aside import aside

_PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"))
_OWN = tuple(IPv4Network(text) for text in ("0.0.0.0/8", "127.0.0.0/8"))

_NOT_FOUND = {
    getattr(socket, name)
    for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY")
    if hasattr(socket, name)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a name came to. `failed` is None when there are addresses."""

    addresses: tuple[str, ...] = ()
    failed: NameState | None = None
    ms: float | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the name servers say when asked directly. `addresses` is None when they gave no usable answer."""

    addresses: tuple[str, ...] | None = None
    error: str = ""


async def looked_up(name: str, *, within_s: float) -> Lookup:
    """By the computer's own resolution, hosts file and all, IPv4 only."""
    try:
        async with asyncio.timeout(within_s):
            return await aside(f"lookup {name}", lambda: _look_up(name))
    except TimeoutError:
        return Lookup(failed=NameState.NO_ANSWER)


def _look_up(name: str) -> Lookup:
    begun = time.perf_counter()
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except socket.gaierror as error:
        return Lookup(failed=NameState.NOT_FOUND if error.errno in _NOT_FOUND else NameState.NO_ANSWER)
    except (OSError, ValueError):  # a label that is too long or empty is a ValueError
        return Lookup(failed=NameState.NO_ANSWER)
    addresses = tuple(dict.fromkeys(str(address[0]) for *_, address in found))
    return Lookup(addresses, ms=(time.perf_counter() - begun) * 1000)


async def second_opinion(name: str, servers: Sequence[str], *, within_s: float) -> Opinion:
    """By asking the configured name servers themselves, past hosts file and cache."""
    if not servers:
        return Opinion(error="no name server known")
    try:
        async with asyncio.timeout(within_s + 0.2):
            return await aside(f"question {name}", lambda: _ask(name, servers, within_s))
    except TimeoutError:
        return Opinion(error="timeout")


def _ask(name: str, servers: Sequence[str], within_s: float) -> Opinion:
    import dns.exception
    import dns.resolver

    resolver = dns.resolver.Resolver(configure=False)
    try:
        resolver.nameservers = list(servers)
        answer = resolver.resolve(f"{name.rstrip('.')}.", "A", lifetime=within_s, search=False)
    except dns.resolver.NXDOMAIN:
        return Opinion((), "NXDOMAIN")
    except dns.resolver.NoAnswer:
        return Opinion((), "no IPv4 address")
    except dns.resolver.NoNameservers:
        return Opinion(error="SERVFAIL")
    except (dns.exception.Timeout, OSError):
        return Opinion(error="timeout")
    except (dns.exception.DNSException, ValueError) as error:  # the latter for a server that is no plain address
        return Opinion(error=type(error).__name__)
    return Opinion(tuple(record.to_text() for record in answer))


def name_state(documented: str | None, lookup: Lookup) -> NameState:
    """How the addresses found stand to the documented one. Without a documented one, any real server's will do."""
    if lookup.failed is not None or not lookup.addresses:
        return lookup.failed or NameState.NOT_FOUND
    if documented is not None and set(lookup.addresses) == {documented}:
        return NameState.SAME
    if all(_is_sinkhole(address, documented) for address in lookup.addresses):
        return NameState.SINKHOLE
    return NameState.SAME if documented is None else NameState.DIFFERENT


def may_be_tried(address: str) -> bool:
    """Whether there can be a server at an address a name gave: not at this computer itself."""
    return not any(IPv4Address(address) in own for own in _OWN)


def _is_sinkhole(address: str, documented: str | None) -> bool:
    """Whether this cannot be the server: this computer, or a private address where a public one is documented."""
    if not may_be_tried(address):
        return True
    return documented is not None and not _is_private(documented) and _is_private(address)


def _is_private(address: str) -> bool:
    return any(IPv4Address(address) in network for network in _PRIVATE)
