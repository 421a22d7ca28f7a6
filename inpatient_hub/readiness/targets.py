"""What a profile's file says about the servers a network test may talk to. Nothing else is ever tried."""

import re
from datetime import date
from ipaddress import AddressValueError, IPv4Address
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from inpatient_hub.content.problems import shown
from inpatient_hub.readiness.profiles import HostSpec, PortRange, Spec, Targets

MOST_PORTS = 40
"""A test is a good guest: it knocks at a few ports and never sweeps."""

_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*")


def _host_name(name: str) -> str:
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise ValueError(f"'{shown(name)}' is not the name of a server.")
    return name


def _address(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except AddressValueError:
        raise ValueError(f"'{shown(text)}' is not an IPv4 address such as 192.0.2.7.") from None


def _address_and_port(text: str) -> str:
    address, _, port = text.partition(":")
    if not port.isascii() or not port.isdecimal() or not 1 <= int(port[:6]) <= 65_535:
        raise ValueError(f"'{shown(text)}' is not an address with a port, such as 192.0.2.7:443.")
    return f"{_address(address)}:{int(port[:6])}"


def _port_range(given: object) -> object:
    """A range from `2130-2140` or from a single number; anything else is left for the model to refuse."""
    words = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not re.fullmatch(r"[0-9]{1,5}(?:-[0-9]{1,5})?", words):
        raise ValueError(f"'{shown(given)}' is not a range of ports. Write it as 2130-2140.")
    first, _, last = words.partition("-")
    low, high = int(first), int(last or first)
    if not 1 <= low <= high <= 65_535:
        raise ValueError(f"'{words}' is not a range of ports between 1 and 65535.")
    if high - low >= MOST_PORTS:
        raise ValueError(f"'{words}' is more than {MOST_PORTS} ports.")
    return PortRange(first=low, last=high)


HostName = Annotated[str, AfterValidator(_host_name)]
Address = Annotated[str, AfterValidator(_address)]
AddressAndPort = Annotated[str, AfterValidator(_address_and_port)]
Ports = Annotated[PortRange, BeforeValidator(_port_range)]


class HostRow(Spec):
    """A server, with the address a document gives for it."""

    name: HostName
    documented: Address | None = None

    def spec(self) -> HostSpec:
        """The server as a profile holds it."""
        return HostSpec(name=self.name, documented=self.documented)


class TargetRows(Spec):
    """The servers and ports in a file; what is None is not given there."""

    hosts: Annotated[tuple[HostRow, ...], Field(max_length=8)] | None = None
    tcp: Ports | None = None
    udp: Ports | None = None
    https_hosts: Annotated[tuple[HostName, ...], Field(max_length=8)] | None = None
    tcp_addresses: Annotated[tuple[AddressAndPort, ...], Field(max_length=8)] | None = None
    as_of: date | None = None
    """The day of the document that gives the addresses."""

    def over(self, old: Targets) -> Targets:
        """The old servers and ports with those given here in their place."""
        given: dict[str, object] = {
            "hosts": None if self.hosts is None else tuple(host.spec() for host in self.hosts),
            "tcp": self.tcp,
            "udp": self.udp,
            "https_hosts": self.https_hosts,
            "tcp_addresses": self.tcp_addresses,
            "as_of": self.as_of,
        }
        return old.model_copy(update={key: value for key, value in given.items() if value is not None})
