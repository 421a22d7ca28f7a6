"""What a network test may talk to and how long it may take. Servers and ports come from the profile, nowhere else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address
from statistics import median

from inpatient_hub.domain.errors import HubError
from inpatient_hub.readiness.profiles import HostSpec, PortRange, Profile

MOST_PORTS = 100
"""Ports per server, TCP and UDP together. SystmOne has 22; more than this would be a scan."""

CONTROL_ADDRESS = "192.0.2.1"
"""TEST-NET-1 (RFC 5737): nobody may use it, so nobody may answer there."""


class PlanRefused(HubError):
    """A profile asks for a network test that must not be run, such as thousands of ports."""

    def __init__(self, message: str) -> None:
        super().__init__(
            "This network test cannot be run",
            message,
            remedy="Correct the targets in the profile's file, or choose another profile.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeLimits:
    """How long and how often, in seconds and counts (readiness.md 6.1)."""

    tcp_s: float = 3.0
    """For one TCP port. At least one repeated SYN, and longer than Windows takes to admit a refusal (2 s)."""
    udp_least_s: float = 0.4
    udp_round_trips: int = 4
    """The wait for UDP is this many median TCP round trips, from `udp_least_s` up to `tcp_s`."""
    datagrams: int = 3
    name_s: float = 4.0
    pings: int = 3
    ping_s: float = 1.0
    latency_connects: int = 5
    local_s: float = 6.0
    """For what this computer is asked about itself; its proxy script alone may take five."""
    whole_s: float = 10.0
    sockets: int = 100
    """Of each protocol at one time. macOS gives a program 256 files, and select() on Windows takes 512 sockets."""

    def silence_s(self, round_trips: Sequence[float]) -> float:
        """How long silence must last to be called so: 4 x the median TCP round trip, from 0.4 s up to the TCP time-out.
        Without a round trip it is the TCP time-out."""
        if not round_trips:
            return self.tcp_s
        return min(max(self.udp_round_trips * median(round_trips), self.udp_least_s), self.tcp_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbePlan:
    """Everything one test will try. Ports in ascending order."""

    hosts: tuple[HostSpec, ...] = ()
    tcp: tuple[int, ...] = ()
    udp: tuple[int, ...] = ()
    https_hosts: tuple[str, ...] = ()
    addresses: tuple[tuple[str, int], ...] = ()
    """Single TCP ports by address, such as a trust's iPLATO servers."""

    @property
    def control_port(self) -> int | None:
        """The port tried at an address that nobody may use: the plan's first. None when the plan tries no port."""
        return next(
            iter((*self.tcp, *(port for _, port in self.addresses), *([443] if self.https_hosts else []))), None
        )

    @property
    def asks_names(self) -> bool:
        """Whether there is any name to look up."""
        return bool(self.https_hosts) or any(not is_address(host.name) for host in self.hosts)


def is_address(name: str) -> bool:
    """Whether a host is given as an IPv4 address rather than by name."""
    try:
        IPv4Address(name)
    except AddressValueError:
        return False
    return True


def plan_for(profile: Profile) -> ProbePlan:
    """The network test of a profile. Raises PlanRefused when its targets make no sense or are too many."""
    targets = profile.targets
    tcp, udp = _ports(targets.tcp), _ports(targets.udp)
    if len(tcp) + len(udp) > MOST_PORTS:
        raise PlanRefused(
            f"'{profile.title}' asks for {len(tcp) + len(udp)} ports of each server; {MOST_PORTS} are allowed."
        )
    for host in targets.hosts:
        if host.documented is not None and not is_address(host.documented):
            raise PlanRefused(f"'{profile.title}' gives {host.documented!r} as the address of {host.name}.")
    return ProbePlan(
        hosts=targets.hosts,
        tcp=tcp,
        udp=udp,
        https_hosts=targets.https_hosts,
        addresses=tuple(_single_addresses(profile)),
    )


def _ports(ports: PortRange | None) -> tuple[int, ...]:
    return () if ports is None else tuple(ports.ports())[: MOST_PORTS + 1]


def _single_addresses(profile: Profile) -> Iterator[tuple[str, int]]:
    for text in profile.targets.tcp_addresses:
        address, _, port = text.partition(":")
        if not is_address(address) or not port.isdecimal() or not 1 <= int(port) <= 65_535:
            raise PlanRefused(f"'{profile.title}' names {text!r}; an address looks like 192.0.2.7:443.")
        yield address, int(port)
