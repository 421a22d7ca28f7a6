"""What a network test found out: each port of each server, and the way that leads there.

Times are milliseconds. A port's state says what was seen, never more: a UDP port that stayed silent is `no_reply`,
which is normal and proves nothing either way.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(max_length=400)]
Address = Annotated[str, StringConstraints(max_length=64)]
Milliseconds = Annotated[float, Field(ge=0, le=600_000)]
Port = Annotated[int, Field(ge=1, le=65_535)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PortState(StrEnum):
    """What was seen at a port. The words for a person are in readiness.md 6.3."""

    OPEN = "open"
    """The TCP handshake was completed."""
    ANSWERED = "answered"
    """A UDP datagram came back."""
    REFUSED = "refused"
    """A reset, or ICMP port unreachable: something answered and said no."""
    UNREACHABLE = "unreachable"
    """A device on the way reported that it does not pass this traffic."""
    BLOCKED_LOCALLY = "blocked_locally"
    """This computer's own firewall or security software stopped it: EACCES, EPERM or WSAEACCES."""
    NO_REPLY = "no_reply"
    CANCELLED = "cancelled"
    """The person stopped the test, or its time was up, before this port was settled."""
    ERROR = "error"


class NameState(StrEnum):
    """What the computer's own name resolution said about a server's name."""

    SAME = "same"
    """Resolved, and to the documented address only."""
    DIFFERENT = "different"
    SINKHOLE = "sinkhole"
    """Resolved to an address that cannot be a public server: 0.0.0.0, 127/8, RFC 1918."""
    NOT_FOUND = "not_found"
    """NXDOMAIN, or no IPv4 address."""
    NO_ANSWER = "no_answer"
    """The name server failed or did not answer in its time."""
    NOT_ASKED = "not_asked"
    CANCELLED = "cancelled"


class PortFact(_Value):
    """One probe of one port at one address."""

    protocol: Literal["tcp", "udp"]
    port: Port
    state: PortState
    ms: Milliseconds | None = None
    """Until the answer; None where there was none."""
    error: Words = ""
    """The system's name of the error, such as ECONNREFUSED or WSAEACCES 10013."""


class PingFact(_Value):
    """ICMP echo to one address. `answered` is None when this computer cannot send it."""

    sent: Annotated[int, Field(ge=0, le=100)] = 0
    answered: Annotated[int, Field(ge=0, le=100)] | None = None
    ms: Milliseconds | None = None
    """Median of the answers."""
    error: Words = ""


class AddressFacts(_Value):
    """Everything tried at one address of a server. A server whose name differs from the document has two of these."""

    address: Address
    from_document: bool
    from_name: bool
    ports: Annotated[tuple[PortFact, ...], Field(max_length=400)] = ()
    ping: PingFact | None = None
    latency_ms: Annotated[tuple[Milliseconds, ...], Field(max_length=50)] = ()
    """One after another, to one open TCP port, after the sweep; empty when none was open."""


class TargetFacts(_Value):
    """One server of the profile."""

    host: Words
    documented: Address | None
    name_state: NameState = NameState.NOT_ASKED
    resolved: Annotated[tuple[Address, ...], Field(max_length=50)] = ()
    """By the computer's own resolution, IPv4."""
    second_opinion: Annotated[tuple[Address, ...], Field(max_length=50)] | None = None
    """Asked of the name servers directly; None when they could not be asked."""
    second_opinion_error: Words = ""
    """`NXDOMAIN`, `SERVFAIL`, `timeout` or empty."""
    resolve_ms: Milliseconds | None = None
    addresses: Annotated[tuple[AddressFacts, ...], Field(max_length=8)] = ()


class AdapterFacts(_Value):
    """A network adapter. `kind` is judged from its type, never from its order in a list."""

    name: Words
    description: Words = ""
    kind: Literal["ethernet", "wifi", "mobile", "tunnel", "ppp", "virtual", "loopback", "unknown"] = "unknown"
    type_code: Annotated[int, Field(ge=0, le=2**32)] | None = None
    """IANA ifType on Windows: 6 Ethernet, 71 Wi-Fi, 243/244 mobile, 23 PPP, 131 tunnel, 53 virtual."""
    speed_mbps: Annotated[float, Field(ge=0, le=10_000_000)] | None = None
    is_up: bool = True


class RouteFacts(_Value):
    """Which way traffic to the first server leaves this computer. Found without sending anything."""

    target: Address
    local_address: Address | None = None
    """None when there is no way there at all."""
    error: Words = ""
    adapter: AdapterFacts | None = None
    gateway: Address | None = None


class ProxyFacts(_Value):
    """Where proxies are set. SystmOne's own ports do not go through an HTTP proxy."""

    user_proxy: Words = ""
    """The user's own setting (WinINET, macOS, the environment), without names or passwords in it."""
    machine_proxy: Words = ""
    """WinHTTP's, for the whole computer."""
    auto_detect: bool = False
    pac_url_set: bool = False
    for_target: Literal["none", "direct", "proxy", "unknown"] = "none"
    """What is in force for a server of the profile, when a script decides."""
    error: Words = ""


class ControlFacts(_Value):
    """Probes that must fail on an honest network. When they succeed, nothing else proves anything."""

    made_up_name_resolved: bool | None = None
    """A random name under `.invalid` (RFC 2606)."""
    test_address_connected: bool | None = None
    """TCP to 192.0.2.1 (RFC 5737), which no one may use."""
    captive_portal: bool | None = None
    """What the operating system itself says."""


class HttpsFacts(_Value):
    """One HTTPS host: TCP 443, the TLS handshake, and who signed the certificate."""

    host: Words
    state: PortState
    issuer: Words = ""
    trusted: bool | None = None
    error: Words = ""


class NetworkFacts(_Value):
    """One network test."""

    ran_for_ms: Milliseconds
    cancelled: bool = False
    hit_cap: bool = False
    """Whether the hard limit of ten seconds ended it."""
    targets: Annotated[tuple[TargetFacts, ...], Field(max_length=32)] = ()
    https: Annotated[tuple[HttpsFacts, ...], Field(max_length=16)] = ()
    route: RouteFacts | None = None
    has_ipv4: bool | None = None
    has_ipv6: bool | None = None
    adapters: Annotated[tuple[AdapterFacts, ...], Field(max_length=200)] = ()
    """Those that are up, the loopback left out."""
    vpn_connections: Annotated[tuple[Words, ...], Field(max_length=50)] = ()
    """Names of the system's own VPN connections that are up."""
    name_servers: Annotated[tuple[Address, ...], Field(max_length=50)] = ()
    proxy: ProxyFacts | None = None
    control: ControlFacts = ControlFacts()
